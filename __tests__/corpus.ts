import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CorpusCase } from "../tools/corpus/judge-case.ts";

const OWN = fileURLToPath(new URL("./corpus/", import.meta.url));
/** Sets of other projects; they are not committed, and stand beside the repository where they are at all. */
const BESIDE = fileURLToPath(new URL("../../shared/corpus/", import.meta.url));

/** Path of a file or folder of our own corpus, which every clone has. */
export function ownCorpus(path = ""): string {
  return OWN + path;
}

/** The files of one case of our bundles, by its id. */
export function ownBundle(id: string): Record<"bundle" | "artifact" | "trustedRoot" | "key", Uint8Array> {
  const { cases } = JSON.parse(readFileSync(ownCorpus("bundles/index.json"), "utf8")) as { cases: CorpusCase[] };
  const one = cases.find((other) => other.id === id);
  if (one === undefined) throw new Error(`our corpus has no case ${id}`);
  const read = (path: string | null | undefined): Uint8Array =>
    new Uint8Array(typeof path === "string" ? readFileSync(ownCorpus(`bundles/${path}`)) : []);
  const { bundle, artifact, trusted_root, key } = one;
  return { bundle: read(bundle), artifact: read(artifact), trustedRoot: read(trusted_root), key: read(key) };
}

/**
 * Path of a file or folder of the sets beside the repository, or undefined where there are none. A set that is there and lacks
 * the file is broken. The variable CAPSULE_CORPUS says whether there must be sets, so that no run leaves them out in silence:
 * `required`, or nothing.
 */
export function corpus(path = ""): string | undefined {
  const wanted = process.env["CAPSULE_CORPUS"] ?? "";
  if (wanted !== "" && wanted !== "required") throw new Error("CAPSULE_CORPUS is neither `required` nor empty");
  if (!existsSync(BESIDE)) {
    if (wanted === "") return undefined;
    throw new Error("CAPSULE_CORPUS=required, and the sets of other projects are not beside the repository");
  }
  if (existsSync(BESIDE + path)) return BESIDE + path;
  throw new Error(`the corpus beside the repository has no ${path}`);
}
