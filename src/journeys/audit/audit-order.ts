import type { AuditOutcome, AuditRow, AuditRowId } from "../../domain/audit/audit-row.ts";
import type { Expectation } from "../../domain/audit/judge-release.ts";
import type { NamedPackage } from "../../domain/audit/packages.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import type { PackageRegistry } from "../../ports/package-registry.ts";
import type { PublicRelease, PublicReleases } from "../../ports/public-releases.ts";
import type { PublicRuns } from "../../ports/public-runs.ts";
import type { TemporaryFolders } from "../../ports/temporary-folders.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";

/** Paths are absolute. */
export interface AuditOrder {
  /** Undefined for the release that GitHub calls the latest. */
  readonly tag: string | undefined;
  readonly identity: ExpectedIdentity;
  readonly policy?: Policy;
  readonly now: Date;
  /** Path of a capsule that was kept: the public one must be the same. */
  readonly kept?: string;
  /** Path of a file that remembers what no capsule states. */
  readonly record?: string;
  readonly expected: readonly Expectation[];
  readonly packages: readonly NamedPackage[];
  /** Rows that need not be seen. */
  readonly optional: readonly AuditRowId[];
  /** Every file is downloaded and compared, instead of the digest that GitHub states. */
  readonly download: boolean;
}

export interface AuditPorts extends VerifyPorts {
  readonly releases: PublicReleases;
  readonly runs: PublicRuns;
  readonly registries: readonly PackageRegistry[];
  readonly temporary: TemporaryFolders;
}

export interface Audit {
  readonly outcome: AuditOutcome;
  readonly rows: readonly AuditRow[];
  /** As it was requested: `owner/name`. */
  readonly repository: string;
  /** Undefined if there is no release. */
  readonly release: PublicRelease | undefined;
  /** Undefined unless the root of the capsule verified. */
  readonly root: VerifiedRoot | undefined;
  /** Where that lies in a private folder; undefined unless it holds as a whole. */
  readonly capsule: string | undefined;
  /** Requests that GitHub counted. */
  readonly requests: number;
}
