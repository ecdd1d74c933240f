import type { Asset } from "../asset/asset.ts";
import type { ImageReference } from "../asset/image-reference.ts";
import type { SbomDiff } from "../sbom/diff/diff.ts";
import type { DiffFinding } from "../sbom/diff/diff-rules.ts";
import type { QualityGate } from "../sbom/quality/quality-gate.ts";
import type { LogEntryFacts } from "../sigstore/verified-bundle.ts";
import type { SourceFacts } from "../source/source-facts.ts";
import type { Claim } from "../verification/claim.ts";
import type { CheckedRelease } from "./checked-release.ts";

/** A release that was sealed: the capsule was verified as a consumer would. */
export interface SealedRelease {
  readonly facts: SourceFacts;
  readonly assets: readonly Asset[];
  /** Container images, by digest. */
  readonly images: readonly ImageReference[];
  /** Who signed, and which instance of Sigstore vouches for that. */
  readonly identity: SealedBy & {
    readonly instance: "public-good" | "github" | "staging" | "custom" | "local";
  };
  readonly capsule: { readonly name: string; readonly sha256: string };
  /** Hex digest of the root statement: the name of the release in other capsules and logs. */
  readonly rootSha256: string;
  readonly claims: readonly Claim[];
  readonly warnings: readonly string[];
  /** What was checked before anything was signed, and the facts that were found. */
  readonly examined: Pick<CheckedRelease, "claims" | "values">;
  /** How each file on GitHub was compared with what was sealed; empty if none is put there. */
  readonly readBack: readonly FileReadBack[];
  /** What an organization on GitHub keeps of where images lie, each with the digest of the image. */
  readonly storageRecords: readonly { readonly digest: string; readonly id: number }[];
  /** Where the signature of the root is logged; empty if the instance has no log. */
  readonly logEntries: readonly LogEntryFacts[];
  /** What changed in the SBOM since the release before, or why nobody knows. */
  readonly sbomDelta: SbomDelta;
  /** What its SBOMs had to be. */
  readonly qualityGate: QualityGate;
  /** The release on GitHub; undefined if none was requested. */
  readonly publication: { readonly location: string; readonly isPublic: boolean } | undefined;
  /** Undefined for a dry run and if nothing is published: no file was written. */
  readonly written: WrittenRelease | undefined;
}

/** Whom a certificate names, or a key by the hex SHA-256 of it. */
export type SealedBy =
  | { readonly kind: "certificate"; readonly subjectAlternativeName: string; readonly issuer: string }
  | { readonly kind: "key"; readonly fingerprint: string };

export interface FileReadBack {
  readonly name: string;
  /** `bytes`: it was downloaded. `stated`: by the SHA-256 that the host states of what it stored. */
  readonly by: "bytes" | "stated";
}

/** What changed in the SBOM since the release before, or why that is not known: one sentence, safe to print. */
export type SbomDelta =
  | { readonly since: string; readonly diff: SbomDiff; readonly findings: readonly DiffFinding[] }
  | { readonly notCompared: string };

/** The files of a sealed release, and how to verify it there. */
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
