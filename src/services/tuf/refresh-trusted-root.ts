import { EqualVersionError, ExpiredMetadataError } from "tuf-js/dist/error.js";
import { TrustedMetadataStore } from "tuf-js/dist/store.js";
import { sha256Hex } from "../../crypto/node-digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import type { TrustedRootFile } from "../../ports/trust.ts";
import type { FreshTargets } from "../../ports/update-repository.ts";
import { requireDistinctKeys } from "./distinct-keys.ts";
import { TRUSTED_ROOT, type TufRepository } from "./repositories.ts";

/** What a repository serves: the bytes of a path below its mirror, or undefined if it has no such file. */
export type FetchMetadata = (path: string, maxBytes: number) => Promise<Uint8Array | undefined>;

/** Metadata of the refresh before; it protects from being rolled back. Names are file names. */
export interface MetadataCache {
  read(name: string): Promise<Uint8Array | undefined>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** As the TUF clients of Sigstore have them. */
const LIMITS = { root: 512_000, timestamp: 16_384, snapshot: 2_000_000, targets: 5_000_000, rotations: 256 } as const;

/** The newest trusted root, as `refreshTargets` fetches it. */
export async function refreshTrustedRoot(
  repository: TufRepository,
  fetch: FetchMetadata,
  cache: MetadataCache,
  at?: Date,
): Promise<TrustedRootFile> {
  const { files, origin } = await refreshTargets({ repository, names: [TRUSTED_ROOT], at }, fetch, cache);
  return { bytes: files.get(TRUSTED_ROOT) ?? new Uint8Array(), origin, dated: undefined };
}

export interface TargetsOrder {
  readonly repository: TufRepository;
  /** File names, none of them a path. */
  readonly names: readonly string[];
  /** A time beside now at which none may have expired. */
  readonly at?: Date | undefined;
}

/**
 * Fetches the newest targets by The Update Framework (https://theupdateframework.github.io/specification/latest/ §5):
 * roots one by one, each signed by the keys before; then timestamp, snapshot, targets and the files themselves, each by size
 * and digest, none older than the cache has seen, none expired. Which names the targets have does not matter: those of
 * `names` are asked for. Fault: `trust-update-refused`, and those of `fetch`.
 */
export async function refreshTargets(
  { repository, names, at }: TargetsOrder,
  fetch: FetchMetadata,
  cache: MetadataCache,
): Promise<FreshTargets> {
  try {
    const store = await openStore(repository, cache, at);
    await updateRoot(store, fetch, cache);
    await updateTimestamp(store, fetch, cache);
    await updateSnapshot(store, fetch, cache);
    await updateTargets(store, fetch, cache);
    const files = await Promise.all(
      names.map(async (name) => [name, await readTarget(name, { store, fetch, cache })] as const),
    );
    return {
      files: new Map(files),
      origin: `update repository of ${repository.name}, valid until ${store.timestamp?.signed.expires}`,
    };
  } catch (error) {
    throw toFault(error, repository);
  }
}

/** The newest root that was ever reached, else the one that came with the program. */
async function openStore(
  repository: TufRepository,
  cache: MetadataCache,
  at: Date | undefined,
): Promise<TrustedMetadataStore> {
  const own = storeAt(strict(repository.root(), LIMITS.root), at);
  const cached = await cache.read("root.json");
  if (cached === undefined) return own;
  try {
    const store = storeAt(strict(cached, LIMITS.root), at);
    return store.root.signed.version > own.root.signed.version ? store : own;
  } catch {
    return own;
  }
}

/** The library takes the time of its creation for that of the update (§5.1), and has no other way to set it. */
function storeAt(root: Buffer, at: Date | undefined): TrustedMetadataStore {
  const store = new TrustedMetadataStore(root);
  if (at !== undefined) Object.assign(store, { referenceTime: at });
  return store;
}

/** §5.3, version by version. */
async function updateRoot(store: TrustedMetadataStore, fetch: FetchMetadata, cache: MetadataCache): Promise<void> {
  requireDistinctKeys(store.root.signed);
  for (let rotation = 0; rotation < LIMITS.rotations; rotation++) {
    const bytes = await fetch(`${store.root.signed.version + 1}.root.json`, LIMITS.root);
    if (bytes === undefined) return;
    requireDistinctKeys(store.updateRoot(strict(bytes, LIMITS.root)).signed);
    await cache.write("root.json", bytes);
  }
}

/** §5.4; the cached one is loaded first, so that an older one is refused. */
async function updateTimestamp(store: TrustedMetadataStore, fetch: FetchMetadata, cache: MetadataCache): Promise<void> {
  await fromCache(cache, "timestamp.json", (bytes) => void store.updateTimestamp(bytes));
  const bytes = await required(fetch, "timestamp.json", LIMITS.timestamp);
  try {
    store.updateTimestamp(strict(bytes, LIMITS.timestamp));
  } catch (error) {
    if (error instanceof EqualVersionError) return;
    throw error;
  }
  await cache.write("timestamp.json", bytes);
}

/** §5.5. */
async function updateSnapshot(store: TrustedMetadataStore, fetch: FetchMetadata, cache: MetadataCache): Promise<void> {
  if (await fromCache(cache, "snapshot.json", (bytes) => void store.updateSnapshot(bytes, true))) return;
  const version = store.timestamp?.signed.snapshotMeta.version;
  const name = store.root.signed.consistentSnapshot ? `${version}.snapshot.json` : "snapshot.json";
  const bytes = await required(fetch, name, LIMITS.snapshot);
  store.updateSnapshot(strict(bytes, LIMITS.snapshot));
  await cache.write("snapshot.json", bytes);
}

/** §5.6; delegations are not followed. */
async function updateTargets(store: TrustedMetadataStore, fetch: FetchMetadata, cache: MetadataCache): Promise<void> {
  const load = (bytes: Buffer) => store.updateDelegatedTargets(bytes, "targets", "root");
  if (await fromCache(cache, "targets.json", load)) return;
  const version = store.snapshot?.signed.meta["targets.json"]?.version;
  const name = store.root.signed.consistentSnapshot ? `${version}.targets.json` : "targets.json";
  const bytes = await required(fetch, name, LIMITS.targets);
  load(strict(bytes, LIMITS.targets));
  await cache.write("targets.json", bytes);
}

interface Updated {
  readonly store: TrustedMetadataStore;
  readonly fetch: FetchMetadata;
  readonly cache: MetadataCache;
}

/** §5.7: by the digest that the targets name, of exactly the length that they name. */
async function readTarget(name: string, { store, fetch, cache }: Updated): Promise<Uint8Array> {
  const target = store.targets?.signed.targets[name];
  const sha256 = target?.hashes["sha256"];
  if (target === undefined || sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw refused(`the repository names no ${name} with a SHA-256 digest`);
  }
  const isSigned = (bytes: Uint8Array) => bytes.length === target.length && sha256Hex(bytes) === sha256;
  const cached = await cache.read(name);
  if (cached !== undefined && isSigned(cached)) return cached;
  const path = store.root.signed.consistentSnapshot ? `${sha256}.${name}` : name;
  const bytes = await required(fetch, `targets/${path}`, Math.min(target.length, LIMITS.targets));
  if (!isSigned(bytes)) throw refused(`the ${name} that came is not the one that was signed`);
  await cache.write(name, bytes);
  return bytes;
}

/** Whether the cached file was good; a damaged or outdated one is as none. */
async function fromCache(cache: MetadataCache, name: string, load: (bytes: Buffer) => void): Promise<boolean> {
  const bytes = await cache.read(name);
  if (bytes === undefined) return false;
  try {
    load(strict(bytes, LIMITS.targets));
    return true;
  } catch {
    return false;
  }
}

async function required(fetch: FetchMetadata, path: string, maxBytes: number): Promise<Uint8Array> {
  const bytes = await fetch(path, maxBytes);
  if (bytes === undefined) throw refused(`the repository has no ${path}`);
  return bytes;
}

/** The library reads JSON leniently; nothing ambiguous reaches it. */
function strict(bytes: Uint8Array, maxBytes: number): Buffer {
  parseJsonObject(bytes, { maxBytes, what: "the metadata" });
  return Buffer.from(bytes);
}

/** Upstream messages are not shown; faults of the network keep their own codes. */
function toFault(error: unknown, { name }: TufRepository): unknown {
  if (error instanceof Fault && !error.code.startsWith("json-")) return error;
  if (error instanceof ExpiredMetadataError) {
    return new Fault("trust-update-refused", `the metadata of the ${name} repository has expired`, {
      cause: error,
      hint: "either somebody holds back newer metadata, or the clock of this machine is wrong",
    });
  }
  return new Fault("trust-update-refused", `the metadata of the ${name} repository is not acceptable`, {
    cause: error,
  });
}

function refused(problem: string): Fault {
  return new Fault("trust-update-refused", problem);
}
