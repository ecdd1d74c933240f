import { sha256Hex } from "../../crypto/node-digest.ts";
import { FEED_INDEX, FEED_PROVENANCE, feedProvenance } from "../../domain/kit/feed-provenance.ts";
import type { DatabaseSource } from "../../domain/vulnerability/advisory-database.ts";
import { AdvisoryIndexBuilder } from "../../domain/vulnerability/advisory-index.ts";
import { joinBytes } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { archivesIn, type NamedArchive, readArchive } from "../scan/open-database.ts";
import type { FileForKit } from "./collect-files.ts";
import type { KitPorts } from "./kit-ports.ts";

/** Somebody whose archives of vulnerabilities are merged, in the order in which they were named. */
export interface FeedSource {
  readonly name: string;
  /** Absolute: an archive, or a folder of them. */
  readonly path: string;
}

/** What a record of an id is taken from. */
interface Choice {
  readonly archive: number;
  readonly modified: string;
}

/**
 * Merges archives of several sources into one index.
 *
 *   1. choose  for each record the one that was changed last; of equal ones that of the source named first
 *   2. write   the index, and its provenance
 *
 * Fault: `database-malformed`.
 */
export async function mergeFeed(
  sources: readonly FeedSource[],
  { files, temporary, progress }: Pick<KitPorts, "files" | "temporary" | "progress">,
): Promise<readonly FileForKit[]> {
  const archives = await archivesOf(sources, files);
  progress.step(`merging ${counted(archives.length, "archive")} of vulnerabilities`);
  /* 1 */ const chosen = new Map<string, Choice>();
  const read: DatabaseSource[] = [];
  for (const [archive, named] of archives.entries()) {
    const source = await readArchive(named, files, ({ id, modified }) => {
      const before = chosen.get(id);
      if (before === undefined || isLater(modified, before.modified)) chosen.set(id, { archive, modified });
    });
    read.push(source);
  }
  /* 2 */ const builder = new AdvisoryIndexBuilder();
  for (const [archive, named] of archives.entries()) {
    const again = await readArchive(named, files, (advisory) => {
      if (chosen.get(advisory.id)?.archive === archive) builder.add(advisory);
    });
    if (again.sha256 !== read[archive]?.sha256) {
      throw new Fault("asset-changed", `the archive ${printable(named.name)} changed while it was read`);
    }
  }
  const index = joinBytes([...builder.write(read)]);
  return written(index, read, { files, temporary });
}

async function written(
  index: Uint8Array,
  sources: readonly DatabaseSource[],
  { files, temporary }: Pick<KitPorts, "files" | "temporary">,
): Promise<readonly FileForKit[]> {
  const folder = await temporary.make();
  const put = async (path: string, name: string, bytes: Uint8Array): Promise<FileForKit> => {
    const at = files.join(folder, name);
    await files.write(at, bytes);
    return { path, at, size: bytes.length };
  };
  return [
    await put(FEED_INDEX, "index", index),
    await put(FEED_PROVENANCE, "provenance", feedProvenance(sha256Hex(index), sources)),
  ];
}

async function archivesOf(sources: readonly FeedSource[], files: Files): Promise<readonly NamedArchive[]> {
  const found: NamedArchive[] = [];
  for (const { name, path } of sources) {
    const isFolder = (await files.facts(path))?.kind === "directory";
    const inside = isFolder ? await archivesIn(path, files) : [{ name: "", path }];
    for (const one of inside) found.push({ name: one.name === "" ? name : `${name}/${one.name}`, path: one.path });
  }
  return found;
}

function isLater(a: string, b: string): boolean {
  return Date.parse(a) > Date.parse(b);
}
