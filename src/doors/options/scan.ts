import { type CommandDescription, ENVIRONMENT, type Options, USAGE } from "./option.ts";
import { json, quiet, trustedRoot } from "./shared.ts";
import { verifyDescription } from "./verify.ts";

const { identity, issuer, key, sigstore, online, ...ofVerify } = verifyDescription.options;

/** With the name of a release: who must have signed it, by default a workflow of its repository at its tag. */
export const ofRelease = {
  repository: {
    kind: "text",
    placeholder: "OWNER/NAME",
    description: "with a release: the repository whose workflow must have signed, if it is not the one of the release",
  },
  ...{ identity, issuer, key },
  "source-ref": ofVerify["source-ref"],
  "signer-workflow": ofVerify["signer-workflow"],
  "unsafe-trigger": ofVerify["unsafe-trigger"],
  sigstore,
  "trusted-root": trustedRoot,
  online,
} as const satisfies Options;

export const SCAN_FORMATS = ["table", "json", "statement", "vdr", "sarif", "openvex"] as const;

export const scanDescription = {
  arguments: "[target]",
  summary:
    "look for known vulnerabilities in a capsule, an SBOM, a file or a folder, offline, or in a release that GitHub has; with --update, make the database",
  examples: [
    "scan --update --ecosystem npm --ecosystem Go",
    "scan tool-1.2.3.capsule",
    "scan owner/tool@v1.2.3",
    "scan --fail-on high --since last.json --json . > now.json",
    "scan --database osv/ --format sarif tool.cdx.json > tool.sarif",
  ],
  exits: [
    [0, "all packages were judged, and no vulnerability is known that fail-on asks for"],
    [1, "a vulnerability is known, or the release was refused"],
    USAGE,
    [3, "none is known, but a package could not be judged, the database is too old, or the release is not proven"],
    ENVIRONMENT,
  ],
  options: {
    database: {
      kind: "text",
      placeholder: "PATH",
      description:
        "an index, or a folder of archives as osv.dev publishes them (npm/all.zip); by default the index that update made",
    },
    update: { kind: "switch", description: "fetch the archives of the named ecosystems, and write the index of them" },
    ecosystem: {
      kind: "lines",
      placeholder: "NAME",
      description: "with update: an ecosystem as OSV spells it, such as npm, PyPI, crates.io, Go, Maven or Debian",
    },
    from: {
      kind: "text",
      placeholder: "PLACE",
      description: "with update: an https address of a mirror, or a folder of archives; by default osv.dev's bucket",
    },
    format: {
      kind: "choice",
      values: SCAN_FORMATS,
      default: "table",
      description: "statement is in-toto's for vulnerabilities, vdr is CycloneDX, openvex is one to begin with",
    },
    since: {
      kind: "text",
      placeholder: "FILE",
      description: "compare with an earlier scan of the same, as json printed it; only what is new fails then",
    },
    "fail-on": {
      kind: "choice",
      values: ["critical", "high", "medium", "low", "any", "never"],
      default: "any",
      description: "the least severity that ends with 1; one that is not known counts as any",
    },
    "max-age": {
      kind: "text",
      placeholder: "DAYS",
      default: "3",
      description: "how old the newest record of the database may be before the scan ends with 3",
    },
    ...ofRelease,
    json,
    quiet,
  },
} as const satisfies CommandDescription;
