import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { EnvelopeFormat } from "../notary/envelope/envelope.ts";
import { notaryEntry, signatureName } from "../notary/notary-names.ts";
import { capsuleFileName, releaseStem } from "./capsule-file-name.ts";
import {
  assetSignatureEntry,
  CHECKSUMS_ENTRY,
  GUIDE_ENTRY,
  PROVENANCE_ENTRY,
  sbomEntry,
  signatureEntry,
} from "./entry-names.ts";

export type PublishMode = "standard" | "full" | "capsule" | "none";

/** One file that is put beside the assets, and where its bytes come from. */
export interface PlannedFile {
  readonly name: string;
  /**
   * `capsule`: the packed file. `entry`: the bytes of an entry. `json-line`: the entry's JSON on one line, ended by LF, so
   * that it is a JSON Lines file and one JSON document.
   */
  readonly content:
    | { readonly kind: "capsule" }
    | { readonly kind: "entry" | "json-line"; readonly entry: string }
    /** The signed statement that has the SBOM of an asset, by its hex SHA-256, as its predicate. */
    | { readonly kind: "sbom-statement"; readonly format: SbomFormat; readonly subject: string };
}

export type SbomFormat = "cdx" | "spdx";

export interface PublishPlan {
  readonly name: string;
  readonly version: string;
  readonly local: boolean;
  readonly mode: PublishMode;
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
  /** False for `sign: once`: there is no bundle per asset to publish. */
  readonly signedEach: boolean;
  /** Formats of SBOMs of which each asset has a signed statement; default none. */
  readonly attestedSboms?: readonly SbomFormat[];
  /** Forms of the Notary signature of each asset; default none. */
  readonly notary?: readonly EnvelopeFormat[];
  /** False if none is made, because the release was public before it was sealed (default true). */
  readonly hasProvenance?: boolean;
  /** Name of the published checksum list; default `checksums.txt`. */
  readonly checksumsName?: string;
}

/**
 * The files that sealing puts beside the assets, capsule first. Their names are a contract with other programs:
 * docs/capsule-format.md, "Published files".
 */
export function planFiles(plan: PublishPlan): PlannedFile[] {
  const capsule: PlannedFile = { name: capsuleFileName(plan, plan.local), content: { kind: "capsule" } };
  const guide = entry(GUIDE_ENTRY, GUIDE_ENTRY);
  switch (plan.mode) {
    case "none":
      return [];
    case "capsule":
      return [capsule, guide];
    case "standard":
      return [capsule, ...releaseFiles(plan), guide, ...plan.assets.flatMap((asset) => notaryFiles(asset, plan))];
    case "full":
      return [
        capsule,
        ...releaseFiles(plan),
        guide,
        ...plan.assets.flatMap((asset) => [...assetFiles(asset, plan), ...notaryFiles(asset, plan)]),
      ];
  }
}

function releaseFiles(plan: PublishPlan): PlannedFile[] {
  const stem = releaseStem(plan);
  const checksums = plan.checksumsName ?? CHECKSUMS_ENTRY;
  const provenance: PlannedFile = {
    name: `${stem}.intoto.jsonl`,
    content: { kind: "json-line", entry: PROVENANCE_ENTRY },
  };
  // A release of images alone has no file to list.
  const lists = [
    entry(checksums, CHECKSUMS_ENTRY),
    entry(`${checksums}.sigstore.json`, signatureEntry(CHECKSUMS_ENTRY)),
  ];
  return [
    ...(plan.assets.length === 0 ? [] : lists),
    ...(plan.hasProvenance === false ? [] : [provenance]),
    entry(`${stem}.cdx.json`, sbomEntry("release", "cdx")),
    entry(`${stem}.spdx.json`, sbomEntry("release", "spdx")),
  ];
}

function assetFiles(asset: { readonly name: string; readonly sha256: string }, plan: PublishPlan): PlannedFile[] {
  const sbom = entry(`${asset.name}.cdx.json`, sbomEntry(asset.sha256, "cdx"));
  const signature = entry(`${asset.name}.sigstore.json`, assetSignatureEntry(asset.sha256));
  const statements = (plan.attestedSboms ?? []).map(
    (format): PlannedFile => ({
      name: `${asset.name}.${format}.sigstore.json`,
      content: { kind: "sbom-statement", format, subject: asset.sha256 },
    }),
  );
  return [...(plan.signedEach ? [signature] : []), sbom, ...statements];
}

function notaryFiles(asset: { readonly name: string; readonly sha256: string }, plan: PublishPlan): PlannedFile[] {
  return (plan.notary ?? []).map((format) =>
    entry(signatureName(asset.name, format), notaryEntry(asset.sha256, format)),
  );
}

/** What the OpenVEX document of the release is called, where decisions about vulnerabilities make one; from its entry. */
export function vexFile(release: { readonly name: string; readonly version: string }, from: string): PlannedFile {
  return entry(`${releaseStem(release)}.openvex.json`, from);
}

/** A JSON document of ours on one line, as `json-line` publishes it. */
export function oneLine(bytes: Uint8Array): Uint8Array {
  return encodeUtf8(`${JSON.stringify(JSON.parse(decodeUtf8(bytes)))}\n`);
}

function entry(name: string, from: string): PlannedFile {
  return { name, content: { kind: "entry", entry: from } };
}
