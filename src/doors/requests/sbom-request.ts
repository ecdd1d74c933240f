import { resolve } from "node:path";
import { parseImageName } from "../../domain/image/image-name.ts";
import { type ScoredSbom, scoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";
import type { SbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import { type ImageSbom, makeImageSbom } from "../../journeys/image/image-sbom.ts";
import { loadScorableSbom } from "../../journeys/sbom/load-sbom.ts";
import { makeSbom } from "../../journeys/sbom/sbom.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";
import { pathOf } from "./path-of.ts";

/** What was given for `sbom`, in either door. */
export type SbomValues = OptionValues<OptionsOf<"sbom">>;

interface Making {
  readonly values: SbomValues;
  readonly write: SbomWriter;
  /** For layers of an image, which may be large. */
  readonly progress: Progress;
}

type World = Pick<
  Surroundings,
  "folder" | "standardInput" | "files" | "crypto" | "env" | "git" | "temporary" | "registryOf"
>;

/** Makes the SBOM of what a word names: a file, a folder, or with `oci:` an image. Fault: `usage`, and those of the journeys. */
export async function sbomNamed(given: string, { values, write, progress }: Making, world: World): Promise<ImageSbom> {
  if (isImage(given)) {
    refuseSbomOptions(values, ["with", "check"], OF_FILES);
    const image = parseImageName(given.slice(IMAGE.length));
    const { files, env, temporary } = world;
    const ports = { files, env, temporary, progress, registry: await world.registryOf(image, "pull") };
    const made = await makeImageSbom({ image, platform: values.text("platform"), write }, ports);
    progress.done();
    return made;
  }
  refuseSbomOptions(values, ["platform"], OF_IMAGES);
  const order = {
    path: await pathOf(given, world),
    given: values.lines("with").map((one) => resolve(world.folder, one)),
  };
  return makeSbom({ ...order, write }, await sbomPorts(world));
}

/** Scores the SBOM that a word names, or the one that would be written of it. Fault: `usage`, and those of `loadScorableSbom`. */
export async function scoreNamed(given: string, values: SbomValues, world: World): Promise<ScoredSbom> {
  if (isImage(given)) refuseSbomOptions(values, ["with", "check"], OF_FILES);
  refuseSbomOptions(values, ["platform"], OF_IMAGES);
  refuseForms(values);
  return scoredSbom(await loadScorableSbom(await pathOf(given, world), await sbomPorts(world)));
}

/** In front of the name of an image. */
const IMAGE = "oci:";
const OF_FILES = "means nothing with an image: write the SBOM to a file first";
const OF_IMAGES = "belongs to an image, which is named as oci:ghcr.io/owner/name:1.2.3";

function isImage(given: string): boolean {
  return given.startsWith(IMAGE);
}

async function sbomPorts({ files, crypto, env, git }: World) {
  return { files, crypto, env, git: await git() };
}

/** What is scored is a file as it is, or what this program finds; how it would be written does not matter then. */
function refuseForms({ isGiven, spelling }: SbomValues): void {
  const given = (["format", "spec-version", "with"] as const).find(isGiven);
  if (given === undefined) return;
  throw new Fault("usage", `${spelling(given)} means nothing with ${spelling("check")}`, {
    hint: `write the SBOM to a file with ${spelling(given)}, and score that file with ${spelling("check")}`,
  });
}

function refuseSbomOptions(
  { isGiven, spelling }: SbomValues,
  names: readonly (keyof OptionsOf<"sbom">)[],
  why: string,
): void {
  const given = names.find(isGiven);
  if (given !== undefined) {
    throw new Fault("usage", `${spelling(given)} ${why}`, { hint: `leave out ${spelling(given)}` });
  }
}
