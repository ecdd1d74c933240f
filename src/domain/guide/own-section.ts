import { codeSpan } from "../../kernel/markdown.ts";
import { REPOSITORY } from "../home.ts";
import { TOOL } from "../tool.ts";
import { command } from "./command.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { verifyWords } from "./own-command.ts";
import { step } from "./step.ts";

/** The one command with this program. */
export function ownSection(facts: GuideFacts): string {
  return `## One command

Put ${codeSpan(facts.capsule)} beside the files that you downloaded, and run there:

${ownStep(["npx", `${TOOL.name}@${TOOL.version}`], facts)}

and a line for every file that was checked, and exits with 0. It checks the files beside the capsule that belong to the
release; to check single files, add their names; ${codeSpan("--all")} demands every one. It opens no network connection: what
${codeSpan("npx")} downloads is the program, once.

The same program is one file without dependencies, ${codeSpan("dist/cli.js")}, for Node.js 20.19 or later. Take it from its own
repository, ${codeSpan(`${REPOSITORY}/tree/v${TOOL.version}/dist`)}, and never from the release that you verify.`;
}

/** `program` begins the command. */
export function ownStep(program: readonly string[], facts: GuideFacts): string {
  const { signer, identityFlags, trustedRoot, capsule, name, version } = facts;
  const [verb = "", ...words] = verifyWords({
    ...{ instance: signer.instance, identityFlags, trustedRoot },
    release: { name, version },
  });
  return step(command([...program, verb, capsule, ...words]), [`VERIFIED ${name} ${version}`]);
}
