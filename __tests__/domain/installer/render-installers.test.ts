import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planFiles } from "../../../src/domain/capsule/published-names.ts";
import type { CertifiedSigner } from "../../../src/domain/guide/guide-facts.ts";
import { chooseAssets } from "../../../src/domain/installer/choose-assets.ts";
import { readInstallerMark } from "../../../src/domain/installer/installer-text.ts";
import { type ReleaseToInstall, renderInstallers } from "../../../src/domain/installer/render-installers.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { POSIX_SHELLS } from "../../posix-shells.ts";
import { parsePowerShell } from "../../powershell-grammar.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const IDENTITY = "https://github.com/acme/tool/.github/workflows/release.yml@refs/tags/v1.4.2";
const WORKFLOW = {
  web: "https://github.com",
  repository: "acme/tool",
  sourceRef: "refs/tags/v1.4.2",
  ref: "refs/tags/v1.4.2",
  reusable: undefined,
  runner: "github-hosted",
} as const;
const SIGNER: CertifiedSigner = {
  kind: "certificate",
  subjectAlternativeName: IDENTITY,
  issuer: "https://token.actions.githubusercontent.com",
  instance: "public-good",
  hasLog: true,
  workflow: WORKFLOW,
};

const ASSETS = ["tool-linux-amd64.tar.gz", "tool-windows-x64.zip"].map((name) => ({
  name,
  size: 7,
  sha256: "ab".repeat(32),
}));
const RELEASE = { name: "tool", version: "1.4.2" };

function release(changes: Partial<ReleaseToInstall> = {}, mode: "standard" | "capsule" = "standard"): ReleaseToInstall {
  return {
    ...RELEASE,
    tag: "v1.4.2",
    repository: "https://github.com/acme/tool",
    choice: chooseAssets(RELEASE, ASSETS),
    capsule: "tool-1.4.2.capsule",
    published: planFiles({ ...RELEASE, local: false, mode, assets: ASSETS, signedEach: false }),
    signer: SIGNER,
    identityFlags: ["--repository", "acme/tool"],
    ...changes,
  };
}

function scripts(...args: Parameters<typeof release>): { sh: string; ps1: string } {
  const [sh, ps1] = renderInstallers(release(...args));
  if (sh?.name !== "install.sh" || ps1?.name !== "install.ps1") throw new Error("the scripts have other names");
  return { sh: sh.text, ps1: ps1.text };
}

test("the same release gives the same bytes, which say that they are ours", () => {
  expect(renderInstallers(release())).toEqual(renderInstallers(release()));
  for (const { text } of renderInstallers(release())) expect(readInstallerMark(encodeUtf8(text))).toBe(true);
  expect(readInstallerMark(encodeUtf8("#!/bin/sh\necho hello\n"))).toBe(false);
  expect(readInstallerMark(new Uint8Array())).toBe(false);
});

test("only what can be checked is checked: with a log, published evidence, and a workflow of github.com", () => {
  const calls = ({ sh }: { sh: string }): string[] =>
    ["node", "cosign", "gh"].filter((program) => sh.includes(`have ${program} `));
  expect(calls(scripts())).toEqual(["node", "cosign", "gh"]);
  expect(calls(scripts({ signer: { ...SIGNER, hasLog: false } }))).toEqual(["node", "gh"]);
  expect(calls(scripts({}, "capsule"))).toEqual(["node"]);
  expect(calls(scripts({ signer: { ...SIGNER, workflow: undefined } }))).toEqual(["node", "cosign"]);
  expect(calls(scripts({ signer: { ...SIGNER, instance: "local" } }))).toEqual([]);
});

test("each program is told who must have signed", () => {
  const { sh, ps1 } = scripts();
  expect(sh).toContain("verify --repository acme/tool");
  expect(sh).toContain(`--certificate-identity ${IDENTITY}`);
  expect(sh).toContain(`--repo acme/tool --cert-identity ${IDENTITY}`);
  expect(ps1).toContain(`'--certificate-identity' '${IDENTITY}'`);
});

test("a release that is not on GitHub has no installers", async () => {
  await expectFault("installer-place", () => renderInstallers(release({ repository: "https://gitlab.com/acme/tool" })));
});

test("a character that a person cannot see is refused", async () => {
  await expectFault("text-unquotable", () =>
    renderInstallers(release({ signer: { ...SIGNER, subjectAlternativeName: "a\u202eb" } })),
  );
});

describe("a hostile tag, signer and flag stay words", () => {
  const canary = "touch canary";
  const hostile = [
    `v1'; ${canary}; '`,
    `v1$(${canary})`,
    `v1\`${canary}\``,
    `v1"; ${canary}; "`,
    "v1'\u2019; New-Item canary; \u2019",
  ];
  const named = (text: string) =>
    scripts({
      tag: text,
      signer: { ...SIGNER, subjectAlternativeName: text, workflow: { ...WORKFLOW, sourceRef: text } },
      identityFlags: ["--identity", text, "--issuer", text],
    });
  /** The grammar knows the plain quotes alone; in both texts a pair of others stands for one character. */
  const shapeOf = (text: string) => parsePowerShell(text.replaceAll("\u2019", "")).shape;

  test.each(hostile)("%s", (text) => {
    const { sh, ps1 } = named(text);
    expect(parsePowerShell(ps1).sound).toBe(true);
    expect(shapeOf(ps1) === shapeOf(named("refs/heads/main").ps1)).toBe(true);
    for (const { program, before } of POSIX_SHELLS.filter(({ installed }) => installed)) {
      const folder = temporaryFolder();
      const file = join(folder, "install.sh");
      writeFileSync(file, sh);
      const words = before.slice(0, -1);
      expect(spawnSync(program, [...words, "-n", file], { cwd: folder })).toMatchObject({ status: 0 });
      const run = spawnSync(program, [...words, file, "--help"], { cwd: folder, encoding: "utf8" });
      expect(run).toMatchObject({ status: 0, stderr: "" });
      expect(readdirSync(folder)).toEqual(["install.sh"]);
    }
  });
});

test("a script that was cut short anywhere places nothing and runs nothing", () => {
  const { sh } = scripts();
  const folder = temporaryFolder();
  const lines = sh.split("\n");
  const file = join(folder, "install.sh");
  for (let count = 0; count < lines.length - 2; count += 7) {
    writeFileSync(file, lines.slice(0, count).join("\n"));
    spawnSync("sh", [file], { cwd: folder, env: { PATH: folder, HOME: folder } });
    expect(readdirSync(folder)).toEqual(["install.sh"]);
  }
});
