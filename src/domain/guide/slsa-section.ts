import { codeSpan } from "../../kernel/markdown.ts";
import { GITHUB_WEB } from "../source/github-issuer.ts";
import type { GuideFacts } from "./guide-facts.ts";

/** What slsa-verifier makes of the provenance; undefined where no workflow of github.com signed. */
export function slsaSection(facts: GuideFacts): string | undefined {
  if (facts.signer.workflow?.web !== GITHUB_WEB) return undefined;
  return `## With slsa-verifier

${codeSpan("slsa-verifier")} accepts provenance of a fixed list of builders only, such as slsa-github-generator, and this one is not
on it. So it refuses the provenance of this release, with a message about the builder id, whether it is genuine or not; its
refusal says nothing about the files. What it would compare, the source repository, its ref and the digests, the commands
above compare.

It can verify what somebody else found out: a summary that ${codeSpan("capsule verify --vsa FILE")} wrote, under a policy that names the
level of the builder, once they put their own signature on it. ${codeSpan("slsa-verifier verify-vsa")} then needs their public key.`;
}
