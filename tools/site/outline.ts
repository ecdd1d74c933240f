/** A part of the documentation, and its pages in order: names of documents in docs/, without their ending. */
export interface SitePart {
  readonly title: string;
  readonly pages: readonly string[];
}

/** How the site is ordered: by what a reader wants to do. Every document has one place (tested). */
export const OUTLINE: readonly SitePart[] = [
  { title: "First steps", pages: ["start", "publish", "actions", "verify", "questions"] },
  {
    title: "Guides",
    pages: [
      "guides/README",
      ...["guides/gh-release", "guides/matrix", "guides/monorepo", "guides/npm", "guides/pypi", "guides/crates"],
      ...["guides/containers", "guides/goreleaser", "guides/dist", "guides/release-please", "guides/semantic-release"],
      ...[
        "guides/changesets",
        "guides/gitlab",
        "guides/ghes",
        "guides/private-sigstore",
        "guides/offline",
        "migration",
      ],
    ],
  },
  {
    title: "In depth",
    pages: [
      ...["release-manifest", "assets-from", "sbom", "evidence", "images", "keys", "other-ci", "container"],
      ...["security-release", "policy", "approvals", "statements", "audit", "memory", "watch", "scan", "risk"],
      ...["consumers", "notary", "kit"],
    ],
  },
  { title: "Concepts", pages: ["concepts", "verification", "identities", "slsa", "comparison"] },
  {
    title: "Reference",
    pages: [
      ...["reference", "faults", "library", "capsule-format", "compatibility", "build-types/github-workflow-v1"],
      ...["build-types/kit-feed-v1", "build-types/local-v1", "build-types/pipeline-v1", "build-types/received-v1"],
    ],
  },
  {
    title: "Assurance",
    pages: [
      ...["threat-model", "cra", "osps-baseline", "self-assessment", "signature-checks", "interop", "benchmarks"],
      "decisions/README",
    ],
  },
];
