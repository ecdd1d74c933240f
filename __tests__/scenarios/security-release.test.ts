import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HUMAN } from "../domain/announcement/announcement-example.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newPrivateKey, publicPemOf } from "../keys/test-keys.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";
import { releasedFolder } from "./guide-release.ts";

/** The day of a security release: two capsules and a short file become what everybody reads, and all of it says the same. */
const sigstore = await startGitHubSigstore();
afterAll(() => sigstore.close());

const LICENCE = "may be used\n";
const OLD = { "tool-linux-x64": "unpacks anywhere\n", LICENSE: LICENCE };
const NEW = { "tool-linux-x64": "unpacks into its folder\n", LICENSE: LICENCE };
let old: string;
let fixed: string;
const run = { repository: "acme/tool" };
beforeAll(async () => {
  old = await releasedFolder(sigstore, { run: { ...run, ref: "refs/tags/v1.4.2" }, assets: OLD, publish: "capsule" });
  fixed = await releasedFolder(sigstore, { run: { ...run, ref: "refs/tags/v1.4.3" }, assets: NEW, publish: "capsule" });
}, 120_000);

/** Announces in a folder of its own; `changes` are of the human part. */
async function announced(changes: object = {}, more: readonly string[] = []): Promise<{ run: Run; folder: string }> {
  const cwd = newFolder();
  writeFileSync(join(cwd, "announcement.json"), JSON.stringify({ ...HUMAN, ...changes }));
  const trust = ["--trusted-root", sigstore.trustedRootPath, "--repository", "acme/tool"];
  const releases = ["--affected", join(old, "tool-1.4.2.capsule"), "--fixed", join(fixed, "tool-1.4.3.capsule")];
  const result = await capsule(["announce", ...trust, ...releases, ...more, "announcement.json"], { cwd });
  return { run: result, folder: join(cwd, "ACME-2026-1.announcement") };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("announcing", () => {
  let folder: string;
  let result: Run;
  beforeAll(async () => {
    ({ run: result, folder } = await announced());
  }, 60_000);
  const document = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

  test("writes eight files, and says what they are about", () => {
    expect(result).toMatchObject({ status: 0 });
    expect(result.stdout).toMatch(/^WRITTEN {2}tool: CVE-2026-12345, GHSA-2222-3333-4444, ACME-2026-1\n/);
    expect(readdirSync(folder).sort()).toEqual([
      "ACME-2026-1.cle.json",
      "ACME-2026-1.ghsa.json",
      "ACME-2026-1.html",
      "ACME-2026-1.md",
      "ACME-2026-1.openvex.json",
      "ACME-2026-1.osv.json",
      "ACME-2026-1.retrospective.md",
      "acme-2026-1.json",
    ]);
  });

  test("says what the log should be told, and signing that works", async () => {
    const [command = ""] = /capsule vouch yanked [^\n]+/.exec(result.stdout) ?? [];
    const digest = sha256(readFileSync(join(folder, "ACME-2026-1.osv.json"), "utf8"));
    expect(command).toContain(`--reason vulnerability --rests-on ${digest} `);
    const [, ...args] = command.replaceAll("'", "").split(" ");
    const { trustedRootPath, signingConfigPath, env } = sigstore;
    const signing = ["--trusted-root", trustedRootPath, "--sign-with", signingConfigPath];
    const signed = await capsule([...args, ...signing], { cwd: join(folder, ".."), env });
    expect([signed.status, signed.stderr]).toEqual([0, expect.anything()]);
    const look = readFileSync(join(folder, "ACME-2026-1.retrospective.md"), "utf8");
    expect(look).toContain("### How was it found");
    expect(look).toContain("| 2026-11-10 | reported |");
  });

  test("names the bytes that changed, and not the licence that both releases have", () => {
    const page = readFileSync(join(folder, "ACME-2026-1.md"), "utf8");
    expect(page).toContain(sha256(OLD["tool-linux-x64"]));
    expect(page.split("## The fix")[0]).not.toContain(sha256(LICENCE));
    const { affected_digests } = document("ACME-2026-1.osv.json").database_specific;
    expect(affected_digests).toEqual([`sha256:${sha256(OLD["tool-linux-x64"])}`]);
  });

  test("gives a command for the fix that verifies it", () => {
    const page = readFileSync(join(folder, "ACME-2026-1.md"), "utf8");
    expect(page).toContain("node ../verify.js verify tool-1.4.3.capsule --repository acme/tool");
    expect(page).toContain("capsule affected --advisory ACME-2026-1.osv.json FILE");
  });

  test.each(["ACME-2026-1.osv.json", "acme-2026-1.json", "ACME-2026-1.openvex.json"])(
    "%s alone answers whether a file or a capsule is affected",
    async (name) => {
      const advisory = ["--advisory", join(folder, name)];
      const ask = (path: string) => capsule(["affected", ...advisory, path], { cwd: folder });
      const bad = await ask(join(old, "tool-linux-x64"));
      expect([bad.status, bad.stdout]).toEqual([1, expect.stringMatching(/^AFFECTED {2}/)]);
      const good = await ask(join(fixed, "tool-linux-x64"));
      expect([good.status, good.stdout]).toEqual([0, expect.stringMatching(/^FIXED {2}/)]);
      expect((await ask(join(old, "tool-1.4.2.capsule"))).status).toBe(1);
      expect((await ask(join(fixed, "tool-1.4.3.capsule"))).status).toBe(0);
    },
  );

  test("a package of the affected version in an SBOM is affected by the record of OSV, one of the fix is not", async () => {
    const cwd = newFolder();
    const sbom = (version: string) =>
      JSON.stringify({
        ...{ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 },
        components: [
          { type: "library", name: "tool", group: "@acme", version, purl: `pkg:npm/%40acme/tool@${version}` },
        ],
      });
    const ask = (name: string) =>
      capsule(["affected", "--json", "--advisory", join(folder, "ACME-2026-1.osv.json"), name], { cwd });
    for (const [version, status] of [
      ["1.3.0", 1],
      ["1.1.9", 3],
      ["1.4.3", 3],
    ] as const) {
      writeFileSync(join(cwd, "bom.cdx.json"), sbom(version));
      const answer = await ask("bom.cdx.json");
      expect([version, answer.status]).toEqual([version, status]);
    }
  });

  test("a file of which nobody speaks is not said to be unaffected", async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, "other"), "other\n");
    const answer = await capsule(["affected", "--advisory", folder, "other"], { cwd });
    expect(answer).toMatchObject({ status: 3, stdout: expect.stringMatching(/^NOT NAMED {2}other\n/) });
  });
});

test("a folder with a damaged advisory is refused, since it could be the one that says it", async () => {
  const cwd = newFolder();
  const broken = {
    document: { csaf_version: "2.0", tracking: { id: "A" } },
    vulnerabilities: [{ product_status: { known_affected: ["x"] } }],
  };
  writeFileSync(join(cwd, "broken.json"), JSON.stringify(broken));
  writeFileSync(join(cwd, "other.txt"), "other\n");
  const answer = await capsule(["affected", "--json", "--advisory", ".", "other.txt"], { cwd });
  expect([answer.status, JSON.parse(answer.stdout).code]).toEqual([1, "advisory-malformed"]);
});

describe("refuses, and writes nothing,", () => {
  test("releases that another than the named key signed", async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, "announcement.json"), JSON.stringify(HUMAN));
    writeFileSync(join(cwd, "release.pub"), publicPemOf(newPrivateKey("P-256")));
    const who = ["--key", "release.pub", "--trusted-root", sigstore.trustedRootPath];
    const releases = ["--affected", join(old, "tool-1.4.2.capsule"), "--fixed", join(fixed, "tool-1.4.3.capsule")];
    const refused = await capsule(["announce", ...who, ...releases, "announcement.json"], { cwd });
    expect([refused.status, refused.stdout]).toEqual([1, expect.stringContaining("REJECTED")]);
    expect(readdirSync(cwd).sort()).toEqual(["announcement.json", "release.pub"]);
  });

  test.each([
    ["a fix that comes before what it fixes", { introduced: "1.4.3" }, "announcement-contradicts"],
    ["an affected release from before the first affected version", { introduced: "1.4.2-1" }, undefined],
    ["one that is older than the first affected version", { introduced: "1.5.0" }, "announcement-contradicts"],
    ["a day after the publication", { timeline: [{ day: "2026-12-01", what: "later" }] }, "announcement-contradicts"],
    ["a person who did not agree to be named", { credits: [{ name: "A" }] }, "announcement-malformed"],
    ["a vector without a score", { cvss: ["CVSS:3.1/AV:N"] }, "announcement-malformed"],
    ["a field that is not known", { exploit: "yes" }, "announcement-malformed"],
    ["an id that climbs out of the folder", { id: "../x" }, "announcement-malformed"],
    ["a script as a web address", { references: ["javascript:alert(1)"] }, "announcement-malformed"],
  ] as const)("%s", async (_what, changes, code) => {
    const { run: refused, folder } = await announced(changes, ["--json"]);
    if (code === undefined) {
      expect(refused.status).toBe(0);
      return;
    }
    expect(JSON.parse(refused.stdout)).toMatchObject({ code });
    expect(existsSync(folder)).toBe(false);
  });

  test("a capsule that another repository signed", async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, "announcement.json"), JSON.stringify(HUMAN));
    const trust = ["--trusted-root", sigstore.trustedRootPath, "--repository", "acme/other"];
    const releases = ["--affected", join(old, "tool-1.4.2.capsule"), "--fixed", join(fixed, "tool-1.4.3.capsule")];
    const refused = await capsule(["announce", ...trust, ...releases, "announcement.json"], { cwd });
    expect(refused).toMatchObject({ status: 1, stdout: expect.stringMatching(/^REJECTED /) });
    expect(readdirSync(cwd)).toEqual(["announcement.json"]);
  });
});

test("hostile texts stay texts in the page and in Markdown", async () => {
  const title = "</title><script>alert(1)</script> [x](javascript:1) `x` \u202e";
  const { run: result, folder } = await announced({ title });
  expect(result.status).toBe(0);
  const html = readFileSync(join(folder, "ACME-2026-1.html"), "utf8");
  expect(html.match(/<script>/g)).toHaveLength(1);
  expect(html).not.toContain("<script>alert");
  expect(readFileSync(join(folder, "ACME-2026-1.md"), "utf8")).not.toMatch(/\[x\]\(javascript/);
});
