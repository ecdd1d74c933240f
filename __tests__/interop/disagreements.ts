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
