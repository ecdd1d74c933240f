import type { Destination } from "../../domain/release/checks/check-github-files.ts";
import type { ClaimedRun } from "../../domain/release/checks/check-run.ts";
import type { Finding } from "../../domain/release/checks/release-claim.ts";
import type { ReleaseManifest } from "../../domain/release/manifest.ts";
import type { SourceFacts } from "../../domain/source/source-facts.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Checkout } from "../../ports/git.ts";
import type { SourceHost } from "../../ports/source-host.ts";

/** A release as it is about to be sealed. */
export interface CheckOrder {
  readonly facts: SourceFacts;
  /** Where version and tag were read. */
  readonly sources: { readonly versionSource: string; readonly tagSource: string };
  /** What the environment says of the run; undefined outside of one. */
  readonly run: ClaimedRun | undefined;
  /** Undefined if there is none. */
  readonly checkout: Checkout | undefined;
  /** Undefined if none were named. Paths are absolute. */
  readonly assets: readonly { readonly name: string; readonly path: string; readonly size: number }[] | undefined;
  readonly destination: Destination;
  /** Events beside those of releases that may start the run. */
  readonly unsafeTriggers: readonly string[];
  readonly manifest: ReleaseManifest | undefined;
  /** True if the release is public already: then checks of the run and of the order of versions mean nothing. */
  readonly backfill?: boolean;
  /** What was found out before. */
  readonly findings: readonly Finding[];
}

/** The world as checking sees it. */
export interface CheckPorts {
  readonly files: Files;
  readonly clock: Pick<Clock, "now">;
  /** Undefined if GitHub cannot be asked. */
  readonly source: SourceHost | undefined;
}
