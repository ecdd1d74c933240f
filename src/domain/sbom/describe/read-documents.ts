import { groupBy } from "../../../kernel/group-by.ts";
import { printable } from "../../../kernel/printable.ts";
import type { SourceDocument } from "../model/catalogue.ts";
import type { Hash, Unread } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { STEPS, type WorkBudget } from "../model/work-budget.ts";
import { formatsOf } from "./lockfiles.ts";
import { readDocument } from "./read-document.ts";
import { readerFault } from "./reader-fault.ts";

export interface ReadDocuments {
  readonly parts: readonly Part[];
  readonly remarks: readonly string[];
  /** Documents that a format recognised and could not read. */
  readonly refused: readonly Unreadable[];
}

interface Unreadable {
  readonly path: string;
  readonly format: string;
  readonly reason: string;
  /** True if a limit of work ended the reading. */
  readonly limit: boolean;
}

export interface DocumentSet {
  readonly documents: ReadonlyMap<string, Uint8Array>;
  /** Digests of the archives that documents lie in, by path: a package's own digest. */
  readonly archives?: ReadonlyMap<string, readonly Hash[]>;
  /** True if a document that cannot be read is a fault; archives hold broken ones as test data. */
  readonly strict: boolean;
  readonly budget: WorkBudget;
}

/** Folders whose lockfiles describe test data or other people's installations, not what is shipped. */
const PASSED_OVER =
  /(?:^|[/!])(?:tests?|testdata|test[-_]data|(?:test[-_]?)?vectors|fixtures?|__tests__|__fixtures__|vendor|examples?)\//i;
/** An installed package is shipped; a lockfile in it describes how others built it. */
const INSTALLED = /(?:^|[/!])node_modules\//;

/** True for a path that tests, examples or vendored code lie at. */
export function isPassedOver(path: string): boolean {
  return PASSED_OVER.test(path);
}

/**
 * Reads all lockfiles and manifests; one that takes more work than there is is not read. Fault, if `strict`:
 * `sbom-source-malformed`.
 */
export function readDocuments({ documents, archives, strict, budget }: DocumentSet): ReadDocuments {
  const parts: Part[] = [];
  const refused: Unreadable[] = [];
  const neighbours = neighbourhoods(documents);
  let passedOver = 0;
  for (const [path, bytes] of documents) {
    for (const format of formatsOf(path, bytes)) {
      if (isPassedOver(path) || (INSTALLED.test(path) && format.id.includes("lock"))) {
        passedOver++;
        continue;
      }
      const beside = finder({ documents, path, budget });
      const document = { path, bytes, neighbours: neighbours.get(archiveOf(path)) ?? [], beside, budget };
      try {
        parts.push(withArchiveHash(readDocument(format, document), archiveOf(path), archives));
      } catch (error) {
        const fault = readerFault(error);
        const limit = fault.code === "sbom-limit";
        if (strict && !limit) throw error;
        refused.push({ path, format: format.id, reason: fault.message, limit });
        if (budget.isSpent)
          return { parts: parts.filter(saysSomething), remarks: remarksOf(refused, passedOver), refused };
      }
    }
  }
  return { parts: parts.filter(saysSomething), remarks: remarksOf(refused, passedOver), refused };
}

/** For a list of all that could not be read. */
export function unreadDocument({ path, reason, limit }: Unreadable): Unread {
  return { path, limit, reason: `was not read: ${reason}` };
}

function saysSomething({ components, remarks }: Part): boolean {
  return components.length + remarks.length > 0;
}

function remarksOf(refused: readonly Unreadable[], passedOver: number): string[] {
  const remarks = refused.map(({ path, reason }) => `${printable(path)} was not read: ${reason}`);
  if (passedOver > 0) remarks.push(`${passedOver} lockfiles of tests, examples or vendored code were passed over`);
  return remarks;
}

/** For every archive, the paths within it. */
function neighbourhoods(documents: ReadonlyMap<string, Uint8Array>): Map<string, string[]> {
  const inner = [...documents.keys()].filter((path) => path.includes("!"));
  const byArchive = groupBy(inner, archiveOf);
  return new Map(
    [...byArchive].map(([archive, paths]) => [archive, paths.map((path) => path.slice(archive.length + 1))]),
  );
}

/** A name finds a file in the same folder; one that begins with `/`, in the same archive. */
function finder({
  documents,
  path,
  budget,
}: Pick<DocumentSet, "documents" | "budget"> & { path: string }): SourceDocument["beside"] {
  const archive = archiveOf(path);
  const folder = path.slice(0, Math.max(path.lastIndexOf("/"), archive.length) + 1);
  const top = archive === "" ? "" : `${archive}!`;
  return (name) => {
    const found = documents.get(
      name.startsWith("/") ? top + name.slice(1) : (archive === "" && !path.includes("/") ? "" : folder) + name,
    );
    // A companion is read again by each that asks for it.
    budget.spend(STEPS.glance + STEPS.documentByte * (found?.length ?? 0), "reading its lockfiles and manifests");
    return found;
  };
}

function archiveOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("!")));
}

/** Where the archive is the package, which its file name tells, its digest is the package's. */
export function withArchiveHash(part: Part, archivePath: string, archives: DocumentSet["archives"]): Part {
  const archive = archivePath.replace(/!(?:control\.tar[^!]*)$/, "");
  const hashes = archives?.get(archive);
  if (hashes === undefined) return part;
  const file = plain(archive.replace(/^.*[/!]/, ""));
  const own = new Set(part.top.map(({ ref }) => ref));
  const components = part.components.map((component) =>
    own.has(component.ref) && file.includes(plain(component.name)) && file.includes(plain(component.version ?? "?"))
      ? { ...component, hashes: [...component.hashes, ...hashes] }
      : component,
  );
  return { ...part, components };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[-_.+~:]+/g, "-");
}
