import type { ExactIdentity, ExpectedKey, ExpectedRepository } from "../sigstore/expected-identity.ts";

interface Rule {
  readonly signers: readonly (ExactIdentity | ExpectedKey | ExpectedRepository)[];
}

interface Rules extends Rule {
  readonly evidence: readonly Rule[];
  readonly approvals: readonly Rule[];
  readonly vulnerabilities: Rule | undefined;
}

/** Every key that a policy names in any rule: a signature with another one is of nobody. */
export function policyKeys({ signers, evidence, approvals, vulnerabilities }: Rules): readonly ExpectedKey[] {
  const rules = [...evidence, ...approvals, ...(vulnerabilities === undefined ? [] : [vulnerabilities])];
  return [...signers, ...rules.flatMap((rule) => rule.signers)].filter((one) => one.kind === "key");
}
