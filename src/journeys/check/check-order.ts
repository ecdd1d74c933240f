import type { Finding } from "../../domain/release/release-claim.ts";
import type { ReleaseManifest } from "../../domain/release/release-manifest.ts";
import type { SourceFacts } from "../../domain/source/source-facts.ts";
import type { ReadBuildRun } from "../../ports/build-run.ts";
import type { Env } from "../../ports/env.ts";
import type { Files } from "../../ports/files.ts";
import type { ReadGitHistory } from "../../ports/git-history.ts";
import type { SourceHost } from "../../ports/source-host.ts";

/** A release as it is about to be sealed. */
export interface CheckOrder {
  readonly facts: SourceFacts;
  /** Where version and tag were read. */
  readonly sources: { readonly versionSource: string; readonly tagSource: string };
  /** Absolute path of the checkout's top; undefined where there is none. */
  readonly top: string | undefined;
  /** Undefined where none were named. Paths are absolute. */
  readonly assets: readonly { readonly name: string; readonly path: string }[] | undefined;
  readonly manifest: ReleaseManifest | undefined;
  /** True where the release is public already: then checks of the run and of the order of versions mean nothing. */
  readonly backfill?: boolean;
  /** What was found out before. */
  readonly findings: readonly Finding[];
}

/** The world as checking sees it. */
export interface CheckPorts {
  readonly files: Files;
  readonly env: Env;
  readonly buildRun: ReadBuildRun;
  readonly history: ReadGitHistory;
  /** Undefined where no forge can be asked. */
  readonly source: SourceHost | undefined;
}
