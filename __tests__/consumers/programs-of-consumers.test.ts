import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { installProgram } from "../interop/install-program.ts";
import { newFolder, type Run, runProgram } from "../run-program.ts";
import { startGitHubDownloads } from "../scenarios/github-downloads.ts";
import { releasedFolder } from "../scenarios/guide-release.ts";
import { startTrustedRootMirror } from "../services/tuf/trusted-root-mirror.ts";

/**
 * The programs that aqua and Homebrew verify with, called as those call them; skipped where they are not on this machine, to
 * which `npm run interop` brings them.
 */
const ASSET = "octo-tool-linux-amd64.tar.gz";
const [STEM, TAG, REPOSITORY] = ["octo-tool-1.2.3", "v1.2.3", "octo-org/octo-tool"] as const;

const sigstore = await startGitHubSigstore();
const folder = await releasedFolder(sigstore, { assets: { [ASSET]: "an archive for Linux\n" }, publish: "standard" });
const cosign = await installProgram("cosign-v3", 0);
const gh = await installProgram("gh", 0);

const mirror = await startTrustedRootMirror(newFolder(), sigstore.trustedRootPath);
afterAll(async () => {
  await mirror.close();
  await sigstore.close();
});

/** A folder of what was downloaded for the asset, as installers have it. */
function downloads(): string {
  const copy = newFolder();
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
  return copy;
}

describe.skipIf("error" in cosign)("cosign, with the options of the aqua entry in docs/consumers.md", () => {
  const document = readFileSync(new URL("../../docs/consumers.md", import.meta.url), "utf8");
  const { cosign: entry, asset } = parse(/```yaml\n([\s\S]*?)```/.exec(document)?.[1] ?? "").packages[0].checksum;

  function verify(cwd: string, version: string = TAG): Promise<Run> {
    const words = entry.opts.map((word: string) =>
      word.replace("OWNER/REPO", REPOSITORY).replace("{{.Version}}", version),
    );
    const args = ["verify-blob", ...words, "--bundle", entry.bundle.asset, asset];
    const env = { TUF_MIRROR: mirror.address, TUF_ROOT_JSON: mirror.root };
    return runProgram("path" in cosign ? cosign.path : "", args, { cwd, env });
  }

  test("accepts the checksum list", async () => {
    expect(await verify(downloads())).toMatchObject({ status: 0, stderr: expect.stringContaining("Verified OK") });
  });

  test("refuses the list of another version, and one that was changed", async () => {
    const cwd = downloads();
    expect((await verify(cwd, "v1.2.4")).stderr).toContain("no matching CertificateIdentity found");
    writeFileSync(join(cwd, asset), `${"0".repeat(64)}  ${ASSET}\n`);
    expect((await verify(cwd)).stderr).toContain("invalid signature");
  });
});

describe.skipIf("error" in gh)("gh, as Homebrew calls it", () => {
  async function verify(cwd: string): Promise<Run> {
    const attestation = `${STEM}.intoto.jsonl`;
    const github = await startGitHubDownloads(folder, { repository: REPOSITORY, tag: TAG, attestation });
    const root = join(cwd, "root.jsonl");
    writeFileSync(root, `${JSON.stringify(JSON.parse(readFileSync(sigstore.trustedRootPath, "utf8")))}\n`);
    // Homebrew names no root; gh has that of the public instance built in.
    const args = [
      "attestation",
      "verify",
      ASSET,
      "--repo",
      REPOSITORY,
      "--format",
      "json",
      "--custom-trusted-root",
      root,
    ];
    const run = await runProgram("path" in gh ? gh.path : "", args, { cwd, env: github.env });
    await github.close();
    return run;
  }

  test("finds a subject that has the name of the file", async () => {
    const { status, stdout } = await verify(downloads());
    expect(status).toBe(0);
    const [{ verificationResult }] = JSON.parse(stdout);
    expect(verificationResult.statement.subject.map(({ name }: { name: string }) => name)).toEqual([ASSET]);
  });

  test("finds nothing for a changed file", async () => {
    const cwd = downloads();
    writeFileSync(join(cwd, ASSET), "another archive\n");
    expect(await verify(cwd)).toMatchObject({ status: 1, stderr: expect.stringContaining("no attestations found") });
  });
});
