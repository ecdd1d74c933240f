import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newPrivateKey, pemOf, publicPemOf } from "../keys/test-keys.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

/** A month of a site without a network: a kit is made, carried, imported, looked after, replaced, and taken back. */
const cwd = newFolder();
const EARLIER = { SOURCE_DATE_EPOCH: String(Date.now() / 1000 - 3600).split(".")[0] ?? "" };
const kit = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  capsule(["kit", ...args], { cwd, env });
const make = (...args: readonly string[]) =>
  kit(["make", "--expires", "2999-12-31", "--sign-key", "kit.key", "--sign-with", "none", ...args], EARLIER);
const json = async (...args: readonly string[]) => JSON.parse((await kit([...args, "--json"])).stdout);

beforeAll(() => {
  const key = newPrivateKey("Ed25519");
  writeFileSync(join(cwd, "kit.key"), pemOf(key));
  writeFileSync(join(cwd, "kit.pub"), publicPemOf(key));
  mkdirSync(join(cwd, "site/assets"), { recursive: true });
  mkdirSync(join(cwd, "site/keys"));
  writeFileSync(join(cwd, "site/keys/kit.pub"), publicPemOf(key));
  writeFileSync(join(cwd, "site/assets/scanner"), "scanner 1\n");
});

test("a kit that a workflow signed is verified by its identity, and its list by verify-bundle", async () => {
  const sigstore = await startGitHubSigstore();
  const folder = newFolder();
  try {
    mkdirSync(join(folder, "site/assets"), { recursive: true });
    writeFileSync(join(folder, "site/assets/tool"), "a tool\n");
    const trust = ["--trusted-root", sigstore.trustedRootPath];
    const signing = ["--sign-with", sigstore.signingConfigPath, ...trust];
    const made = await capsule(["kit", "make", "--expires", "2999-12-31", ...signing, "site", "a.kit"], {
      cwd: folder,
      env: sigstore.env,
    });
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining(sigstore.identity.slice(0, 20)) });
    const signer = ["--identity", sigstore.identity, "--issuer", sigstore.issuer, ...trust];
    expect(await capsule(["kit", "import", ...signer, "a.kit", "kits"], { cwd: folder })).toMatchObject({ status: 0 });
    const others = ["--identity", sigstore.identity, "--issuer", "https://issuer.example", ...trust];
    expect(await capsule(["kit", "verify", ...others, "a.kit"], { cwd: folder })).toMatchObject({ status: 1 });
    const bundle = ["verify-bundle", "--bundle", "kits/current/kit.sigstore.json", ...signer];
    const list = await capsule([...bundle, "kits/current/checksums.txt"], { cwd: folder });
    expect(list).toMatchObject({ status: 0 });
    expect(await capsule([...bundle, "site/assets/tool"], { cwd: folder })).toMatchObject({ status: 1 });
  } finally {
    await sigstore.close();
  }
});

describe("a site without a network", () => {
  test("gets its first kit, and says who signed it", async () => {
    const made = await make("site", "site-1.kit");
    expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^The kit was made, and verifies\n/) });
    const imported = await kit(["import", "--key", "kit.pub", "site-1.kit", "kits"]);
    expect(imported).toMatchObject({ status: 0, stdout: expect.stringMatching(/^The kit is in place\n/) });
    expect(imported.stdout).toMatch(/Signed by +key\s+[0-9a-f]{64}/);
    execFileSync("sha256sum", ["--strict", "--quiet", "-c", "checksums.txt"], { cwd: join(cwd, "kits/current") });
  });

  test("is not made at a time that cannot be written", async () => {
    for (const SOURCE_DATE_EPOCH of ["253402300800", "yesterday"]) {
      const signing = ["--sign-key", "kit.key", "--sign-with", "none"];
      const words = ["make", "--expires", "2999-12-31", ...signing, "--json", "site", "late.kit"];
      const run = await kit(words, { SOURCE_DATE_EPOCH });
      expect([run.status, JSON.parse(run.stdout).code]).toEqual([2, "configuration-invalid"]);
    }
  });

  test("asks who must have signed, and takes nobody else", async () => {
    expect(await kit(["import", "site-1.kit", "kits"])).toMatchObject({ status: 2 });
    writeFileSync(join(cwd, "other.pub"), publicPemOf(newPrivateKey("Ed25519")));
    const refused = await kit(["import", "--key", "other.pub", "site-1.kit", "kits"]);
    expect(refused.status).toBe(1);
  });

  test("gets a delta in chunks, and keeps what it had if a chunk is missing", async () => {
    writeFileSync(join(cwd, "site/assets/scanner"), "scanner 2\n".repeat(500));
    expect(await make("--since", "site-1.kit", "--chunk", "2K", "site", "site-2.kit")).toMatchObject({ status: 0 });
    renameSync(join(cwd, "site-2.kit.002"), join(cwd, "elsewhere"));
    const refused = await kit(["import", "--key", "kit.pub", "site-2.kit", "kits"]);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("site-2.kit.002") });
    expect(readFileSync(join(cwd, "kits/current/assets/scanner"), "utf8")).toBe("scanner 1\n");
    renameSync(join(cwd, "elsewhere"), join(cwd, "site-2.kit.002"));
    const imported = await json("import", "--key", "kit.pub", "site-2.kit", "kits");
    expect(imported).toMatchObject({ result: "imported", before: 1, kit: { sequence: 2, carried: { files: 1 } } });
  });

  test("does not go back by an older kit, but by a decision that is kept", async () => {
    const replayed = await kit(["import", "--key", "kit.pub", "site-1.kit", "kits"]);
    expect(replayed).toMatchObject({ status: 1, stderr: expect.stringContaining("2 is in place") });
    expect(await kit(["rollback", "kits"])).toMatchObject({ status: 2 });
    const back = await json("rollback", "--reason", "scanner 2 does not start", "kits");
    expect(back).toMatchObject({ result: "rolled-back", before: 2, kit: { sequence: 1 } });
    expect(readFileSync(join(cwd, "kits/current/assets/scanner"), "utf8")).toBe("scanner 1\n");
  });

  test("sees how it stands, with all that was done", async () => {
    const { result, signer, status } = await json("status", "--key", "kit.pub", "--every-file", "kits");
    expect({ result, signer }).toEqual({ result: "in-order", signer: expect.stringMatching(/^key [0-9a-f]{64}$/) });
    const actions = status.audit.last.map(({ action, codes }: { action: string; codes: string[] }) => [
      action,
      ...codes,
    ]);
    expect(actions).toEqual([
      ["refused", "signature-invalid"],
      ["refused", "kit-incomplete"],
      ["imported"],
      ["refused", "kit-replayed"],
      ["rolled-back"],
    ]);
    expect(status.quarantined).toBe(3);
    expect(await kit(["status", "--audit-head", status.audit.head, "kits"])).toMatchObject({ status: 0 });
    const text = await kit(["status", "kits"]);
    expect(text.stdout).toMatch(/rolled-back number 1: scanner 2 does not\s+start/);
    expect(Math.max(...text.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("finds what somebody changed", async () => {
    writeFileSync(join(cwd, "kits/current/assets/scanner"), "another\n");
    expect(await kit(["status", "--every-file", "kits"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("is not the one that was imported"),
    });
    const log = readFileSync(join(cwd, "kits/audit.jsonl"), "utf8");
    writeFileSync(join(cwd, "kits/audit.jsonl"), log.replace("kit-replayed", "kit-expired"));
    expect(await kit(["status", "kits"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("another line before"),
    });
  });
});
