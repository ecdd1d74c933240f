import { codeSpan } from "../../../kernel/markdown.ts";
import { command, type ShellCommand } from "../command.ts";
import { evidenceFiles } from "../evidence-files.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { signerName } from "../signer-name.ts";
import { fold, silentStep, step } from "../step.ts";
import { VERIFIER_PLACE } from "../verifier.ts";
import { hasCosign, listCommand } from "./cosign-section.ts";
import { ownCommand } from "./first-steps.ts";
import { ghCommand, ROOT_LINES, workflowForGh } from "./gh-section.ts";

/** The same on a machine without a network; `program` is where our program lies. */
export function offlineFold(facts: GuideFacts, program = VERIFIER_PLACE): string {
  const { instance } = facts.signer;
  const hasOwnRoots = instance === "public-good" || instance === "github";
  return fold("Offline and air-gapped", [
    `Our program opens no connection when it verifies. Carry over the capsule, your files, and ${codeSpan(program)}, in
folders that lie to each other as here.${facts.trustedRoot === undefined ? "" : ` Carry ${codeSpan(facts.trustedRoot)} over, too.`}`,
    step("sh", ownCommand(facts, program).sh, [`VERIFIED  ${facts.name} ${facts.version}`]),
    facts.trustedRoot === undefined ? AGE : undefined,
    ...(hasOwnRoots
      ? others(facts)
      : ["The commands on this page that name a trusted root open no connection either."]),
  ]);
}

const AGE = `The keys that it trusts are built in, and it prints of which day they are. If the release was signed with newer keys, it says
so and asks for a newer program.`;

/** How gh writes the roots that it trusts. */
export const GH_ROOTS: ShellCommand = {
  sh: `gh attestation trusted-root > ${ROOT_LINES}`,
  powershell: `gh attestation trusted-root | Set-Content -Encoding Ascii ${ROOT_LINES}`,
};

function others(facts: GuideFacts): string[] {
  const files = evidenceFiles(facts);
  const cosign = [
    "For cosign, fetch the keys where there is a network:",
    silentStep(
      "sh",
      command(["cosign", "trusted-root", "create", "--with-default-services", "--out", "trusted_root.json"]).sh,
    ),
    `Then add ${codeSpan("--trusted-root trusted_root.json")} to the cosign commands on this page:`,
    step("sh", listCommand(facts, files, "trusted_root.json").sh, ["Verified OK"]),
  ];
  const gh = [
    "For gh:",
    silentStep("sh", GH_ROOTS.sh),
    `Then add ${codeSpan(`--custom-trusted-root ${ROOT_LINES}`)}:`,
    step("sh", ghCommand(facts, files, ROOT_LINES).sh, [signerName(facts.signer)]),
    `${codeSpan("gh release verify-asset")} always needs a network. Programs that compare checksums need none.`,
  ];
  const hasGh = workflowForGh(facts.signer) !== undefined && facts.publicSince === undefined;
  return [...(hasCosign(facts.signer) ? cosign : []), ...(hasGh ? gh : [])];
}
