import { resolve } from "node:path";
import { parseImageName } from "../../domain/image/image-name.ts";
import { scoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";
import { sbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import { type ImageSbom, makeImageSbom } from "../../journeys/image/image-sbom.ts";
import { loadScorableSbom } from "../../journeys/sbom/load-sbom.ts";
import { makeSbom } from "../../journeys/sbom/sbom.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { sbomScoreJson } from "../../views/sbom-score-json.ts";
import { sbomScoreText } from "../../views/sbom-score-text.ts";
import { sbomText } from "../../views/sbom-text.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { pathOf } from "../path-of.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule sbom <path>`: one SBOM on standard output, on a terminal as a table; with `--check`, how good one is, and 1 if it contradicts itself. */
export const sbomCommand: RunCommand<"sbom"> = async ([given = ""], values, io) => {
  if (given.startsWith(IMAGE)) return imageSbom(given.slice(IMAGE.length), values, io);
  refuse(values, ["platform"], "belongs to an image, which is named as oci:ghcr.io/owner/name:1.2.3");
  const path = await pathOf(given, io);
  const ports = { files: io.files, crypto: io.crypto, env: io.env, git: await io.git() };
  if (values.isOn("check")) {
    refuseForms(values);
    const scored = scoredSbom(await loadScorableSbom(path, ports));
    io.out(values.isOn("json") ? jsonText(sbomScoreJson(scored)) : sbomScoreText(scored, io.paint));
    return scored.problems.length > 0 ? 1 : 0;
  }
  const isTable = asksForTable(values, io.isTerminal === true);
  const write = sbomWriter(isTable ? "cyclonedx" : (values.text("format") ?? "cyclonedx"), values.text("spec-version"));
  const order = { path, given: values.lines("with").map((one) => resolve(io.folder, one)), write };
  return show(await makeSbom(order, ports), isTable, io);
};

/** In front of the name of an image. */
const IMAGE = "oci:";

async function imageSbom(name: string, values: OptionValues<OptionsOf<"sbom">>, io: Console): Promise<number> {
  refuse(values, ["with", "check"], "means nothing with an image: write the SBOM to a file first");
  const image = parseImageName(name);
  const isTable = asksForTable(values, io.isTerminal === true);
  const write = sbomWriter(isTable ? "cyclonedx" : (values.text("format") ?? "cyclonedx"), values.text("spec-version"));
  const { files, env, temporary } = io;
  const progress = io.progress(io.isTerminal !== true);
  const ports = { files, env, temporary, progress, registry: await io.registryOf(image, "pull") };
  const made = await makeImageSbom({ image, platform: values.text("platform"), write }, ports);
  progress.done();
  return show(made, isTable, io);
}

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

function refuse(
  { isGiven, spelling }: OptionValues<OptionsOf<"sbom">>,
  names: readonly (keyof OptionsOf<"sbom">)[],
  why: string,
): void {
  const given = names.find(isGiven);
  if (given !== undefined)
    throw new Fault("usage", `${spelling(given)} ${why}`, { hint: `leave out ${spelling(given)}` });
}

/** People at a terminal get a table, programs a document; whoever names a form of it gets that. Fault: `usage`. */
function asksForTable(
  { text, isOn, isGiven, spelling }: OptionValues<OptionsOf<"sbom">>,
  isTerminal: boolean,
): boolean {
  const format = text("format");
  if (format !== "table") return format === undefined && isTerminal && !isOn("json") && !isGiven("spec-version");
  const other = (["json", "spec-version"] as const).find(isGiven);
  if (other === undefined) return true;
  throw new Fault("usage", `${spelling(other)} means nothing with a table`, { hint: `leave out ${spelling(other)}` });
}

/** What is scored is a file as it is, or what this program finds; how it would be written does not matter then. */
function refuseForms({ isGiven, spelling }: OptionValues<OptionsOf<"sbom">>): void {
  const given = (["format", "spec-version", "with"] as const).find(isGiven);
  if (given === undefined) return;
  throw new Fault("usage", `${spelling(given)} means nothing with ${spelling("check")}`, {
    hint: `write the SBOM to a file with ${spelling(given)}, and score that file with ${spelling("check")}`,
  });
}
