import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import type { PublishedFile, ReadBack, ReleaseHost } from "../../ports/release-host.ts";
import type { SealedContent } from "./sealed-content.ts";
import { type ConsumerPorts, requireVerified, verifySealed } from "./verify-sealed.ts";

/** Downloads on their way at a time. */
const PARALLEL = 6;

export interface PublishedContent {
  readonly sealed: SealedContent;
  /** The evidence. */
  readonly published: readonly PublishedFile[];
}

/**
 * Downloads every file of the draft, compares the evidence, and verifies capsule and assets from those bytes, as a consumer
 * would. Nothing of an asset is kept in memory. Faults: `published-differs`, `self-verification`.
 */
export async function verifyPublished(
  host: ReleaseHost,
  { sealed, published }: PublishedContent,
  ports: ConsumerPorts,
): Promise<void> {
  ports.progress.step("verifying what the release gives back");
  const names = [...sealed.assets, ...published].map(({ name }) => name);
  let done = 0;
  const found = await mapBounded(names, PARALLEL, async (name) => {
    const digests = await host.digest(name);
    ports.progress.advance(++done, names.length);
    return digests;
  });
  const byName = new Map(found.map((file) => [file.name, file]));
  for (const file of published) requireSame(file, byName.get(file.name));
  const { capsule } = sealed;
  if (!byName.has(capsule.name)) return;
  const verification = await verifySealed(
    {
      capsule: { name: capsule.name, bytes: await host.read(capsule.name, MAX_CAPSULE_BYTES) },
      release: sealed.facts,
      assets: found.slice(0, sealed.assets.length),
      identity: sealed.identity,
    },
    ports,
  );
  requireVerified(verification, "nothing became public; look at the files of the draft, then run again");
}

function requireSame(file: PublishedFile, found: ReadBack | undefined): void {
  if (found?.sha256 === file.sha256) return;
  throw new Fault(
    "published-differs",
    `${printable(file.name)} is not what was uploaded: found SHA-256 ${found?.sha256}, expected ${file.sha256}`,
    {
      hint: "remove it from the draft and run again; nothing became public",
    },
  );
}
