import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SECURITY } from "../domain/announcement/security-example.ts";
import { newPrivateKey, publicPemOf } from "../keys/test-keys.ts";
import { capsule, newFolder } from "../run-program.ts";

/** One file says what a project says of its security; what has ended is not written, and shows in every check of a release. */
const inDays = (days: number): string => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;

test("security.txt, SECURITY.md, keys and reviews come from one file, and say the same", async () => {
  const cwd = newFolder();
  const key = Buffer.from(publicPemOf(newPrivateKey("P-256"))).toString();
  const file = (changes: object) =>
    writeFileSync(
      join(cwd, "security.json"),
      JSON.stringify({ ...SECURITY, keys: [{ purpose: "release", key }], ...changes }),
    );
  file({ expires: inDays(200), support: [{ line: "1", until: "open" }] });
  const written = await capsule(["announce", "--json", "security.json"], { cwd });
  expect(JSON.parse(written.stdout)).toMatchObject({ folder: "security", expiry: [{ state: "good" }] });
  expect(readdirSync(join(cwd, "security")).sort()).toEqual(["REVIEWS.md", "SECURITY.md", "keys.json", "security.txt"]);
  const { keys } = JSON.parse(readFileSync(join(cwd, "security/keys.json"), "utf8"));
  const der = execFileSync("openssl", ["pkey", "-pubin", "-outform", "DER"], { input: key });
  const openssl = execFileSync("openssl", ["dgst", "-sha256", "-r"], { input: der, encoding: "utf8" });
  expect(openssl.slice(0, 64)).toBe(keys[0].fingerprint);
  file({ expires: inDays(-1) });
  const late = await capsule(["announce", "security.json"], { cwd });
  expect([late.status, late.stderr]).toEqual([1, expect.stringContaining("the contacts ended with")]);
  const stray = await capsule(["announce", "--fixed", "a.capsule", "security.json"], { cwd });
  expect(stray.status).toBe(2);
});

test("a check of a release says that the contacts have ended", async () => {
  const cwd = newFolder();
  mkdirSync(join(cwd, "release"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd, stdio: "ignore" });
  writeFileSync(join(cwd, "README.md"), "a tool\n");
  git("init", "--quiet");
  git("add", "README.md");
  git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "Begin");
  const checked = async (expires: string) => {
    writeFileSync(join(cwd, "release/security.json"), JSON.stringify({ ...SECURITY, expires }));
    const { stdout } = await capsule(["check", "--json"], { cwd });
    const { claims } = JSON.parse(stdout);
    return claims.filter(({ id }: { id: string }) => id === "security");
  };
  expect(await checked(inDays(200))).toMatchObject([{ status: "verified", source: "release/security.json" }]);
  expect(await checked(inDays(-1))).toMatchObject([
    { status: "failed", fix: expect.stringContaining("capsule announce") },
  ]);
});
