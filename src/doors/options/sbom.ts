import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "./option.ts";
import { json } from "./shared.ts";

export const sbomDescription = {
  arguments: "<path>",
  summary: "describe what a file, a folder or a container image is made of, or score an SBOM",
  examples: [
    "sbom dist/tool-1.2.3.tar.gz",
    "sbom --format spdx . > tool.spdx.json",
    "sbom oci:ghcr.io/owner/tool:1.2.3",
    "sbom --check tool.cdx.json",
  ],
  exits: [
    [0, "written, or checked and in order"],
    REFUSED,
    USAGE,
    [3, "written, and what it is made of is not known, or a file in it could not be read, test data apart"],
    ENVIRONMENT,
  ],
  options: {
    format: {
      kind: "text",
      placeholder: "FORMAT",
      description:
        "cyclonedx, spdx or table; by default a table on a terminal, both documents in the Action, else cyclonedx",
    },
    "spec-version": {
      kind: "text",
      placeholder: "VERSION",
      description: "of CycloneDX 1.6 or 1.7, of SPDX 2.3 or 3.0.1; by default the first of each",
    },
    with: {
      kind: "lines",
      placeholder: "FILE",
      description: "merge the SBOM that another tool made of the same file; it must be in order, and of these bytes",
    },
    platform: {
      kind: "text",
      placeholder: "OS/ARCH",
      description: "of an image for several platforms: which one is described, for example linux/arm64",
    },
    out: {
      kind: "text",
      placeholder: "FOLDER",
      description: "where the SBOMs are written; by default the runner's temporary folder",
      only: "input",
    },
    check: { kind: "switch", description: "score an SBOM, or the one that would be written, and write none" },
    json,
  },
} as const satisfies CommandDescription;
