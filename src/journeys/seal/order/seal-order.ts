import type { Cryptography } from "../../../crypto/cryptography.ts";
import type { Asset } from "../../../domain/asset/asset.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import type { PublishMode, SbomFormat } from "../../../domain/capsule/published-names.ts";
import type { ImageFormat } from "../../../domain/image/image-format.ts";
import type { ImageName } from "../../../domain/image/image-name.ts";
import type { EnvelopeFormat } from "../../../domain/notary/envelope/envelope.ts";
import type { DiffGate } from "../../../domain/sbom/diff/diff-gate.ts";
import type { QualityGate } from "../../../domain/sbom/quality/quality-gate.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import type { Sourced } from "../../../domain/source/sourced.ts";
import type { ReadBuildRun } from "../../../ports/build-run.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Env } from "../../../ports/env.ts";
import type { Files } from "../../../ports/files.ts";
import type { Git } from "../../../ports/git.ts";
import type { NotarySigner } from "../../../ports/notary-signer.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { Registry } from "../../../ports/registry.ts";
import type { ReleaseHost } from "../../../ports/release-host.ts";
import type { Signer } from "../../../ports/signer.ts";
import type { SourceHost } from "../../../ports/source-host.ts";
import type { StorageRecords } from "../../../ports/storage-records.ts";
import type { TemporaryFolders } from "../../../ports/temporary-folders.ts";
import type { Trust } from "../../../ports/trust.ts";
import type { UploadedFiles } from "../../../ports/uploaded-files.ts";

/** What the user asked for. Paths are absolute, or relative to `folder`. */
export interface SealOrder {
  /** Literal paths, globs and directories, in any order. */
  readonly assets: readonly string[];
  /** Container images of the release and other artifacts of registries, `registry/repository@sha256:…` or with a tag. */
  readonly images?: readonly string[];
  /** In which form signatures are attached to them (default `both`); with `none` they are sealed by digest alone, and no registry is asked. */
  readonly imageFormat?: ImageFormat | "none";
  /** Lists of assets that other tools wrote, see `readAssetLists`, and `release` for the files of the release; default none. */
  readonly assetsFrom?: readonly string[];
  /** Absolute: where relative paths begin and where the checkout is looked for. */
  readonly folder: string;
  readonly given: GivenFacts;
  /** Path of the release manifest; undefined to look in the checkout. */
  readonly manifest?: string;
  /** Path of the list of the project's keys; undefined to look in the checkout. */
  readonly keys?: string;
  /** True if nothing is written: then the local instance signs, and the release must still be one that may be sealed. */
  readonly dryRun?: boolean;
  /** True for the local instance: facts may be missing, files are named `.local.capsule`, nothing may be published. */
  readonly local: boolean;
  /** True if the user named the local instance, which a dry run uses anyhow. */
  readonly namesLocal?: boolean;
  /** `once` leaves out the bundle per asset; `auto` does so above 100 assets. */
  readonly sign: "auto" | SignMode;
  /** True if the release is put on GitHub, or would be if this were no trial. */
  readonly uploads?: boolean;
  /** Set if nobody may know of the release yet. */
  readonly embargo?: true;
  /** Events beside push, release and workflow_dispatch that may start the run; default none. */
  readonly unsafeTriggers?: readonly string[];
  /** What is put beside the assets. */
  readonly publish: PublishMode;
  /** Another name than `checksums.txt` for our checksum list. */
  readonly checksumsName?: string;
  /** What SBOMs must be; where it is absent, none may be implausibly empty, and a change against the rules warns. */
  readonly sbom?: ReleaseSbomOrder;
  /** Set to seal a release that is public already: nothing is claimed of how it was built. Needs `given.tag`. */
  readonly backfill?: true;
  /** Absolute: the capsule of the release before; where it is absent, the host is asked, if it knows other releases. */
  readonly previous?: string;
  /** True if scripts that install the release are made, and sealed as files of it. */
  readonly installer?: true;
  /** Path of the decisions about vulnerabilities; undefined to look in the checkout. */
  readonly risk?: string;
  /** Files of evidence: a path, `path=asset` or `path=*`. */
  readonly evidence?: readonly string[];
  /** The form of Notary signatures that are put beside the files as well; absent if they stay in the capsule. */
  readonly notaryBeside?: EnvelopeFormat;
  /** Absolute path of the trusted root that the user gave for an instance of their own: readers need it, too. */
  readonly trustedRoot?: string;
}

/**
 * Whether this is not a release, now or later: then facts may be missing, and checks only warn. A dry run is of a release,
 * unless the local instance was named for it, too.
 */
export function isTrial({ local, namesLocal, dryRun }: Pick<SealOrder, "local" | "namesLocal" | "dryRun">): boolean {
  return namesLocal === true || (local && dryRun !== true);
}

/** Whether nothing is written, of what is to be a release: then it ends as `capsule check` does. */
export function isRehearsal(order: Pick<SealOrder, "local" | "namesLocal" | "dryRun">): boolean {
  return order.dryRun === true && !isTrial(order);
}

/** Whether each asset has a bundle of its own. */
export type SignMode = "each" | "once";

export interface ReleaseSbomOrder {
  /** Absolute paths of SBOMs that other tools made, to merge. */
  readonly given?: readonly string[];
  /** Formats in which the SBOM of each asset becomes a signed statement; default none. */
  readonly attested?: readonly SbomFormat[];
  readonly quality: QualityGate;
  /** What becomes of a change against the rules since the release before. */
  readonly diff: DiffGate;
}

/** Facts that flags or inputs give; they win over CI, which wins over git. */
export interface GivenFacts {
  readonly name?: string;
  readonly version?: string;
  readonly tag?: string;
  /** `owner/name` or a web address. */
  readonly repository?: string;
  readonly commit?: string;
}

/** The same facts, and who gave them. */
export type SourcedGivenFacts = { readonly [Name in keyof GivenFacts]: Sourced<string> };

/** The world as looking at a release sees it. */
export interface ExaminePorts {
  readonly files: Files;
  readonly git: Git;
  readonly env: Env;
  readonly clock: Clock;
  readonly buildRun: ReadBuildRun;
  /** The GitHub that the source is on; undefined if it cannot be asked. */
  source(facts: SourceFacts): SourceHost | undefined;
  /** What other tools put on the release; undefined if GitHub cannot be asked, absent if there is none. */
  uploaded?(facts: SourceFacts): UploadedFiles | undefined;
  /** The registry of an image; absent if none is asked. */
  registry?(image: ImageName): Promise<Registry>;
  readonly progress: Progress;
}

/**
 * How far sealing has come, for whoever has to say what a failure means. `signing`: a transparency log may know of the
 * release from here on. `exposing`: what is put on GitHub from here on may be seen by anybody.
 */
export type SealStage = "signing" | "exposing";

/** The world as sealing sees it. */
export interface SealPorts extends ExaminePorts {
  /** Where an organization keeps where its images lie; absent if nobody does. */
  readonly storageRecords?: StorageRecords | undefined;
  /** Signs each file as the Notary Project has it, too; absent if nobody does. */
  readonly notary?: NotarySigner;
  /** Entries of the log of statements that the capsule carries, verified; absent if it carries none. */
  readonly carriedLog?: () => Promise<readonly EvidenceEntry[]>;
  /** Told of each stage before it begins. */
  reached?(stage: SealStage): void;
  readonly crypto: Cryptography;
  readonly signer: Signer;
  readonly temporary: TemporaryFolders;
  readonly trust: Trust;
  /** The hosts of this release, folders first, chosen once its name and version are known; none for a dry run. */
  hosts(facts: SourceFacts): readonly ReleaseHost[];
}

/** An asset and the file it was read from. */
export interface CollectedAsset extends Asset {
  /** Absolute. */
  readonly path: string;
  /** `FileFacts.revision` when it was hashed. */
  readonly revision: string;
  /** Set if the file was taken from the release: then this run did not build it, and never uploads it. */
  readonly received?: true;
  /** Set if sealing itself wrote the file, into a folder that is gone at the end. */
  readonly made?: true;
}
