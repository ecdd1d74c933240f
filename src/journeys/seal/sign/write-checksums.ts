import { formatChecksums } from "../../../domain/asset/checksums.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { CHECKSUMS_ENTRY, CHECKSUMS_SHA512_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** Lists exactly the assets, once with SHA-256 and once with SHA-512; without an asset there is no list. */
export function writeChecksums(assets: readonly CollectedAsset[]): readonly EvidenceEntry[] {
  if (assets.length === 0) return [];
  return [
    { name: CHECKSUMS_ENTRY, bytes: listOf(assets, "sha256"), mediaType: MEDIA_TYPES.checksums },
    { name: CHECKSUMS_SHA512_ENTRY, bytes: listOf(assets, "sha512"), mediaType: MEDIA_TYPES.checksums },
  ];
}

function listOf(assets: readonly CollectedAsset[], algorithm: "sha256" | "sha512"): Uint8Array {
  return encodeUtf8(formatChecksums(assets.map((asset) => ({ name: asset.name, digest: asset[algorithm] }))));
}
