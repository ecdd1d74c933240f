import { join } from "node:path";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { sbomEntry } from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { describeAsset } from "../../../domain/sbom/describe/describe-asset.ts";
import { describeRelease, type ReleaseFacts } from "../../../domain/sbom/describe/describe-release.ts";
import { isDocument } from "../../../domain/sbom/describe/lockfiles.ts";
import { mergeSbom } from "../../../domain/sbom/merge/merge-sbom.ts";
import type { Inventory, Unread } from "../../../domain/sbom/model/inventory.ts";
import { goModulesOf } from "../../../domain/sbom/model/own-facts.ts";
import type { SbomDocument } from "../../../domain/sbom/model/sbom-document.ts";
import { moduleRoot, producerOf } from "../../../domain/sbom/model/sbom-document.ts";
import type { QualityGate } from "../../../domain/sbom/quality/quality-gate.ts";
import { requireQuality, unreadWarnings } from "../../../domain/sbom/quality/require-quality.ts";
import { sbomBytes } from "../../../domain/sbom/write/sbom-writer.ts";
import { releasePurl } from "../../../domain/source/release-purl.ts";
import { parseRepository } from "../../../domain/source/repository.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { TOOL } from "../../../domain/tool.ts";
import type { Files } from "../../../ports/files.ts";
import type { Progress } from "../../../ports/progress.ts";
import { changed } from "../assets/collect-assets.ts";
import type { CollectedAsset } from "../order/seal-order.ts";
import { readGivenSboms } from "./read-given-sboms.ts";

const MAX_LOCKFILE_BYTES = 64 << 20;
const TOO_LARGE = `has more than ${MAX_LOCKFILE_BYTES >> 20} MiB, which is too large for a lockfile`;

export interface ContentsOrder {
  readonly facts: SourceFacts;
  readonly assets: readonly CollectedAsset[];
  /** Absolute: top of the checkout, if there is one. */
  readonly checkout: string | undefined;
  readonly quality: QualityGate;
  /** Absolute paths of SBOMs that other tools made. */
  readonly given: readonly string[];
  /** What images are made of. */
  readonly images?: readonly Inventory[];
}

/**
 * Writes one SBOM per asset, from its own bytes, and one for the release, which adds the lockfiles at the top of the
 * checkout. Assets with the same bytes share one. SBOMs of other tools are merged into that of what they describe. Faults:
 * those of `readGivenSboms` and `requireQuality`, and of describing an asset.
 */
export async function describeContents(
  { facts, assets, checkout, quality, given, images = [] }: ContentsOrder,
  { files, progress }: { files: Files; progress: Progress },
): Promise<readonly EvidenceEntry[]> {
  progress.step("reading what the assets are made of");
  const { ofAssets, ofRelease } = await readGivenSboms(given, assets, files);
  const inventories = new Map<string, Inventory>();
  for (const asset of assets) {
    const { sha256 } = asset;
    if (!inventories.has(sha256)) {
      inventories.set(sha256, (ofAssets.get(sha256) ?? []).reduce(mergeSbom, await describe(asset, files)));
    }
    progress.advance(inventories.size, assets.length);
  }
  const described = describeRelease({
    name: facts.name,
    version: facts.version,
    purl: releasePurl(facts),
    assets: [...inventories.values(), ...images],
    ...(checkout === undefined ? { sources: [] } : await readLockfiles(checkout, files)),
  });
  const release = ofRelease.reduce(mergeSbom, described);
  const document = releaseSbomDocument(facts, described);
  for (const inventory of [...inventories.values(), ...images, release]) requireQuality(inventory, document, quality);
  const parts = [...inventories.values(), ...images];
  const warnings = [...parts, { ...release, unread: ownUnread(release, parts) }].flatMap(unreadWarnings);
  for (const warning of quality.kind === "off" ? [] : warnings) progress.warn(warning);
  return [
    ...[...inventories].flatMap(([sha256, inventory]) => twoFormats(inventory, document, sha256)),
    ...twoFormats(release, document),
  ];
}

/** What could not be read of the release itself, without what its assets say already. */
function ownUnread({ unread }: Inventory, parts: readonly Inventory[]): Inventory["unread"] {
  const said = new Set(parts.flatMap((inventory) => inventory.unread));
  return unread.filter((one) => !said.has(one));
}

async function describe(asset: CollectedAsset, files: Files): Promise<Inventory> {
  const source = await files.open(asset.path);
  try {
    if (source.facts.revision !== asset.revision) throw changed(asset.name);
    const { name, size, sha256, sha512 } = asset;
    const inventory = await describeAsset({ name, size, sha256, sha512, source });
    if ((await source.factsNow()).revision !== asset.revision) throw changed(asset.name);
    return inventory;
  } finally {
    await source.close();
  }
}

/** Lockfiles, and manifests beside them, at the top of the checkout: they say what the release was built from. */
async function readLockfiles(checkout: string, files: Files): Promise<Pick<ReleaseFacts, "sources" | "unread">> {
  const sources: { path: string; bytes: Uint8Array }[] = [];
  const unread: Unread[] = [];
  for (const { name, kind } of await files.list(checkout)) {
    if (name === undefined || kind !== "file" || !isDocument(name)) continue;
    const place = join(checkout, name);
    if (((await files.facts(place))?.size ?? 0) > MAX_LOCKFILE_BYTES)
      unread.push({ path: name, reason: TOO_LARGE, limit: true });
    else sources.push({ path: name, bytes: await files.read(place, MAX_LOCKFILE_BYTES) });
  }
  return { sources, unread };
}

/** The SBOM of the asset with this digest, without one of the release. */
function twoFormats(inventory: Inventory, document: SbomDocument, subject?: string): EvidenceEntry[] {
  const about = subject === undefined ? {} : { subject };
  return [
    {
      name: sbomEntry(subject ?? "release", "cdx"),
      bytes: sbomBytes("cdx", inventory, document),
      mediaType: MEDIA_TYPES.cycloneDx,
      predicateType: "https://cyclonedx.org/bom",
      ...about,
    },
    {
      name: sbomEntry(subject ?? "release", "spdx"),
      bytes: sbomBytes("spdx", inventory, document),
      mediaType: MEDIA_TYPES.spdx,
      predicateType: "https://spdx.dev/Document/v2.3",
      ...about,
    },
  ];
}

/** Who makes the SBOMs of a release, and when; `release` is what the release is made of. */
export function releaseSbomDocument(facts: SourceFacts, release?: Inventory): SbomDocument {
  const repository = facts.repository === null ? undefined : parseRepository(facts.repository);
  return {
    epoch: facts.epoch,
    tool: TOOL,
    producer: repository && producerOf(repository),
    own: {
      version: facts.version,
      repository: repository && moduleRoot(repository),
      modules: release === undefined ? [] : goModulesOf(release),
      isRelease: true,
    },
  };
}
