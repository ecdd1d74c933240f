import { hashByNode } from "../../crypto/node-digest.ts";
import { whyNotAllKnown } from "../../domain/sbom/describe/why-not-all-known.ts";
import type { DatabaseSource } from "../../domain/vulnerability/advisory-database.ts";
import { judgeLookup, lookUpOf, type Scan } from "../../domain/vulnerability/scan.ts";
import type { Files } from "../../ports/files.ts";
import { loadInventory, type SbomPorts } from "../sbom/load-sbom.ts";
import { openDatabase } from "./open-database.ts";

export interface ScanOrder {
  /** A capsule, an SBOM, a file or a folder. */
  readonly path: string;
  /** Where the database is. */
  readonly database: string;
}

export interface ScanResult {
  readonly subject: { readonly name: string; readonly sha256: string | undefined };
  readonly scan: Scan;
  readonly sources: readonly DatabaseSource[];
  /** Why not all that it is made of is known; undefined if all could be read. Safe to print. */
  readonly unknown: string | undefined;
}

/**
 * Looks for known vulnerabilities in what a release or a file is made of.
 *
 *   1. list     the components, from an SBOM or by describing what is there
 *   2. look up  each package in the database, without a network
 *   3. judge    each version by the ranges of the records
 *
 * Faults: those of `loadInventory` and `openDatabase`.
 */
export async function scanPath(
  { path, database: where }: ScanOrder,
  ports: Pick<SbomPorts, "files" | "crypto">,
): Promise<ScanResult> {
  const inventory = await loadInventory(path, ports);
  const lookup = lookUpOf(inventory);
  const database = await openDatabase(where, ports.files);
  const found = await database.find(new Set(lookup.known.map(({ key }) => key)));
  return {
    ...{ subject: await subjectOf(path, ports.files), scan: judgeLookup(lookup, found), sources: found.sources },
    unknown: whyNotAllKnown(inventory),
  };
}

async function subjectOf(path: string, files: Files): Promise<ScanResult["subject"]> {
  const name = files.nameOf(path);
  if ((await files.facts(path))?.kind !== "file") return { name, sha256: undefined };
  const file = await files.open(path);
  try {
    return { name, ...(await hashByNode(file, ["sha256"])) };
  } finally {
    await file.close();
  }
}

/** A clock may be behind that of who published the database. */
const TOLERANCE_DAYS = 5 / (24 * 60);
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * How old the database is, by the newest record that any of its sources has; 0 if that is of the next five minutes, negative if it
 * is of a later time, undefined if none says it.
 */
export function ageInDays(sources: readonly DatabaseSource[], now: Date): number | undefined {
  const times = sources.map(({ newest }) => Date.parse(newest)).filter((time) => time > 0);
  if (times.length === 0) return undefined;
  const days = (now.getTime() - times.reduce((most, time) => Math.max(most, time))) / DAY_MS;
  return days < 0 && days >= -TOLERANCE_DAYS ? 0 : days;
}
