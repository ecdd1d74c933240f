import { createHash } from "node:crypto";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { buildRoot, type EvidenceEntry } from "../../src/domain/capsule/build-root.ts";
import { assetSignatureEntry, evidenceEntry, sbomEntry } from "../../src/domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../src/domain/capsule/media-types.ts";
import type { RootPredicate, RootStatement } from "../../src/domain/capsule/root-schema.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";

const ASSET_BYTES = encodeUtf8("tool\n");
const ASSET = {
  name: "tool-linux-x64",
  sha256: sha256Hex(ASSET_BYTES),
  sha512: createHash("sha512").update(ASSET_BYTES).digest("hex"),
};

const PROVENANCE = entry("provenance.sigstore.json", "{}", MEDIA_TYPES.bundle, {
  predicateType: "https://slsa.dev/provenance/v1",
});
const GUIDE = entry("VERIFY.md", "# Verify\n", MEDIA_TYPES.guide);

/** Few entries, so that a vector shows one thing. */
export const SMALL: readonly EvidenceEntry[] = [PROVENANCE, GUIDE];

/** One entry of each family of names; what is in them does not concern the format. */
export const EVERY_KIND: readonly EvidenceEntry[] = [
  ...SMALL,
  entry(assetSignatureEntry(ASSET.sha256), "{}", MEDIA_TYPES.bundle, { subject: ASSET.sha256 }),
  entry("checksums.txt", `${ASSET.sha256}  ${ASSET.name}\n`, MEDIA_TYPES.checksums),
  entry("checksums.txt.sigstore.json", "{}", MEDIA_TYPES.bundle),
  entry("checksums.sha512.txt", `${ASSET.sha512}  ${ASSET.name}\n`, MEDIA_TYPES.checksums),
  entry("checksums.sha512.txt.sigstore.json", "{}", MEDIA_TYPES.bundle),
  entry(sbomEntry(ASSET.sha256, "cdx"), "{}", MEDIA_TYPES.cycloneDx, { subject: ASSET.sha256 }),
  entry(sbomEntry(ASSET.sha256, "spdx"), "{}", MEDIA_TYPES.spdx, { subject: ASSET.sha256 }),
  entry(sbomEntry("release", "cdx"), "{}", MEDIA_TYPES.cycloneDx),
  entry(sbomEntry("release", "spdx"), "{}", MEDIA_TYPES.spdx),
  entry(evidenceEntry(sha256Hex(encodeUtf8("{}")), "json"), "{}", "application/json", { subject: ASSET.sha256 }),
  entry("trust/snapshot.trusted_root.json", "{}", MEDIA_TYPES.trustedRoot),
];

const RELEASE: RootPredicate["release"] = {
  purl: "pkg:github/owner/tool@v1.2.3",
  name: "tool",
  version: "1.2.3",
  versioning: "semver",
  tag: "v1.2.3",
  tagTemplate: "v{version}",
  commit: "0123456789abcdef0123456789abcdef01234567",
  repository: "https://github.com/owner/tool",
  repositoryId: "11",
  ownerId: "22",
  runUri: "https://github.com/owner/tool/actions/runs/33/attempts/1",
};

/** What a release without a known source says. */
export const SOURCELESS: RootPredicate["release"] = {
  ...RELEASE,
  purl: "pkg:generic/tool@1.2.3",
  tag: null,
  tagTemplate: null,
  commit: null,
  repository: null,
  repositoryId: null,
  ownerId: null,
  runUri: null,
};

export function sampleRoot(entries: readonly EvidenceEntry[] = SMALL, release = RELEASE): RootStatement {
  const previous = { none: "first-release", reason: "there was none" } as const;
  return buildRoot({ release, assets: [ASSET], entries, pins: [], previous }, sha256Hex);
}

type About = Pick<EvidenceEntry, "subject" | "predicateType">;

function entry(name: string, text: string, mediaType: string, about: About = {}): EvidenceEntry {
  return { name, bytes: encodeUtf8(text), mediaType, ...about };
}
