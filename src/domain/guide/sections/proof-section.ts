import { codeSpan, table } from "../../../kernel/markdown.ts";
import type { GuideFacts, GuideSigner } from "../guide-facts.ts";
import { repositoryName } from "../repository-name.ts";
import { fold } from "../step.ts";

/** What a verification of this release shows by what, and what it cannot show and why. */
export function proofFold(facts: GuideFacts): string {
  return fold(
    "What is proven, and what is not",
    [table(["Proven", "By what"], proven(facts)), table(["Not proven", "Why"], notProven(facts)), publicLog(facts)],
    "what-is-proven",
  );
}

function proven(facts: GuideFacts): string[][] {
  const { signer, commit, publicSince } = facts;
  return [
    ["The files are unchanged since they were signed.", "their SHA-256 and SHA-512, in the signed statement"],
    ...(publicSince === undefined ? [signedThere(facts, commit)] : []),
    ...timed(signer),
    ["All documents in the capsule belong to this release.", "the signed statement lists every one of them"],
  ];
}

function timed(signer: GuideSigner): string[][] {
  if (signer.kind === "key" && !signer.isTimed) return [];
  return [["When they were signed.", signer.hasLog ? "a timestamp or an entry in a log" : "a signed timestamp"]];
}

function signedThere(facts: GuideFacts, commit: string | null): string[] {
  if (facts.signer.kind === "key")
    return [`The key ${codeSpan(facts.signer.fingerprint)} signed them.`, "the signature"];
  const repository = repositoryName(facts);
  if (repository === undefined) {
    return [`${codeSpan(facts.signer.subjectAlternativeName)} signed them.`, "the certificate"];
  }
  const at = commit === null ? "" : `, at commit ${codeSpan(commit.slice(0, 12))}`;
  return [
    `A workflow of ${codeSpan(repository)} signed them${at}.`,
    "the certificate, issued to that one workflow run",
  ];
}

function notProven({ publicSince, signer }: GuideFacts): string[][] {
  return [
    ...(signer.kind === "key"
      ? [["Whose key it is, and which build made the files.", "A key says nothing but itself; its owner publishes it."]]
      : []),
    ...(signer.kind === "key" && !signer.isTimed
      ? [["When they were signed.", "No timestamp authority says it."]]
      : []),
    ["That the program is free of faults or malice.", "A signature says who, not how good."],
    publicSince === undefined
      ? ["That the build had no secret input, or was not taken over while it ran.", "The build vouches for itself."]
      : ["How the files were built.", "They were public before they were sealed."],
    ["That the list of contents is complete.", "It is made from what can be recognised in the files."],
    ["That this is the newest release.", "Nothing in a release can know what comes after it."],
  ];
}

/** The exact identity, for programs that want the values one by one. */
export function identityFold(facts: GuideFacts): string {
  const { signer } = facts;
  const rows = [
    ...(signer.kind === "key"
      ? [["Key, by the SHA-256 of its DER", signer.fingerprint]]
      : [
          ["Signer", signer.subjectAlternativeName],
          ["Issuer", signer.issuer],
        ]),
    ["Source repository", signer.workflow === undefined ? undefined : facts.repository],
    ["Source ref", signer.workflow?.sourceRef],
    ["Commit", signer.workflow === undefined ? undefined : facts.commit],
    ["Runner", signer.workflow?.runner],
    ["Tag", facts.tag],
  ].flatMap(([what, value]) => (typeof value === "string" && what != null ? [[what, codeSpan(value)]] : []));
  return fold("Who must have signed, exactly", [
    `${codeSpan(facts.identityFlags.slice(0, 2).join(" "))} asks for all of this. Other programs want the values one by one.`,
    table(["What", "Value"], [...rows, ...instanceRow(signer)]),
  ]);
}

/** Beside a key it only witnessed the time, if at all. */
function instanceRow(signer: GuideSigner): string[][] {
  if (signer.kind === "certificate") return [["Instance", INSTANCES[signer.instance]]];
  return signer.isTimed ? [["Timestamps", INSTANCES[signer.instance]]] : [];
}

/** What the log told everybody before GitHub did. */
function publicLog({ signer, publicSince }: GuideFacts): string | undefined {
  if (signer.kind === "key" || signer.instance !== "public-good" || !signer.hasLog) return undefined;
  const when = publicSince === undefined ? ", before the release was public" : "";
  return `Signing it wrote what the certificate says, as repository, workflow and ref, and the digests of files into Sigstore's public
log${when}. Names and contents of files are not in the log.`;
}

const INSTANCES: Readonly<Record<GuideSigner["instance"], string>> = {
  "public-good": "Sigstore, public (`sigstore.dev`)",
  github: "GitHub's own, for private repositories",
  staging: "Sigstore, staging, which is for tests",
  custom: "one of the project's own; its trusted root must come from whoever runs it, not from this release",
  local: "a local one that proves nothing",
};
