import { resolve } from "node:path";
import { formatCapsuleDiffStatement } from "../../domain/comparison/capsule-diff-statement.ts";
import { diffInventories } from "../../domain/sbom/diff/diff.ts";
import { type DiffFinding, judgeDiff } from "../../domain/sbom/diff/diff-rules.ts";
import { formatDiffStatement } from "../../domain/sbom/diff/diff-statement.ts";
import { loadSbom } from "../../journeys/sbom/load-sbom.ts";
import { capsuleAt, compareCapsules } from "../../journeys/show/compare-capsules.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { capsuleDiffJson } from "../../views/capsule-diff-json.ts";
import { type ShownDiff, shownCapsuleDiff, shownSbomDiff } from "../../views/diff-rows.ts";
import { diffMarkdown, diffText } from "../../views/diff-text.ts";
import { sbomDiffJson } from "../../views/sbom-diff-json.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** A comparison in each of its forms; only the one that is asked for is made. */
interface Comparison {
  readonly findings: readonly DiffFinding[];
  readonly json: () => object;
  readonly statement: () => Uint8Array;
  readonly shown: () => ShownDiff;
}

/** `capsule diff <old> <new>`: what changed between two SBOMs, capsules, releases, files or folders; unverified. */
export const diffCommand: RunCommand<"diff"> = async ([old = "", now = ""], values, io) => {
  const format = values.text("format") ?? "text";
  if (!["text", "markdown", "statement"].includes(format)) {
    throw new Fault("usage", `${printable(format)} is no form of a comparison`, {
      hint: "use text, markdown or statement, or --json",
    });
  }
  if (values.isOn("json") && values.text("format") !== undefined) {
    throw new Fault("usage", "--json and --format ask for two forms", { hint: "give one of them" });
  }
  const paths: [string, string] = [resolve(io.folder, old), resolve(io.folder, now)];
  const { findings, json, statement, shown } = await compare(paths, io);
  io.err("unverified: this compares what the documents say\n");
  if (values.isOn("json")) io.out(`${JSON.stringify(json(), undefined, 2)}\n`);
  else if (format === "statement") io.out(new TextDecoder().decode(statement()));
  else io.out(format === "markdown" ? diffMarkdown(shown()) : diffText(shown(), io.paint));
  return values.isOn("strict") && findings.length > 0 ? 1 : 0;
};

async function compare([old, now]: readonly [string, string], io: Console): Promise<Comparison> {
  const [before, after] = [await capsuleAt(old, io.files), await capsuleAt(now, io.files)];
  if (before !== undefined && after !== undefined) {
    const { diff, findings } = await compareCapsules(before, after, io.files);
    return {
      findings,
      json: () => capsuleDiffJson(diff, findings),
      statement: () => formatCapsuleDiffStatement(diff, findings),
      shown: () => shownCapsuleDiff(diff, findings),
    };
  }
  const ports = { files: io.files, env: io.env, git: await io.git() };
  const sides = {
    before: (await loadSbom(before ?? old, ports)).inventory,
    after: (await loadSbom(after ?? now, ports)).inventory,
  };
  const diff = diffInventories(sides.before, sides.after);
  const findings = judgeDiff(diff);
  return {
    findings,
    json: () => sbomDiffJson(diff, findings),
    statement: () => formatDiffStatement(diff, findings, sides),
    shown: () => shownSbomDiff(diff, findings),
  };
}
