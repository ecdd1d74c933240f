import { publishedName } from "../../domain/asset/published-kind.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type ReadingPorts, readArtifact } from "./read-artifact.ts";

const MAX_LIST_BYTES = 16 * 1024 * 1024;
/** How `gh attestation download` names what GitHub keeps about a file; on Windows with a dash. */
const DOWNLOADED = /^sha256[:-]([0-9a-f]{64})\.jsonl$/;

/**
 * The evidence that lies beside a file and is not a capsule, in the order in which it is worth more: the bundle that bears its
 * name, what was downloaded about its digest, the one file of statements in the folder, or a checksum list that has a bundle and
 * names the file. Undefined if there is none. Nothing of it was verified. Fault: `usage` for several files of statements.
 */
export async function evidenceBeside(path: string, ports: ReadingPorts): Promise<string | undefined> {
  const { files } = ports;
  const name = files.nameOf(path);
  const folder = files.folderOf(path);
  const beside = (await files.list(folder)).flatMap((entry) =>
    entry.kind === "file" && entry.name !== undefined && entry.name !== name ? [entry.name] : [],
  );
  const known = new Set([...beside, name]);
  const kinds = beside.map((one) => ({ one, ...publishedName(one, known) }));
  const at = (one: string | undefined): string | undefined => one && files.join(folder, one);
  const own = kinds.find(({ kind, of }) => kind === "bundle" && of === name)?.one;
  const statements = kinds.filter(({ kind, one }) => kind === "statements" && !DOWNLOADED.test(one));
  const ofName = statements.find(({ one }) => one.startsWith(`${name}.`))?.one;
  const found = own ?? ofName ?? (await downloadedAbout(path, beside, ports));
  if (found !== undefined) return at(found);
  const [only, another] = statements;
  if (another !== undefined) throw several(name);
  if (only !== undefined) return at(only.one);
  const lists = kinds.filter(({ kind, one }) => kind === "checksums" && known.has(`${one}.sigstore.json`));
  for (const { one } of lists) if (await namesFile(files.join(folder, one), name, ports)) return at(one);
  return undefined;
}

async function downloadedAbout(
  path: string,
  beside: readonly string[],
  ports: ReadingPorts,
): Promise<string | undefined> {
  const downloads = beside.filter((one) => DOWNLOADED.test(one));
  if (downloads.length === 0) return undefined;
  const { digests } = await readArtifact({ path, algorithms: ["sha256"] }, ports);
  return downloads.find((one) => DOWNLOADED.exec(one)?.[1] === digests.sha256);
}

/** Whether a line of the list ends in the name; its reader judges the list. */
async function namesFile(path: string, name: string, { files }: ReadingPorts): Promise<boolean> {
  const text = new TextDecoder().decode(await files.read(path, MAX_LIST_BYTES));
  return text.split("\n").some((line) => line.trimEnd().endsWith(` ${name}`) || line.trimEnd().endsWith(`*${name}`));
}

function several(name: string): Fault {
  return new Fault("usage", `${printable(name)} is not evidence, and there are several files of statements beside it`, {
    hint: "name the one of the release first, and then the files to check",
  });
}
