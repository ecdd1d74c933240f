import { hashByNode } from "../../crypto/node-digest.ts";
import { type Advisory, readAdvisory } from "../../domain/vulnerability/advisory.ts";
import type { AdvisoryDatabase, DatabaseSource } from "../../domain/vulnerability/advisory-database.ts";
import {
  AdvisoryIndexBuilder,
  isAdvisoryIndex,
  ofKey,
  openAdvisoryIndex,
} from "../../domain/vulnerability/advisory-index.ts";
import { packageKey } from "../../domain/vulnerability/ecosystem.ts";
import { advice, option } from "../../kernel/advice.ts";
import { UNTRUSTED_LIMITS } from "../../kernel/archives/untrusted-entry.ts";
import { readUntrustedZip } from "../../kernel/archives/untrusted-zip.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Files, OpenFile } from "../../ports/files.ts";

/** The archive of npm, where malicious packages are listed one by one, has some 250,000 records and 210 MB. */
const LIMITS = { ...UNTRUSTED_LIMITS, maxEntries: 2_000_000, maxEntryBytes: 16 << 20, maxBytes: 16 * 2 ** 30 };

export interface NamedArchive {
  readonly name: string;
  readonly path: string;
}

/**
 * Opens a database of vulnerabilities: an index of ours, one archive as osv.dev publishes it, or a folder of these, `npm/all.zip` or
 * `npm.zip` each. Faults: `file-missing`, `database-malformed`, those of reading and of `readUntrustedZip`.
 */
export async function openDatabase(path: string, files: Files): Promise<AdvisoryDatabase> {
  const facts = await files.facts(path);
  if (facts === undefined) {
    throw new Fault("file-missing", `no database of vulnerabilities is at ${printable(path)}`, {
      hint: advice`make one by scanning with ${option("update")}, or name a folder with archives of osv.dev or an index of them`,
    });
  }
  if (facts.kind !== "directory") {
    if (await isIndex(path, files)) return indexDatabase(path, files);
    return archiveDatabase([{ name: nameOf(files.nameOf(path)), path }], files);
  }
  return archiveDatabase(await archivesIn(path, files), files);
}

async function isIndex(path: string, files: Files): Promise<boolean> {
  return opened(path, files, async (file) => isAdvisoryIndex(await readAt(file, 0, 64)));
}

function indexDatabase(path: string, files: Files): AdvisoryDatabase {
  return { find: (keys) => opened(path, files, async (file) => (await openAdvisoryIndex(file)).find(keys)) };
}

async function opened<T>(path: string, files: Files, use: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await files.open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** The archives of a folder, in bytewise order. Fault: `database-malformed` if there is none. */
export async function archivesIn(folder: string, files: Files): Promise<readonly NamedArchive[]> {
  const found: NamedArchive[] = [];
  for (const { name, kind } of await files.list(folder)) {
    if (name === undefined) continue;
    const path = files.join(folder, name);
    const inner = files.join(path, "all.zip");
    if (kind === "file" && name.endsWith(".zip")) found.push({ name: nameOf(name), path });
    else if (kind === "directory" && (await files.facts(inner))?.kind === "file") found.push({ name, path: inner });
  }
  if (found.length > 0) return found;
  throw new Fault("database-malformed", `the folder ${printable(folder)} holds no archive of vulnerabilities`, {
    hint: "it should hold the archives of osv.dev, such as npm/all.zip",
  });
}

/** Makes an index of archives, in pieces. Faults: those of `openDatabase`. */
export async function indexArchives(archives: readonly NamedArchive[], files: Files): Promise<Iterable<Uint8Array>> {
  const builder = new AdvisoryIndexBuilder();
  const sources = [];
  for (const archive of archives) sources.push(await readArchive(archive, files, (advisory) => builder.add(advisory)));
  return builder.write(sources);
}

function archiveDatabase(archives: readonly NamedArchive[], files: Files): AdvisoryDatabase {
  return {
    async find(keys) {
      const advisories = new Map<string, Advisory[]>();
      const keep = (advisory: Advisory): void => {
        for (const key of new Set(advisory.affected.map(({ ecosystem, name }) => packageKey(ecosystem, name)))) {
          if (!keys.has(key)) continue;
          const known = advisories.get(key);
          if (known === undefined) advisories.set(key, [ofKey(advisory, key)]);
          else known.push(ofKey(advisory, key));
        }
      };
      const sources: DatabaseSource[] = [];
      for (const archive of archives) sources.push(await readArchive(archive, files, keep));
      return { sources, advisories };
    },
  };
}

/** Reads all records of one archive that are not withdrawn. Fault: `database-malformed`. */
export async function readArchive(
  { name, path }: NamedArchive,
  files: Files,
  take: (advisory: Advisory) => void,
): Promise<DatabaseSource> {
  try {
    return { name, ...(await opened(path, files, (file) => readRecords(file, take))) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new Fault(
      "database-malformed",
      `the archive ${printable(name)} of the database cannot be read: ${error.message}`,
      { hint: "download it again" },
    );
  }
}

async function readRecords(file: OpenFile, take: (advisory: Advisory) => void): Promise<Omit<DatabaseSource, "name">> {
  const { sha256 } = await hashByNode(file, ["sha256"]);
  const ecosystems = new Set<string>();
  let records = 0;
  let newest = "";
  for await (const entry of readUntrustedZip(file, LIMITS)) {
    if (entry.kind !== "file" || !entry.path.endsWith(".json")) continue;
    const advisory = readAdvisory(await entry.read(LIMITS.maxEntryBytes), entry.path);
    if (advisory === undefined) continue;
    records += 1;
    if (advisory.modified > newest) newest = advisory.modified;
    for (const { ecosystem } of advisory.affected) ecosystems.add(ecosystem.split(":")[0] ?? "");
    take(advisory);
  }
  if (records > 0) return { ecosystems: [...ecosystems].sort(compareUtf8), sha256, records, newest };
  throw new Fault("database-malformed", "an archive of the database holds no record of a vulnerability", {
    hint: "download it again",
  });
}

/** `npm.zip` is npm's. */
function nameOf(file: string): string {
  return file.replace(/\.zip$/, "") || file;
}
