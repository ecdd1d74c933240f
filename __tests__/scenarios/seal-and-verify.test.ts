import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { capsule, newFolder } from "../run-program.ts";

/** A folder with two built files, as a newcomer has one. */
function project(): string {
  const folder = newFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "tool"), "the tool\n");
  writeFileSync(join(folder, "dist", "-rf it's $(id).txt"), "a file with a bad name\n");
  return folder;
}

describe("on a laptop without network and account", () => {
  let folder = "";
  let sealed: Record<string, unknown> & { verify: { argv: string[] }; files: { name: string; path: string }[] };
  let trustedRoot = "";

  beforeAll(async () => {
    folder = project();
    const run = await capsule(
      ["seal", "--sigstore", "local", "--name", "demo", "--version", "1.2.3", "--json", "dist"],
      {
        cwd: folder,
      },
    );
    expect(run.stderr).not.toContain("error");
    expect(run.status).toBe(0);
    sealed = JSON.parse(run.stdout);
    trustedRoot = String(sealed["trustedRoot"]);
  });

  test("seal writes the evidence, and no copy of an asset", () => {
    expect(sealed["out"]).toBe(join(folder, "demo-1.2.3.release"));
    expect(sealed["trust"]).toBe("local");
    expect(readdirSync(String(sealed["out"])).sort()).toEqual([
      "VERIFY.md",
      "checksums.txt",
      "checksums.txt.sigstore.json",
      "demo-1.2.3.cdx.json",
      "demo-1.2.3.intoto.jsonl",
      "demo-1.2.3.local.capsule",
      "demo-1.2.3.spdx.json",
      "local.trusted_root.json",
    ]);
    expect(sealed.files.every(({ path }) => existsSync(path))).toBe(true);
  });

  test("sha256sum accepts the checksum list", () => {
    const args = ["--strict", "-c", join(String(sealed["out"]), "checksums.txt")];
    expect(execFileSync("sha256sum", args, { cwd: join(folder, "dist"), encoding: "utf8" })).toContain("tool: OK");
  });

  test("the arguments that seal names verify the release, from any folder", async () => {
    const run = await capsule([...sealed.verify.argv], { cwd: newFolder() });
    expect(run.stdout).toContain("VERIFIED  demo 1.2.3");
    expect(run.status).toBe(0);
  });

  test("the command that seal prints is one that a shell runs as it stands", async () => {
    const out = join(folder, "printed");
    const run = await capsule(["seal", "--sigstore", "local", "--out", out, "dist"], { cwd: folder });
    const command = /^ +Try it +(node .*)$/m.exec(run.stdout)?.[1] ?? "";
    expect(command).toMatch(/^node .* verify /);
    const said = execFileSync("sh", ["-c", command.replace(/^node /, `${process.execPath} `)], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(said).toContain("VERIFIED");
    expect(readdirSync(folder).sort()).toEqual(["demo-1.2.3.release", "dist", "printed"]);
  });

  test("without assets, those beside the capsule are checked; none there is incomplete", async () => {
    const identity = sealed.verify.argv.slice(1, 5);
    const args = ["verify", ...identity, "--trusted-root", trustedRoot, String(sealed["capsule"])];
    expect((await capsule(args, { cwd: folder })).status).toBe(3);
    expect((await capsule([...args, "--evidence-only"], { cwd: folder })).status).toBe(0);
  });

  test("another identity, another release and no trusted root are told apart", async () => {
    const argv = sealed.verify.argv;
    const other = argv.map((word) => (word === "local@capsule-local.invalid" ? "else@capsule-local.invalid" : word));
    expect((await capsule(other, { cwd: folder })).status).toBe(1);
    expect((await capsule(["verify", "--release", "demo@1.2.4", ...argv.slice(1)], { cwd: folder })).status).toBe(1);
    const rest = argv.slice(argv.indexOf("--"));
    expect((await capsule(["verify", ...argv.slice(1, 5), ...rest], { cwd: folder })).status).toBe(1);
    expect((await capsule(["verify", ...rest], { cwd: folder })).status).toBe(2);
    expect((await capsule([...argv, join(folder, "absent")], { cwd: folder })).status).toBe(4);
    const absent = argv.map((word) => (word === trustedRoot ? join(folder, "absent") : word));
    expect((await capsule(absent, { cwd: folder })).status).toBe(4);
  });

  test("show and guide mark what they print as unverified", async () => {
    const path = String(sealed["capsule"]);
    const show = await capsule(["show", path], { cwd: folder });
    expect(show.status).toBe(0);
    expect(show.stdout).toMatch(/^UNVERIFIED demo 1\.2\.3/);
    const json = JSON.parse((await capsule(["show", "--json", path], { cwd: folder })).stdout);
    expect(json.verified).toBe(false);
    const guide = await capsule(["guide", path], { cwd: folder });
    expect(guide.stderr).toContain("unverified");
    expect(guide.stdout).toBe(readFileSync(join(String(sealed["out"]), "VERIFY.md"), "utf8"));
  });

  test("one more byte in an asset is a rejection, and the report names the asset", async () => {
    appendFileSync(join(folder, "dist", "tool"), "x");
    const text = await capsule(sealed.verify.argv, { cwd: folder });
    expect(text.status).toBe(1);
    expect(text.stdout).toMatch(/^REJECTED {2}demo 1\.2\.3: a file is not the sealed one\n/);
    expect(text.stdout).toMatch(/^ {2}WRONG {2}tool /m);
    const json = await capsule(["verify", "--json", ...sealed.verify.argv.slice(1)], { cwd: folder });
    expect(json.status).toBe(1);
    const report = JSON.parse(json.stdout);
    expect(report).toMatchObject({ verdict: "rejected", exitCode: 1, trust: "local" });
    expect(report.assets.find((asset: { name: string }) => asset.name === "tool").status).toBe("failed");
  });
});

describe("where the evidence goes", () => {
  test("a folder that holds something else is refused, an asset's own folder as well", async () => {
    const folder = project();
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full", "something"), "");
    const into = (out: string) => capsule(["seal", "--sigstore", "local", "--out", out, "dist"], { cwd: folder });
    expect(await into("full")).toMatchObject({ status: 2 });
    expect(await into("dist")).toMatchObject({ status: 2 });
    expect(await into(join("dist", "below"))).toMatchObject({ status: 2 });
    expect(readdirSync(join(folder, "dist"))).toHaveLength(2);
    expect(readdirSync(join(folder, "full"))).toEqual(["something"]);
  });

  test("a dry run writes nothing", async () => {
    const folder = project();
    const run = await capsule(["seal", "--dry-run", "--json", "dist"], { cwd: folder });
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ capsule: null, verify: null, files: [] });
    expect(readdirSync(folder)).toEqual(["dist"]);
  });

  test("a second seal of the same release is refused, since the first one is complete", async () => {
    const folder = project();
    const args = ["seal", "--sigstore", "local", "dist/tool"];
    expect((await capsule(args, { cwd: folder })).status).toBe(0);
    const second = await capsule(args, { cwd: folder });
    expect(second.status).toBe(2);
    expect(second.stderr).toContain("hint:");
  });
});
