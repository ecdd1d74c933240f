import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { planFiles } from "../../src/domain/capsule/published-names.ts";
import type { GuideFacts } from "../../src/domain/guide/guide-facts.ts";
import { checksumsFold } from "../../src/domain/guide/sections/checksums-section.ts";
import { cosignFold } from "../../src/domain/guide/sections/cosign-section.ts";
import { downloadFold } from "../../src/domain/guide/sections/download-section.ts";
import { failureFold } from "../../src/domain/guide/sections/failure-section.ts";
import { oneCommand, proof, readTheFirstWord } from "../../src/domain/guide/sections/first-steps.ts";
import { ghFold } from "../../src/domain/guide/sections/gh-section.ts";
import { macFold } from "../../src/domain/guide/sections/mac-section.ts";
import { offlineFold } from "../../src/domain/guide/sections/offline-section.ts";
import { identityFold, proofFold } from "../../src/domain/guide/sections/proof-section.ts";
import { windowsFold } from "../../src/domain/guide/sections/windows-section.ts";
import { fold } from "../../src/domain/guide/step.ts";
import { REPOSITORY } from "../../src/domain/home.ts";
import { TOOL } from "../../src/domain/tool.ts";
import { codeBlock, codeSpan } from "../../src/kernel/markdown.ts";

const NAME = REPOSITORY.replace("https://github.com/", "");
const CHECKOUT = "../release-capsule/dist/verify.js";
const ISSUER = "https://token.actions.githubusercontent.com";

/**
 * VERIFY.md at the top of the repository: how to verify our own release of the current version, in the commands that every
 * sealed release has. Digests are not in it; it is written before the release is made.
 */
export function ownVerifyMd(): string {
  const facts = ownFacts(TOOL.version);
  const sections = [
    HEAD,
    oneCommand(facts, PROGRAM, CHECKOUT),
    readTheFirstWord(facts),
    COMPARE,
    proof(facts),
    "## Other ways, and details",
    downloadFold(facts, CHECKOUT),
    windowsFold(facts, CHECKOUT),
    macFold(facts, CHECKOUT),
    cosignFold(facts),
    ghFold(facts),
    offlineFold(facts, CHECKOUT),
    checksumsFold(facts, false),
    identityFold(facts),
    failureFold(facts),
    proofFold(facts),
    REBUILD,
  ];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

/** What the certificate of our release workflow will say. */
export function ownFacts(version: string): GuideFacts {
  const manifest = parse(readFileSync(new URL("../../release/manifest.yaml", import.meta.url), "utf8"));
  const assets = manifest.assets.map((name: string) => ({
    ...{ name: name.replace("{version}", version), size: 0, sha256: "0".repeat(64) },
  }));
  const ref = `refs/tags/v${version}`;
  const release = { name: TOOL.name, version, local: false } as const;
  return {
    ...{ name: TOOL.name, version, tag: `v${version}`, repository: REPOSITORY, commit: null, assets },
    capsule: `${TOOL.name}-${version}.capsule`,
    published: planFiles({ ...release, mode: "standard", assets, signedEach: true }),
    signer: {
      kind: "certificate",
      subjectAlternativeName: `${REPOSITORY}/.github/workflows/release.yml@${ref}`,
      ...{ issuer: ISSUER, instance: "public-good", hasLog: true },
      workflow: {
        web: "https://github.com",
        repository: NAME,
        sourceRef: ref,
        ref,
        reusable: undefined,
        runner: "github-hosted",
      },
    },
    identityFlags: ["--repository", NAME],
    trustedRoot: undefined,
  };
}

const HEAD = `# Verify our own releases

Check that the files you downloaded are the ones that this repository released. This page names those of version ${TOOL.version}; for
another version read it at that tag. It is made by ${codeSpan("npm run generate")} from what writes the VERIFY.md of every release.`;

const PROGRAM = `The program is in a checkout of this repository beside the folder of the downloads, at a commit that you trust. Never use the
programs of the release itself. It needs [Node.js](https://nodejs.org) 20.19 or later, on Linux, macOS or Windows, and opens no connection.`;

const COMPARE = `## 3. Compare one value

> **${codeSpan(NAME)}**

This page is in the repository and not in the release: whoever replaces files of a release does not change it with them. Make
sure that you read it in ${codeSpan(NAME)}, and that this is the repository **you** know.`;

const REBUILD = fold("Make the programs again", [
  `${codeSpan("dist/cli.js")}, ${codeSpan("dist/verify.js")} and ${codeSpan("dist/action.js")} are what the sources make. At a release's commit`,
  codeBlock("npm ci --ignore-scripts && npm run dist:check", "sh"),
  `compares them byte for byte, and ${codeSpan("cli.js")} and ${codeSpan("verify.js")} of the release are these files.`,
]);
