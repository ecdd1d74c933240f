import type { AuditRowId } from "../../domain/audit/audit-row.ts";
import type { Expectation } from "../../domain/audit/judge-release.ts";
import type { NamedPackage } from "../../domain/audit/packages.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { PackageRegistry } from "../../ports/package-registry.ts";
import type { PublicReleases } from "../../ports/public-releases.ts";
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
