import type { Cryptography } from "../../crypto/cryptography.ts";
import type { CertificateFacts } from "../../domain/sigstore/certificate-facts.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";
import type { IdentityTokens, TokenClaims } from "../../ports/identity-token.ts";
import type { CertifiedIdentity, CertifiedSession, Signer } from "../../ports/signer.ts";
import type { Trust } from "../../ports/trust.ts";
import { createEphemeralKey, type EphemeralKey } from "./ephemeral-key.ts";
import { askAhead, requireForeseen } from "./foresee.ts";
import { requestCertificate } from "./fulcio.ts";
import { createGate } from "./gate.ts";
import type { SigningInstance } from "./instances.ts";
import { createPace, entriesAMinute, type Pauses, signInTurn } from "./pace.ts";
import { type BundleKey, signDigest, signPayload } from "./sign-bundle.ts";
import { tokenIdentity } from "./token-identity.ts";
import { createWitnesses, type Witnesses } from "./witnesses.ts";

export interface KeylessOrder {
  /** Where to sign, or how the token decides it. */
  readonly instance: SigningInstance | ((claims: TokenClaims) => SigningInstance | Promise<SigningInstance>);
  readonly tokens: IdentityTokens;
  readonly http: Http;
  readonly clock: Clock;
  readonly crypto: Cryptography;
  /**
   * Of the instance: what will judge the signatures, so it must know the services before anything is signed, and from it
   * a log entry whose answer was lost is completed. Absent if nothing will be judged here.
   */
  readonly trust?: Trust;
  /** Told where signing pauses because a log takes no more for now. */
  readonly pauses?: Pauses;
}

/** A certificate and the key that it is for: the right to sign for as long as it is valid. */
interface SigningGrant {
  readonly key: EphemeralKey;
  readonly certificate: CertificateFacts;
}

const AUDIENCE = "sigstore";
/** Seconds of validity that must be left when a signature is begun. */
const MIN_VALIDITY = 120;
/** Signatures on their way at a time: a hundred take two rounds, and no service sees more connections than this. */
const PARALLEL = 64;

/**
 * Signs keylessly with a Sigstore instance: one token, one certificate and one key that is never stored, for a whole run
 * while 120 s of validity are left; a renewed certificate must name the same identity and run. Faults of `open`: those
 * of the tokens, of `requestCertificate` and of `requireForeseen`; of signing: those of the logs and timestamp
 * authorities, too, and `certificate-unexpected` for a renewal with another identity.
 */
export function createKeylessSigner(order: KeylessOrder): Signer<CertifiedIdentity> {
  return {
    async open() {
      const { instance, grant } = await begin(order, "nothing was signed: ");
      return createSession({ ...order, instance }, grant);
    },
    async identify() {
      const token = await order.tokens.token(AUDIENCE);
      const { subjectAlternativeName, issuer } = tokenIdentity(token.claims);
      return {
        kind: "certificate",
        subjectAlternativeName,
        issuer,
        instance: (await instanceFor(order, token.claims)).name,
      };
    },
  };
}

type ChosenOrder = KeylessOrder & { readonly instance: SigningInstance };

function createSession(order: ChosenOrder, first: SigningGrant): CertifiedSession {
  const { certificate } = first;
  const witnesses: Witnesses = createWitnesses(order.instance, order);
  const gate = createGate(PARALLEL);
  const current = renewing(order, first);
  const pace = createPace(entriesAMinute(order.instance.logs), order.clock, order.pauses);
  const yielded = yielding();
  const sign = (work: (grant: SigningGrant) => Promise<Uint8Array>): Promise<Uint8Array> =>
    gate(() => signInTurn(pace, () => yielded(async () => work(await current()))));
  return {
    identity: {
      kind: "certificate",
      certificate: certificate.der,
      subjectAlternativeName: certificate.subjectAlternativeName.value,
      issuer: certificate.issuer ?? "",
      instance: order.instance.name,
    },
    signDigest: (sha256) => sign((grant) => signDigest(sha256, keyOf(grant), witnesses)),
    signPayload: (payloadType, payload) =>
      sign((grant) => signPayload({ payloadType, payload }, keyOf(grant), witnesses)),
  };
}

function keyOf({ key, certificate }: SigningGrant): BundleKey {
  return {
    signer: { kind: "certificate", der: certificate.der, window: certificate },
    sign: key.sign,
    signDigest: key.signDigest,
  };
}

/** A signature costs a millisecond of this thread: the requests of one leave before the next is made. */
function yielding(): <T>(work: () => Promise<T>) => Promise<T> {
  let turn = Promise.resolve();
  return async (work) => {
    turn = turn.then(() => new Promise((resolve) => setImmediate(resolve)));
    await turn;
    return await work();
  };
}

/** The grant to sign with now: everybody who comes while it is being renewed waits for the same one. */
function renewing(order: ChosenOrder, first: SigningGrant): () => Promise<SigningGrant> {
  let grant = Promise.resolve(first);
  let left = countDown(first.certificate, order.clock);
  return () => {
    if (left() >= MIN_VALIDITY) return grant;
    // Until the renewal is there, nobody starts a second one.
    left = () => Number.POSITIVE_INFINITY;
    grant = begin(order, "").then((renewed) => {
      refuseOtherRun(first.certificate, renewed.grant.certificate);
      left = countDown(renewed.grant.certificate, order.clock);
      return renewed.grant;
    });
    return grant;
  };
}

/** Seconds of validity that are left: the clock of the machine may be set back meanwhile, what has elapsed may not (P11). */
function countDown({ notAfter }: CertificateFacts, clock: Clock): () => number {
  const [validity, begun] = [notAfter - seconds(clock), clock.elapsed()];
  return () => Math.min(notAfter - seconds(clock), validity - (clock.elapsed() - begun) / 1000);
}

function refuseOtherRun(first: CertificateFacts, renewed: CertificateFacts): void {
  const said = ({ subjectAlternativeName, issuer, extensions }: CertificateFacts): string =>
    JSON.stringify([subjectAlternativeName, issuer, extensions]);
  if (said(first) !== said(renewed)) {
    throw new Fault("certificate-unexpected", "the renewed certificate names another identity or run than the first");
  }
}

/**
 * Token, instance, key and certificate; a token that expired on the way is asked for once more (O04). What is asked ahead
 * goes beside the request for the certificate, so that it costs no round trip. A refusal begins with `soFar`.
 */
async function begin(order: KeylessOrder, soFar: string): Promise<{ instance: SigningInstance; grant: SigningGrant }> {
  const attempt = async (last: boolean): Promise<{ instance: SigningInstance; grant: SigningGrant }> => {
    const token = await order.tokens.token(AUDIENCE);
    const instance = await instanceFor(order, token.claims);
    const key = createEphemeralKey();
    try {
      const { trust } = order;
      const [certificate, ahead] = await Promise.all([
        requestCertificate({ instance, token, key }, order),
        trust === undefined ? undefined : askAhead(instance, order),
      ]);
      if (trust !== undefined && ahead !== undefined) {
        await requireForeseen({ certificate, ...ahead }, { trust, soFar }, order.crypto);
      }
      return { instance, grant: { key, certificate } };
    } catch (error) {
      const refused = error instanceof Fault && error.code === "certificate-refused";
      if (last || !refused || token.claims.expires > seconds(order.clock)) throw error;
      return await attempt(true);
    }
  };
  return await attempt(false);
}

async function instanceFor({ instance }: KeylessOrder, claims: TokenClaims): Promise<SigningInstance> {
  return typeof instance === "function" ? await instance(claims) : instance;
}

function seconds(clock: Clock): number {
  return clock.now().getTime() / 1000;
}
