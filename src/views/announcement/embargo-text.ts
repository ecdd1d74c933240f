import { REPOSITORY } from "../../domain/home.ts";
import { columns } from "../columns.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";
import type { ShownEmbargo } from "./embargo-json.ts";

/** What was done for a release of which nobody may know yet, or on its day. */
export function embargoText(shown: ShownEmbargo, page: Page): string {
  const { release, publish, early, late, file, files, commitment, steps } = shown;
  return [
    headline(shown),
    "",
    ...labelled("Release", visible(release), page),
    ...labelled("Public at", visible(publish), page),
    ...(early === null ? [] : labelled("Early", visible(early), page)),
    ...(file === null ? [] : labelled("File", visible(file), page)),
    ...(commitment === null ? [] : labelled("Commitment", commitment, page)),
    ...(files.length === 0 ? [] : ["", ...files.map((name) => `  ${visible(name)}`)]),
    ...(steps.length === 0
      ? []
      : [
          "",
          ...columns(
            steps.map(({ does, about, status, at }) => [STATUS[status], does, visible(about), visible(at ?? "")]),
          ),
        ]),
    ...(late.length === 0 ? [] : ["", "Late:", ...late.map((one) => `  ${visible(one)}`)]),
    "",
    ...(NEXT[shown.action] === undefined || shown.dryRun ? [] : [NEXT[shown.action] ?? "", ""]),
  ].join("\n");
}

const STATUS = { done: "done", already: "was there", would: "would be done" } as const;

const NEXT: Readonly<Partial<Record<ShownEmbargo["action"], string>>> = {
  "hand-over": `Encrypt it to each distributor before it leaves this machine:\n${REPOSITORY}/blob/main/docs/security-release.md`,
  commit: "Keep the file secret, and keep it: without it nothing can be opened on the day.",
};

function headline({ action, dryRun }: ShownEmbargo): string {
  if (dryRun) return "NOTHING WAS DONE  this is what would be";
  return { "hand-over": "WRITTEN  for distributors", commit: "COMMITTED", lift: "LIFTED" }[action];
}
