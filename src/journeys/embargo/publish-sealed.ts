import { sha256Hex } from "../../crypto/node-digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OpenedRelease, Publication, PublishedFile, ReleaseHost, ReleaseKey } from "../../ports/release-host.ts";
import type { SealedFiles } from "./read-sealed.ts";

export interface PublishedSealed {
  readonly publication: Publication;
  /** False if it was public before. */
  readonly isNew: boolean;
}

/**
 * Publishes a release that was sealed before, byte for byte.
 *
 *   1. open     what the host has of it: a draft that an interrupted run left is filled, what is public is compared
 *   2. fill     assets, the capsule, then what is taken from it
 *   3. compare  what the host says that it stored
 *   4. publish  last
 *
 * Faults: `published-differs`, those of the host.
 */
export async function publishSealed(sealed: SealedFiles, host: ReleaseHost): Promise<PublishedSealed> {
  /* 1 */ const opened = await host.open(keyOf(sealed));
  try {
    const evidence = sealed.evidence.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256Hex(bytes) }));
    /* 2 */ await fill(opened, sealed, evidence);
    const expected = [...sealed.assets.map(({ name, size, sha256 }) => ({ name, size, sha256 })), ...evidence];
    /* 3 */ await compare(opened, expected);
    /* 4 */ return { publication: await opened.publish(expected), isNew: !opened.isPublic };
  } catch (fault) {
    await opened.leave();
    throw fault;
  }
}

function keyOf({ root, assets, evidence, capsule, checksums }: SealedFiles): ReleaseKey {
  const { name, version, versioning, tag, commit } = root.statement.predicate.release;
  const planned = evidence.map((file) => file.name);
  return { name, version, versioning, tag, commit, assets, checksums, planned, capsule, ours: planned };
}

/** Other evidence of ours in the draft is of an earlier sealing, which nobody publishes any more. */
async function fill(opened: OpenedRelease, sealed: SealedFiles, evidence: readonly PublishedFile[]): Promise<void> {
  const digests = new Map(evidence.map(({ name, sha256 }) => [name, sha256]));
  const stale = opened.evidence.filter(({ name, sha256 }) => digests.get(name) !== sha256).map(({ name }) => name);
  await opened.remove([
    ...stale.filter((name) => name !== sealed.capsule),
    ...stale.filter((name) => name === sealed.capsule),
  ]);
  // Of a release that somebody published already no file is there without its evidence.
  if (!opened.isPublic) await opened.putAssets();
  for (const { name, bytes } of sealed.evidence) await opened.put(name, bytes);
  if (opened.isPublic) await opened.putAssets();
}

async function compare(opened: OpenedRelease, expected: readonly PublishedFile[]): Promise<void> {
  const stored = new Map((await opened.list()).map((file) => [file.name, file.sha256]));
  const other = expected.find(({ name, sha256 }) => stored.get(name) !== sha256);
  if (other === undefined) return;
  throw new Fault("published-differs", `${printable(other.name)} was not stored as it was sealed`, {
    hint: opened.isPublic ? "the release is public: publish a new version" : "remove it from the draft and run again",
  });
}
