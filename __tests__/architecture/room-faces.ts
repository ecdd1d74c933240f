/**
 * What others may import of the rooms that are too large to be known by heart: the names of files below the room, without
 * their ending. Everything else is behind the face, and may be moved by whoever works in the room. A face grows only where a
 * caller cannot do without; a file that nobody outside imports any more leaves it.
 */
export const FACES = {
  "domain/evidence": ["bind-evidence", "evidence-document", "predicates", "read-evidence"],
  "domain/guide": [
    "cosign-section",
    "evidence-files",
    "gh-section",
    "guide-facts",
    "own-command",
    "signing-workflow",
    "verifier",
    "verify-md",
  ],
  "domain/installer": ["choose-assets", "installer-mark", "render-installers"],
  "domain/sbom": [
    "describe/describe-asset",
    "describe/describe-release",
    "describe/lockfiles",
    "describe/unread-manifests",
    "describe/why-not-all-known",
    "diff/diff",
    "diff/diff-gate",
    "diff/diff-rules",
    "diff/diff-statement",
    "merge/bind-sbom",
    "merge/merge-sbom",
    "model/inventory",
    "model/own-facts",
    "model/purl",
    "model/sbom-document",
    "model/sbom-producer",
    "quality/quality-gate",
    "quality/require-quality",
    "quality/scored-sbom",
    "read/read-sbom",
    "read/sbom-of-others",
    "read/sbom-subject",
    "write/cyclonedx",
    "write/sbom-writer",
    "write/spdx-2-3",
  ],
  "domain/sigstore": [
    "artifact-digests",
    "bundle",
    "bundle-to-verify",
    "bundles-in-file",
    "certificate",
    "certificate-facts",
    "embedded-roots",
    "embedded-signing-configs",
    "expected-identity",
    "judge-bundle",
    "pep740",
    "local-issuer",
    "require-verifiable",
    "roots-file",
    "select-services",
    "signed-statement",
    "signer-key",
    "signing-config",
    "trusted-root",
    "verified-bundle",
    "verify-bundle",
  ],
  "domain/verification": [
    "agreement",
    "asked-evidence",
    "check-assets",
    "check-checksums",
    "check-evidence",
    "check-provenance",
    "check-release",
    "check-sbom",
    "claim",
    "compare-asset",
    "earlier-identity",
    "effective-time",
    "evidence-form",
    "file-evidence",
    "identity-check",
    "identity-flags",
    "make-claim",
    "named-trust",
    "pipeline-run",
    "release-documents",
    "run-evidence",
    "same-run",
    "trust-bundles",
    "verdict",
    "verification",
    "verify-root",
    "workflow-name",
  ],
  "services/github": [
    "build-run",
    "github-address",
    "github-api",
    "public-releases",
    "release-host",
    "source-host",
    "uploaded-files",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const FACE_OF: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(FACES).map(([room, face]) => [`src/${room}/`, new Set(face.map((name) => `src/${room}/${name}.ts`))]),
);

/** Whether a file of another room imports what its room keeps for itself. Data beside a room's code is of its face. */
export function isBehindFace(path: string, target: string): boolean {
  for (const [room, face] of FACE_OF) {
    if (target.startsWith(room)) return !path.startsWith(room) && target.endsWith(".ts") && !face.has(target);
  }
  return false;
}
