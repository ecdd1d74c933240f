import { formatComparison } from "../../domain/comparison/comparison.ts";
import { compare } from "../../journeys/diff/diff.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { comparisonJson } from "../../views/capsule/comparison-json.ts";
import { shownComparison } from "../../views/capsule/diff-rows.ts";
import { diffMarkdown, diffText } from "../../views/capsule/diff-text.ts";
import { pathOf } from "../requests/path-of.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule diff <old> <new>`: what changed between two SBOMs, capsules, releases, files or folders; unverified. */
export const diffCommand: RunCommand<"diff"> = async ([old = "", now = ""], values, io) => {
  const format = values.text("format") ?? "text";
  if (!["text", "markdown", "statement"].includes(format)) {
    throw new Fault("usage", `${printable(format)} is not a form of a comparison`, {
      hint: `use text, markdown or statement, or ${values.spelling("json")}`,
    });
  }
  if (values.isOn("json") && values.isGiven("format")) {
    const both = `${values.spelling("json")} and ${values.spelling("format")}`;
    throw new Fault("usage", `${both} ask for two forms`, { hint: "give one of them" });
  }
  const ports = { files: io.files, crypto: io.crypto, env: io.env, git: await io.git() };
  const comparison = await compare([await pathOf(old, io), await pathOf(now, io)], ports);
  io.err("unverified: this compares what the documents say\n");
  if (values.isOn("json")) io.out(jsonText(comparisonJson(comparison)));
  else if (format === "statement") io.out(new TextDecoder().decode(formatComparison(comparison)));
  else {
    const shown = shownComparison(comparison);
    io.out(format === "markdown" ? diffMarkdown(shown) : diffText(shown, io.paint));
  }
  return values.isOn("strict") && comparison.findings.length > 0 ? 1 : 0;
};
