import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { type Plugin, rolldown } from "rolldown";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface BrowserFile {
  readonly name: string;
  readonly code: string;
  /** Read only when a signature has to be verified from a digest. */
  readonly isLate: boolean;
}

/** Bundles a module of this repository for browsers. A module of Node, or a Buffer, anywhere in it is an error. */
export async function bundleForBrowsers(entry: string): Promise<BrowserFile[]> {
  const bundle = await rolldown({
    cwd: ROOT,
    input: { [nameOf(entry)]: entry },
    platform: "browser",
    plugins: [noModulesOfNode()],
    onLog(_level, log) {
      throw new Error(`${entry} cannot be bundled for browsers: ${log.message}`);
    },
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, comments: false });
  const chunks = output.flatMap((one) => (one.type === "chunk" ? [one] : []));
  const first = chunks.find(({ isEntry }) => isEntry);
  const early = new Set([first?.fileName, ...(first?.imports ?? [])]);
  for (const { fileName, code } of chunks) {
    if (/(?<![.\w$])Buffer\b/.test(code)) throw new Error(`${fileName} of ${entry} uses Buffer, which no browser has`);
  }
  return chunks.map(({ fileName, code }) => ({ name: fileName, code, isLate: !early.has(fileName) }));
}

/** Without it the bundler leaves out such a module, and the code that needs it fails where it runs. */
function noModulesOfNode(): Plugin {
  return {
    name: "no-modules-of-node",
    resolveId(id, importer) {
      if (!isBuiltin(id)) return;
      throw new Error(`${importer ?? "the entry"} imports ${id}, which no browser has`);
    },
  };
}

function nameOf(entry: string): string {
  return entry.replace(/^.*\//, "").replace(/\.ts$/, "");
}
