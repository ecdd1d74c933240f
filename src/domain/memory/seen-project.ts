import type { VersionScheme } from "../source/version-scheme.ts";
import type { RememberedKind } from "./evidence-strength.ts";

/** What a verification shows of a project: from certificates that were verified, and from what GitHub itself answers. */
export interface SeenProject {
  /** Web address. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  /** Of those who signed, as `signedAs` names them. */
  readonly workflows: readonly string[];
  /** Empty if nothing says which one it is. */
  readonly releases: readonly ObservedRelease[];
  /** Kinds of evidence that are about every file that was wanted. */
  readonly evidence: readonly RememberedKind[];
  /** Kinds that nobody looked for, so that they may be there. */
  readonly notLooked: readonly RememberedKind[];
  /** `named`: the user said which release is meant. `latest`: GitHub did. `found`: it is whichever was there. */
  readonly choice: "named" | "latest" | "found";
}

export interface ObservedRelease {
  readonly name: string;
  readonly version: string;
  readonly versioning: VersionScheme;
  readonly tag: string | null;
  /** Hex, of the root statement; null if there was no capsule. */
  readonly rootSha256: string | null;
  /** Hex digests of the files that were taken. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}
