import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLine, runTool } from "./run-tool.ts";

export interface Place {
  readonly folder: string;
  readonly timeoutMs: number;
}

/** Installs a package of npm into a folder, with a module `load.mjs` that loads it; why not, where it cannot be had. */
export async function installNode(
  { npm, version }: { readonly npm: string; readonly version: string },
  { folder, timeoutMs }: Place,
): Promise<string | undefined> {
  writeFileSync(join(folder, "package.json"), "{}");
  // What a package would be used by, its peers, is not what is asked here.
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--save-exact"];
  const words = ["install", ...options, `${npm}@${version}`];
  const installed = await runTool("npm", words, { cwd: folder, timeoutMs, env: process.env });
  if (installed.status !== 0) return lastLine(installed.stderr);
  writeFileSync(join(folder, "load.mjs"), `export const load = () => import(${JSON.stringify(npm)});\n`);
  return undefined;
}
