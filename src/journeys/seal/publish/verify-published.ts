import { createHash } from "node:crypto";
import { sha256Hex } from "../../../crypto/node-digest.ts";
import type { FileReadBack } from "../../../domain/release/sealed-release.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { Fault } from "../../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES } from "../../../kernel/limits.ts";
import { printable } from "../../../kernel/printable.ts";
import type { OpenedRelease, PublishedFile, ReadBack } from "../../../ports/release-host.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { requireVerified, verifySealed } from "../self-verify/verify-sealed.ts";

/** Downloads on their way at a time. */
const PARALLEL = 6;

export interface PublishedContent {
  readonly sealed: SealedContent;
  /** The evidence. */
  readonly published: readonly PublishedFile[];
  /** Names of files whose digest the host states, and which was found equal. */
  readonly stated: ReadonlySet<string>;
}

/** How one file of the draft was compared with what was sealed. */
/**
 * Reads the draft back and verifies capsule and assets from it, as a consumer would. Evidence is always downloaded, and so
 * is every asset of which the host states no digest; the other assets, in order of their names, as far as the host's limits
 * leave room: the rest counts by the digest that the host states. Nothing of an asset is kept in memory. Faults:
 * `published-differs`, `self-verification`.
 */
export async function verifyPublished(
  release: OpenedRelease,
  { sealed, published, stated }: PublishedContent,
  ports: VerifyPorts,
): Promise<readonly FileReadBack[]> {
  ports.progress.step("verifying what the release gives back");
  const { capsule } = sealed;
  const evidence = published.filter(({ name }) => name !== capsule.name);
  const skipped = notDownloaded(
    sealed,
    stated,
    (release.spareReads?.() ?? Number.POSITIVE_INFINITY) - published.length,
  );
  const downloads = [...evidence, ...sealed.assets.filter(({ name }) => !skipped.has(name))];
  let done = 0;
  const found = await mapBounded(downloads, PARALLEL, async (file) => {
    const digests = await release.digest(file.name);
    requireSame(file, digests, release);
    ports.progress.advance(++done, downloads.length);
    return digests;
  });
  const readBack = [
    ...sealed.assets.map(({ name }): FileReadBack => ({ name, by: skipped.has(name) ? "stated" : "bytes" })),
    ...published.map(({ name }): FileReadBack => ({ name, by: "bytes" })),
  ];
  const there = published.find(({ name }) => name === capsule.name);
  if (there === undefined) return readBack;
  const bytes = await release.read(capsule.name, MAX_CAPSULE_BYTES);
  requireSame(there, digestsOf(capsule.name, bytes), release);
  const byName = new Map(found.map((file) => [file.name, file]));
  const verification = await verifySealed(
    {
      capsule: { name: capsule.name, bytes },
      release: sealed.facts,
      images: sealed.images,
      assets: sealed.assets.map(({ name, sha256 }) => byName.get(name) ?? { name, sha256 }),
      identity: sealed.identity,
    },
    ports,
  );
  requireVerified(verification, stoppedHint(release));
  return readBack;
}

/** Names of the assets that are compared by the stated digest alone, because only so many can be downloaded. */
function notDownloaded({ assets }: SealedContent, stated: ReadonlySet<string>, room: number): ReadonlySet<string> {
  return new Set(
    assets
      .map(({ name }) => name)
      .filter((name) => stated.has(name))
      .slice(Math.max(0, room)),
  );
}

function digestsOf(name: string, bytes: Uint8Array): ReadBack {
  const sha512 = createHash("sha512").update(bytes).digest("hex");
  return { name, size: bytes.length, sha256: sha256Hex(bytes), sha512 };
}

function requireSame(file: PublishedFile, found: ReadBack, release: OpenedRelease): void {
  if (found.sha256 === file.sha256) return;
  const what = `${printable(file.name)} is not what was uploaded: found SHA-256 ${found.sha256}, expected ${file.sha256}`;
  throw new Fault("published-differs", what, { hint: stoppedHint(release) });
}

/** What a person does if the files of the release are not what was put there. */
export function stoppedHint({ isPublic }: { readonly isPublic: boolean }): string {
  return isPublic
    ? "the release was public before: look at its files, remove what is not what was sealed, then run again"
    : "look at the files of the draft, remove what is not what was sealed, then run again; nothing became public";
}
