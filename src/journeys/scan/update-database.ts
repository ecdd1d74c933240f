import { joinBytes } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { TemporaryFolders } from "../../ports/temporary-folders.ts";
import { archivesIn, indexArchives, type NamedArchive } from "./open-database.ts";

/** Where archives of vulnerabilities are fetched. */
export interface AdvisoryArchives {
  /** Writes the archive of an ecosystem into a file. Faults: `database-malformed` if there is none, and those of a service. */
  fetch(ecosystem: string, path: string): Promise<void>;
}

export interface UpdateOrder {
  /** As OSV spells them. */
  readonly ecosystems: readonly string[];
  /** A folder to take archives from; undefined to fetch them. */
  readonly folder: string | undefined;
  /** Where the index is written. */
  readonly index: string;
}

export interface UpdatePorts {
  readonly files: Files;
  readonly temporaryFolders: TemporaryFolders;
  readonly archives: AdvisoryArchives;
  readonly progress: Progress;
}

/**
 * Makes the index that scans ask.
 *
 *   1. fetch  the archives of the named ecosystems, and nothing about the packages that will be scanned
 *   2. read   every record
 *   3. write  the index beside its place, and rename it
 *
 * Faults: `usage` if nothing is named, those of `AdvisoryArchives` and of `indexArchives`.
 */
export async function updateDatabase({ ecosystems, folder, index }: UpdateOrder, ports: UpdatePorts): Promise<void> {
  const { files } = ports;
  const archives = folder === undefined ? await fetchAll(ecosystems, ports) : await chosenIn(folder, ecosystems, files);
  ports.progress.step(`reading ${counted(archives.length, "archive")}`);
  const pieces = [...(await indexArchives(archives, files))];
  await files.makeFolder(files.folderOf(index));
  await files.write(index, joinBytes(pieces));
}

async function fetchAll(ecosystems: readonly string[], ports: UpdatePorts): Promise<readonly NamedArchive[]> {
  const folder = await ports.temporaryFolders.make();
  const found: NamedArchive[] = [];
  for (const [number, name] of [...new Set(ecosystems)].entries()) {
    const path = ports.files.join(folder, `${number}.zip`);
    ports.progress.step(`fetching the records of ${printable(name)}`);
    await ports.archives.fetch(name, path);
    found.push({ name, path });
  }
  return found;
}

async function chosenIn(folder: string, ecosystems: readonly string[], files: Files): Promise<readonly NamedArchive[]> {
  const all = await archivesIn(folder, files);
  if (ecosystems.length === 0) return all;
  return ecosystems.map((name) => {
    const found = all.find((one) => one.name === name);
    if (found !== undefined) return found;
    throw new Fault("database-malformed", `the folder ${printable(folder)} holds no archive of ${printable(name)}`, {
      hint: "it should be named as osv.dev does: npm/all.zip",
    });
  });
}
