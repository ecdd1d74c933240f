import { type AffectedAnswer, worstState } from "../domain/announcement/judge-affected.ts";
import { counted } from "../kernel/counted.ts";
import type { AskedAdvisories } from "./affected-json.ts";
import type { Page } from "./layout.ts";
import { visible } from "./visible.ts";

const WORDS = {
  affected: "AFFECTED",
  under_investigation: "UNDER INVESTIGATION",
  undecided: "UNDECIDED",
  fixed: "FIXED",
  not_affected: "NOT AFFECTED",
  "not-named": "NOT NAMED",
} as const;

/** The worst answer first, then every product that a document speaks of; those of which none speaks are counted. */
export function affectedText({ answers, documents }: AskedAdvisories, asked: string, { paint }: Page): string {
  const state = worstState(answers);
  const word = WORDS[state];
  const style = state === "affected" ? "red" : state === "fixed" || state === "not_affected" ? "green" : "yellow";
  const named = answers.filter((answer) => answer.state !== "not-named");
  const silent = answers.length - named.length;
  return [
    `${paint(style, word)}  ${visible(asked)}`,
    "",
    ...named.flatMap(lines),
    ...(silent === 0
      ? []
      : [`  ${counted(silent, "product")} of which no advisory speaks, which is not the same as unaffected`]),
    `  ${counted(documents.length, "advisory", "advisories")} read, none of them verified`,
    "",
  ].join("\n");
}

function lines({ product, state, ids, documents, reason }: AffectedAnswer): string[] {
  const because = reason === undefined ? "" : `: ${reason}`;
  return [
    `  ${WORDS[state].toLowerCase()}  ${visible(product)}  ${visible(ids.join(", "))}${because}`,
    `      ${visible(documents.join("; "))}`,
  ];
}
