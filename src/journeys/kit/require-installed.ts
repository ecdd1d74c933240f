import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY } from "../../domain/kit/kit-statement.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { readArtifact } from "../verify/read-artifact.ts";
import type { InstalledKit } from "./depot.ts";
import type { KitPorts } from "./kit-ports.ts";
import { inFolder } from "./stage-kit.ts";

/** Whether a kit in the folder is still what was imported: these files, and no other. Fault: `kit-member-differs`. */
export async function requireInstalled(
  { path, files: listed }: InstalledKit,
  ports: Pick<KitPorts, "files" | "crypto" | "progress">,
): Promise<void> {
  const { files } = ports;
  const expected = new Set([KIT_STATEMENT_ENTRY, KIT_LIST_ENTRY, ...listed.map((one) => one.path)]);
  for (const found of await pathsIn(path, "", files)) {
    if (!expected.has(found)) throw differs(found, "was put there later");
  }
  for (const [index, file] of listed.entries()) {
    const at = inFolder(path, file, files);
    if ((await files.facts(at))?.kind !== "file") throw differs(file.path, "is not there any more");
    const { digests } = await readArtifact({ path: at, algorithms: ["sha256"] }, ports);
    if (digests.sha256 !== file.sha256) throw differs(file.path, "is not the one that was imported");
    ports.progress.advance(index + 1, listed.length);
  }
}

async function pathsIn(folder: string, above: string, files: Files): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, hex, kind } of await files.list(folder)) {
    const path = `${above}${name ?? hex}`;
    if (kind === "directory" && name !== undefined) {
      for (const one of await pathsIn(files.join(folder, name), `${path}/`, files)) found.push(one);
    } else found.push(path);
  }
  return found;
}

function differs(path: string, problem: string): Fault {
  return new Fault("kit-member-differs", `${printable(path)} of the kit in place ${problem}`, {
    hint: "import a whole kit again, or go back to the kit before",
  });
}
