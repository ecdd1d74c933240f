import type { Claim } from "./claim.ts";

interface Disagreement {
  /** Of the title of the verifier. */
  readonly verifier: RegExp;
  readonly tampering: string;
  readonly applies?: (claim: Claim) => boolean;
  readonly reason: string;
}

/** Where another verifier accepts what ours refuses, and why that is no fault of the evidence. */
const DISAGREEMENTS: readonly Disagreement[] = [
  {
    verifier: /^cosign|^gh/,
    tampering: "the body of the log entry changed",
    applies: ({ log }) => log === "v2",
    reason:
      "for Rekor v2 it makes the leaf from the signature, certificate and digest of the bundle, and does not read " +
      "`canonicalizedBody` (Rekor v2's CLIENTS.md, second scenario); what is proven to be logged is the same",
  },
  {
    verifier: /^cosign|^gh/,
    tampering: "the root of the inclusion proof changed",
    applies: ({ log }) => log === "v2",
    reason:
      "for Rekor v2 it takes the root from the checkpoint, which the log signed, and does not read `rootHash` beside it " +
      "(protobuf-specs, InclusionProof: a checkpoint is required); ours wants both to agree",
  },
  {
    verifier: /^sigstore-python/,
    tampering: "another predicate type expected",
    reason:
      "`sigstore verify identity` takes no predicate type: it tells that the file is a subject of the statement (in-toto " +
      "Statement v1, `subject`), and leaves what the statement says to the caller",
  },
  {
    verifier: /^sigstore-python/,
    tampering: "another repository expected",
    reason:
      "`sigstore verify identity` compares the subject alternative name alone; for a workflow of the repository itself " +
      "that names the repository, for a reusable one it does not, and `sigstore verify github --repository` is needed",
  },
];

export function explain(verifier: string, claim: Claim, tampering: string): string | undefined {
  return DISAGREEMENTS.find(
    (one) => one.verifier.test(verifier) && one.tampering === tampering && (one.applies?.(claim) ?? true),
  )?.reason;
}
