import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import {
  type LaidOutProvider,
  PROVIDED_FOLDER,
  type ProviderDocument,
  providerDocuments,
} from "../../domain/announcement/csaf-provider.ts";
import {
  MAX_PROVIDED_BYTES,
  type ProvidedAdvisory,
  readProvidedAdvisory,
  yearOf,
} from "../../domain/announcement/provided-advisory.ts";
import type { SecurityFile } from "../../domain/announcement/security-file.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";

/** Paths are absolute. */
export interface ProviderToLayOut {
  /** What is put at the folder of `provider-metadata.json`. */
  readonly folder: string;
  readonly security: SecurityFile;
  /** Advisories that are provided from now on, beside those that lie in the folder. */
  readonly advisories: readonly string[];
  readonly now: Date;
}

interface Provided {
  readonly advisory: ProvidedAdvisory;
  readonly bytes: Uint8Array;
  /** Whether the folder has these bytes already, and whether a signature lies beside them. */
  readonly isThere: boolean;
  readonly isSigned: boolean;
}

const MAX_ADVISORIES = 10_000;
const MAX_METADATA_BYTES = 1024 * 1024;

/**
 * Lays out a CSAF provider for any host of files; undefined if the project names none, or there is nothing to provide.
 *
 *   1. read   the advisories that lie there, and the new ones
 *   2. judge  them: public, of one publisher, and none older than what it takes the place of
 *   3. put    the new ones with their digests; a signature of other bytes goes
 *   4. write  the lists anew
 *
 * Signatures are made by other programs, such as `gpg`, and are not read. Faults: `advisory-malformed`, `announcement-contradicts`.
 */
export async function layOutProvider(
  { folder, security, advisories: given, now }: ProviderToLayOut,
  { files, crypto }: { readonly files: Files; readonly crypto: Cryptography },
): Promise<LaidOutProvider | undefined> {
  const [canonical] = security.csaf;
  /* 1 */ const there = await providedIn(folder, files);
  if (given.length > 0 && canonical?.endsWith("/provider-metadata.json") !== true) {
    throw contradiction("the file names no CSAF provider-metadata.json, beside which an advisory would lie");
  }
  if (canonical === undefined || (there.length === 0 && given.length === 0)) return undefined;
  const all = new Map(there.map((one) => [one.advisory.fileName, one]));
  for (const path of given) {
    const bytes = await files.read(path, MAX_PROVIDED_BYTES);
    const advisory = readProvidedAdvisory(bytes, files.nameOf(path));
    /* 2 */ const before = all.get(advisory.fileName);
    if (before !== undefined && equalBytes(before.bytes, bytes)) continue;
    requireLater(advisory, before?.advisory, now);
    all.set(advisory.fileName, { advisory, bytes, isThere: false, isSigned: false });
  }
  const provided = [...all.values()];
  requireOnePublisher(provided);
  const written: string[] = [];
  const put = async (path: string, content: Uint8Array): Promise<void> => {
    await files.write(files.join(folder, path), content);
    written.push(path);
  };
  for (const { advisory, bytes, isThere } of provided) {
    if (isThere) continue;
    const path = pathOf(advisory);
    await files.makeFolder(files.folderOf(files.join(folder, path)));
    /* 3 */ await files.remove(files.join(folder, `${path}.asc`));
    await put(path, bytes);
    for (const name of ["sha256", "sha512"] as const) {
      const digest = await digestHex(name, bytes, crypto);
      await put(`${path}.${name}`, encodeUtf8(`${digest}  ${advisory.fileName}\n`));
    }
  }
  const unsigned = provided.filter(({ isSigned }) => !isSigned).map(({ advisory }) => pathOf(advisory));
  const isSigned = unsigned.length === 0 && security.openpgp.length > 0;
  const advisories = provided.map(({ advisory }) => advisory);
  const order = { canonical, advisories, keys: security.openpgp, isSigned };
  const at = (time: string) => providerDocuments({ ...order, now: time });
  const since = await lastUpdated(at, { folder, files, now });
  /* 4 */ for (const document of at(since)) {
    const text = "json" in document ? jsonText(document.json) : document.text;
    await put(document.path, encodeUtf8(text));
  }
  if (!isSigned) for (const list of OF_SIGNED) await files.remove(files.join(folder, list));
  return {
    ...{ role: isSigned ? "csaf_trusted_provider" : "csaf_provider", advisories: provided.length },
    ...{ files: written, unsigned },
  };
}

/** The lists that only a provider of signed advisories has. */
const OF_SIGNED = [`${PROVIDED_FOLDER}/csaf-feed-tlp-white.json`, "service.json"];

async function providedIn(folder: string, files: Files): Promise<Provided[]> {
  const root = files.join(folder, PROVIDED_FOLDER);
  const isFolder = async (path: string) => (await files.facts(path))?.kind === "directory";
  if (!(await isFolder(root))) return [];
  const found: Provided[] = [];
  for (const { name: year = "", kind } of await files.list(root)) {
    if (kind !== "directory" || !/^\d{4}$/.test(year)) continue;
    const entries = await files.list(files.join(root, year));
    const names = new Set(entries.flatMap(({ name }) => name ?? []));
    for (const name of names) {
      if (!name.endsWith(".json")) continue;
      if (found.length >= MAX_ADVISORIES)
        throw contradiction(`the provider has more than ${MAX_ADVISORIES} advisories`);
      const bytes = await files.read(files.join(files.join(root, year), name), MAX_PROVIDED_BYTES);
      const advisory = readProvidedAdvisory(bytes, name);
      if (pathOf(advisory) !== `${PROVIDED_FOLDER}/${year}/${name}`) {
        throw contradiction(`${printable(`${year}/${name}`)} does not lie where its id and its year put it`);
      }
      const isComplete = names.has(`${name}.sha256`) && names.has(`${name}.sha512`);
      found.push({ advisory, bytes, isThere: isComplete, isSigned: isComplete && names.has(`${name}.asc`) });
    }
  }
  return found;
}

function requireLater(advisory: ProvidedAdvisory, before: ProvidedAdvisory | undefined, now: Date): void {
  if (Date.parse(advisory.modified) > now.getTime()) {
    throw contradiction(`${printable(advisory.id)} is not public before ${advisory.modified}`);
  }
  if (before === undefined) return;
  if (yearOf(before) !== yearOf(advisory))
    throw contradiction(`${printable(advisory.id)} was first published in another year`);
  if (Date.parse(advisory.modified) <= Date.parse(before.modified)) {
    throw contradiction(`${printable(advisory.id)} is provided already, and a correction needs a later time`);
  }
}

function requireOnePublisher(provided: readonly Provided[]): void {
  const names = new Set(provided.map(({ advisory }) => advisory.publisher.namespace));
  if (names.size > 1) throw contradiction("the advisories are not of one publisher");
}

/** The time that stands there if nothing else changed: a run that changes nothing changes no byte. */
async function lastUpdated(
  at: (time: string) => readonly ProviderDocument[],
  { folder, files, now }: { readonly folder: string; readonly files: Files; readonly now: Date },
): Promise<string> {
  const time = now.toISOString().replace(/\.\d+Z$/, "Z");
  const path = files.join(folder, "provider-metadata.json");
  if ((await files.facts(path))?.kind !== "file") return time;
  const before = new TextDecoder().decode(await files.read(path, MAX_METADATA_BYTES));
  const [, said] = /"last_updated": ?"([^"]+)"/.exec(before) ?? [];
  const [metadata] = said === undefined ? [] : at(said);
  return said !== undefined && metadata !== undefined && "json" in metadata && jsonText(metadata.json) === before
    ? said
    : time;
}

function pathOf(advisory: ProvidedAdvisory): string {
  return `${PROVIDED_FOLDER}/${yearOf(advisory)}/${advisory.fileName}`;
}

function contradiction(problem: string): Fault {
  return new Fault("announcement-contradicts", problem);
}
