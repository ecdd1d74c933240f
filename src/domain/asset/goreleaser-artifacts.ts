import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { expectedDigests } from "./expected-digests.ts";
import type { AssetList, ExpectedDigests, ListedAsset } from "./listed-asset.ts";

/** Types that GoReleaser uploads to a release, but for binaries, of which it names both kinds alike. */
const UPLOADED: ReadonlySet<string> = new Set([
  ...["Archive", "File", "Source", "Linux Package", "MSIX", "Makeself Package", "Flatpak", "Source RPM"],
  ...["Wheel", "Source Dist", "SBOM", "Checksum", "Signature", "Certificate"],
]);

/** Types that stay in the folder or go elsewhere: to registries, taps and package indexes. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...["Metadata", "Snap", "Docker Image", "Published Docker Image", "Docker Manifest", "Chocolatey", "Nixpkg"],
  ...["Brew Tap", "Homebrew Formula", "Homebrew Cask", "GoFish Rig", "Krew Plugin Manifest", "Scoop Manifest"],
  ...["PKGBUILD", "SRCINFO", "Winget Manifest", "C Header", "C Archive Library", "C Shared Library"],
]);

/** `internal_type` of a binary that is uploaded as it is; other binaries are what archives are made of. */
const UPLOADABLE_BINARY = 2;

const artifact = v.object({
  name: v.optional(v.string(), ""),
  path: v.optional(v.string(), ""),
  internal_type: v.optional(v.number()),
  type: v.string(),
  extra: v.nullish(v.record(v.string(), v.unknown())),
});
const schema = v.array(artifact);
type Artifact = v.InferOutput<typeof artifact>;

/**
 * Reads GoReleaser's `dist/artifacts.json`: of all that it made, what it uploads to a release. Digests are in
 * `extra.Checksum` as `algorithm:hex`. A type that is unknown here is taken if it has a checksum, since GoReleaser makes
 * checksums of just what it uploads, and is refused without one. Fault: `asset-list-malformed`.
 * https://goreleaser.com/customization/general/artifacts/
 */
export function readGoreleaserArtifacts(value: JsonValue): AssetList {
  const assets = parseSchema(schema, value, malformed).filter(isUploaded).map(listed);
  return { assets, base: "project", isAsset: false, others: [] };
}

function isUploaded({ name, type, internal_type: internal, extra }: Artifact): boolean {
  if (type === "Binary") return internal === UPLOADABLE_BINARY;
  if (UPLOADED.has(type)) return true;
  if (ELSEWHERE.has(type)) return false;
  if (typeof extra?.["Checksum"] === "string") return true;
  throw malformed(`lists ${printable(name)} of the unknown type ${printable(type)}`);
}

function listed({ name, path, extra }: Artifact): ListedAsset {
  if (name === "" || path === "") throw malformed("lists an uploaded file without name or path");
  const checksum = extra?.["Checksum"] ?? "";
  if (typeof checksum !== "string") throw malformed(`states a checksum of ${printable(name)} that is not a text`);
  return { name, path, expected: checksum === "" ? {} : statedDigest(checksum, name) };
}

/** `algorithm:hex`. */
function statedDigest(checksum: string, name: string): ExpectedDigests {
  const colon = checksum.indexOf(":");
  if (colon < 1) throw malformed(`states a checksum of ${printable(name)} without its algorithm`);
  return expectedDigests({ [checksum.slice(0, colon)]: checksum.slice(colon + 1) }, name);
}

function malformed(reason: string): Fault {
  return new Fault("asset-list-malformed", `artifacts.json of GoReleaser ${reason}`, {
    hint: "name the files with assets instead",
  });
}
