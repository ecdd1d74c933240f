import { askingLogOptions } from "./asking-log.ts";
import { readingToken } from "./github-token.ts";
import { memoryOptions } from "./memory.ts";
import { type CommandDescription, ENVIRONMENT, USAGE } from "./option.ts";
import { json, quiet, trustedRoot, verbose } from "./shared.ts";
import { verifyDescription } from "./verify.ts";

const { policy, sigstore, identity, issuer, key, online } = verifyDescription.options;

export const getDescription = {
  arguments: "<release> [patterns...]",
  summary: "download a release of any GitHub repository, and keep what is proven",
  examples: [
    "get owner/tool",
    "get owner/tool@v1.2.3 'tool-linux-*' --out downloads",
    "get owner/tool --pin capsule.lock --min-age 3d",
    "get https://github.example.com/owner/tool@v1.2.3 --json",
  ],
  exits: [
    [0, "every file is proven, or accepted by accept, and in its place"],
    [1, "rejected: something was read and refused; nothing was put anywhere"],
    USAGE,
    [3, "incomplete: nothing is false, but a file lacks proof; nothing was put anywhere"],
    ENVIRONMENT,
  ],
  options: {
    out: {
      kind: "text",
      placeholder: "FOLDER",
      description: "where the files are put, over nothing that is there; by default the current folder",
    },
    accept: {
      kind: "choice",
      values: ["proof", "checksums"],
      default: "proof",
      description: "what is enough for a file: a proof of who made it, or a list of checksums that nobody signed",
    },
    "with-evidence": {
      kind: "switch",
      description: "put the files of evidence there, too, with which they can be verified again offline",
    },
    mirror: {
      kind: "lines",
      placeholder: "URL",
      description:
        "where the files may come from, too, by the digest that GitHub names: a folder, or an address with {sha256}, {name}, {tag} or {repository} in it; it gets no token",
    },
    repository: {
      kind: "text",
      placeholder: "OWNER/NAME",
      description: "the GitHub repository whose workflow must have signed, if it is not the one of the release",
    },
    policy,
    key,
    sigstore,
    "trusted-root": trustedRoot,
    identity,
    issuer,
    "source-ref": verifyDescription.options["source-ref"],
    "signer-workflow": verifyDescription.options["signer-workflow"],
    "unsafe-trigger": verifyDescription.options["unsafe-trigger"],
    "unsafe-identity-pattern": verifyDescription.options["unsafe-identity-pattern"],
    "unsafe-issuer-pattern": verifyDescription.options["unsafe-issuer-pattern"],
    ...memoryOptions,
    ...askingLogOptions,
    "effective-time": verifyDescription.options["effective-time"],
    online: { ...online, description: "fetch the newest trusted root, too, from the instance's update repository" },
    "github-token": readingToken,
    json,
    quiet,
    verbose,
  },
} as const satisfies CommandDescription;
