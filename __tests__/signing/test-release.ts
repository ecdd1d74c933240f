import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { formatChecksums } from "../../src/domain/asset/checksums.ts";
import type { ImageReference } from "../../src/domain/asset/image-reference.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../src/domain/attestation/dsse.ts";
import { githubProvenance } from "../../src/domain/attestation/github-provenance.ts";
import { PROVENANCE_PREDICATE_TYPE, provenanceStatement } from "../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement } from "../../src/domain/attestation/statement.ts";
import { buildRoot, type EvidenceEntry, type RootParts } from "../../src/domain/capsule/build-root.ts";
import { assetSignatureEntry, sbomEntry, signatureEntry } from "../../src/domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../src/domain/capsule/media-types.ts";
import { packCapsule } from "../../src/domain/capsule/pack.ts";
import type { RootStatement } from "../../src/domain/capsule/root-schema.ts";
import { formatRootStatement } from "../../src/domain/capsule/root-statement.ts";
import { readCertificate } from "../../src/domain/sigstore/certificate.ts";
import { releasePurl } from "../../src/domain/source/release-purl.ts";
import { templateOf } from "../../src/domain/source/tag-template.ts";
import { workflowRunOf } from "../../src/domain/source/workflow-run.ts";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import { decodeHex } from "../../src/kernel/hex.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import type { CertifiedSession } from "../../src/ports/signer.ts";
import { describeFile, type TestAsset } from "./test-asset.ts";

/** A release that a test seals by hand, so that any part can be somebody else's. */
export interface TestRelease {
  readonly session: CertifiedSession;
  readonly name?: string;
  readonly version?: string;
  readonly tag?: string;
  readonly assets?: readonly TestAsset[];
  readonly images?: readonly ImageReference[];
  /** Changes the entries before the root is built over them. */
  readonly entries?: (entries: EvidenceEntry[]) => EvidenceEntry[] | Promise<EvidenceEntry[]>;
  /** Changes the root statement before it is signed. */
  readonly root?: (root: RootStatement) => RootStatement;
  /** Who signs the root, where it is not who signs the rest. */
  readonly rootSession?: CertifiedSession;
  /** Changes the entries after the root was signed over them. */
  readonly packed?: (entries: Map<string, Uint8Array>) => void;
}

export const HELLO = describeFile("hello.txt", "hello\n");
export const TOOL = describeFile("tool.bin", "a tool\n");

/** The bytes of a capsule; without changes it verifies for `octo-org/octo-tool`. */
export async function sealTestRelease(order: TestRelease): Promise<Uint8Array> {
  const { session, name = "octo-tool", version = "1.2.3", tag = `v${version}`, assets = [HELLO, TOOL] } = order;
  const honest = await honestEntries(session, assets);
  const entries = (await order.entries?.(honest)) ?? honest;
  const { extensions } = readCertificate(session.identity.certificate);
  const repository = extensions.sourceRepositoryUri ?? null;
  const content: RootParts = {
    release: {
      ...{ name, version, tag, repository, versioning: "semver" },
      tagTemplate: templateOf(tag, { version, versioning: "semver" }),
      purl: releasePurl({ name, version, tag, repository }),
      commit: extensions.sourceRepositoryDigest ?? null,
      repositoryId: extensions.sourceRepositoryIdentifier ?? null,
      ownerId: extensions.sourceRepositoryOwnerIdentifier ?? null,
      runUri: extensions.runInvocationUri ?? null,
    },
    ...{ assets, images: order.images ?? [], entries, pins: [] },
    previous: { none: "first-release", reason: "a test" },
  };
  const root = buildRoot(content, sha256Hex);
  const payload = formatRootStatement(order.root?.(root) ?? root);
  const signed = await (order.rootSession ?? session).signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
  const packed = new Map(entries.map((entry) => [entry.name, entry.bytes]));
  order.packed?.(packed);
  return packCapsule({ root: signed, entries: packed }, gzipCanonical);
}

async function honestEntries(session: CertifiedSession, assets: readonly TestAsset[]): Promise<EvidenceEntry[]> {
  const lists = [
    { name: "checksums.txt", bytes: checksumsOf(assets, "sha256") },
    { name: "checksums.sha512.txt", bytes: checksumsOf(assets, "sha512") },
  ];
  return [
    await provenanceOf(session, assets),
    ...lists.map((list) => ({ ...list, mediaType: MEDIA_TYPES.checksums })),
    ...(await Promise.all(lists.map((list) => signatureOf(session, list)))),
    ...(await Promise.all(assets.map((asset) => assetSignature(session, asset)))),
    ...assets.map(({ sha256 }) => ({
      name: sbomEntry(sha256, "cdx"),
      bytes: sbomOf(sha256),
      mediaType: MEDIA_TYPES.cycloneDx,
      subject: sha256,
    })),
  ];
}

export function checksumsOf(assets: readonly TestAsset[], algorithm: "sha256" | "sha512"): Uint8Array {
  return encodeUtf8(formatChecksums(assets.map((asset) => ({ name: asset.name, digest: asset[algorithm] }))));
}

/** Of the run of `stated`, which is who signs it unless it is false. */
export async function provenanceOf(
  session: CertifiedSession,
  assets: readonly TestAsset[],
  stated = session,
): Promise<EvidenceEntry> {
  const run = workflowRunOf(readCertificate(stated.identity.certificate).extensions);
  const statement = formatStatement(provenanceStatement(assets, githubProvenance(run)));
  return {
    name: "provenance.sigstore.json",
    bytes: await session.signPayload(IN_TOTO_PAYLOAD_TYPE, statement),
    mediaType: MEDIA_TYPES.bundle,
    predicateType: PROVENANCE_PREDICATE_TYPE,
  };
}

export async function signatureOf(
  session: CertifiedSession,
  list: { readonly name: string; readonly bytes: Uint8Array },
): Promise<EvidenceEntry> {
  const { sha256 } = describeFile(list.name, list.bytes);
  return {
    name: signatureEntry(list.name),
    bytes: await session.signDigest(decodeHex(sha256)),
    mediaType: MEDIA_TYPES.bundle,
  };
}

export async function assetSignature(session: CertifiedSession, { sha256 }: TestAsset): Promise<EvidenceEntry> {
  return {
    name: assetSignatureEntry(sha256),
    bytes: await session.signDigest(decodeHex(sha256)),
    mediaType: MEDIA_TYPES.bundle,
    subject: sha256,
  };
}

export function sbomOf(sha256: string, components: readonly string[] = ["left-pad"]): Uint8Array {
  return encodeUtf8(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: {
        component: { type: "file", name: "asset", "bom-ref": "asset", hashes: [{ alg: "SHA-256", content: sha256 }] },
      },
      components: components.map((name) => ({ type: "library", name, "bom-ref": name })),
      compositions: [{ aggregate: "complete", dependencies: ["asset"] }],
    }),
  );
}
