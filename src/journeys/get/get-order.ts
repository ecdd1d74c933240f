import type { Policy } from "../../domain/policy/policy.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PublicReleases } from "../../ports/public-releases.ts";
import type { Staging } from "../../ports/staging.ts";
import type { MemoryOrder, StatementLog, VerifyPorts } from "../verify/verify-order.ts";

/** What the user wants of a release. */
export interface GetOrder {
  /** Web address, for example `https://github.com/owner/name`. */
  readonly repository: string;
  /** Undefined for the latest release. */
  readonly tag: string | undefined;
  /** File names, or patterns of them with `*` and `?`; empty for everything that is not evidence. */
  readonly patterns: readonly string[];
  /** Absolute: where the files are put; undefined to put them nowhere. */
  readonly out: string | undefined;
  /** Puts the evidence there, too. */
  readonly withEvidence: boolean;
  /** Who must have signed: by default a workflow of the repository. */
  readonly identity: ExpectedIdentity;
  /** Whether the user said who it is. */
  readonly namesSigner: boolean;
  readonly policy?: Policy;
  /** The time that the user named, and the time that it is. */
  readonly effectiveTime?: Date;
  readonly now: Date;
  /** What is remembered of earlier releases, and how many seconds ago it must have been signed. */
  readonly memory?: MemoryOrder;
  readonly minAge?: number;
  /** The log of statements that must not have withdrawn the release. */
  readonly log?: StatementLog;
  /** Whether a list of digests that nobody signed is enough. */
  readonly acceptChecksums: boolean;
  /** Web addresses with `{sha256}`, `{name}`, `{tag}` or `{repository}` in them, or a folder to which the name is added. */
  readonly mirrors: readonly string[];
}

export interface GetPorts extends VerifyPorts {
  readonly releases: PublicReleases;
  readonly staging: Staging;
  readonly clock: Pick<Clock, "elapsed">;
}
