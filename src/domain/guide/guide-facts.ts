import type { PlannedFile } from "../capsule/published-names.ts";
import type { SigningWorkflow } from "./signing-workflow.ts";

/** All that VERIFY.md says, known before anything of the release is signed. */
export interface GuideFacts {
  readonly name: string;
  readonly version: string;
  readonly tag: string | null;
  /** Web address, or null with the local instance. */
  readonly repository: string | null;
  readonly commit: string | null;
  /** At least one; `size` in bytes. */
  readonly assets: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
  /** Container images, by digest; none if it is absent. */
  readonly images?: readonly {
    readonly name: string;
    readonly sha256: string;
    /** Whether what was signed lies beside it in its registry. */
    readonly isAttached?: boolean;
  }[];
  /** Of the Notary signature beside each attached image; undefined if there is none. */
  readonly notary?: GuideNotary | undefined;
  /** File name of the capsule. */
  readonly capsule: string;
  /** What is published beside the assets; a path is described only where its files are. */
  readonly published: readonly PlannedFile[];
  /** When the release became public, if it was sealed only afterwards: then there is no provenance. ISO 8601. */
  readonly publicSince?: string | undefined;
  readonly signer: GuideSigner;
  /** The flags of `capsule verify` that say who must have signed, for example `["--repository", "owner/name"]`. */
  readonly identityFlags: readonly string[];
  /** File name of the trusted root that every verifier needs, or undefined if the built-in ones serve. */
  readonly trustedRoot: string | undefined;
}

/** Who signed images as the Notary Project does. */
export interface GuideNotary {
  /** The signer's subject as a trusted identity, for example `C=US, ST=WA, O=Wabbit Networks`; undefined if none can name it. */
  readonly identity: string | undefined;
  /** Hex, of the DER of the root certificate. */
  readonly rootSha256: string;
  /** Until when all of its certificates are valid: a day, ISO 8601. */
  readonly validUntil: string;
  /** Whether a timestamp authority confirms when it signed. */
  readonly isTimed: boolean;
}

export type GuideSigner = CertifiedSigner | KeySigner;

interface AnySigner {
  readonly instance: "public-good" | "github" | "staging" | "custom" | "local";
  /** Whether a transparency log has the signatures, without which cosign verifies no certificate. */
  readonly hasLog: boolean;
}

export interface CertifiedSigner extends AnySigner {
  readonly kind: "certificate";
  readonly subjectAlternativeName: string;
  readonly issuer: string;
  /** Undefined if no workflow of GitHub signed. */
  readonly workflow: SigningWorkflow | undefined;
}

export interface KeySigner extends AnySigner, PublishedKey {
  readonly kind: "key";
  readonly workflow: undefined;
  readonly pem: string;
  /** Whether there are signatures of files, and not of statements alone. */
  readonly signsFiles: boolean;
  /** Whether a timestamp authority confirms when it signed. */
  readonly isTimed: boolean;
  /** What else the project says of its keys. */
  readonly others: readonly (PublishedKey & { readonly purpose: string; readonly validity: string })[];
}

interface PublishedKey {
  /** Hex SHA-256 of the SubjectPublicKeyInfo. */
  readonly fingerprint: string;
  /** In words, for example "from 2026-01-01 to 2027-01-01"; undefined if nothing was said. */
  readonly validity: string | undefined;
  /** Addresses at which the fingerprint is published; none if nothing was said. */
  readonly published: readonly string[];
}
