import type { DigestAlgorithm } from "../../crypto/cryptography.ts";
import { type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { bitString, oid, sequence } from "../../kernel/der-writer.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeHex, encodeHex } from "../../kernel/hex.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { parsePem } from "../../kernel/pem.ts";
import { type Metadata, type RoleName, requiredCount, requiredObject, requiredText } from "./metadata.ts";
import { refusedUpdate } from "./refused-update.ts";

interface RoleKey {
  readonly id: string;
  readonly key: PublicKey;
  readonly hash: DigestAlgorithm;
}

/** Who signs for a role, and how many of them must. */
export interface RoleKeys {
  readonly keys: readonly RoleKey[];
  readonly threshold: number;
}

interface Scheme {
  readonly hash: DigestAlgorithm;
  readonly kinds: readonly string[];
  /** In front of a point that is written without its algorithm. */
  readonly algorithm: readonly string[];
  readonly curve: string | undefined;
}

const EC = "1.2.840.10045.2.1";

/** §4.2.1. Signatures of RSA-PSS, which no repository of Sigstore has, count for nothing. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  "ecdsa-sha2-nistp256": {
    ...{ hash: "sha256", kinds: ["ecdsa", "ecdsa-sha2-nistp256"] },
    ...{ algorithm: [EC, "1.2.840.10045.3.1.7"], curve: "P-256" },
  },
  "ecdsa-sha2-nistp384": {
    ...{ hash: "sha384", kinds: ["ecdsa", "ecdsa-sha2-nistp384"] },
    ...{ algorithm: [EC, "1.3.132.0.34"], curve: "P-384" },
  },
  ed25519: { hash: "sha512", kinds: ["ed25519"], algorithm: ["1.3.101.112"], curve: undefined },
};

/**
 * The keys that a root names for a role. A key that stands under two ids would count twice, and a threshold of nothing lets nobody sign
 * (CVE-2026-23991, CVE-2026-23992): both are refused, for every role. Fault: `trust-update-refused`.
 */
export function keysOf(root: Metadata, role: RoleName): RoleKeys {
  const roles = requiredObject(root.signed["roles"]);
  for (const name of Object.keys(roles)) readRole(root, roles[name]);
  return readRole(root, roles[role]);
}

function readRole(root: Metadata, role: JsonValue | undefined): RoleKeys {
  const { keyids, threshold } = requiredObject(role);
  if (!Array.isArray(keyids)) throw refusedUpdate("a role has no list of keys");
  const all = requiredObject(root.signed["keys"]);
  const ids = keyids.map(requiredText);
  const keys = ids.flatMap((id) => (Object.hasOwn(all, id) ? readRoleKey(id, all[id]) : []));
  const distinct = new Set(keys.map(({ key }) => encodeHex(key.spki)));
  if (new Set(ids).size < ids.length || distinct.size < keys.length) {
    throw refusedUpdate("a root lets one signer count more than once");
  }
  return { keys, threshold: requiredCount(threshold) };
}

/** None of a kind that is not understood: whoever has it cannot help to reach the threshold. */
function readRoleKey(id: string, value: JsonValue | undefined): readonly RoleKey[] {
  const { keytype, scheme, keyval } = requiredObject(value);
  const name = requiredText(scheme);
  const known = Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined;
  if (known === undefined || !known.kinds.includes(requiredText(keytype))) return [];
  const key = understoodKey(requiredText(requiredObject(keyval)["public"]), known);
  return key === undefined ? [] : [{ id, key, hash: known.hash }];
}

function understoodKey(text: string, scheme: Scheme): PublicKey | undefined {
  try {
    const key = readPublicKey(spkiOf(text, scheme));
    const isOfScheme = key.kind === "ec" ? key.curve === scheme.curve : key.kind === scheme.kinds[0];
    return isOfScheme ? key : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** PEM, or the bare point or key in hexadecimal. */
function spkiOf(text: string, { algorithm }: Scheme): Uint8Array {
  if (text.startsWith("-----BEGIN ")) return parsePem(text, "PUBLIC KEY");
  return sequence(sequence(...algorithm.map(oid)), bitString(decodeHex(text)));
}
