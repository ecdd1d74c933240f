import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { buildRoot, type EvidenceEntry, type RootParts } from "../../../src/domain/capsule/build-root.ts";
import { MEDIA_TYPES } from "../../../src/domain/capsule/media-types.ts";
import type { RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";

export const ASSET = { name: "a.tgz", sha256: "ab".repeat(32), sha512: "cd".repeat(64) };

export const ENTRIES: readonly EvidenceEntry[] = [
  { name: "provenance.sigstore.json", bytes: encodeUtf8("{}"), mediaType: MEDIA_TYPES.bundle, predicateType: "p" },
  {
    name: `assets/${ASSET.sha256}.sigstore.json`,
    bytes: encodeUtf8("{}"),
    mediaType: MEDIA_TYPES.bundle,
    subject: ASSET.sha256,
  },
  { name: "VERIFY.md", bytes: encodeUtf8("# Verify\n"), mediaType: MEDIA_TYPES.guide },
  { name: "checksums.txt", bytes: encodeUtf8(`${ASSET.sha256}  a.tgz\n`), mediaType: MEDIA_TYPES.checksums },
];

/** A root statement that the format accepts, over `entries`. */
export function sampleRoot(entries: readonly EvidenceEntry[] = ENTRIES, assets = [ASSET]): RootStatement {
  const content: RootParts = {
    release: {
      purl: "pkg:github/owner/tool@v1.2.3",
      name: "tool",
      version: "1.2.3",
      versioning: "semver",
      tag: "v1.2.3",
      tagTemplate: "v{version}",
      commit: "ef".repeat(20),
      repository: "https://github.com/owner/tool",
      repositoryId: "11",
      ownerId: "22",
      runUri: "https://github.com/owner/tool/actions/runs/33/attempts/1",
    },
    assets,
    entries,
    pins: [],
    previous: { none: "first-release", reason: "no earlier release" },
  };
  return buildRoot(content, sha256Hex);
}

export function entryMap(entries: readonly EvidenceEntry[] = ENTRIES): Map<string, Uint8Array> {
  return new Map(entries.map(({ name, bytes }) => [name, bytes]));
}
