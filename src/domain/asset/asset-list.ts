import { Fault } from "../../kernel/fault.ts";
import { type JsonObject, parseJson } from "../../kernel/json.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import { type ChecksumAlgorithm, parseChecksums } from "./checksums.ts";
import { readDistManifest } from "./dist-manifest.ts";
import { readGoreleaserArtifacts } from "./goreleaser-artifacts.ts";
import type { AssetList } from "./listed-asset.ts";
import { readRunnerArtifacts } from "./runner-artifacts.ts";

export const MAX_LIST_BYTES = 16 << 20;

/**
 * Reads a list of assets that another tool wrote; which format it has is told by its content: a JSON array is GoReleaser's,
 * an object with `artifacts` dist's, one with `subjects` the runner's, and anything else a checksum list (SHA-256 or
 * SHA-512, coreutils or BSD). Faults: `asset-list-malformed`, `json-…`, `utf8-malformed`, `checksums-…`.
 */
export function parseAssetList(bytes: Uint8Array): AssetList {
  const start = bytes.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  if (start !== 0x5b /* [ */ && start !== 0x7b /* { */) return readChecksumList(bytes);
  const value = parseJson(bytes, { maxBytes: MAX_LIST_BYTES, what: "the list of assets" });
  if (Array.isArray(value)) return readGoreleaserArtifacts(value);
  // It begins with a brace.
  const object = value as JsonObject;
  if (Object.hasOwn(object, "artifacts")) return readDistManifest(object);
  if (Object.hasOwn(object, "subjects")) return readRunnerArtifacts(object);
  throw new Fault("asset-list-malformed", "the list of assets is JSON of an unknown kind", {
    hint: "give a checksum list, artifacts.json of GoReleaser or dist-manifest.json of dist",
  });
}

/** A tool that writes checksums publishes them beside the files. */
function readChecksumList(bytes: Uint8Array): AssetList {
  const text = decodeUtf8(bytes, "the checksum list");
  const algorithm = algorithmOf(text);
  const assets = parseChecksums(text, algorithm).map(({ name, digest }) => {
    return { name, path: name, expected: { [algorithm]: digest } };
  });
  return { assets, base: "folder", isAsset: true, others: [] };
}

/** One list holds digests of one algorithm; the first line tells which. */
function algorithmOf(text: string): ChecksumAlgorithm {
  return /^\\?(?:SHA512 \(|[0-9a-fA-F]{128}(?![0-9a-fA-F]))/.test(text) ? "sha512" : "sha256";
}
