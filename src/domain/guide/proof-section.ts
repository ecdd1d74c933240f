import { codeSpan, table } from "../../kernel/markdown.ts";
import type { GuideFacts, GuideSigner } from "./guide-facts.ts";

/** What a verification of this release shows, and what it cannot. */
export function proofSection(facts: GuideFacts): string {
  return `## What verification proves

- every file that you check is, byte for byte, one that was sealed as this release
- one identity signed all of it in one run: the one named below
${origin(facts)}

It does not prove that the program is free of faults or malice, that the build had no secret input, that the build itself was
not taken over while it ran, or that this is the newest release.`;
}

function origin({ repository, commit, signer, publicSince }: GuideFacts): string {
  if (publicSince !== undefined && repository !== null) {
    return `- the files are those that lay on the release of ${codeSpan(repository)} when it was sealed

**This release was public since ${publicSince}, and was sealed only afterwards.** So nothing says how the files were built, from which
commit, or that they were the same before: there is no provenance, and none is claimed.`;
  }
  if (repository === null || commit === null) return "- no place of origin: it was sealed outside a known repository";
  const place = `${codeSpan(repository)} at commit ${codeSpan(commit)}`;
  if (signer.workflow === undefined) return `- the signer states that it comes from ${place}`;
  return `- the run that signed belongs to ${place}; GitHub said so to the certificate authority`;
}

/** The exact identity, and where else to get it. */
export function identitySection(facts: GuideFacts): string {
  const { signer } = facts;
  const rows = [
    ["Signer", signer.subjectAlternativeName],
    ["Issuer", signer.issuer],
    ["Repository", signer.workflow === undefined ? undefined : facts.repository],
    ["Source ref", signer.workflow?.sourceRef],
    ["Commit", signer.workflow === undefined ? undefined : facts.commit],
    ["Runner", signer.workflow?.runner],
    ["Tag", facts.tag],
  ].flatMap(([what, value]) => (typeof value === "string" && what != null ? [[what, codeSpan(value)]] : []));
  return `## Who must have signed

${table(["What", "Exactly"], [...rows, ["Sigstore instance", INSTANCES[signer.instance]]])}
${publicLog(facts)}
Instructions that come with a release can be replaced together with it. Compare these values with a place that whoever
replaced the release could not have changed at the same time:

- the project's documentation in its repository, in a copy that you had before
- a release that you verified earlier: the same repository and workflow signed it, for another tag
- whoever packages the program for you, or a person of the project`;
}

/** What the log told everybody before the forge did. */
function publicLog({ signer, publicSince }: GuideFacts): string {
  if (signer.instance !== "public-good" || !signer.hasLog) return "";
  const when = publicSince === undefined ? ", before the release was public" : "";
  return `
Signing it wrote what the certificate says, as repository, workflow and ref, and the digests of files into Sigstore's public
log${when}. Names and contents of files are not in the log.
`;
}

const INSTANCES: Readonly<Record<GuideSigner["instance"], string>> = {
  "public-good": "the public one of Sigstore",
  github: "that of GitHub for private repositories",
  staging: "the staging one of Sigstore, which is for tests",
  custom: "one of the project's own; its trusted root must come from whoever runs it, not from this release",
  local: "a local one that proves nothing",
};
