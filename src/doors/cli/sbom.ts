import { resolve } from "node:path";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import type { SbomDocument } from "../../domain/sbom/model/sbom-document.ts";
import { scoreSbom } from "../../domain/sbom/quality/quality.ts";
import { type CycloneDxVersion, formatCycloneDx } from "../../domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../domain/sbom/write/spdx-2-3.ts";
import { formatSpdx301 } from "../../domain/sbom/write/spdx-3-0-1.ts";
import { describePath } from "../../journeys/sbom/describe-path.ts";
import { loadSbom } from "../../journeys/sbom/load-sbom.ts";
import { mergeSboms } from "../../journeys/sbom/merge-sboms.ts";
import { sbomDocumentOf } from "../../journeys/sbom/sbom-document-of.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { sbomScoreJson } from "../../views/sbom-score-json.ts";
import { sbomScoreText } from "../../views/sbom-score-text.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { RunCommand } from "./run-command.ts";

type Write = (inventory: Inventory, document: SbomDocument) => Uint8Array;

const WRITERS: Readonly<Record<string, Write>> = {
  "cyclonedx 1.6": (inventory, document) => formatCycloneDx(inventory, document, "1.6" satisfies CycloneDxVersion),
  "cyclonedx 1.7": (inventory, document) => formatCycloneDx(inventory, document, "1.7" satisfies CycloneDxVersion),
  "spdx 2.3": formatSpdx23,
  "spdx 3.0.1": formatSpdx301,
};
const DEFAULT_VERSIONS: Readonly<Record<string, string>> = { cyclonedx: "1.6", spdx: "2.3" };

/** `capsule sbom <path>`: one SBOM on standard output; with `--check`, how good one is, and 1 where it contradicts itself. */
export const sbomCommand: RunCommand<"sbom"> = async ([given = ""], values, io) => {
  const path = resolve(io.folder, given);
  const ports = { files: io.files, env: io.env, git: await io.git() };
  if (values.isOn("check")) {
    refuseForms(values);
    const sbom = await loadSbom(path, ports);
    const scored = { ...sbom, components: sbom.inventory.components.length, scorecards: scoreSbom(sbom) };
    const { format, specVersion, components, problems, scorecards } = scored;
    const shown = { format, specVersion, components, problems, scorecards };
    io.out(
      values.isOn("json") ? `${JSON.stringify(sbomScoreJson(shown), undefined, 2)}\n` : sbomScoreText(shown, io.paint),
    );
    return problems.length > 0 ? 1 : 0;
  }
  const write = writerOf(values);
  const inventory = await mergeSboms(
    await describePath(path, io.files),
    values.lines("with").map((one) => resolve(io.folder, one)),
    io.files,
  );
  for (const remark of inventory.remarks) io.err(`note: ${remark}\n`);
  io.out(new TextDecoder().decode(write(inventory, await sbomDocumentOf(path, ports))));
  return 0;
};

/** What is scored is a file as it is, or what this program finds; how it would be written is no question then. */
function refuseForms(values: OptionValues<OptionsOf<"sbom">>): void {
  const given = (["format", "spec-version", "with"] as const).find(values.isGiven);
  if (given === undefined) return;
  throw new Fault("usage", `--${given} means nothing with --check`, {
    hint: `write the SBOM to a file with --${given}, and score that file with --check`,
  });
}

function writerOf(values: OptionValues<OptionsOf<"sbom">>): Write {
  const format = values.text("format") ?? "cyclonedx";
  const version = values.text("spec-version") ?? DEFAULT_VERSIONS[format] ?? "";
  const write = WRITERS[`${format} ${version}`];
  if (write !== undefined && Object.hasOwn(WRITERS, `${format} ${version}`)) return write;
  throw new Fault("usage", `${printable(`${format} ${version}`.trim())} is no format that is written`, {
    hint: `use one of ${Object.keys(WRITERS)
      .map((one) => one.replace(" ", " in version "))
      .join(", ")}`,
  });
}
