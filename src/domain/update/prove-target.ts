import type { Cryptography, DigestAlgorithm } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import {
  type Metadata,
  parseMetadata,
  type RoleName,
  requiredCount,
  requiredObject,
  requiredText,
} from "./metadata.ts";
import { refusedUpdate } from "./refused-update.ts";
import { keysOf } from "./role-keys.ts";

/** What an update repository served once, and the root of its keys that was trusted before. */
export interface KeptUpdate {
  /** `root.json`. */
  readonly root: Uint8Array;
  /** By their path below the mirror. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** When nothing of it may have expired. */
  readonly at: Date;
}

/** A file that the repository signed for. */
export interface ProvenTarget {
  readonly bytes: Uint8Array;
  /** Of the metadata that led to it. */
  readonly versions: Readonly<Record<RoleName, number>>;
}

/** More rotations than any repository had; each takes a signature. */
const MAX_ROTATIONS = 256;
const ALGORITHMS: readonly DigestAlgorithm[] = ["sha256", "sha384", "sha512"];

/**
 * Proves a target by the client workflow of The Update Framework (https://theupdateframework.github.io/specification/latest/ §5), from
 * files that are at hand: (1) roots one by one, each signed by the keys before and by its own; (2) timestamp, (3) snapshot and
 * (4) targets, each signed as the last root says, as long and of the digest and version that the one before names, and not
 * expired; (5) the target itself. Delegations are not followed. Fault: `trust-update-refused`.
 */
export async function proveTarget(name: string, update: KeptUpdate, crypto: Cryptography): Promise<ProvenTarget> {
  const reading = { update, crypto };
  const root = await lastRoot(reading);
  const timestamp = await readSigned("timestamp", "timestamp.json", { root, ...reading });
  const snapshotFile = entryOf(timestamp.signed["meta"], "snapshot.json");
  const snapshot = await readListed("snapshot", snapshotFile, { root, ...reading });
  const targetsFile = entryOf(snapshot.signed["meta"], "targets.json");
  const targets = await readListed("targets", targetsFile, { root, ...reading });
  const bytes = await readTarget(name, targets, { root, ...reading });
  const [first, second, third, fourth] = [root, timestamp, snapshot, targets].map(({ version }) => version);
  return {
    bytes,
    versions: { root: first ?? 0, timestamp: second ?? 0, snapshot: third ?? 0, targets: fourth ?? 0 },
  };
}

interface Reading {
  readonly update: KeptUpdate;
  readonly crypto: Cryptography;
}

interface RootedReading extends Reading {
  readonly root: Metadata;
}

/** §5.3. The one that was trusted before must be signed by its own keys, too; only the last one must not have expired. */
async function lastRoot({ update, crypto }: Reading): Promise<Metadata> {
  let root = parseMetadata(update.root, "root");
  await requireSignedFor(root, root, crypto);
  for (let rotation = 0; rotation < MAX_ROTATIONS; rotation++) {
    const bytes = update.files.get(`${root.version + 1}.root.json`);
    if (bytes === undefined) break;
    const next = parseMetadata(bytes, "root");
    await requireSignedFor(next, root, crypto);
    if (next.version !== root.version + 1) throw refusedUpdate("a root is not of the version that its name says");
    await requireSignedFor(next, next, crypto);
    root = next;
  }
  requireValid(root, update.at);
  return root;
}

/** §5.4.2, §5.5.3, §5.6.3: as many keys of the role as the root asks for. */
async function requireSignedFor(metadata: Metadata, root: Metadata, crypto: Cryptography): Promise<void> {
  const { keys, threshold } = keysOf(root, metadata.role);
  let signers = 0;
  for (const { id, key, hash } of keys) {
    const signature = metadata.signatures.get(id);
    if (signature === undefined) continue;
    if (await crypto.verify({ key, hash, bytes: metadata.signedBytes, signature })) signers++;
  }
  if (signers < threshold) {
    throw refusedUpdate(`the ${metadata.role} metadata is signed by ${signers} keys of the ${threshold} that it needs`);
  }
}

async function readSigned(role: RoleName, path: string, reading: RootedReading): Promise<Metadata> {
  const { root, update, crypto } = reading;
  const metadata = parseMetadata(fileAt(path, update), role);
  await requireSignedFor(metadata, root, crypto);
  requireValid(metadata, update.at);
  return metadata;
}

/** §5.5, §5.6: as what was read before lists it. */
async function readListed(role: RoleName, listed: JsonObject, reading: RootedReading): Promise<Metadata> {
  const version = requiredCount(listed["version"]);
  const path = isConsistent(reading.root) ? `${version}.${role}.json` : `${role}.json`;
  await requireAsListed(fileAt(path, reading.update), listed, reading.crypto);
  const metadata = await readSigned(role, path, reading);
  if (metadata.version !== version) throw refusedUpdate(`the ${role} metadata is not of the version that is listed`);
  return metadata;
}

/** §5.7: by SHA-256, which names the file as well. */
async function readTarget(
  name: string,
  targets: Metadata,
  { root, update, crypto }: RootedReading,
): Promise<Uint8Array> {
  const listed = entryOf(targets.signed["targets"], name);
  const sha256 = requiredText(requiredObject(listed["hashes"])["sha256"]);
  const bytes = fileAt(`targets/${isConsistent(root) ? `${sha256}.${name}` : name}`, update);
  requiredCount(listed["length"]);
  await requireAsListed(bytes, listed, crypto);
  return bytes;
}

/** Length and digests may be left out of what is signed itself (§4.4); what is there must be so, and a digest that is unknown is not. */
async function requireAsListed(bytes: Uint8Array, { length, hashes }: JsonObject, crypto: Cryptography): Promise<void> {
  if (length !== undefined && bytes.length !== requiredCount(length))
    throw refusedUpdate("a file is not as long as is listed");
  if (hashes === undefined) return;
  const digests = Object.entries(requiredObject(hashes));
  if (digests.length === 0) throw refusedUpdate("a file is listed with no digest");
  for (const [name, digest] of digests) {
    const algorithm = ALGORITHMS.find((one) => one === name);
    if (algorithm === undefined || (await digestHex(algorithm, bytes, crypto)) !== digest) {
      throw refusedUpdate("a file is not of the digest that is listed");
    }
  }
}

function requireValid({ role, expires }: Metadata, at: Date): void {
  if (at < expires) return;
  throw new Fault("trust-update-refused", `the ${role} metadata has expired`, {
    hint: "either somebody holds back newer metadata, or the clock of this machine is wrong",
  });
}

/** §4.2.1: whether names of files begin with their version or digest. */
function isConsistent(root: Metadata): boolean {
  const value = root.signed["consistent_snapshot"];
  if (typeof value !== "boolean") throw refusedUpdate("a root does not say how its repository names files");
  return value;
}

function entryOf(list: Metadata["signed"][string] | undefined, name: string): JsonObject {
  const listed = requiredObject(list);
  if (!Object.hasOwn(listed, name)) throw refusedUpdate(`${name} is not listed`);
  return requiredObject(listed[name]);
}

function fileAt(path: string, { files }: KeptUpdate): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw refusedUpdate(`${path} is not there`);
  return bytes;
}
