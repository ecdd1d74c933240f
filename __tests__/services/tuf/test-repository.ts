import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { canonicalJson } from "../../../src/kernel/canonical-json.ts";
import type { JsonObject, JsonValue } from "../../../src/kernel/json.ts";

/** A key of an update repository. */
export interface TufKey {
  readonly id: string;
  readonly document: JsonObject;
  readonly privateKey: KeyObject;
}

export function createTufKey(): TufKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  const document = { keytype: "ed25519", scheme: "ed25519", keyval: { public: raw } };
  return { id: sha256(canonicalJson(document)), document, privateKey };
}

/** What a test wants of a repository; the rest is honest. */
export interface TufOptions {
  readonly rootKeys: readonly TufKey[];
  readonly threshold?: number;
  readonly key: TufKey;
  /** Versions of timestamp, snapshot and targets. */
  readonly version?: number;
  readonly timestampExpires?: string;
  readonly target?: string;
  readonly targetName?: string;
  /** Several targets by name, in the place of that one. */
  readonly targets?: Readonly<Record<string, string>>;
}

const LATER = "2099-01-01T00:00:00Z";

/** The files below the mirror's address, without the roots. */
export function metadataOf(options: TufOptions): Map<string, Buffer> {
  const { key, version = 1, timestampExpires = LATER, target = "{}", targetName = "trusted_root.json" } = options;
  const common = { spec_version: "1.0.31", version, expires: LATER };
  const files = Object.entries(options.targets ?? { [targetName]: target });
  const targets = signed([key], {
    ...common,
    _type: "targets",
    targets: Object.fromEntries(
      files.map(([name, text]) => [name, { length: Buffer.byteLength(text), hashes: { sha256: sha256(text) } }]),
    ),
  });
  const snapshot = signed([key], { ...common, _type: "snapshot", meta: { "targets.json": { version } } });
  const timestamp = signed([key], {
    ...{ ...common, expires: timestampExpires },
    _type: "timestamp",
    meta: { "snapshot.json": { version, length: snapshot.length, hashes: { sha256: sha256(snapshot) } } },
  });
  return new Map([
    ["timestamp.json", timestamp],
    [`${version}.snapshot.json`, snapshot],
    [`${version}.targets.json`, targets],
    ...files.map(
      ([name, text]) => [`targets/${sha256(text)}.${name.replace(/^.*\//, "")}`, Buffer.from(text)] as const,
    ),
  ]);
}

/** A root of some version, signed by its own keys and those of the root before. */
export function rootOf(version: number, options: TufOptions, before: readonly TufKey[] = []): Buffer {
  const { rootKeys, key, threshold = 1 } = options;
  const role = (keys: readonly TufKey[], least: number) => ({ keyids: keys.map(({ id }) => id), threshold: least });
  return signed([...new Set([...rootKeys, ...before])], {
    _type: "root",
    spec_version: "1.0.31",
    version,
    expires: LATER,
    consistent_snapshot: true,
    keys: Object.fromEntries([...rootKeys, key].map(({ id, document }) => [id, document])),
    roles: {
      root: role(rootKeys, threshold),
      timestamp: role([key], 1),
      snapshot: role([key], 1),
      targets: role([key], 1),
    },
  });
}

function signed(keys: readonly TufKey[], document: JsonObject): Buffer {
  const bytes = Buffer.from(canonicalJson(document));
  const signatures = keys.map(({ id, privateKey }) => ({
    keyid: id,
    sig: sign(null, bytes, privateKey).toString("hex"),
  }));
  return Buffer.from(JSON.stringify({ signatures, signed: document } as unknown as JsonValue));
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
