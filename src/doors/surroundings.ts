import type { Cryptography } from "../crypto/cryptography.ts";
import type { ImageName } from "../domain/image/image-name.ts";
import type { EmbeddedInstance } from "../domain/sigstore/embedded-roots.ts";
import type { SourceFacts } from "../domain/source/source-facts.ts";
import type { HeadTrust } from "../domain/statements/head-trust.ts";
import type { AuditPorts } from "../journeys/audit/audit-order.ts";
import type { GetPorts } from "../journeys/get/get-order.ts";
import type { InitPorts } from "../journeys/init/init.ts";
import type { KitPorts } from "../journeys/kit/kit-ports.ts";
import type { KitMakingPorts } from "../journeys/kit/make-kit.ts";
import type { LogPlace } from "../journeys/log/read-log.ts";
import type { SequencerPorts } from "../journeys/log/sequencer.ts";
import type { RootsPorts } from "../journeys/roots/export-roots.ts";
import type { UpdatePorts } from "../journeys/scan/update-database.ts";
import type { ExaminePorts, SealPorts } from "../journeys/seal/order/seal-order.ts";
import type { VerifyPorts } from "../journeys/verify/verify-order.ts";
import type { VouchPorts } from "../journeys/vouch/vouch.ts";
import type { WatchPorts } from "../journeys/watch/watch-order.ts";
import type { Clock } from "../ports/clock.ts";
import type { Env } from "../ports/env.ts";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import type { HeadWitness } from "../ports/head-witness.ts";
import type { NotarySigner } from "../ports/notary-signer.ts";
import type { Progress } from "../ports/progress.ts";
import type { PublicReleases } from "../ports/public-releases.ts";
import type { PublishingSettings } from "../ports/publishing-settings.ts";
import type { Registry } from "../ports/registry.ts";
import type { ReleaseHost } from "../ports/release-host.ts";
import type { Signer } from "../ports/signer.ts";
import type { StorageRecords } from "../ports/storage-records.ts";
import type { TemporaryFolders } from "../ports/temporary-folders.ts";
import type { KeySettings } from "./settings/key-settings.ts";
import type { NotarySigning } from "./settings/notary-settings.ts";

/** All that a door has of the world. The real one is made by `wire.ts`; a test makes its own. */
export interface Surroundings {
  /** Absolute: where relative paths begin. */
  readonly folder: string;
  readonly env: Env;
  readonly files: Files;
  readonly crypto: Cryptography;
  /** Absolute path of what this user remembers of releases; undefined for a user without a home. */
  readonly userMemory: string | undefined;
  /** Words with each pattern instead of the files that it matches, as a shell would do. */
  expandWords(words: readonly string[]): Promise<string[]>;
  /** Path of a private file with what is piped in. */
  standardInput(): Promise<string>;
  git(): Promise<Git>;
  progress(quiet: boolean): Progress;
  examinePorts(settings: ExamineSettings): Promise<ExaminePorts>;
  sealPorts(settings: SealSettings): Promise<SealPorts>;
  verifyPorts(settings: VerifySettings): Promise<VerifyPorts>;
  /** What reads a release as everybody may, with what GitHub and registries say of it. */
  auditPorts(settings: AuditSettings): Promise<AuditPorts>;
  /** `index` is where the database of vulnerabilities is kept. */
  watchPorts(settings: WatchSettings): Promise<WatchPorts & { readonly index: string }>;
  vouchPorts(settings: VerifySettings & SigningSettings): Promise<VouchPorts>;
  /** What verifies kits, and puts them into place. */
  kitPorts(settings: VerifySettings): Promise<KitPorts>;
  kitMakingPorts(settings: SigningSettings): Promise<KitMakingPorts>;
  /** A log in a folder, on a branch, or on a branch of a repository on GitHub. */
  logPlace(place: PlacedLog): Promise<LogPlace>;
  /** Who signs heads: the key in a file, else a token; `own` is how readers know the key. */
  headSigning(
    settings: Omit<SigningSettings, "key"> & { readonly keyFile: string | undefined },
  ): Promise<Pick<SequencerPorts, "signer" | "clock"> & { readonly own: HeadTrust | undefined }>;
  /** Witnesses of logs at these web addresses. */
  headWitnesses(urls: readonly string[]): Promise<readonly HeadWitness[]>;
  /** A new key of a log from 32 bytes of chance: the secret, and what readers are given. */
  makeLogKey(name: string, seed: Uint8Array): Promise<{ readonly secret: string; readonly vkey: string }>;
  /** `store` is where imported roots are kept, undefined if there is no such place. */
  rootsPorts(): Promise<RootsPorts & { readonly store: string | undefined }>;
  /** Asks GitHub about the settings of a repository, with a token. */
  repositorySettings(token: string): Promise<NonNullable<InitPorts["settings"]>>;
  /** Asks a question at the terminal that yes or no answers; undefined if nobody is there. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Where downloads wait, and by which clock their progress is told. */
  gettingPorts(): Promise<Pick<GetPorts, "staging" | "clock">>;
  /**
   * Where a release that was sealed before is published, with the token in `GITHUB_TOKEN`: the GitHub that this machine works with.
   * Fault: `usage` for a repository elsewhere, and without a token.
   */
  publishingOn(
    release: Pick<SourceFacts, "repository" | "repositoryId">,
    progress: Progress,
  ): Promise<{ readonly host: ReleaseHost; isPublic(tag: string): Promise<boolean> }>;
  /** Reads the releases of any repository, given as people name it, with a token or without. */
  publicReleases(settings: Pick<ExamineSettings, "token" | "mask">): Promise<(repository: string) => PublicReleases>;
  /** What keeps where images of the repository lie; undefined outside of a workflow, and without a token. */
  storageRecords(settings: Pick<ExamineSettings, "token" | "mask">): Promise<StorageRecords | undefined>;
  /** The registry of an image, with the logins of this user. */
  registryOf(image: ImageName, access: "pull" | "push"): Promise<Registry>;
  /** Who signs as the Notary Project does. */
  notarySigner(settings: NotarySigning): Promise<NotarySigner>;
  /** Where layers of an image wait to be read. */
  readonly temporary: TemporaryFolders;
  /** `from` is the address of a mirror; undefined for osv.dev's own. `index` is where the database is kept. */
  scanPorts(settings: {
    readonly from: string | undefined;
    readonly quiet: boolean;
  }): Promise<UpdatePorts & { readonly clock: Clock; readonly index: string }>;
  /** Signs with one given token, for the conformance protocol. */
  bundleSigner(settings: BundleSignerSettings): Promise<Signer>;
}

/** As much of it as the actions have. */
export type ActionSurroundings = Pick<
  Surroundings,
  | "folder"
  | "env"
  | "files"
  | "crypto"
  | "userMemory"
  | "expandWords"
  | "standardInput"
  | "git"
  | "progress"
  | "examinePorts"
  | "sealPorts"
  | "verifyPorts"
  | "gettingPorts"
  | "publicReleases"
  | "logPlace"
  | "registryOf"
  | "temporary"
>;

/** Where a log is. Paths are absolute. */
export type PlacedLog =
  | { readonly path: string; readonly branch: string | undefined; readonly payloads: string }
  /** `repository` is a web address. Without a folder of its own, its payloads are files of a release named for the branch. */
  | { readonly repository: string; readonly branch: string; readonly payloads: string | undefined };

export interface BundleSignerSettings {
  /** `public-good`, `staging`, with a key `none`, or the absolute path of a signing config. */
  readonly sigstore: "public-good" | "staging" | "none" | { readonly signingConfig: string };
  /** A secret, a compact JWT, or a key. */
  readonly by: { readonly identityToken: string } | KeySettings;
}

export interface ExamineSettings {
  /** A secret, with which GitHub is asked about the source; undefined not to ask. */
  readonly token: string | undefined;
  readonly progress: Progress;
  /** Told each secret before anything else sees it. */
  readonly mask?: (secret: string) => void;
}

/** Who signs, and under which trusted root that is verified. */
export interface SigningSettings {
  /** `auto`, the name of an instance, or the absolute path of a signing config. */
  readonly sigstore: SigstoreSetting;
  readonly unsafePublicLog: boolean;
  /** Set if nothing of what is signed may enter a log. */
  readonly embargo?: true;
  /** A key that signs instead of a certificate. */
  readonly key?: KeySettings | undefined;
  /** Absolute path; undefined for the trusted roots that are built in. */
  readonly trustedRoot: string | undefined;
  readonly progress: Progress;
  /** Told each secret before anything else sees it. */
  readonly mask?: (secret: string) => void;
}

export interface SealSettings extends ExamineSettings, SigningSettings {
  /** Set if the files are signed as the Notary Project does, too. */
  readonly notary?: NotarySigning;
  /** Where the evidence is written: this folder, or one named for the release in a parent; undefined for a dry run. */
  readonly out: { readonly folder: string } | { readonly parent: string; readonly isIgnored: boolean } | undefined;
  /** The GitHub that the release is published on; undefined to write a folder only. */
  readonly gitHub: GitHubSettings | undefined;
}

export interface GitHubSettings extends PublishingSettings {
  /** A secret. */
  readonly token: string;
}

export type SigstoreSetting =
  | { readonly kind: "auto" | "public-good" | "public-good-rekor-v2" | "github" | "staging" | "local" | "none" }
  | { readonly kind: "custom"; readonly signingConfig: string };

export interface AuditSettings extends VerifySettings {
  /** A secret; undefined to ask as everybody. */
  readonly token: string | undefined;
  /** As people name it. */
  readonly repository: string;
}

export interface WatchSettings extends AuditSettings {
  /** Undefined to sign nothing. */
  readonly signing: SigningSettings | undefined;
}

export interface VerifySettings {
  /** Absolute path; undefined for the trusted roots that are built in. */
  readonly trustedRoot: string | undefined;
  /** Whose built-in roots are trusted. */
  readonly instances: readonly EmbeddedInstance[];
  /** Their newest roots are fetched instead. */
  readonly online?: boolean;
  readonly progress: Progress;
}
