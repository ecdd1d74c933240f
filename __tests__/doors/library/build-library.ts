import { type OutputChunk, rolldown } from "rolldown";
import programs from "../../../rolldown.config.ts";
import { newFolder } from "../../run-program.ts";

/** The modules as the sources make them, in a new folder; `dist/` may be older. */
export async function buildLibrary(): Promise<{ readonly folder: string; readonly chunks: readonly OutputChunk[] }> {
  const library = programs.find(({ input }) => typeof input === "object" && "format" in input);
  if (library === undefined || Array.isArray(library.output)) throw new Error("the build makes no library");
  const folder = newFolder();
  const bundle = await rolldown(library);
  const { output } = await bundle.write({ ...library.output, dir: folder });
  await bundle.close();
  return { folder: `${folder}/lib`, chunks: output.flatMap((one) => (one.type === "chunk" ? [one] : [])) };
}
