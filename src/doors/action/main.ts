import * as core from "@actions/core";
import { annotationText } from "../../views/fault/fault-text.ts";
import { ACTION_COMMANDS } from "../options/inputs.ts";
import { asInputOf } from "../options/spell-option.ts";
import { endProcessWith } from "../process/end-process.ts";
import { actionSurroundings } from "../wire/action.ts";
import { keepMemoryLean, tolerateClosedPipes, workingFolder } from "../wire/read/read.ts";
import { FAILED } from "./annotate.ts";
import { runAction } from "./run-action.ts";
import type { Annotation } from "./runner.ts";
import { withoutWorkflowCommands } from "./workflow-command.ts";

/**
 * The actions, as a process: each says its command, as `tools/generate/action-yml.ts` writes it; that of sealing says none. A step of that
 * action that says one all the same (`command: check`) gets it, and `readInputs` refuses
 * one that no action has: who asks for something else must never get a seal.
 */
const { INPUT_COMMAND: said, ...others } = process.env;
const asked = ACTION_COMMANDS.find((one) => one === said);
const command = asked ?? "seal";
const harmless = (text: string): string => text.split("\n").map(withoutWorkflowCommands).join("\n");
/** The library escapes what would end a property. */
const propertiesOf = ({ title, file }: Annotation): core.AnnotationProperties => ({
  title: harmless(title),
  ...(file === undefined ? {} : { file: harmless(file) }),
});
const log = (line: string): void => core.info(harmless(line));
let isFolded = false;
/** Where none is open, the log would show a line for nothing. */
function endGroup(): void {
  if (isFolded) core.endGroup();
  isFolded = false;
}

keepMemoryLean();
tolerateClosedPipes([process.stdout, process.stderr]);
endProcessWith(
  async () =>
    runAction(command, {
      ...actionSurroundings(process.env["GITHUB_WORKSPACE"] ?? workingFolder(), log),
      variables: asked === undefined ? process.env : others,
      info: log,
      group(title) {
        endGroup();
        core.startGroup(harmless(title));
        isFolded = true;
      },
      endGroup,
      warning: (text, annotation) => core.warning(harmless(text), propertiesOf(annotation)),
      error: (text, annotation) => core.error(harmless(text), propertiesOf(annotation)),
      mask: (secret) => core.setSecret(secret),
      setOutputs: (values) => {
        for (const [name, value] of Object.entries(values)) core.setOutput(name, value);
      },
      addSummary: async (markdown) => {
        await core.summary.addRaw(markdown, true).write();
      },
    }),
  (fault) => core.error(harmless(annotationText(fault, asInputOf(command))), propertiesOf(FAILED)),
);
