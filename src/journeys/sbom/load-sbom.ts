import { basename } from "node:path";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { sbomEntry } from "../../domain/capsule/entry-names.ts";
import { isDocument } from "../../domain/sbom/describe/lockfiles.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import { type ReadSbom, readSbom, unreadForm } from "../../domain/sbom/read/read-sbom.ts";
import { sbomBytes } from "../../domain/sbom/write/sbom-writer.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Env } from "../../ports/env.ts";
import type { Files } from "../../ports/files.ts";
import type { Git } from "../../ports/git.ts";
import { readUnverified } from "../show/read-unverified.ts";
import { describePath } from "./describe-path.ts";
import { followLink } from "./follow-link.ts";
import { sbomDocumentOf } from "./sbom-document-of.ts";

const MAX_SBOM_BYTES = 256 << 20;

export interface SbomPorts {
  readonly files: Files;
  readonly crypto: Cryptography;
  readonly env: Env;
  readonly git: Git;
}

/**
 * The SBOM that a path stands for: the document itself, the one of the release in a capsule (unverified), or the one that
 * is made for any other file or folder. Faults: those of `readSbom`, `readUnverified` and `describePath`.
 */
export async function loadSbom(named: string, ports: SbomPorts): Promise<ReadSbom> {
  const path = await followLink(named, ports.files);
  const given = await givenSbom(path, ports);
  return given ?? readSbom(sbomBytes("cdx", await describePath(path, ports.files), await sbomDocumentOf(path, ports)));
}

/**
 * The inventory that a path stands for: that of its SBOM, as `loadSbom` has it, or what is found in any other file or folder. Faults:
 * those of `loadSbom`.
 */
export async function loadInventory(named: string, ports: Pick<SbomPorts, "files" | "crypto">): Promise<Inventory> {
  const path = await followLink(named, ports.files);
  return (await givenSbom(path, ports))?.inventory ?? (await describePath(path, ports.files));
}

/**
 * The SBOM that a path stands for, as `loadSbom` has it, to be scored: what is not an SBOM, and nothing is known of, has none. Faults:
 * `sbom-malformed`, and those of `loadSbom`.
 */
export async function loadScorableSbom(named: string, ports: SbomPorts): Promise<ReadSbom> {
  const path = await followLink(named, ports.files);
  const given = await givenSbom(path, ports);
  if (given !== undefined) return given;
  const inventory = await describePath(path, ports.files);
  if (inventory.components.length === 0) {
    const [own] = inventory.completeness;
    throw new Fault("sbom-malformed", `${printable(basename(path))} is not an SBOM, and has none: ${own?.reason}`, {
      hint: "name an SBOM in CycloneDX or SPDX, or a file or folder in which packages are listed",
    });
  }
  return readSbom(sbomBytes("cdx", inventory, await sbomDocumentOf(path, ports)));
}

async function givenSbom(path: string, ports: Pick<SbomPorts, "files" | "crypto">): Promise<ReadSbom | undefined> {
  const { files } = ports;
  const facts = await files.facts(path);
  if (facts?.kind !== "file") return undefined;
  if (path.endsWith(".capsule")) return readSbom(await releaseSbom(path, ports));
  // A lockfile may have such a name too; of anything else that has one nobody means the file itself.
  const isNamedSo = /\.(?:json|xml|cdx|spdx)$/.test(path) && !isDocument(basename(path));
  if (!isNamedSo && (facts.size > MAX_SBOM_BYTES || !(await beginsAsText(path, files)))) return undefined;
  const bytes = await files.read(path, MAX_SBOM_BYTES);
  return isNamedSo || isSbom(bytes) || unreadForm(bytes) !== undefined ? readSbom(bytes) : undefined;
}

async function beginsAsText(path: string, files: Files): Promise<boolean> {
  const file = await files.open(path);
  try {
    const head = await readAt(file, 0, 512);
    return head.length > 0 && !head.includes(0);
  } finally {
    await file.close();
  }
}

/** True for what says so: documents of either format name themselves, whoever wrote them. */
function isSbom(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString("latin1");
  return /"bomFormat"\s*:\s*"CycloneDX"|"spdxVersion"\s*:\s*"SPDX-|["']http:\/\/cyclonedx\.org\/schema\/bom\/|spdx-context\.jsonld"/.test(
    text,
  );
}

async function releaseSbom(path: string, ports: Pick<SbomPorts, "files" | "crypto">): Promise<Uint8Array> {
  const name = sbomEntry("release", "cdx");
  const { entries } = await readUnverified({ path }, new Set([name]), ports);
  const bytes = entries.get(name);
  if (bytes === undefined) throw new Fault("sbom-malformed", `${printable(path)} holds no SBOM of the release`);
  return bytes;
}
