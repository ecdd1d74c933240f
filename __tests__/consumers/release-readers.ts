/**
 * The rules by which other programs find evidence among the files of a release, each as its source had it in the autumn of
 * 2026. They are written down here, not run: docs/consumers.md says what each program gets.
 */
export interface ReleaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const lower = (name: string): string => name.toLowerCase();

/** mise, github backend (`src/backend/asset_matcher.rs`): the list for an asset, its own first, else one for the release. */
export function miseChecksums(names: readonly string[], asset: string): string | undefined {
  const own = ["sha256", "sha256sum", "sha256sums", "sha512", "md5", "checksums"].map((end) => `${asset}.${end}`);
  const shared = [
    /^sha256sums?\.txt$/i,
    /^sha512sums?\.txt$/i,
    /^checksums?\.txt$/i,
    /^shasums/i,
    /checksums?\.sha256$/i,
  ];
  return names.find((name) => own.includes(lower(name))) ?? names.find((name) => shared.some((one) => one.test(name)));
}

/** mise (`pick_slsa_provenance`): every file that it would try as provenance. */
export function miseProvenance(names: readonly string[]): string[] {
  return names.filter((name) => /\.intoto\.jsonl|provenance|\.attestation$/.test(lower(name)));
}

/** mise (`asset_matcher.rs`): what it would install; the highest score wins, the first of equals. */
export function miseInstalls(names: readonly string[], system: { os: RegExp; arch: RegExp }, tool: string): string {
  const score = (name: string): number => {
    const metadata = /\.(json|jsonl|txt|sig|asc|pem|spdx|sbom|intoto|attestation|md)$/.test(lower(name));
    const archive = /\.(tar\.gz|tgz|tar\.xz|zip|tar\.zst)$/.test(lower(name));
    return (
      (system.os.test(lower(name)) ? 100 : 0) +
      (system.arch.test(lower(name)) ? 50 : 0) +
      (archive ? 15 : 0) +
      (lower(name).startsWith(tool) ? 20 : 0) -
      (metadata ? 100 : 0)
    );
  };
  return [...names].sort((a, b) => score(b) - score(a))[0] ?? "";
}

/** aqua, `aqua gr` (`pkg/checksum/checksum.go`): the checksum list that it writes into a registry entry. */
export function aquaChecksums(names: readonly string[]): string | undefined {
  const signature = /\.(sig|asc|pem|cert|bundle|sigstore|sigstore\.json|minisig|gpg)$/;
  return names.find((name) => /sha256|shasums|checksum/.test(lower(name)) && !signature.test(lower(name)));
}

/** aqua (`generate-registry/generate.go`): the bundle of that list. */
export function aquaBundle(names: readonly string[], list: string): string | undefined {
  return ["cosign.bundle", "bundle", "sigstore", "sigstore.json"]
    .map((end) => `${list}.${end}`)
    .find((name) => names.includes(name));
}

/** Renovate, github-release-attachments: digests of every file below 5 KiB whose lines are a digest and a name. */
export function renovateDigests(files: readonly ReleaseFile[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { bytes } of files.filter(({ bytes }) => bytes.length < 5 * 1024)) {
    for (const line of Buffer.from(bytes).toString().split("\n")) {
      const [digest = "", name = ""] = line.split(/\s+/);
      if (/^[0-9a-f]{64}$/.test(digest) && name !== "") found.set(name, digest);
    }
  }
  return found;
}

/** OpenSSF Scorecard 5.5 (`releasesHaveProvenance`, `releasesAreSigned`): points of Signed-Releases for one release. */
export function scorecardSigned(names: readonly string[]): number {
  if (names.some((name) => name.endsWith(".intoto.jsonl"))) return 10;
  const signed = /\.(asc|minisig|sig|sign|sigstore|sigstore\.json)$/;
  return names.some((name) => signed.test(name)) ? 8 : 0;
}

/** Scorecard (`checks/raw/sbom.go`): whether a release file counts as an SBOM. */
export function scorecardSboms(names: readonly string[]): string[] {
  return names.filter((name) =>
    /.+\.(cdx.json|cdx.xml|spdx|spdx.json|spdx.xml|spdx.y[a?]ml|spdx.rdf|spdx.rdf.xml)/i.test(name),
  );
}

/** GUAC, GitHub collector (`pkg/handler/collector/github`): documents that it takes, and what it recognises in them. */
export function guacDocuments(files: readonly ReleaseFile[]): Map<string, "CycloneDX" | "SPDX" | "unknown"> {
  const found = new Map<string, "CycloneDX" | "SPDX" | "unknown">();
  for (const { name, bytes } of files.filter(({ name }) => /\.jsonl?$/.test(name))) {
    const [first = ""] = name.endsWith("l")
      ? Buffer.from(bytes).toString().split("\n")
      : [Buffer.from(bytes).toString()];
    const document = JSON.parse(first);
    const kind = document.bomFormat === "CycloneDX" ? "CycloneDX" : document.spdxVersion ? "SPDX" : "unknown";
    found.set(name, kind);
  }
  return found;
}
