import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { concatBytes, equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { PolicySigner } from "../policy/policy-signer.ts";
import { parseBundle } from "../sigstore/bundle.ts";
import { type Checkpoint, parseCheckpoint } from "../transparency/checkpoint.ts";
import { type NoteKey, noteKeyHint, verifyNote } from "../transparency/note-key.ts";
import { newestTime } from "../verification/effective-time.ts";
import { identityCheck } from "../verification/identity/identity-check.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import { underOne } from "../verification/trust-bundles.ts";

/** Who signs the heads of a log: it comes from outside, never from the log. */
export type HeadTrust =
  | { readonly kind: "key"; readonly key: NoteKey }
  | { readonly kind: "signer"; readonly signer: PolicySigner; readonly trusted: readonly NamedTrust[] };

/** A head whose signature was verified. */
export interface VerifiedHead {
  readonly checkpoint: Checkpoint;
  /** The signed note. */
  readonly note: string;
  readonly size: number;
  /** When it was signed at the earliest, as far as somebody trusted says so; seconds since 1970. */
  readonly seconds: number | undefined;
  /** How many of the policy's witnesses cosigned. */
  readonly witnesses: number;
}

/** Whether a head is older than `maxAge` (seconds). Who asks for a fresh one wants to be told of one that nobody dates. */
export function isStaleHead({ seconds }: VerifiedHead, maxAge: number | undefined, now: Date): boolean {
  return maxAge !== undefined && (seconds === undefined || now.getTime() / 1000 - seconds > maxAge);
}

/** What a line under a head holds whose signature is a Sigstore bundle: a kind of our own, by 0xff and its name. */
const BUNDLE_KIND = "application/vnd.dev.sigstore.bundle.v0.3+json";
const MAX_LOG_SIZE = 10_000_000n;

/** By which a reader finds the line of a keyless signature. https://c2sp.org/signed-note: other programs ignore it. */
export function keylessHint(origin: string, crypto: Cryptography): Promise<Uint8Array> {
  return noteKeyHint(origin, concatBytes(Uint8Array.of(0xff), encodeUtf8(BUNDLE_KIND)), crypto);
}

export interface ExpectedHead {
  readonly trust: HeadTrust;
  /** The log's name, if it is known. */
  readonly origin?: string;
}

/**
 * Verifies a head: that whom the reader expects signed it, and that it is of the expected log. Faults: `log-unsigned`,
 * `log-origin`, `log-checkpoint-invalid`, those of verifying a bundle.
 */
export async function verifyHead(
  note: string,
  { trust, origin }: ExpectedHead,
  crypto: Cryptography,
): Promise<VerifiedHead> {
  const checkpoint = parseCheckpoint(note);
  if (origin !== undefined && checkpoint.origin !== origin) {
    throw new Fault("log-origin", `the head is of ${printable(checkpoint.origin)}, not of ${printable(origin)}`);
  }
  if (checkpoint.treeSize > MAX_LOG_SIZE) {
    throw new Fault("log-checkpoint-invalid", `a head of more than ${MAX_LOG_SIZE} leaves is not read`);
  }
  const seconds = await signedBy(checkpoint, trust, crypto);
  return { checkpoint, note, size: Number(checkpoint.treeSize), seconds, witnesses: 0 };
}

async function signedBy(checkpoint: Checkpoint, trust: HeadTrust, crypto: Cryptography): Promise<number | undefined> {
  const { origin, signatures, bytes } = checkpoint;
  if (trust.kind === "key") {
    const [found] = await verifyNote(checkpoint, [trust.key], crypto);
    if (found === undefined) throw unsigned(`no line under it is of ${printable(trust.key.name)}`);
    return found.seconds;
  }
  const hint = await keylessHint(origin, crypto);
  const line = signatures.find(({ name, keyHint }) => name === origin && equalBytes(keyHint, hint));
  if (line === undefined) throw unsigned("no line under it is a Sigstore bundle");
  const bundle = parseBundle(line.signature);
  const signer = { kind: "certificate", require: identityCheck(trust.signer) } as const;
  const artifact = { sha256: await digestHex("sha256", bytes, crypto) };
  const verified = await underOne(trust.trusted, crypto)({ bundle, signer, artifact });
  return newestTime(verified.bundle.times);
}

/**
 * Requires that enough witnesses cosigned. A cosignature also says when the head was there. Faults: `log-unwitnessed`,
 * `log-checkpoint-invalid`.
 */
export async function requireWitnesses(
  head: VerifiedHead,
  { n, keys }: { readonly n: number; readonly keys: readonly NoteKey[] },
  crypto: Cryptography,
): Promise<VerifiedHead> {
  const found = await verifyNote(head.checkpoint, keys, crypto);
  if (found.length < n) throw new Fault("log-unwitnessed", `${found.length} of ${n} witnesses have cosigned the head`);
  const times = [head.seconds, ...found.map(({ seconds }) => seconds)].filter((one) => one !== undefined);
  return { ...head, witnesses: found.length, seconds: times.sort((a, b) => b - a)[0] };
}

function unsigned(problem: string): Fault {
  return new Fault("log-unsigned", `the head of the log is not signed by whom you expect: ${problem}`);
}
