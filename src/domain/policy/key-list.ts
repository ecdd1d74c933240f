import * as v from "valibot";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { parseClosedJson } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";
import type { ExpectedKey } from "../sigstore/expected-identity.ts";
import { readSignerKey } from "../sigstore/signer-key.ts";
import { type KeyTimes, keyTimesSchema, readKeyTimes } from "./key-times.ts";

/** What a project says of its keys: which they are, for what, for how long, and where else that is published. */
export const keyListSchema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  const key = v.strictObject({
    /** `release` for those that sign releases; anything else is for people. */
    purpose: v.pipe(v.string(), v.nonEmpty(), v.maxLength(80)),
    /** PEM, `BEGIN PUBLIC KEY`. */
    key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8192)),
    /** SHA-256 of the key's DER, hex. */
    fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    ...keyTimesSchema(),
    /** Where the fingerprint is published, beside every release. */
    published: v.optional(v.pipe(v.array(text), v.maxLength(16)), []),
  });
  return v.strictObject({
    /** For editors, which find the schema of a file by it; nothing follows from it. */
    $schema: v.optional(v.string()),
    schema: v.literal(schemaId("keys")),
    keys: v.pipe(v.array(key), v.minLength(1), v.maxLength(64)),
  });
});

export interface ListedKey extends ExpectedKey {
  readonly purpose: string;
  readonly fingerprint: string;
  readonly published: readonly string[];
  /** In words. */
  readonly validity: string | undefined;
}

export const MAX_KEY_LIST_BYTES = 256 * 1024;

/**
 * Reads a list of keys: strict JSON of the closed schema, each key with the fingerprint that it has, and none twice. Faults:
 * `keys-malformed`, `key-malformed`.
 */
export async function readKeyList(bytes: Uint8Array, crypto: Cryptography): Promise<readonly ListedKey[]> {
  const { keys } = parseList(bytes);
  const read: ListedKey[] = [];
  for (const { purpose, key, fingerprint, published, ...times } of keys) {
    const publicKey = readSignerKey(encodeUtf8(key));
    if ((await digestHex("sha256", publicKey.spki, crypto)) !== fingerprint) {
      throw malformed(`the key for ${printable(purpose, 80)} has another fingerprint`);
    }
    if (read.some((other) => other.fingerprint === fingerprint)) throw malformed("it names one key twice");
    read.push({
      ...{ kind: "key", publicKey, purpose, fingerprint, published },
      ...readKeyTimes(times, malformed),
      validity: inWords(times),
    });
  }
  return read;
}

/** Those that sign releases, as verification wants them. Fault: `keys-malformed` if there is none. */
export function releaseKeys(listed: readonly ListedKey[]): readonly ExpectedKey[] {
  const keys = listed.filter(({ purpose }) => purpose === RELEASE);
  if (keys.length === 0) throw malformed("it names no key with the purpose release");
  return keys.map(({ kind, publicKey, validFor, revoked }) => ({
    ...{ kind, publicKey },
    ...(validFor === undefined ? {} : { validFor }),
    ...(revoked === undefined ? {} : { revoked }),
  }));
}

const RELEASE = "release";

/**
 * Refuses to sign a release with a key that the project does not list for that, or not now: nobody who follows the list would take it.
 * Fault: `key-unfit`.
 */
export function requireListed(fingerprint: string, listed: readonly ListedKey[], now: Date): void {
  const found = listed.find((one) => one.fingerprint === fingerprint);
  if (found === undefined) throw unlisted("does not name this key");
  if (found.purpose !== RELEASE)
    throw unlisted(`names this key for ${printable(found.purpose, 80)}, and not for release`);
  if (found.revoked !== undefined && now >= found.revoked) throw unlisted("says that this key is revoked");
  const { validFor } = found;
  if (validFor === undefined) return;
  if (now < validFor.start || (validFor.end !== undefined && now > validFor.end)) {
    throw unlisted("says that this key is not valid now");
  }
}

function inWords({ notBefore, notAfter, revoked }: Partial<KeyTimes>): string | undefined {
  const parts = [
    notBefore === undefined ? "" : `from ${notBefore.slice(0, 10)}`,
    notAfter === undefined ? "" : `to ${notAfter.slice(0, 10)}`,
    revoked === undefined ? "" : `revoked from ${revoked.slice(0, 10)} on`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}

function parseList(bytes: Uint8Array): v.InferOutput<ReturnType<typeof keyListSchema>> {
  return parseClosedJson(bytes, keyListSchema(), {
    ...{ maxBytes: MAX_KEY_LIST_BYTES, what: "the list of keys" },
    malformed: (problem) => malformed(`it ${problem}`),
  });
}

function unlisted(problem: string): Fault {
  return new Fault("key-unfit", `the list of keys ${problem}`, {
    hint: "correct release/keys.json, or sign with a key that it names for release",
  });
}

function malformed(problem: string): Fault {
  return new Fault("keys-malformed", `the list of keys is malformed: ${problem}`);
}
