import { hashByNode } from "../../crypto/node-digest.ts";
import { type EffectsDocument, READ_KINDS, readEffects } from "../../domain/announcement/effect.ts";
import { type AffectedAnswer, type AskedProduct, judgeAffected } from "../../domain/announcement/judge-affected.ts";
import type { Component } from "../../domain/sbom/model/inventory.ts";
import { knownPackageOf } from "../../domain/vulnerability/ecosystem.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { loadInventory, type SbomPorts } from "../sbom/load-sbom.ts";
import { readUnverified } from "../show/read-unverified.ts";

/** Paths are absolute. */
export interface AffectedOrder {
  /** A file, a folder, an SBOM or a capsule. */
  readonly path: string;
  /** Advisories, or folders of them. */
  readonly advisories: readonly string[];
}

export interface AffectedResult {
  readonly answers: readonly AffectedAnswer[];
  readonly documents: readonly { readonly format: string; readonly id: string }[];
}

const MAX_ADVISORY_BYTES = 32 * 1024 * 1024;
const MAX_ADVISORIES = 10_000;

type AffectedPorts = Pick<SbomPorts, "files" | "crypto">;

/**
 * Whether something is affected, by what advisories say, without a network. Nothing of a capsule is verified here.
 *
 *   1. read   the advisories
 *   2. list   the bytes and the packages that are asked about
 *   3. judge  each; of two documents that differ the worse one counts
 *
 * Faults: `advisory-malformed`, `advisories-none`, those of reading the file.
 */
export async function askAffected({ path, advisories }: AffectedOrder, ports: AffectedPorts): Promise<AffectedResult> {
  const documents: EffectsDocument[] = [];
  for (const named of advisories) {
    /* 1 */ for (const one of await advisoriesAt(named, ports)) documents.push(one);
  }
  if (documents.length === 0) {
    throw new Fault("advisories-none", "no advisory was read", { hint: "name files of OSV, CSAF or OpenVEX" });
  }
  /* 2 */ const products = await productsAt(path, ports);
  /* 3 */ const answers = judgeAffected(products, documents);
  return { answers, documents: documents.map(({ format, id }) => ({ format, id })) };
}

async function advisoriesAt(path: string, { files }: AffectedPorts): Promise<EffectsDocument[]> {
  const read = async (at: string) => readEffects(await files.read(at, MAX_ADVISORY_BYTES), files.nameOf(at));
  if ((await files.facts(path))?.kind !== "directory") {
    const document = await read(path);
    if (document !== undefined) return [document];
    throw new Fault("advisory-malformed", `${printable(files.nameOf(path))} is not an advisory of a known kind`, {
      hint: READ_KINDS,
    });
  }
  const names = (await files.list(path)).flatMap(({ name, kind }) =>
    kind === "file" && name?.endsWith(".json") === true ? [name] : [],
  );
  // One that was left out could be the one that says it.
  if (names.length > MAX_ADVISORIES) {
    throw new Fault("advisory-malformed", `the folder has more than the ${MAX_ADVISORIES} advisories that are read`);
  }
  const found: EffectsDocument[] = [];
  for (const name of names) {
    // A folder of announcements holds other documents, too; a damaged advisory is refused.
    const document = await read(files.join(path, name));
    if (document !== undefined) found.push(document);
  }
  return found;
}

async function productsAt(path: string, ports: AffectedPorts): Promise<AskedProduct[]> {
  const { files } = ports;
  const isCapsule = path.endsWith(".capsule");
  const { root, components } = await loadInventory(path, ports);
  const inside = [root, ...components].map(asComponent);
  if (isCapsule) return [...(await subjectsOf(path, ports)), ...inside];
  if ((await files.facts(path))?.kind !== "file") return inside;
  return [
    { name: files.nameOf(path), sha256: await sha256Of(path, files), purl: undefined, known: undefined },
    ...inside,
  ];
}

/** The files and images of a release, as its root states them. */
async function subjectsOf(path: string, ports: AffectedPorts): Promise<AskedProduct[]> {
  const { statement } = await readUnverified({ path }, new Set(), ports);
  const files = statement.subject.map(({ name, digest }) => ({
    ...{ name, sha256: digest.sha256, purl: undefined, known: undefined },
  }));
  const { name, version, purl } = statement.predicate.release;
  return [...files, { name: `${name} ${version}`, sha256: undefined, purl, known: undefined }];
}

function asComponent(component: Component): AskedProduct {
  const known = knownPackageOf(component);
  const hash = component.hashes.find(({ algorithm }) => algorithm === "SHA-256");
  return {
    name: component.version === undefined ? component.name : `${component.name} ${component.version}`,
    sha256: hash?.hex,
    purl: component.purl,
    known: typeof known === "string" ? undefined : known,
  };
}

async function sha256Of(path: string, files: Files): Promise<string> {
  const file = await files.open(path);
  try {
    return (await hashByNode(file, ["sha256"])).sha256;
  } finally {
    await file.close();
  }
}
