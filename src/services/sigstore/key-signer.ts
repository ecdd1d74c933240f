import { sha256, sha256Hex } from "../../crypto/node-digest.ts";
import { readPublicKey } from "../../crypto/public-key.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http } from "../../ports/http.ts";
import type { LastingKey, SignatureScheme } from "../../ports/lasting-key.ts";
import type { KeyIdentity, Signer } from "../../ports/signer.ts";
import type { Trust } from "../../ports/trust.ts";
import { createGate } from "./gate.ts";
import type { SigningInstance } from "./instances.ts";
import { createPace, entriesAMinute, type Pauses, signInTurn } from "./pace.ts";
import { type BundleKey, signDigest, signPayload } from "./sign-bundle.ts";
import { createWitnesses } from "./witnesses.ts";

export interface KeyOrder {
  readonly key: LastingKey;
  /** Whose timestamp authorities witness the signatures, and whose logs if `log` says so; undefined for nobody. */
  readonly instance: () => Promise<SigningInstance | undefined>;
  /** Whether each signature enters the logs of the instance. */
  readonly log: boolean;
  readonly http: Http;
  readonly clock: Clock;
  readonly trust?: Trust;
  readonly pauses?: Pauses;
}

/** What a bundle's verifier tries: SHA-256, as cosign and Rekor v1 do whatever the curve, else what the key signs with. */
const PREFERRED: readonly SignatureScheme[] = [
  "ecdsa-sha256",
  "rsa-pkcs1-sha256",
  "ed25519",
  "ecdsa-sha384",
  "ecdsa-sha512",
];

/** Programs of plugins that run at a time: a token has few sessions. */
const PARALLEL = 4;

/**
 * Signs with a key that outlives the run, in a file or behind a plugin. The bundle points at the key by its fingerprint and says nothing of whose
 * it is. Timestamp authorities witness each signature, so that it can be told from one that was made after a key was lost. Faults of
 * `open`: `key-unfit`; of signing: those of the key, of the logs and timestamp authorities.
 */
export function createKeySigner(order: KeyOrder): Signer<KeyIdentity> {
  const { key } = order;
  const scheme = PREFERRED.find((one) => key.schemes.includes(one));
  const identify = async (): Promise<KeyIdentity> => {
    const instance = await order.instance();
    return {
      kind: "key",
      publicKey: key.publicKey,
      fingerprint: sha256Hex(key.publicKey),
      signsDigests: key.signDigest !== undefined,
      instance: instance?.name ?? "public-good",
      isTimed: (instance?.timestampAuthorities.length ?? 0) > 0,
      isLogged: order.log,
    };
  };
  return {
    identify,
    async open() {
      if (scheme === undefined) throw noScheme(key);
      const identity = await identify();
      const instance = witnessing(await order.instance(), order.log);
      const witnesses = createWitnesses(instance, order);
      const bundleKey = bundleKeyOf(key, scheme);
      const [gate, pace] = [createGate(PARALLEL), createPace(entriesAMinute(instance.logs), order.clock, order.pauses)];
      const sign = (work: () => Promise<Uint8Array>) => gate(() => signInTurn(pace, work));
      return {
        identity,
        signDigest: (digest) => sign(() => signDigest(digest, bundleKey, witnesses)),
        signPayload: (payloadType, payload) => sign(() => signPayload({ payloadType, payload }, bundleKey, witnesses)),
      };
    },
  };
}

type Witnessing = Pick<SigningInstance, "logs" | "timestampAuthorities">;

/** Nobody finds the log entries of a key by an identity: they are made only for who asks. Fault: `configuration-invalid`. */
function witnessing(instance: SigningInstance | undefined, log: boolean): Witnessing {
  const { logs, timestampAuthorities } = instance ?? { logs: [], timestampAuthorities: [] };
  if (log && logs.length === 0) {
    throw new Fault("configuration-invalid", "a log entry is asked for, and the instance has no log");
  }
  return { logs: log ? logs : [], timestampAuthorities };
}

/** The hint of the bundle is what cosign writes: base64 of the fingerprint. */
function bundleKeyOf(key: LastingKey, scheme: SignatureScheme): BundleKey {
  return {
    signer: { kind: "key", der: key.publicKey, window: ANY_TIME },
    hint: encodeBase64(sha256(key.publicKey)),
    sign: (message) => key.sign(message, scheme),
    signDigest(digest) {
      if (key.signDigest === undefined) throw wholeMessages(key);
      return key.signDigest(digest, scheme);
    },
  };
}

const ANY_TIME = { notBefore: 0, notAfter: Number.POSITIVE_INFINITY };

function wholeMessages({ publicKey }: LastingKey): Fault {
  const kind = readPublicKey(publicKey).kind === "ed25519" ? "an Ed25519 key" : "this key";
  return new Fault("key-unfit", `${kind} signs whole messages, and no file by its digest`, {
    hint: "it signs statements; for files use a key on P-256, P-384 or P-521, or RSA",
  });
}

function noScheme({ publicKey }: LastingKey): Fault {
  const problem = "the key makes no signature that a Sigstore bundle can hold";
  const isRsa = readPublicKey(publicKey).kind === "rsa";
  return new Fault("key-unfit", isRsa ? `${problem}: the plugin signs with RSASSA-PSS` : problem, {
    hint: "use a key on P-256, P-384 or P-521 behind this plugin",
  });
}
