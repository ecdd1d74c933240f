import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonValue } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import { PROVENANCE_PREDICATE_TYPE } from "../../attestation/slsa-provenance.ts";
import { parseStatement } from "../../attestation/statement.ts";
import { type IMAGE_STATEMENTS, imageEntry, isImageEntry, PROVENANCE_ENTRY } from "../../capsule/entry-names.ts";
import { type Evidence, isFile } from "../../capsule/root-schema.ts";
import { readImageIndex, statementsIn } from "../../image/image-index.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../image/signature-type.ts";
import { imageSignedBy } from "../../image/simple-signing.ts";
import { parseBundle } from "../../sigstore/bundle.ts";
import { requireStatement } from "../../sigstore/signed-statement.ts";
import type { RunEvidence } from "../evidence/run-evidence.ts";

type Kind = (typeof IMAGE_STATEMENTS)[number];

/** What each statement has to say, so that none stands in for another. */
const TYPES: Readonly<Record<Kind, string>> = {
  signature: IMAGE_SIGNATURE_TYPE,
  provenance: PROVENANCE_PREDICATE_TYPE,
  cdx: "https://cyclonedx.org/bom",
  spdx: "https://spdx.dev/Document/v2.3",
};

const ENTRY = /^images\/([0-9a-f]{64})\/(.+?)(\.sigstore)?\.json$/;

export interface CheckedImages {
  readonly statements: number;
  readonly signatures: number;
  /** What BuildKit said of it, which is of the image by the digests alone. */
  readonly carried: number;
}

/**
 * What the capsule holds of images: each manifest is reached from the image by digests, each statement is of the release's run, says what
 * its name says, and is about its manifest and others of the same image alone; what cosign 2 reads is signed, and names its manifest; what
 * BuildKit stated is what the image itself names. Faults: `evidence-subject`, those of `verifyBundle`.
 */
export async function requireImages(evidence: RunEvidence): Promise<CheckedImages> {
  const counts = { statements: 0, signatures: 0, carried: 0 };
  for (const subject of evidence.root.statement.subject) {
    if (isFile(subject)) continue;
    const image = manifestsOf(subject.digest.sha256, evidence);
    for (const entry of entriesAbout(subject.digest.sha256, evidence)) {
      const [, about = "", part = "", signed] = ENTRY.exec(entry.name) ?? [];
      if (!image.has(about)) throw notOf(entry.name);
      if (part === "manifest") continue;
      if (part.startsWith("buildkit-")) {
        requireCarried(entry, { about, listed: image.get(about) ?? new Map(), evidence });
        counts.carried += 1;
      } else if (part === "simple") {
        if (signed === undefined) await requireSimple(about, evidence);
        else counts.signatures += 1;
      } else {
        await requireOwn(entry, { about, kind: part as Kind, image, evidence });
        counts.statements += 1;
      }
    }
  }
  return counts;
}

/** Statements of BuildKit about a manifest: their predicate types by the hex SHA-256 of their bytes. */
type Listed = ReadonlyMap<string, string>;

function entriesAbout(sha256: string, { root, asked }: RunEvidence): Evidence[] {
  return root.statement.predicate.evidence.filter(
    ({ name, annotations }) => isImageEntry(name) && annotations.subject === sha256 && asked.has(name),
  );
}

/** The manifests of an image, by hex SHA-256: itself, and what its index names; the root lists each under its own digest. */
function manifestsOf(sha256: string, { entries }: RunEvidence): Map<string, Map<string, string>> {
  const manifests = new Map([[sha256, new Map<string, string>()]]);
  const index = readImageIndex(entries.get(imageEntry(sha256, "manifest")) ?? new Uint8Array());
  for (const { digest } of [...(index?.children ?? []), ...(index?.attestations ?? [])])
    manifests.set(hexOf(digest), new Map());
  for (const { digest, about } of index?.attestations ?? []) {
    const listed = manifests.get(hexOf(about));
    const manifest = entries.get(imageEntry(hexOf(digest), "manifest"));
    for (const one of manifest === undefined ? [] : statementsIn(manifest))
      listed?.set(hexOf(one.digest), one.predicateType);
  }
  return manifests;
}

interface About {
  readonly about: string;
  readonly evidence: RunEvidence;
}

async function requireOwn(
  { name, annotations }: Evidence,
  { about, kind, image, evidence }: About & { readonly kind: Kind; readonly image: ReadonlyMap<string, unknown> },
): Promise<void> {
  const { entries, verify, signer } = evidence;
  const bundle = parseBundle(entries.get(name) ?? new Uint8Array());
  const { content } = await verify({ bundle, signer, artifact: { sha256: about } });
  const statement = requireStatement(content, printable(name));
  const isOfImage = statement.subject.every(({ digest }) => image.has(digest["sha256"] ?? ""));
  const isNamed = statement.predicateType === TYPES[kind] && annotations.predicateType === TYPES[kind];
  const isSame = kind !== "provenance" || canonicalJson(statement.predicate as JsonValue) === provenanceIn(evidence);
  if (isOfImage && isNamed && isSame) return;
  throw notOf(name);
}

/** What the provenance of the release says, which is checked by itself. */
function provenanceIn({ entries }: RunEvidence): string | undefined {
  const bytes = entries.get(PROVENANCE_ENTRY);
  const content = bytes === undefined ? undefined : parseBundle(bytes).content;
  if (content?.kind !== "dsse") return undefined;
  return canonicalJson(parseStatement(content.payload).predicate as JsonValue);
}

async function requireSimple(about: string, { entries, digests, verify, signer }: RunEvidence): Promise<void> {
  const payload = imageEntry(about, "simple");
  const bundle = parseBundle(entries.get(imageEntry(about, "simple.sigstore")) ?? new Uint8Array());
  const sha256 = digests.get(payload)?.sha256;
  if (sha256 === undefined || bundle.content.kind !== "message") throw notOf(payload);
  await verify({ bundle, signer, artifact: { sha256 } });
  const signed = parseJsonObject(entries.get(payload) ?? new Uint8Array(), { what: "what cosign 2 signs" });
  if (imageSignedBy(signed) !== `sha256:${about}`) throw notOf(payload);
}

function requireCarried(
  { name, digest, annotations }: Evidence,
  { about, listed, evidence }: About & { readonly listed: Listed },
): void {
  const statement = parseStatement(evidence.entries.get(name) ?? new Uint8Array());
  const isListed = listed.get(digest.sha256) === annotations.predicateType;
  const isAbout = statement.subject.some((one) => one.digest["sha256"] === about);
  if (isListed && isAbout && statement.predicateType === annotations.predicateType) return;
  throw notOf(name);
}

function hexOf(digest: string): string {
  return digest.slice("sha256:".length);
}

function notOf(name: string): Fault {
  return new Fault("evidence-subject", `${printable(name)} is not what its place says of the image`);
}
