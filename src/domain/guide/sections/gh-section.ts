import { codeSpan } from "../../../kernel/markdown.ts";
import { GITHUB_WEB, issuerOfGitHub } from "../../source/github-issuer.ts";
import { command, fileWord, type ShellCommand } from "../command.ts";
import { type EvidenceFiles, evidenceFiles } from "../evidence-files.ts";
import type { GuideFacts, GuideSigner } from "../guide-facts.ts";
import { signerName } from "../signer-name.ts";
import type { SigningWorkflow } from "../signing-workflow.ts";
import { fold, silentStep, step } from "../step.ts";
import { TRIED } from "../tried-versions.ts";

export const ROOT_LINES = "trusted_root.jsonl";

/**
 * The workflow that `gh` can judge; undefined if none of github.com signed. It takes no server at all, and asks a tenant of
 * ghe.com for its trust domain, which nobody here has tried.
 */
export function workflowForGh({ workflow }: GuideSigner): SigningWorkflow | undefined {
  return workflow?.web === GITHUB_WEB ? workflow : undefined;
}

/** How to verify with the GitHub command line; undefined if no workflow of github.com signed. */
export function ghFold(facts: GuideFacts): string | undefined {
  const subjectAlternativeName = signerName(facts.signer);
  const workflow = workflowForGh(facts.signer);
  if (workflow === undefined) return undefined;
  const files = evidenceFiles(facts);
  const roots = rootLines(facts);
  const from = files.inCapsule ? `, from ${codeSpan(files.provenance)} out of the capsule` : "";
  return fold(
    "With gh</b>, the GitHub command line<b>",
    [
      `Tried with gh ${TRIED.gh}. It checks one file at a time${from}. With ${codeSpan("--bundle")} it needs no login.`,
      roots === undefined
        ? undefined
        : `It takes trusted roots with one on each line, so first:\n\n${silentStep("sh", roots.sh)}`,
      step("sh", ghCommand(facts, files, roots === undefined ? undefined : ROOT_LINES).sh, [subjectAlternativeName]),
      `This is the signer. ${ownStore(workflow.repository)}`,
      step("sh", ghCommand(facts, undefined, roots === undefined ? undefined : ROOT_LINES).sh, [
        subjectAlternativeName,
      ]),
      published(facts),
      SLSA_VERIFIER,
    ],
    "with-gh",
  );
}

/** It answers another question, and only for releases that are immutable. */
function published({ tag, assets, signer: { workflow } }: GuideFacts): string | undefined {
  if (tag === null || workflow === undefined) return undefined;
  const file = fileWord(assets[0]?.name ?? "");
  const run = command(["gh", "release", "verify-asset", tag, file, "--repo", workflow.repository]);
  return `GitHub also says, by itself, which files an immutable release has held since it was published:
${codeSpan(run.sh.replaceAll(" \\\n  ", " "))}. The command above says who made the file, this one that GitHub published it.`;
}

const SLSA_VERIFIER = `${codeSpan("slsa-verifier")} accepts provenance of a fixed list of builders, and this one is not on it. Its refusal says nothing about
the files.`;

/**
 * Without `files` gh asks GitHub for the bundle. `trustedRoot` is JSON lines. The output is the name of the signer, for gh
 * prints nothing where it is not on a terminal.
 */
export function ghCommand(facts: GuideFacts, files?: EvidenceFiles, trustedRoot?: string): ShellCommand {
  return command([
    ...["gh", "attestation", "verify", fileWord(facts.assets[0]?.name ?? ""), ...ghIdentity(facts.signer)],
    ...(files === undefined ? [] : ["--bundle", files.provenance]),
    ...(trustedRoot === undefined ? [] : ["--custom-trusted-root", trustedRoot]),
    ...["--format", "json", "--jq", ".[].verificationResult.signature.certificate.subjectAlternativeName"],
  ]);
}

/** The words that gh takes for the signer, as strict as it can be. */
export function ghIdentity(given: GuideSigner): string[] {
  // gh takes no key: no command of it is ever printed for one.
  if (given.kind === "key") return [];
  const { workflow, subjectAlternativeName, issuer } = given;
  const signer =
    workflow?.reusable === undefined
      ? ["--cert-identity", subjectAlternativeName]
      : ["--signer-workflow", workflow.reusable];
  return [
    ...["--repo", workflow?.repository ?? "", ...signer],
    // An enterprise may have an issuer of its own; the common one is what gh expects.
    ...(issuer === issuerOfGitHub(GITHUB_WEB) ? [] : ["--cert-oidc-issuer", issuer]),
    ...(workflow?.sourceRef === undefined ? [] : ["--source-ref", workflow.sourceRef]),
  ];
}

function ownStore(repository: string): string {
  return `Where the project stores attestations at GitHub, which ${codeSpan(`https://github.com/${repository}/attestations`)}
shows, the same works without the file of the bundle, online and after ${codeSpan("gh auth login")}:`;
}

/** gh reads trusted roots as JSON lines, each ended by a line feed; undefined if it has the root built in. */
export function rootLines({ signer: { instance } }: GuideFacts): ShellCommand | undefined {
  if (instance !== "custom" && instance !== "staging") return undefined;
  return {
    sh: `{ tr -d '\\r\\n' < trusted_root.json; echo; } > ${ROOT_LINES}`,
    powershell: `(Get-Content -Raw -LiteralPath trusted_root.json) -replace '\\r?\\n', '' | Set-Content -Encoding Ascii ${ROOT_LINES}`,
  };
}
