import { pathToFileURL } from "node:url";
import type { Installed } from "../install-program.ts";

export type NodePackage = Extract<Installed, { path: string }>;

/** The module of a package that was installed beside its loader; nothing of it is known here but by its own documentation. */
// biome-ignore lint/suspicious/noExplicitAny: others' packages, which this repository does not have
export async function loadPackage({ path }: NodePackage): Promise<any> {
  const { load } = await import(pathToFileURL(path).href);
  const found = await load();
  return { ...found.default, ...found };
}
