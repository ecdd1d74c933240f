import { basename, dirname, join, resolve } from "node:path";
import { isBesideName } from "../../domain/capsule/beside-file-name.ts";
import { isReleaseAttestationName } from "../../domain/capsule/release-attestation-name.ts";
import { filesBelow } from "../../journeys/seal/assets/files-below.ts";
import type { AssetToVerify } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { verifyDescription } from "../options/verify.ts";
import type { Surroundings } from "../surroundings.ts";
import { memoryPaths } from "./memory-order.ts";
import { pathOf } from "./path-of.ts";

type VerifyValues = OptionValues<typeof verifyDescription.options>;

/** What is verified: the evidence, and the files that were named, or found in a folder that was. Paths are absolute. */
export interface FilesToVerify {
  readonly capsule: { readonly path: string };
  readonly assets: readonly AssetToVerify[];
}

type Place = Pick<Surroundings, "files" | "folder" | "expandWords" | "standardInput" | "userMemory">;

/**
 * Reads the words of `verify`. Patterns are expanded; a folder in the first place stands for the one capsule in it, and later for
 * every file in it, which then only lies there; `-` in the first place is what is piped in. What is an input of the verification by an option is not a file to check. Fault: `usage`.
 */
export async function filesToVerify(
  words: readonly string[],
  values: VerifyValues,
  place: Place,
): Promise<FilesToVerify> {
  const [first = "", ...rest] = await place.expandWords(words);
  const capsule = await capsuleAt(first, place);
  const inputs = new Set([capsule.path, ...inputsOf(values, place)]);
  const assets: AssetToVerify[] = [];
  for (const word of rest) for (const one of await assetsOf(word, place)) assets.push(one);
  if (rest.length === 0 && values.isOn("all-files")) {
    for (const one of await listed(dirname(capsule.path), place)) assets.push(one);
  }
  const memories = new Set(await memoryPaths(values, place));
  const [folder, own] = [dirname(capsule.path), basename(capsule.path)];
  const isOther = (path: string) =>
    inputs.has(path) ||
    (dirname(path) === folder &&
      (isBesideName("any", basename(path), own) || isReleaseAttestationName(basename(path), own)));
  const isMemory = (asset: AssetToVerify) => "path" in asset && asset.isListed === true && memories.has(asset.path);
  return {
    capsule,
    assets: assets.filter((asset) => !(("path" in asset && isOther(asset.path)) || isMemory(asset))),
  };
}

export function pathsOf({ capsule, assets }: FilesToVerify): string[] {
  return [capsule.path, ...assets.flatMap((asset) => ("path" in asset ? asset.path : []))];
}

const NAMED = ["notary", "policy", "trusted-root", "pin", "published", "previous", "vsa", "report"] as const;

/** Files that options of a verification name, but for that of `except`. */
export function namedFiles(values: Pick<VerifyValues, "text">, except?: "vsa" | "report"): string[] {
  return NAMED.flatMap((name) => (name === except ? [] : (values.text(name) ?? [])));
}

function inputsOf(values: VerifyValues, { folder }: Place): string[] {
  const named = namedFiles(values);
  const lists = (["approval", "scan", "notary-crl"] as const).flatMap((name) => values.lines(name));
  return [...named, ...lists].map((path) => resolve(folder, path));
}

async function capsuleAt(word: string, place: Place): Promise<FilesToVerify["capsule"]> {
  const { files } = place;
  const path = await pathOf(word, place);
  if ((await files.facts(path))?.kind !== "directory") return { path };
  const found = (await files.list(path)).flatMap(({ name }) => (name?.endsWith(".capsule") ? [name] : []));
  const [only] = found;
  if (only !== undefined && found.length === 1) return { path: join(path, only) };
  throw new Fault(
    "usage",
    `the folder ${printable(word)} holds ${only === undefined ? "no capsule" : "several capsules"}`,
    {
      hint: "name the capsule of the release",
    },
  );
}

/** A path, what is in a folder, or the digest of a file that is elsewhere. */
async function assetsOf(word: string, place: Place): Promise<readonly AssetToVerify[]> {
  const digest = /^sha256:([0-9a-f]{64})$/.exec(word)?.[1];
  if (digest !== undefined) return [{ sha256: digest }];
  const path = resolve(place.folder, word);
  return (await place.files.facts(path))?.kind === "directory" ? listed(path, place) : [{ path }];
}

async function listed(folder: string, { files }: Place): Promise<AssetToVerify[]> {
  return (await filesBelow(folder, files)).map((path) => ({ path, isListed: true }));
}
