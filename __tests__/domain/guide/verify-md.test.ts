import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { GuideFacts } from "../../../src/domain/guide/guide-facts.ts";
import { formatGuide } from "../../../src/domain/guide/verify-md.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const FACTS: GuideFacts = {
  name: "tool",
  version: "1.0.0",
  tag: "v1.0.0",
  repository: "https://github.com/owner/tool",
  commit: "a".repeat(40),
  assets: [{ name: "tool.tgz", sha256: "0".repeat(64) }],
  capsule: "tool-1.0.0.capsule",
  published: ["tool-1.0.0.capsule", "checksums.txt", "checksums.txt.sigstore.json", "VERIFY.md"],
  signer: {
    subjectAlternativeName: "https://github.com/owner/tool/.github/workflows/release.yml@refs/tags/v1.0.0",
    issuer: "https://token.actions.githubusercontent.com",
    instance: "public-good",
  },
  identityFlags: ["--repository", "owner/tool"],
  trustedRoot: undefined,
};

const guide = (changes: Partial<GuideFacts> = {}) => formatGuide({ ...FACTS, ...changes });
const blocks = (markdown: string) =>
  [...markdown.matchAll(/^(`{3,})sh\n([\s\S]*?)^\1$/gm)].map((match) => match[2] ?? "");

test("names the exact signer, the capsule command and the cosign command", () => {
  const [ours, cosign, sums] = blocks(guide());
  expect(ours).toMatch(
    /^npx release-capsule@\d+\.\d+\.\d+ verify --repository owner\/tool -- tool-1\.0\.0\.capsule\n$/,
  );
  expect(cosign).toContain(`--certificate-identity ${FACTS.signer.subjectAlternativeName} `);
  expect(sums).toBe("sha256sum --strict --ignore-missing -c checksums.txt\n");
});

test("describes a way only where its files are published", () => {
  expect(guide({ published: ["tool-1.0.0.capsule", "VERIFY.md"] })).not.toContain("cosign");
});

test("leaves cosign out for GitHub's own instance, which has no log", () => {
  expect(guide({ signer: { ...FACTS.signer, instance: "github" } })).not.toContain("cosign");
});

test("says of a local release that its signature proves nothing about its maker", () => {
  const local = guide({
    signer: { subjectAlternativeName: "local@x.invalid", issuer: "https://x.invalid", instance: "local" },
    tag: null,
    repository: null,
    commit: null,
    trustedRoot: "local.trusted_root.json",
  });
  expect(local).toContain("proves nothing about who made it");
  expect(blocks(local)[0]).toContain("--trusted-root local.trusted_root.json");
});

test("lists every asset with its digest", () => {
  expect(guide()).toContain(`| \`tool.tgz\` | \`${"0".repeat(64)}\` |`);
});

const HOSTILE = [
  "$(touch canary).tgz",
  "`touch canary`",
  "a;touch canary",
  "'; touch canary; '",
  "```\ntouch canary",
  "-rf",
  "a|b",
];

test.each(HOSTILE)("a block with the hostile name %j runs nothing of it (N01, N02, N11, V01, V02)", (name) => {
  const folder = temporaryFolder();
  for (const program of ["npx", "cosign", "sha256sum", "shasum"]) {
    writeFileSync(join(folder, program), "#!/bin/sh\nexit 0\n");
    chmodSync(join(folder, program), 0o755);
  }
  const hostile = name.replaceAll("\n", "");
  const markdown = guide({
    capsule: `${hostile}.capsule`,
    tag: hostile,
    assets: [{ name: hostile, sha256: "0".repeat(64) }],
    signer: { ...FACTS.signer, subjectAlternativeName: `https://github.com/o/r@refs/tags/${hostile}` },
    identityFlags: ["--identity", hostile],
  });
  expect(blocks(markdown)).toHaveLength(4);
  for (const block of blocks(markdown)) {
    execFileSync("sh", ["-c", block], { cwd: folder, env: { PATH: `${folder}:/usr/bin:/bin` } });
  }
  expect(existsSync(join(folder, "canary"))).toBe(false);
});

test("a hostile name stays inside its table cell (V01, V05)", () => {
  const name = "x|[y](javascript:z)<img src=x>`";
  const row = guide({ assets: [{ name, sha256: "0".repeat(64) }] })
    .split("\n")
    .find((line) => line.includes("javascript"));
  expect(row?.match(/(?<!\\)\|/g)).toHaveLength(3);
  expect(row).not.toContain("<img");
});
