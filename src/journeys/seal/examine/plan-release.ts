import { isAbsolute, relative } from "node:path";
import { requireAssetName } from "../../../domain/asset/asset-name.ts";
import { refuseCollisions } from "../../../domain/asset/collisions.ts";
import { nameWarnings } from "../../../domain/asset/name-warnings.ts";
import { capsuleFileName } from "../../../domain/capsule/capsule-file-name.ts";
import { CHECKSUMS_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { LOCAL_TRUSTED_ROOT } from "../../../domain/capsule/local-trusted-root.ts";
import { lintPublishedNames } from "../../../domain/capsule/naming-contract.ts";
import { type PlannedFile, type PublishPlan, planFiles, vexFile } from "../../../domain/capsule/published-names.ts";
import { requireChecksumsName } from "../../../domain/capsule/require-checksums-name.ts";
import { requirePublishable } from "../../../domain/capsule/require-publishable.ts";
import { chooseAssets, type InstallChoice } from "../../../domain/installer/choose-assets.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import { requireRoom } from "../assets/collect-assets.ts";
import type { PlannedImage } from "../images/planned-image.ts";
import type { CollectedAsset, SealOrder, SignMode } from "../order/seal-order.ts";
import { requireFacts } from "../source/read-source-facts.ts";
import { requireOwnChecksums } from "./require-own-checksums.ts";

/** What will be sealed and published, with everything about it that can be refused already refused. */
export interface ReleasePlan {
  /** File name of the capsule. */
  readonly capsule: string;
  /** Without a checksum list of the project's own that has the name of ours: that one is compared, not sealed. */
  readonly assets: readonly CollectedAsset[];
  readonly images: readonly PlannedImage[];
  /** What was collected, with such a list. */
  readonly collected: readonly CollectedAsset[];
  readonly published: readonly PlannedFile[];
  /** Name of our checksum list; undefined if none is published. */
  readonly checksums: string | undefined;
  /** All names that will be put beside the assets. */
  readonly publishedNames: readonly string[];
  /** Names that evidence has in any mode of publishing. */
  readonly ours: readonly string[];
  readonly sign: SignMode;
  /** Which file the installers take for which machine; undefined if none are made. */
  readonly installer: InstallChoice | undefined;
  /** The flags by which they say who signs, once they are written. */
  readonly foreseen?: readonly string[];
  readonly warnings: readonly string[];
}

export interface FoundAssets {
  readonly facts: SourceFacts;
  readonly assets: readonly CollectedAsset[];
  readonly images: readonly PlannedImage[];
}

/** What must be known of every release before anything is signed; a dry run may leave it open, for a run would say it. */
export const OF_A_RELEASE = ["tag", "commit", "repository"] as const;

/** Above it `sign: auto` is `once`: each bundle is an entry of a public log and a file, and the list signs them all. */
const MOST_SIGNED_EACH = 100;

/**
 * Validates the release before anything slow or irrevocable: asset names, collisions, names that are ours, the project's
 * own checksum lists, and facts that the instance demands. A list of the project's own that has the name of ours is compared
 * and gives way: docs/decisions/0010-checksum-lists-of-other-tools.md. Faults: `asset-name-…`, `checksums-…`,
 * `published-too-many`, `source-incomplete`, `assets-none`, `usage`, `installer-…`.
 */
export async function planRelease(
  order: SealOrder,
  { facts, assets: collected, images }: FoundAssets,
  files: Files,
): Promise<ReleasePlan> {
  if (!order.local) requireFacts(facts, OF_A_RELEASE);
  for (const { name } of collected) requireAssetName(name);
  refuseCollisions(
    collected.map(({ name }) => name),
    (index) => nearer(collected[index]?.path, order.folder),
  );
  const { checksumsName = CHECKSUMS_ENTRY, publish: mode } = order;
  requireChecksumsName(checksumsName);
  await requireOwnChecksums(collected, checksumsName, files);

  // If ours is not published, a list of that name cannot give way to it: it stays, and is refused as any name of ours.
  // A release of images alone has no file to list.
  const isListed = collected.length > 0 && (mode === "standard" || mode === "full");
  const checksums = isListed ? checksumsName : undefined;
  const assets = collected.filter(({ name }) => name !== checksums);
  if (assets.length === 0 && collected.length > 0) {
    throw new Fault("assets-none", `nothing but ${printable(checksumsName)} was named`, {
      hint: "name the assets too",
    });
  }
  const installer = order.installer === true ? chooseInstalled(facts, assets) : undefined;
  if (assets.length < collected.length) refuseSignedList(checksumsName, assets);
  const sign = signModeOf(order, assets.length);
  const plan = {
    name: facts.name,
    version: facts.version,
    local: order.local,
    mode,
    assets,
    signedEach: sign === "each",
    hasProvenance: order.backfill !== true,
    attestedSboms: order.sbom?.attested ?? [],
    ...(order.notaryBeside === undefined ? {} : { notary: [order.notaryBeside] }),
    checksumsName,
  };
  requirePublishable(plan);
  requireRoom(assets.length + images.length);
  // If nothing is put on a release GitHub is not needed, and the folder of evidence still receives the capsule.
  const published = planFiles(mode === "none" ? { ...plan, mode: "capsule" } : plan);
  const names = published.map(({ name }) => name);
  return {
    capsule: capsuleFileName(facts, order.local),
    assets,
    images,
    collected,
    published,
    checksums,
    publishedNames: order.local && names.length > 0 ? [...names, LOCAL_TRUSTED_ROOT] : names,
    ours: [vexFile(facts, ""), ...everyFile(plan)].map(({ name }) => name),
    sign,
    installer,
    warnings: [
      ...(installer?.leftOut ?? []).map((reason) => `${reason}, so the installers leave it out`),
      ...nameWarnings(assets.map(({ name }) => name)),
      ...lintPublishedNames(plan),
      ...(sign === "once" && order.sign === "auto" ? [signedOnce(assets.length)] : []),
    ],
  };
}

/** The evidence of any mode of publishing. */
function everyFile(plan: PublishPlan): PlannedFile[] {
  return planFiles({
    ...plan,
    mode: "full",
    signedEach: true,
    hasProvenance: true,
    attestedSboms: ["cdx", "spdx"],
    notary: ["jws", "cose"],
  });
}

/** Without the scripts themselves, and with what their addresses are made of. */
function chooseInstalled(facts: SourceFacts, assets: readonly CollectedAsset[]): InstallChoice {
  requireFacts(facts, ["tag", "repository"]);
  return chooseAssets(
    facts,
    assets.filter(({ made }) => made !== true),
  );
}

/** A path as a person in the folder would write it. */
function nearer(path: string | undefined, folder: string): string | undefined {
  if (path === undefined) return undefined;
  const near = relative(folder, path);
  return near.startsWith("..") || isAbsolute(near) ? path : near;
}

function signModeOf({ sign }: SealOrder, assets: number): SignMode {
  if (sign !== "auto") return sign;
  return assets > MOST_SIGNED_EACH ? "once" : "each";
}

function signedOnce(assets: number): string {
  return `${assets} assets are signed once, by their list and the capsule: above ${MOST_SIGNED_EACH}, sign: each signs each of them`;
}

/** What other programs put beside a file to sign it. */
const SIGNATURE = /^\.(asc|cert|crt|gpg|minisig|pem|sig|sigstore|sigstore\.json)$/i;

/** A signed list may not give way: its signature is over bytes that ours need not have. */
function refuseSignedList(list: string, assets: readonly CollectedAsset[]): void {
  const signature = assets.find(({ name }) => name.startsWith(list) && SIGNATURE.test(name.slice(list.length)));
  if (signature === undefined) return;
  throw new Fault(
    "checksums-disagree",
    `${printable(signature.name)} signs a list that would give way to ours of the same name`,
    { hint: "give ours another name with checksums-name, for example SHA256SUMS" },
  );
}
