import { sbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import type { ImageSbom } from "../../journeys/image/image-sbom.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { sbomScoreJson } from "../../views/sbom/sbom-score-json.ts";
import { sbomScoreText } from "../../views/sbom/sbom-score-text.ts";
import { sbomText } from "../../views/sbom/sbom-text.ts";
import { type SbomValues, sbomNamed, scoreNamed } from "../requests/sbom-request.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule sbom <path>`: one SBOM on standard output, on a terminal as a table; with `--check`, how good one is, and 1 if it contradicts itself. */
export const sbomCommand: RunCommand<"sbom"> = async ([given = ""], values, io) => {
  if (values.isOn("check")) {
    const scored = await scoreNamed(given, values, io);
    io.out(values.isOn("json") ? jsonText(sbomScoreJson(scored)) : sbomScoreText(scored, io.paint));
    return scored.problems.length > 0 ? 1 : 0;
  }
  const isTable = asksForTable(values, io.isTerminal === true);
  const write = sbomWriter(isTable ? "cyclonedx" : (values.text("format") ?? "cyclonedx"), values.text("spec-version"));
  const progress = io.progress(io.isTerminal !== true);
  return show(await sbomNamed(given, { values, write, progress }, io), isTable, io);
};

function show({ inventory, text, remarks, unknown }: ImageSbom, isTable: boolean, io: Console): number {
  if (isTable) {
    io.out(sbomText(inventory, { paint: io.paint, width: io.width ?? 80 }));
    return unknown === undefined ? 0 : 3;
  }
  for (const remark of remarks) io.err(`note: ${remark}\n`);
  if (unknown !== undefined && !remarks.includes(unknown))
    io.err(`note: it is not known what it is made of: ${unknown}\n`);
  for (const piece of text) io.out(piece);
  return unknown === undefined ? 0 : 3;
}

/** People at a terminal get a table, programs a document; whoever names a form of it gets that. Fault: `usage`. */
function asksForTable({ text, isOn, isGiven, spelling }: SbomValues, isTerminal: boolean): boolean {
  const format = text("format");
  if (format !== "table") return format === undefined && isTerminal && !isOn("json") && !isGiven("spec-version");
  const other = (["json", "spec-version"] as const).find(isGiven);
  if (other === undefined) return true;
  throw new Fault("usage", `${spelling(other)} means nothing with a table`, { hint: `leave out ${spelling(other)}` });
}
