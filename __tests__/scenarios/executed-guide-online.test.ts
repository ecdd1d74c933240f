import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERIFIER_ADDRESS } from "../../src/domain/guide/verifier.ts";
import { formatGuide } from "../../src/domain/guide/verify-md.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { type GuideBlock, guideBlocks } from "../guide-blocks.ts";
import { capsule, newFolder } from "../run-program.ts";
import { startTrustedRootMirror } from "../services/tuf/trusted-root-mirror.ts";
import { type GitHubDownloads, startGitHubDownloads } from "./github-downloads.ts";
import { paste, pinnedVerifier, publicGoodFacts, readersPrograms, releasedFolder } from "./guide-release.ts";

/**
 * The blocks of VERIFY.md that open connections, pasted as they are written. github.com is on the loopback, behind a proxy
 * and an authority of the test; so is the update repository of a Sigstore, which cosign is told in its environment. gh has
 * the first roots of the public repositories built in and takes others from flags alone, which are added to one command.
 */
const ASSETS = { "tool-linux-amd64.tar": "the tool for Linux\n", "tool.exe": "the tool for Windows\n" };
const FIRST = "tool-linux-amd64.tar";

const sigstore = await startGitHubSigstore();
const programs = await readersPrograms();
const good = await releasedFolder(sigstore, { assets: ASSETS });
const custom = shellBlocks(readFileSync(join(good, "VERIFY.md"), "utf8"));
const publicGood = shellBlocks(formatGuide(publicGoodFacts(sigstore, ASSETS)));

const pinned = pinnedVerifier();

const mirror = await startTrustedRootMirror(newFolder(), sigstore.trustedRootPath);
afterAll(async () => {
  await mirror.close();
  await sigstore.close();
});

function shellBlocks(page: string): GuideBlock[] {
  return guideBlocks(page).filter(({ shell }) => shell === "sh");
}

function only(blocks: readonly GuideBlock[], pattern: RegExp): GuideBlock {
  const [found, ...others] = blocks.filter(({ text }) => pattern.test(text));
  if (found === undefined || others.length > 0) throw new Error(`there is not one block of ${pattern}`);
  return found;
}

function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

describe("with a release on GitHub", () => {
  let github: GitHubDownloads;
  beforeAll(async () => {
    const provenance = "octo-tool-1.2.3.intoto.jsonl";
    github = await startGitHubDownloads(good, {
      repository: "octo-org/octo-tool",
      tag: "v1.2.3",
      attestation: provenance,
      others: new Map(pinned === undefined ? [] : [[new URL(VERIFIER_ADDRESS).pathname, pinned]]),
    });
  });
  afterAll(() => github.close());

  const ofRelease = custom.filter(({ text }) => /^(gh release|curl) /.test(text) && !text.includes(VERIFIER_ADDRESS));
  describe.each(ofRelease)("$section: $text", (block) => {
    test.skipIf(!programs.has(block))("downloads the very files", async () => {
      const empty = newFolder();
      const run = await paste(block, empty, { programs, env: github.env });
      expect(run).toMatchObject({ status: 0 });
      const names = readdirSync(empty).filter((name) => !name.startsWith("."));
      expect(names).toEqual(expect.arrayContaining([FIRST, "checksums.txt", "octo-tool-1.2.3.capsule"]));
      for (const name of names) expect(readFileSync(join(empty, name))).toEqual(readFileSync(join(good, name)));
    });
  });

  const fetchProgram = only(custom, /^curl .*\.js$/m);
  test.skipIf(pinned === undefined || !programs.has(fetchProgram))(
    "the program is fetched from its commit, and has the digest that the page names",
    async () => {
      const folder = join(newFolder(), "downloads");
      cpSync(good, folder, { recursive: true });
      expect(await paste(fetchProgram, folder, { programs, env: github.env })).toMatchObject({ status: 0 });
      const digest = only(custom, /^sha256sum \.\./);
      expect((await paste(digest, folder, { programs })).stdout.trim()).toBe(digest.expected[0]);
    },
  );

  const online = only(custom, /^gh attestation verify (?![\s\S]*--bundle)/);
  const lines = only(custom, /^\{ tr /);
  test.skipIf(!programs.has(online))("gh takes the bundle from GitHub, and prints the signer", async () => {
    const folder = copyOf(good);
    await paste(lines, folder, { programs });
    const run = await paste(online, folder, { programs, env: github.env });
    expect(run).toMatchObject({ status: 0, stdout: `${sigstore.identity}\n` });
    expect(online.expected).toEqual([sigstore.identity]);
  });

  test.skipIf(!programs.has(online))("gh finds nothing for a changed file", async () => {
    const folder = copyOf(good);
    await paste(lines, folder, { programs });
    writeFileSync(join(folder, FIRST), "the tool for linux\n");
    const run = await paste(online, folder, { programs, env: github.env });
    expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining("no attestations found") });
  });

  test.skipIf(!programs.has(online))("gh refuses what GitHub keeps of a stranger", async () => {
    const strange = await releasedFolder(sigstore, { run: { repository: "evil/octo-tool" }, assets: ASSETS });
    const names = { repository: "octo-org/octo-tool", tag: "v1.2.3", attestation: "octo-tool-1.2.3.intoto.jsonl" };
    const forged = await startGitHubDownloads(strange, names);
    const folder = copyOf(good);
    await paste(lines, folder, { programs });
    const run = await paste(online, folder, { programs, env: forged.env });
    await forged.close();
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/expected SourceRepositoryURI|verifying with issuer/);
  });
});

describe("with the update repository of an instance", () => {
  const create = only(publicGood, /^cosign trusted-root create /);
  const checks = publicGood.filter(({ text }) => text.startsWith("cosign verify-blob"));
  const env = { TUF_MIRROR: mirror.address, TUF_ROOT_JSON: mirror.root };

  test("the page has commands for cosign with the root of its repository and with one from a file", () => {
    expect(checks.filter(({ text }) => text.includes("--trusted-root"))).toHaveLength(1);
    expect(checks.length).toBeGreaterThan(2);
  });

  test.skipIf(!programs.has(create))("cosign writes the root, our program reads it and verifies with it", async () => {
    const folder = copyOf(good);
    expect(await paste(create, folder, { programs, env })).toMatchObject({ status: 0 });
    const path = join(folder, "trusted_root.json");
    const [made, given] = [path, sigstore.trustedRootPath].map((one) => parseTrustedRoot(readFileSync(one)));
    expect(made?.logs.map(({ keyId }) => keyId)).toEqual(given?.logs.map(({ keyId }) => keyId));
    expect(made?.requires).toEqual(given?.requires);
    const words = ["--repository", "octo-org/octo-tool", "--trusted-root", path];
    const run = await capsule(["verify", "octo-tool-1.2.3.capsule", ...words], { cwd: folder });
    expect(run).toMatchObject({ status: 0 });
  });

  describe.each(checks)("$section: $text", (block) => {
    test.skipIf(!programs.has(block))("succeeds with what the page says, and refuses changed files", async () => {
      const folder = copyOf(good);
      expect(await paste(create, folder, { programs, env })).toMatchObject({ status: 0 });
      const run = await paste(block, folder, { programs, env });
      expect(run).toMatchObject({ status: 0 });
      for (const line of block.expected) expect(`${run.stdout}\n${run.stderr}`).toContain(line.trim());
      for (const name of [...Object.keys(ASSETS), "checksums.txt"]) writeFileSync(join(folder, name), "changed\n");
      expect(await paste(block, folder, { programs, env })).toMatchObject({ status: 1 });
    });
  });

  const fetch = only(publicGood, /^gh attestation trusted-root /);
  const verify = only(publicGood, /^gh attestation verify [\s\S]*--custom-trusted-root/);
  test.skipIf(!programs.has(fetch))(
    "gh writes the root on a line, our program reads it, and gh verifies with it",
    async () => {
      const folder = copyOf(good);
      const text = fetch.text.replace(" > ", ` --tuf-url ${mirror.address} --tuf-root ${mirror.root} > `);
      expect(await paste({ ...fetch, text }, folder, { programs, env: {} })).toMatchObject({ status: 0 });
      const lines = readFileSync(join(folder, "trusted_root.jsonl"), "utf8").split("\n");
      expect(lines).toHaveLength(2);
      expect(() => parseTrustedRoot(Buffer.from(lines[0] ?? ""))).not.toThrow();
      expect(await paste(verify, folder, { programs })).toMatchObject({ status: 0, stdout: `${sigstore.identity}\n` });
    },
  );
});
