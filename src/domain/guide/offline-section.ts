import { codeSpan } from "../../kernel/markdown.ts";
import { command } from "./command.ts";
import { listCommand } from "./cosign-section.ts";
import { evidenceFiles } from "./evidence-files.ts";
import { ghCommand, workflowForGh } from "./gh-section.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { ownStep } from "./own-section.ts";
import { silentStep, step } from "./step.ts";

/** The same on a machine without a network; `program` is where our program lies. */
export function offlineSection(facts: GuideFacts, program = ABOVE): string {
  const { instance } = facts.signer;
  const parts = [
    "## Without a network",
    `${carried(program)} ${age(facts)}`,
    ownStep(["node", program], facts),
    ...(instance === "public-good" || instance === "github" ? others(facts) : [NO_CONNECTION]),
  ];
  return parts.join("\n\n");
}

const ABOVE = "../cli.js";

function carried(program: string): string {
  if (program !== ABOVE)
    return `Carry over the downloads and ${codeSpan(program)}, in folders that lie to each other as here.`;
  return `Carry over the downloads, and ${codeSpan("cli.js")} into the folder above, where no file of the release can take its place.`;
}

const NO_CONNECTION = "The commands above that name a trusted root open no network connection either.";

function age({ trustedRoot }: GuideFacts): string {
  if (trustedRoot !== undefined) return "The trusted root is the file that the command names.";
  return "The program has the trusted root built in, and prints of which day that is; what was signed after the keys changed needs a newer one.";
}

function others(facts: GuideFacts): string[] {
  const files = evidenceFiles(facts);
  const { hasLog, subjectAlternativeName } = facts.signer;
  const cosign = hasLog
    ? [
        "For cosign, fetch the trusted root where there is a network:",
        silentStep(
          command(["cosign", "trusted-root", "create", "--with-default-services", "--out", "trusted_root.json"]),
        ),
        "and then, without one:",
        step(listCommand(facts, files, "trusted_root.json"), ["Verified OK"]),
        `The other commands for cosign take the same ${codeSpan("--trusted-root")}. Programs that compare checksums need no network.`,
      ]
    : [];
  const gh =
    workflowForGh(facts.signer) === undefined || facts.publicSince !== undefined
      ? []
      : [
          "For the GitHub command line:",
          silentStep({
            sh: "gh attestation trusted-root > trusted_root.jsonl",
            powershell: "gh attestation trusted-root | Set-Content -Encoding Ascii trusted_root.jsonl",
          }),
          "and then:",
          step(ghCommand(facts, files, "trusted_root.jsonl"), [subjectAlternativeName]),
        ];
  return [...cosign, ...gh];
}
