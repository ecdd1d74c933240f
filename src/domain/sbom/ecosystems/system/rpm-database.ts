import { Fault } from "../../../../kernel/fault.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { MAX_DATABASE_BYTES } from "../../model/sbom-limits.ts";
import { WorkBudget } from "../../model/work-budget.ts";
import { readNdbPackages } from "./ndb-packages.ts";
import { distroBeside } from "./os-release.ts";
import { type RpmHeader, readRpmHeaderBlob } from "./rpm-header.ts";
import { addRpm } from "./rpm-package.ts";
import { readSqliteTable } from "./sqlite-table.ts";

const WRITE_AHEAD_LOG = "rpmdb.sqlite-wal";
/** The header of a log alone. */
const EMPTY_LOG_BYTES = 32;
const PROVIDES = 1047;
const REQUIRES = 1049;
const DIR_INDEXES = 1116;
const BASE_NAMES = 1117;
const DIR_NAMES = 1118;
/** A name in a set, in bytes beside its characters. */
const HELD_OF_A_NAME = 80;
/** Of a path, in characters, as in Linux: one long folder of many files would be written out for each of them. */
const MAX_PATH = 4096;

/**
 * The database of installed RPM packages in its SQLite and its "ndb" form. A package needs what provides the capabilities
 * and files that it requires, as far as the database holds it.
 */
export const rpmDatabase: DocumentFormat = {
  id: "rpm-database",
  companions: ["os-release", WRITE_AHEAD_LOG],
  maxBytes: MAX_DATABASE_BYTES,
  recognises: (path) => /^(?:.*\/)?(?:usr\/lib\/sysimage|var\/lib)\/rpm\/(?:rpmdb\.sqlite|Packages\.db)$/.test(path),
  read: readRpmDatabase,
};

interface Installed {
  readonly ref: string;
  readonly header: RpmHeader;
}

function readRpmDatabase(document: SourceDocument): Part {
  const part = new PartBuilder("rpm-database", document);
  const budget = document.budget ?? new WorkBudget(document.bytes.length);
  const distro = distroBeside(document);
  const installed: Installed[] = [];
  for (const blob of headers(document)) {
    const header = readRpmHeaderBlob(blob, budget);
    if (header === undefined) throw new Fault("sbom-source-malformed", "a package of the database has no RPM header");
    const ref = addRpm(part, header, distro);
    if (ref === undefined) continue;
    part.top(ref);
    installed.push({ ref, header });
  }
  linkCapabilities(part, installed, budget);
  if ((document.beside(WRITE_AHEAD_LOG)?.length ?? 0) > EMPTY_LOG_BYTES) {
    part.remark("changes in its write-ahead log were not read");
    part.declare("unknown", "the database has changes that were not yet written into it");
  } else part.declare("complete", "the database lists every dependency");
  return part.build();
}

function* headers({ path, bytes }: SourceDocument): Generator<Uint8Array> {
  if (path.endsWith(".db")) return yield* readNdbPackages(bytes);
  for (const [, blob] of readSqliteTable(bytes, "Packages")) if (blob instanceof Uint8Array) yield blob;
}

function linkCapabilities(part: PartBuilder, installed: readonly Installed[], budget: WorkBudget): void {
  const providers = new Map<string, string>();
  const wanted = new Set<string>();
  for (const { header } of installed) for (const name of header.texts(REQUIRES)) want(wanted, name, budget);
  const offer = (name: string, ref: string) => {
    if (wanted.has(name) && !providers.has(name)) providers.set(name, ref);
  };
  for (const { ref, header } of installed) for (const name of header.texts(PROVIDES)) offer(name, ref);
  for (const { ref, header } of installed) for (const file of filesOf(header, budget)) offer(file, ref);
  for (const { ref, header } of installed) {
    for (const name of header.texts(REQUIRES)) {
      const target = providers.get(name);
      if (target !== undefined) part.edge(ref, target);
    }
  }
}

function want(wanted: Set<string>, name: string, budget: WorkBudget): void {
  if (wanted.has(name)) return;
  budget.hold(HELD_OF_A_NAME + name.length, "listing what its packages need");
  wanted.add(name);
}

/** One after the other, for their folders make them far longer than what they are read from. */
function* filesOf(header: RpmHeader, budget: WorkBudget): Generator<string> {
  const [folders, indexes] = [header.texts(DIR_NAMES), header.integers(DIR_INDEXES)];
  for (const [index, name] of header.texts(BASE_NAMES).entries()) {
    const folder = folders[indexes[index] ?? -1] ?? "";
    if (folder.length + name.length > MAX_PATH) continue;
    budget.spend(folder.length, "reading what its RPM packages hold");
    yield folder + name;
  }
}
