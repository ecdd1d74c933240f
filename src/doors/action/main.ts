import * as core from "@actions/core";
import { annotationText } from "../../views/fault-text.ts";
import { endProcessWith } from "../end-process.ts";
import { asInputOf } from "../options/spell-option.ts";
import { keepMemoryLean, surroundings, tolerateClosedPipes } from "../wire.ts";
import { FAILED } from "./annotate.ts";
import { runAction } from "./run-action.ts";
import type { Annotation } from "./runner.ts";
import { withoutWorkflowCommands } from "./workflow-command.ts";

/** The GitHub Action, as a process. */
const harmless = (text: string): string => text.split("\n").map(withoutWorkflowCommands).join("\n");
/** The library escapes what would end a property. */
const propertiesOf = ({ title, file }: Annotation): core.AnnotationProperties => ({
  title: harmless(title),
  ...(file === undefined ? {} : { file: harmless(file) }),
});
const log = (line: string): void => core.info(harmless(line));

keepMemoryLean();
tolerateClosedPipes([process.stdout, process.stderr]);
endProcessWith(
  () =>
    runAction({
      ...surroundings(process.env["GITHUB_WORKSPACE"] ?? process.cwd(), log),
      variables: process.env,
      info: log,
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
  (fault) => core.error(harmless(annotationText(fault, asInputOf("seal"))), propertiesOf(FAILED)),
);
