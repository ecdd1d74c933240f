import type { Project } from "../../domain/setup/project.ts";
import type { SetupChange } from "../../domain/setup/setup-files.ts";
import { counted } from "../../kernel/counted.ts";
import { labelled, type Page, wrapped } from "../layout.ts";
import { visible } from "../visible.ts";
import type { ShownSetup } from "./init-json.ts";

/** What was found, and each change as a difference: a line that is written begins with `+`. */
export function initText({ project, changes }: Pick<ShownSetup, "project" | "changes">, page: Page): string {
  return [...found(project, page), "", ...changes.flatMap((change) => difference(change, page)), ""].join("\n");
}

function found({ name, repository, kind, tag, members, versionTool }: Project, page: Page): string[] {
  const row = (label: string, value: string) => labelled(label, visible(value), page);
  return [
    ...row("Release", members.length === 0 ? name : members.map((member) => member.name).join(", ")),
    ...row("Repository", repository ?? "none on GitHub"),
    ...row("Built with", kind.kind),
    ...row("Tags", tag),
    ...(versionTool === undefined ? [] : row("Versions by", versionTool)),
  ];
}

function difference({ path, change, added, instead }: SetupChange, { paint }: Page): string[] {
  if (change === "same") return [paint("dim", `${path}: as it should be`)];
  if (change === "keep") return [paint("dim", `${path}: left alone, ${instead ?? "another one"} is there`)];
  const lines = added.replace(/^\n/, "").replace(/\n$/, "").split("\n");
  const head = change === "create" ? `${path}: new` : `${path}: ${counted(lines.length, "line")} at its end`;
  return [paint("bold", head), ...lines.map((line) => paint("green", `+ ${visible(line)}`.trimEnd())), ""];
}

interface EndingPage extends Page {
  readonly isDry: boolean;
  /** The command that writes without asking. */
  readonly consent: string;
}

/** What happened, and what is left to do. */
export function initEnding({ changes, notes, isWritten }: ShownSetup, page: EndingPage): string {
  const count = changes.filter(({ added }) => added !== "").length;
  const next = "Next: commit these files, and run `capsule check` before you push a tag.";
  return [
    happened(count, isWritten, page),
    ...notes.flatMap((note) => ["", ...wrapped(visible(note), 2, page)]),
    ...(isWritten ? ["", ...wrapped(next, 2, page)] : []),
    "",
  ].join("\n");
}

function happened(count: number, isWritten: boolean, { isDry, consent }: EndingPage): string {
  if (count === 0) return "Nothing to do: every file is there.";
  if (isWritten) return `Wrote ${counted(count, "file")}.`;
  return isDry ? "Nothing was written: this was a dry run." : `Nothing was written. Without a question: ${consent}`;
}
