import type { Asset } from "../domain/asset/asset.ts";
import type { ReleaseClaim } from "../domain/release/release-claim.ts";
import type { ReleaseValue } from "../domain/release/release-value.ts";
import type { SbomDiff } from "../domain/sbom/diff/diff.ts";
import type { DiffFinding } from "../domain/sbom/diff/diff-rules.ts";
import type { QualityGate } from "../domain/sbom/quality/quality-gate.ts";
import type { LogEntryFacts } from "../domain/sigstore/verified-bundle.ts";
import type { SourceFacts } from "../domain/source/source-facts.ts";
import type { Claim } from "../domain/verification/claim.ts";

/** What the views need of a sealed release. */
export interface ShownRelease {
  readonly facts: SourceFacts;
  readonly assets: readonly Asset[];
  /** Container images, by digest. */
  readonly images: readonly { readonly name: string; readonly sha256: string }[];
  readonly identity: {
    readonly subjectAlternativeName: string;
    readonly issuer: string;
    readonly instance: "public-good" | "github" | "staging" | "custom" | "local";
  };
  readonly capsuleSha256: string;
  readonly rootSha256: string;
  readonly claims: readonly Claim[];
  readonly warnings: readonly string[];
  /** What was checked before anything was signed, and the facts that were found. */
  readonly checks: readonly ReleaseClaim[];
  readonly values: readonly ReleaseValue[];
  /** How each file of GitHub was compared with what was sealed. */
  readonly readBack: readonly { readonly name: string; readonly by: "bytes" | "stated" }[];
  /** Where the signature of the root is logged. */
  readonly logEntries: readonly LogEntryFacts[];
  /** What changed in the SBOM since the release before, or why nobody knows. */
  readonly sbomDelta:
    | { readonly since: string; readonly diff: SbomDiff; readonly findings: readonly DiffFinding[] }
    | { readonly notCompared: string };
  /** What its SBOMs had to be. */
  readonly qualityGate: QualityGate;
  /** The release on GitHub; undefined where none was asked for. */
  readonly publication: { readonly location: string; readonly isPublic: boolean } | undefined;
  /** Undefined for a dry run and where nothing is published: no file was written. */
  readonly written: WrittenRelease | undefined;
}

export interface WrittenRelease {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Absolute path of the capsule. */
  readonly capsule: string;
  readonly files: readonly {
    readonly name: string;
    readonly path: string;
    readonly size: number;
    readonly sha256: string;
  }[];
  /** Absolute path; undefined for every instance but the local one. */
  readonly trustedRoot: string | undefined;
  /** Arguments of the command that verifies this release here, without the program. */
  readonly verifyArguments: readonly string[];
}
