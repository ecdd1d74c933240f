import { counted } from "../../kernel/counted.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";
import type { ShownLog } from "./log-json.ts";

const RELATIONS: Readonly<Record<NonNullable<ShownLog["relation"]>, string>> = {
  same: "Both are the same.",
  "first-longer": "The second is the beginning of the first.",
  "second-longer": "The first is the beginning of the second.",
  forked: "FORKED: neither is the beginning of the other, and the same signer signed both.",
};

/** What was done to a log, or what it is. */
export function logText(shown: ShownLog, page: Page): string {
  const { size, root, headTime, witnesses, statements, relation } = shown;
  return [
    headline(shown),
    "",
    ...labelled("Log", visible(shown.origin), page),
    ...(size === null
      ? []
      : labelled("Head", `${counted(size, "leaf", "leaves")}${headTime === null ? "" : `, ${headTime}`}`, page)),
    ...(root === null ? [] : labelled("Root", root, page)),
    ...(witnesses === 0 ? [] : labelled("Witnesses", String(witnesses), page)),
    ...(statements === null ? [] : labelled("Statements", statementsText(statements), page)),
    ...(relation === null ? [] : labelled("Histories", RELATIONS[relation], page)),
    ...(shown.key === null ? [] : labelled("Key", visible(shown.key), page)),
    ...(shown.file === null ? [] : labelled("File", visible(shown.file), page)),
    ...(shown.action === "erase"
      ? labelled("Copies", "those in forks, clones, caches and capsules of others remain", page)
      : []),
    ...(shown.stale ? labelled("Stale", "the head is older than you allow, or its time is not known", page) : []),
    "",
  ].join("\n");
}

function headline({ action, indices, fork, relation }: ShownLog): string {
  const places = indices.map((index) => `leaf ${index}`).join(", ");
  switch (action) {
    case "key":
      return "A key was made: keep the file secret, and publish the line";
    case "init":
      return "The log was begun";
    case "append":
      return indices.length === 0 ? "It would be appended, and nothing was" : `Appended: ${places}`;
    case "head":
      return "The head is signed";
    case "verify":
      return fork ? "The evidence holds: the log was forked" : "The log is whole";
    case "compare":
      return relation === "forked" ? "The log was forked" : "One history";
    case "cosign":
      return "The head is cosigned";
    case "export":
      return "Exported";
    case "erase":
      return `Erased, which ${places} says`;
  }
}

function statementsText({ said, refused, absent, erased }: NonNullable<ShownLog["statements"]>): string {
  const rest = [
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(erased > 0 ? [`${erased} erased`] : []),
    ...(absent > 0 ? [`${absent} not here`] : []),
  ];
  return [`${said} verified`, ...rest].join(", ");
}
