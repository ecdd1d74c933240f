import { resolve } from "node:path";
import { diffInventories } from "../../domain/sbom/diff.ts";
import { judgeDiff } from "../../domain/sbom/diff-rules.ts";
import { formatDiffStatement } from "../../domain/sbom/diff-statement.ts";
import { loadSbom } from "../../journeys/sbom/load-sbom.ts";
import { compareCapsules } from "../../journeys/show/compare-capsules.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { sbomDiffJson } from "../../views/sbom-diff-json.ts";
import { sbomDiffMarkdown, sbomDiffText } from "../../views/sbom-diff-text.ts";
import type { RunCommand } from "./commands.ts";

/** `capsule diff <old> <new>`: what changed between two SBOMs, capsules, files or folders; unverified. */
export const diffCommand: RunCommand = async ([old = "", now = ""], values, io) => {
  const format = values.text("format") ?? "text";
  if (!["text", "markdown", "statement"].includes(format)) {
    throw new Fault("usage", `${printable(format)} is no form of a comparison`, {
      hint: "use text, markdown or statement, or --json",
    });
  }
  const ports = { files: io.files, env: io.env, git: await io.git() };
  const before = await loadSbom(resolve(io.folder, old), ports);
  const after = await loadSbom(resolve(io.folder, now), ports);
  const diff = diffInventories(before.inventory, after.inventory);
  const findings = judgeDiff(diff);
  const paths = [resolve(io.folder, old), resolve(io.folder, now)] as const;
  const areCapsules = paths.every((path) => path.endsWith(".capsule"));
  const changes =
    areCapsules && format === "text" && !values.isOn("json") ? await compareCapsules(...paths, io.files) : [];
  io.err("unverified: this compares what the documents say\n");
  if (values.isOn("json")) io.out(`${JSON.stringify(sbomDiffJson(diff, findings), undefined, 2)}\n`);
  else if (format === "statement") {
    const sides = { before: before.inventory, after: after.inventory };
    io.out(new TextDecoder().decode(formatDiffStatement(diff, findings, sides)));
  } else {
    for (const { what, before: from, after: to } of changes) {
      io.out(
        `${printable(what)}: ${from === undefined ? "none" : printable(from)} -> ${to === undefined ? "none" : printable(to)}\n`,
      );
    }
    io.out(format === "markdown" ? sbomDiffMarkdown(diff, findings) : sbomDiffText(diff, findings, io.paint));
  }
  return values.isOn("strict") && findings.length > 0 ? 1 : 0;
};
