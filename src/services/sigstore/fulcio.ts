import { X509Certificate } from "node:crypto";
import * as v from "valibot";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../domain/sigstore/certificate-facts.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { parsePem } from "../../kernel/pem.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";
import type { IdentityToken } from "../../ports/identity-token.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import type { EphemeralKey } from "./ephemeral-key.ts";
import type { SigningInstance } from "./instances.ts";
import { tokenIdentity } from "./token-identity.ts";

const NAME = "the certificate authority";
const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
/** Seconds that the clock of this machine may be behind the authority's. */
const CLOCK_TOLERANCE = 300;

const Issued = v.optional(
  v.looseObject({
    chain: v.looseObject({ certificates: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(8)) }),
  }),
);
const Answer = v.looseObject({ signedCertificateEmbeddedSct: Issued, signedCertificateDetachedSct: Issued });

/**
 * Asks for a short-lived certificate for our key and the token's identity (Fulcio API v2,
 * https://github.com/sigstore/fulcio/blob/main/fulcio.proto, CreateSigningCertificate), and checks that it is that: our
 * key (F03), the identity of the token (F04), issued by the authority that came with it, valid now, logged where the
 * instance says so (F02). Whether the authority is trusted is the verifier's to say. Faults: `certificate-refused`,
 * `certificate-unexpected`, `response-malformed`, those of reading a certificate and of the HTTP port.
 */
export async function requestCertificate(
  order: { readonly instance: SigningInstance; readonly token: IdentityToken; readonly key: EphemeralKey },
  ports: RetryPorts,
): Promise<CertificateFacts> {
  const response = await requestWithRetries(ports, {
    method: "POST",
    url: `${order.instance.certificateAuthority}/api/v2/signingCert`,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: encodeUtf8(JSON.stringify(signingRequest(order.token, order.key))),
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_ANSWER_BYTES,
  });
  if (response.status !== 200 && response.status !== 201) throw refused(response.status, order.instance);
  const chain = readChain(response);
  const leaf = readCertificate(chain[0] ?? new Uint8Array());
  refuseOthers(leaf, order);
  refuseBrokenChain(chain);
  refuseWrongTime(leaf, ports.clock.now());
  if (order.instance.certificateTransparency === "required" && !hasSct(leaf.der)) {
    throw unexpected("it carries no proof of being in the certificate transparency log");
  }
  return leaf;
}

function signingRequest(token: IdentityToken, key: EphemeralKey): object {
  const { challenge } = tokenIdentity(token.claims);
  return {
    credentials: { oidcIdentityToken: token.raw },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: key.publicKeyPem },
      proofOfPossession: encodeBase64(key.sign(encodeUtf8(challenge))),
    },
  };
}

/** DER of the leaf, then of its issuers. */
function readChain(response: HttpResponse): Uint8Array[] {
  const answer = parseAnswer(Answer, response, { service: NAME });
  const issued = answer.signedCertificateEmbeddedSct ?? answer.signedCertificateDetachedSct;
  if (issued === undefined) throw new Fault("response-malformed", `${NAME} answered without a certificate`);
  return issued.chain.certificates.map((text) => parsePem(text));
}

function refuseOthers(leaf: CertificateFacts, order: { token: IdentityToken; key: EphemeralKey }): void {
  const expected = tokenIdentity(order.token.claims);
  if (!equalBytes(leaf.publicKey, order.key.publicKey)) throw unexpected("it is for another key");
  const name = leaf.subjectAlternativeName.value;
  if (name !== expected.subjectAlternativeName) {
    throw unexpected(`it names ${printable(name)}, the token ${printable(expected.subjectAlternativeName)}`);
  }
  if (leaf.issuer !== expected.issuer) {
    throw unexpected(`its issuer is ${printable(leaf.issuer ?? "")}, the token's ${printable(expected.issuer)}`);
  }
}

function refuseBrokenChain(chain: readonly Uint8Array[]): void {
  if (!chain.slice(1).every((issuer, index) => issued(chain[index] ?? issuer, issuer))) {
    throw unexpected("the certificates that came with it did not issue it");
  }
}

function issued(subject: Uint8Array, issuer: Uint8Array): boolean {
  try {
    const [lower, upper] = [new X509Certificate(subject), new X509Certificate(issuer)];
    return lower.checkIssued(upper) && lower.verify(upper.publicKey);
  } catch {
    return false;
  }
}

/** F14: seconds of difference are usual, years are a wrong clock. */
function refuseWrongTime(leaf: CertificateFacts, now: Date): void {
  const seconds = now.getTime() / 1000;
  if (seconds >= leaf.notBefore - CLOCK_TOLERANCE && seconds < leaf.notAfter) return;
  throw new Fault(
    "certificate-unexpected",
    `by the clock of this machine (${now.toISOString()}) the certificate is not valid`,
    {
      hint: "correct the clock of this machine",
    },
  );
}

function hasSct(der: Uint8Array): boolean {
  const [tbs] = readDer(der).sequence();
  const [list] =
    tbs
      ?.sequence()
      .find((field) => field.tag === 0xa3)
      ?.children() ?? [];
  return list?.sequence().some((extension) => extension.sequence()[0]?.oid() === SCT_LIST) ?? false;
}

function unexpected(reason: string): Fault {
  return new Fault("certificate-unexpected", `the issued certificate is refused: ${reason}`, {
    hint: "nothing was signed; report this to the operator of the certificate authority",
  });
}

/** The answer may repeat the token, so only its status is told. */
function refused(status: number, instance: SigningInstance): Fault {
  return new Fault("certificate-refused", `${NAME} of ${instance.name} answered with status ${status}`, {
    hint: instance.refusalHint,
  });
}
