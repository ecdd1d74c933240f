import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { KeptUpdate } from "../../../src/domain/update/prove-target.ts";
import { signedText } from "../../../src/domain/update/signed-text.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";

/** A document before it is signed, to be changed at will. */
// biome-ignore lint/suspicious/noExplicitAny: tests break documents in every way
export type Draft = any;

export interface SigningKey {
  readonly id: string;
  readonly document: JsonObject;
  readonly sign: (bytes: Uint8Array) => Buffer;
}

const EC = {
  "P-256": { scheme: "ecdsa-sha2-nistp256", hash: "sha256", point: 65 },
  "P-384": { scheme: "ecdsa-sha2-nistp384", hash: "sha384", point: 97 },
} as const;

/** A key in one of the two forms in which roots write keys. */
export function signingKey(kind: "P-256" | "P-384" | "ed25519", form: "PEM" | "hex" = "PEM"): SigningKey {
  if (kind === "ed25519") {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    return keyOf({ privateKey, publicKey, hash: null, form, bare: 32 }, { keytype: "ed25519", scheme: "ed25519" });
  }
  const { scheme, hash, point } = EC[kind];
  const pair = generateKeyPairSync("ec", { namedCurve: kind });
  return keyOf({ ...pair, hash, form, bare: point }, { keytype: form === "PEM" ? "ecdsa" : scheme, scheme });
}

function keyOf(
  key: { privateKey: KeyObject; publicKey: KeyObject; hash: string | null; form: "PEM" | "hex"; bare: number },
  names: { keytype: string; scheme: string },
): SigningKey {
  const pem = key.publicKey.export({ format: "pem", type: "spki" }).toString();
  const bare = key.publicKey.export({ format: "der", type: "spki" }).subarray(-key.bare).toString("hex");
  const document = { ...names, keyval: { public: key.form === "PEM" ? pem : bare } };
  return { id: sha256(JSON.stringify(document)), document, sign: (bytes) => sign(key.hash, bytes, key.privateKey) };
}

const PAIRS = {
  "P-256": () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ed25519: () => generateKeyPairSync("ed25519"),
  rsa: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
};

/** A key that a root calls by the scheme of another kind, and which signs with the digest of that scheme. */
export function miscalledKey(kind: keyof typeof PAIRS, scheme: string, hash: string | null): SigningKey {
  const pair = PAIRS[kind]();
  const keytype = scheme === "ed25519" ? "ed25519" : "ecdsa";
  return keyOf({ ...pair, hash, form: "PEM", bare: 0 }, { keytype, scheme });
}

/** A repository of two roots, changed before its documents are signed. */
export interface Plan {
  /** Who signs what; by default one key for all. */
  readonly rootKeys?: readonly SigningKey[];
  readonly nextRootKeys?: readonly SigningKey[];
  readonly key?: SigningKey;
  /** Signs the second root as well; by default the keys of the first. */
  readonly before?: readonly SigningKey[];
  readonly target?: string;
  readonly root?: (draft: Draft) => void;
  readonly nextRoot?: (draft: Draft) => void;
  readonly targets?: (draft: Draft) => void;
  readonly snapshot?: (draft: Draft) => void;
  readonly timestamp?: (draft: Draft) => void;
  /** After everything was signed: files by path. */
  readonly files?: (files: Map<string, Uint8Array>) => void;
}

const ONLY = signingKey("P-256");
export const AT = new Date("2026-11-24T07:00:00Z");
const LATER = "2099-01-01T00:00:00Z";

export function keptRepository(plan: Plan = {}): KeptUpdate {
  const { rootKeys = [ONLY], key = ONLY, target = '{"a":1}' } = plan;
  const { nextRootKeys = rootKeys, before = rootKeys } = plan;
  const first = rootDraft(1, rootKeys, key);
  plan.root?.(first);
  const second = rootDraft(2, nextRootKeys, key);
  plan.nextRoot?.(second);
  const targets = { ...common("targets", 7), targets: { "trusted_root.json": listed(target) } };
  plan.targets?.(targets);
  const targetsFile = signed([key], targets);
  const snapshot = { ...common("snapshot", 8), meta: { "targets.json": { version: 7, ...listed(targetsFile) } } };
  plan.snapshot?.(snapshot);
  const snapshotFile = signed([key], snapshot);
  const timestamp = { ...common("timestamp", 9), meta: { "snapshot.json": { version: 8, ...listed(snapshotFile) } } };
  plan.timestamp?.(timestamp);
  const files = new Map<string, Uint8Array>([
    ["2.root.json", signed([...new Set([...nextRootKeys, ...before])], second)],
    ["timestamp.json", signed([key], timestamp)],
    ["8.snapshot.json", snapshotFile],
    ["7.targets.json", targetsFile],
    [`targets/${sha256(target)}.trusted_root.json`, Buffer.from(target)],
  ]);
  plan.files?.(files);
  return { root: signed(rootKeys, first), files, at: AT };
}

function common(type: string, version: number) {
  return { _type: type, spec_version: "1.0.31", version, expires: LATER };
}

function rootDraft(version: number, rootKeys: readonly SigningKey[], key: SigningKey): Draft {
  const role = { keyids: [key.id], threshold: 1 };
  return {
    ...common("root", version),
    consistent_snapshot: true,
    keys: Object.fromEntries([...rootKeys, key].map(({ id, document }) => [id, document])),
    roles: {
      root: { keyids: rootKeys.map(({ id }) => id), threshold: 1 },
      ...{ timestamp: { ...role }, snapshot: { ...role }, targets: { ...role } },
    },
  };
}

function listed(content: string | Uint8Array) {
  return { length: Buffer.byteLength(content), hashes: { sha256: sha256(content) } };
}

export function signed(keys: readonly SigningKey[], document: Draft): Buffer {
  const bytes = Buffer.from(signedText(document));
  const signatures = keys.map(({ id, sign }) => ({ keyid: id, sig: sign(bytes).toString("hex") }));
  return Buffer.from(JSON.stringify({ signatures, signed: document }));
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
