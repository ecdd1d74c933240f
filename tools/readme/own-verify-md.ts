import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { planFiles } from "../../src/domain/capsule/published-names.ts";
import { cosignSection } from "../../src/domain/guide/cosign-section.ts";
import { downloadSection } from "../../src/domain/guide/download-section.ts";
import { failureSection } from "../../src/domain/guide/failure-section.ts";
import { ghSection } from "../../src/domain/guide/gh-section.ts";
import type { GuideFacts } from "../../src/domain/guide/guide-facts.ts";
import { offlineSection } from "../../src/domain/guide/offline-section.ts";
import { ownStep } from "../../src/domain/guide/own-section.ts";
import { slsaSection } from "../../src/domain/guide/slsa-section.ts";
import { REPOSITORY } from "../../src/domain/home.ts";
import { TOOL } from "../../src/domain/tool.ts";
import { codeSpan, table } from "../../src/kernel/markdown.ts";

const ISSUER = "https://token.actions.githubusercontent.com";

/**
 * VERIFY.md at the top of the repository: how to verify our own release of the current version, in the commands that every
 * sealed release has. Digests are not in it; it is written before the release is made.
 */
export function ownVerifyMd(): string {
  const facts = ownFacts(TOOL.version);
  const sections = [
    HEAD,
    identity(facts),
    downloadSection(facts),
    program(facts),
    cosignSection(facts),
    ghSection(facts),
    slsaSection(facts),
    offlineSection(facts, CHECKOUT),
    failureSection(facts),
    REBUILD,
  ];
  return `${sections.join("\n\n")}\n`;
}

/** What the certificate of our release workflow will say. */
export function ownFacts(version: string): GuideFacts {
  const manifest = parse(readFileSync(new URL("../../release/manifest.yaml", import.meta.url), "utf8"));
  const assets = manifest.assets.map((name: string) => ({
    ...{ name: name.replace("{version}", version), size: 0, sha256: "0".repeat(64) },
  }));
  const repository = REPOSITORY.replace("https://github.com/", "");
  const ref = `refs/tags/v${version}`;
  const release = { name: TOOL.name, version, local: false } as const;
  return {
    ...{ name: TOOL.name, version, tag: `v${version}`, repository: REPOSITORY, commit: null, assets },
    capsule: `${TOOL.name}-${version}.capsule`,
    published: planFiles({ ...release, mode: "standard", assets, signedEach: true }),
    signer: {
      subjectAlternativeName: `${REPOSITORY}/.github/workflows/release.yml@${ref}`,
      ...{ issuer: ISSUER, instance: "public-good", hasLog: true },
      workflow: {
        web: "https://github.com",
        repository,
        sourceRef: ref,
        ref,
        reusable: undefined,
        runner: "github-hosted",
      },
    },
    identityFlags: ["--repository", repository],
    trustedRoot: undefined,
  };
}

const CHECKOUT = "../release-capsule/dist/cli.js";

const HEAD = `# Verify our own releases

This page is about the releases of Release Capsule itself, and names that of version ${TOOL.version}; for another version read this
page at its tag. Each release carries a capsule and a VERIFY.md of its own; this page is the independent place for what those
instructions cannot vouch for: who must have signed. It is made by ${codeSpan("npm run generate")} from what writes every VERIFY.md.`;

function identity({ signer, repository }: GuideFacts): string {
  const rows = [
    ["Repository", codeSpan(repository ?? "")],
    ["Signer", codeSpan(signer.subjectAlternativeName)],
    ["Issuer", codeSpan(signer.issuer)],
    ["Source ref", codeSpan(signer.workflow?.sourceRef ?? "")],
  ];
  return `## Who must have signed

${table(["What", "Exactly"], rows)}`;
}

function program(facts: GuideFacts): string {
  return `## With this program

With a checkout of this repository beside the folder of the downloads, at a commit that you trust; never with the ${codeSpan("cli.js")} of the
release itself:

${ownStep(["node", CHECKOUT], facts)}

and a line for every file that was checked.`;
}

const REBUILD = `## Make the programs again

${codeSpan("dist/cli.js")} and ${codeSpan("dist/action.js")} are what the sources make. At a release's commit

\`\`\`sh
npm ci --ignore-scripts && npm run dist:check
\`\`\`

compares them byte for byte, and ${codeSpan("cli.js")} of the release is that file.`;
