import type { PublicKey } from "../../crypto/public-key.ts";
import type { Period } from "./trusted-root.ts";

/** Who must have signed. It always comes from outside; nothing that a bundle or capsule says can fill it in. */
export type ExpectedIdentity = ExpectedRepository | ExactIdentity | ExpectedKey | UnsafePattern | AnyOf;

/** Any one of several, as a policy names them. */
export interface AnyOf {
  readonly kind: "any-of";
  readonly of: readonly (ExpectedRepository | ExactIdentity | ExpectedKey)[];
}

/** A workflow of one repository on GitHub, with everything that `--repository` means. */
export interface ExpectedRepository {
  readonly kind: "repository";
  /** Web address, for example `https://github.com/owner/name`; its host says which GitHub it is, and so the issuer. */
  readonly repository: string;
  /** The issuer that the enterprise of the repository has for itself, if it has one. */
  readonly issuer?: string;
  /** Full git ref; without it, `refs/tags/` and the tag of the release. */
  readonly sourceRef?: string;
  /** The reusable workflow that may sign for the repository. */
  readonly signerWorkflow?: SignerWorkflow;
  /** GitHub's number of the repository, if it is known from elsewhere: a name may be another repository's tomorrow. */
  readonly repositoryId?: string;
  /** Hex of the commit that was built, if it is known from elsewhere. */
  readonly commit?: string;
  /** Events beside push, release and workflow_dispatch that may start the run. */
  readonly unsafeTriggers?: readonly string[];
}

/** `owner/repo/path[@ref]`: without `ref` any ref of that workflow. */
export interface SignerWorkflow {
  /** Web address of its repository. */
  readonly repository: string;
  /** For example `.github/workflows/release.yml`. */
  readonly path: string;
  readonly ref?: string;
}

/** Subject alternative name and issuer, both compared as whole texts. */
export interface ExactIdentity {
  readonly kind: "exact";
  readonly subjectAlternativeName: string;
  readonly issuer: string;
}

/** A key, which says nothing of whose it is: that is told by whoever publishes it. */
export interface ExpectedKey {
  readonly kind: "key";
  readonly publicKey: PublicKey;
  /** When it may have signed, by a verified time; at any time without. */
  readonly validFor?: Period;
  /** From when on nothing counts that it signs. */
  readonly revoked?: Date;
  /** Whether what it signs counts only with an entry of a log. */
  readonly logged?: true;
}

/** Regular expressions, anchored at both ends by us; only if the user asked for them by name. */
export interface UnsafePattern {
  readonly kind: "unsafe-pattern";
  readonly subjectAlternativeName: string;
  readonly issuer: string;
}
