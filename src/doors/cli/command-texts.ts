import type { Command } from "../options.ts";

export interface CommandText {
  /** In commander's notation. */
  readonly arguments: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Exit codes and what they mean for this command. */
  readonly exits: readonly (readonly [number, string])[];
}

const REFUSED = [1, "something was read and refused"] as const;
const USAGE = [2, "the command line is wrong"] as const;
const ENVIRONMENT = [4, "a file could not be read or written, or a service failed"] as const;

/** Of the program as a whole. */
export const PROGRAM_TEXT: Pick<CommandText, "examples" | "exits"> = {
  examples: ["seal --sigstore local dist/*", "verify --repository owner/tool tool-1.2.3.capsule"],
  exits: [
    [0, "done; for verify: verified"],
    REFUSED,
    USAGE,
    [3, "nothing is false, but something required is missing or was not checked"],
    ENVIRONMENT,
  ],
};

export const COMMAND_TEXTS: Readonly<Record<Command, CommandText>> = {
  seal: {
    arguments: "[assets...]",
    summary: "sign assets, describe them, and pack the evidence into one capsule",
    examples: ["seal --sigstore local dist/*", "seal --name tool --version 1.2.3 --out evidence dist/tool.tar.gz"],
    exits: [[0, "sealed, and verified as a consumer would"], REFUSED, USAGE, ENVIRONMENT],
  },
  check: {
    arguments: "[assets...]",
    summary: "check a release against its manifest, git and GitHub, without signing or writing anything",
    examples: ["check dist/*", "check --manifest release/manifest.yaml --tag v1.2.3 dist/*"],
    exits: [
      [0, "the release may be sealed"],
      [1, "a check that is required failed"],
      USAGE,
      [3, "a check that is required could not be made"],
      ENVIRONMENT,
    ],
  },
  verify: {
    arguments: "<capsule> [assets...]",
    summary: "verify a release from its capsule, offline",
    examples: [
      "verify --repository owner/tool tool-1.2.3.capsule",
      "verify --repository owner/tool tool-1.2.3.capsule tool.tar.gz",
      "verify --identity someone@example.com --issuer https://accounts.google.com tool-1.2.3.capsule",
    ],
    exits: [
      [0, "verified"],
      [1, "rejected: something was read and refused"],
      USAGE,
      [3, "incomplete: nothing is false, but something required is missing or was not checked"],
      [4, "a file could not be read"],
    ],
  },
  show: {
    arguments: "<capsule>",
    summary: "list what a capsule holds, without verifying it",
    examples: ["show tool-1.2.3.capsule"],
    exits: [[0, "shown"], REFUSED, USAGE, ENVIRONMENT],
  },
  guide: {
    arguments: "<capsule>",
    summary: "print the VERIFY.md of a capsule, without verifying it",
    examples: ["guide tool-1.2.3.capsule > VERIFY.md"],
    exits: [[0, "printed"], REFUSED, USAGE, ENVIRONMENT],
  },
  sbom: {
    arguments: "<path>",
    summary: "describe what a file or folder is made of, or score an SBOM",
    examples: ["sbom dist/tool-1.2.3.tar.gz", "sbom --format spdx . > tool.spdx.json", "sbom --check tool.cdx.json"],
    exits: [[0, "written, or checked and sound"], REFUSED, USAGE, ENVIRONMENT],
  },
  diff: {
    arguments: "<old> <new>",
    summary: "tell what changed between two capsules, releases, SBOMs, files or folders",
    examples: [
      "diff --format markdown tool-1.2.2.capsule tool-1.2.3.capsule",
      "diff --strict old.cdx.json new.cdx.json",
    ],
    exits: [[0, "compared"], [1, "something was refused, or with strict a change breaks a rule"], USAGE, ENVIRONMENT],
  },
  completion: {
    arguments: "<shell>",
    summary: "print what bash, zsh, fish or powershell reads to complete these commands",
    examples: [
      "completion bash > ~/.local/share/bash-completion/completions/capsule",
      "completion zsh > ~/.zsh/completions/_capsule",
      "completion fish > ~/.config/fish/completions/capsule.fish",
      "completion powershell | Out-String | Invoke-Expression",
    ],
    exits: [[0, "printed"], USAGE],
  },
  "sign-bundle": {
    arguments: "<file>",
    summary: "sign one file or statement with a given token, as sigstore-conformance asks",
    examples: ["sign-bundle --identity-token JWT --bundle a.sigstore.json a.txt"],
    exits: [[0, "signed"], REFUSED, USAGE, ENVIRONMENT],
  },
  "verify-bundle": {
    arguments: "<file-or-digest>",
    summary: "verify one Sigstore bundle for one file, as sigstore-conformance asks",
    examples: ["verify-bundle --bundle a.sigstore.json --identity ID --issuer URL a.txt"],
    exits: [[0, "verified"], REFUSED, USAGE, ENVIRONMENT],
  },
};
