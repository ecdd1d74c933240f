import type { BranchFacts, EarlierVersions } from "../../domain/release/checks/check-history.ts";
import type { PackageFile } from "../../domain/release/checks/check-packages.ts";
import type { Protection } from "../../domain/release/checks/check-protection.ts";
import type { HostedRun } from "../../domain/release/checks/check-run.ts";
import type { TagAnswer } from "../../domain/release/checks/check-tag.ts";
import type { TreeChanges } from "../../domain/release/checks/check-tree.ts";
import type { Known } from "../../domain/release/checks/known.ts";

/** What git and GitHub both can say. */
export interface SourceAnswers {
  readonly tag: TagAnswer;
  readonly branch: Known<BranchFacts>;
  readonly versions: Known<EarlierVersions>;
}

export interface LocalAnswers extends SourceAnswers {
  readonly tree: Known<TreeChanges>;
}

export interface HostedAnswers extends SourceAnswers {
  readonly protection: Known<Protection>;
  readonly run: Known<HostedRun>;
}

/** All that was requested. */
export interface AskedAnswers {
  readonly hosted: HostedAnswers;
  readonly local: LocalAnswers;
  readonly packages: readonly PackageFile[];
}
