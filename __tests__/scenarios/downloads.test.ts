import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";

const MAIN = programFile("cli");

/** What people do with a download, and what they are told. */
const CAPSULE = "demo-1.2.3.local.capsule";
const TRUST = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
const ASSETS = ["tool-linux", "tool.exe"];

let pristine = "";
beforeAll(async () => {
  const folder = newFolder();
  pristine = join(folder, "out");
  mkdirSync(join(folder, "dist"));
  for (const name of ASSETS) writeFileSync(join(folder, "dist", name), `\u0000content of ${name}\n`);
  const order = ["seal", "--sigstore", "local", "--name", "demo", "--version", "1.2.3", "--publish", "full"];
  const sealed = await capsule([...order, "--out", "out", "dist"], { cwd: folder });
  expect(sealed).toMatchObject({ status: 0 });
  cpSync(join(folder, "dist"), pristine, { recursive: true });
});

function download(): string {
  const folder = newFolder();
  cpSync(pristine, folder, { recursive: true });
  return folder;
}

function verify(folder: string, ...words: string[]): Promise<Run> {
  return capsule(["verify", ...TRUST, "--trusted-root", "local.trusted_root.json", ...words], { cwd: folder });
}

describe("the files of a pristine download", () => {
  test("may all be passed at once (Q01)", async () => {
    const folder = download();
    const run = await verify(folder, CAPSULE, ...readdirSync(folder));
    expect(run).toMatchObject({ status: 0, stderr: expect.not.stringContaining("error") });
    for (const name of readdirSync(folder).filter((one) => one !== CAPSULE && !one.startsWith("local."))) {
      expect(run.stdout, name).toContain(` ${name}`);
    }
  });

  test("may each be passed alone (Q01)", async () => {
    const folder = download();
    const names = readdirSync(folder);
    expect(names.length).toBeGreaterThan(10);
    const runs = await Promise.all(names.map((name) => verify(folder, CAPSULE, name)));
    expect(runs.map(({ status }) => status)).toEqual(names.map(() => 0));
  });

  test("one other byte in any of them is refused (Q01)", async () => {
    for (const name of ["tool.exe", "VERIFY.md", "checksums.txt", "demo-1.2.3.intoto.jsonl", "demo-1.2.3.cdx.json"]) {
      const folder = download();
      writeFileSync(join(folder, name), `${readFileSync(join(folder, name), "utf8")} `);
      expect([name, (await verify(folder, CAPSULE, name)).status]).toEqual([name, 1]);
    }
  });
});

describe("a file that is not of the release", () => {
  test("is not part of it when it was named, by name or pattern, and the verdict is open (Q02, B56)", async () => {
    const folder = download();
    writeFileSync(join(folder, "notes.txt"), "mine\n");
    for (const words of [["notes.txt"], ["tool.exe", "notes.txt"], ["*.txt"]]) {
      const run = await verify(folder, CAPSULE, ...words);
      expect(run.status, words.join()).toBe(3);
      expect(run.stdout).toContain("not part of this release");
    }
  });

  test("only lies there when its folder was named, unless all files have to be of the release (Q03)", async () => {
    const folder = download();
    writeFileSync(join(folder, "notes.txt"), "mine\n");
    const listed = await verify(folder, CAPSULE, ".");
    expect(listed.status).toBe(0);
    expect(listed.stdout).toContain("notes.txt");
    expect((await verify(folder, "--all-files", CAPSULE, ".")).status).toBe(3);
    expect((await verify(folder, "--all-files", CAPSULE)).status).toBe(3);
    rmSync(join(folder, "notes.txt"));
    expect((await verify(folder, "--all-files", CAPSULE)).status).toBe(0);
    writeFileSync(join(folder, "tool.exe"), "changed\n");
    expect((await verify(folder, CAPSULE, ".")).status).toBe(1);
  });
});

describe("honest mistakes", () => {
  test.each(["demo-1.2.3.local (1).capsule", "release.capsule"])(
    "a capsule called %s says no release, and the release is asked for (Q04)",
    async (name) => {
      const folder = download();
      renameSync(join(folder, CAPSULE), join(folder, name));
      const run = await verify(folder, name);
      expect(run.status).toBe(3);
      expect(run.stdout).toContain("--release demo@1.2.3");
      expect((await verify(folder, "--release", "demo@1.2.3", name)).status).toBe(0);
    },
  );

  test("a capsule under the name of another release is refused (Q04)", async () => {
    const folder = download();
    renameSync(join(folder, CAPSULE), join(folder, "demo-1.2.4.local.capsule"));
    expect((await verify(folder, "demo-1.2.4.local.capsule")).status).toBe(1);
  });

  test("a tag in the place of the version, and a short ref, are usage, with what to write (Q05)", async () => {
    const folder = download();
    const tag = await verify(folder, "--release", "demo@v1.2.3", CAPSULE);
    expect([tag.status, tag.stderr]).toEqual([2, expect.stringContaining("write --release demo@1.2.3")]);
    const ref = await capsule(["verify", "--repository", "o/demo", "--source-ref", "v1.2.3", CAPSULE], { cwd: folder });
    expect([ref.status, ref.stderr]).toEqual([2, expect.stringContaining("write refs/tags/v1.2.3")]);
  });

  test("a file in the place of the capsule finds the one beside it, and is checked (Q06)", async () => {
    const folder = download();
    for (const name of ["tool-linux", "VERIFY.md", "demo-1.2.3.cdx.json"]) {
      expect([name, (await verify(folder, name)).status]).toEqual([name, 0]);
    }
    writeFileSync(join(folder, "tool.exe"), "changed\n");
    expect((await verify(folder, "tool.exe")).status).toBe(1);
    expect((await verify(folder, ".")).status).toBe(1);
    cpSync(join(folder, CAPSULE), join(folder, "other.capsule"));
    expect(await verify(folder, "tool-linux")).toMatchObject({ status: 2, stderr: expect.stringContaining("several") });
    for (const name of [CAPSULE, "other.capsule"]) rmSync(join(folder, name));
    expect((await verify(folder, "tool-linux")).status, "the signed list beside it").toBe(0);
    for (const name of readdirSync(folder)) if (name !== "tool-linux") rmSync(join(folder, name));
    const none = await verify(folder, "tool-linux");
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("there is none beside it")]);
  });

  test("a web page in the place of a file is said to be one, and to download again (Q07)", async () => {
    const folder = download();
    writeFileSync(join(folder, "tool.exe"), "<html><head><title>Sign in</title>");
    const run = await verify(folder, CAPSULE);
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^REJECTED {2}demo 1\.2\.3: a file is a web page, not the sealed one\n/);
    expect(run.stdout).toContain("What to do  Download it again.");
  });

  test("what is piped in is read in the place of a file", async () => {
    const folder = download();
    const piped = (text: string) => runProgram("sh", ["-c", text], { cwd: folder });
    const [node, main] = [process.execPath, MAIN];
    const show = await piped(`'${node}' '${main}' show --json - < '${CAPSULE}'`);
    expect(JSON.parse(show.stdout)).toMatchObject({
      verified: false,
      root: { predicate: { release: { name: "demo" } } },
    });
    const sbom = await piped(`'${node}' '${main}' sbom --check --json - < demo-1.2.3.cdx.json`);
    expect(sbom).toMatchObject({ status: 0 });
    const verified = await piped(
      `'${node}' '${main}' verify - tool.exe --release demo@1.2.3 ${TRUST.join(" ")} --trusted-root local.trusted_root.json < '${CAPSULE}'`,
    );
    expect(verified).toMatchObject({ status: 0 });
    expect(await piped(`'${node}' '${main}' diff - - < '${CAPSULE}'`)).toMatchObject({ status: 2 });
  });

  test("without a named signer a person is told who signed, and a program is not (Q08)", async () => {
    const folder = download();
    const told = await capsule(["verify", "--trusted-root", "local.trusted_root.json", CAPSULE], { cwd: folder });
    expect([told.status, told.stdout]).toEqual([2, ""]);
    expect(told.stderr).toContain("the signature is genuine, and was made by local@capsule-local.invalid");
    const command = /^ +(node .* verify --identity .*)$/m.exec(told.stderr)?.[1] ?? "";
    const run = await runProgram("sh", ["-c", command.replace(/^node /, `'${process.execPath}' `)], { cwd: folder });
    expect(run).toMatchObject({ status: 0 });
    const json = await capsule(["verify", "--json", "--trusted-root", "local.trusted_root.json", CAPSULE], {
      cwd: folder,
    });
    expect([json.status, json.stdout.includes("capsule-local")]).toEqual([2, false]);
    expect(JSON.parse(json.stdout)).toMatchObject({ code: "usage" });
    const stranger = await capsule(["verify", CAPSULE], { cwd: folder });
    expect([stranger.status, stranger.stderr.includes("genuine")]).toEqual([2, false]);
  });

  test.each<[string, string, (path: string) => void]>([
    [
      "a web page",
      "a web page, not a capsule",
      (path) => writeFileSync(path, "\n<!DOCTYPE html>\n<html><body>Sign in"),
    ],
    [
      "an answer of an API",
      "a document in JSON, not a capsule",
      (path) => writeFileSync(path, '{"message": "Not Found"}'),
    ],
    ["a text", "a text, not a capsule", (path) => writeFileSync(path, "Not Found")],
    ["nothing", "the file is empty", (path) => writeFileSync(path, "")],
    ["a zip archive", "a zip archive, not a capsule", (path) => writeFileSync(path, "PK\u0003\u0004")],
    ["a part of it", "the download is cut short", (path) => writeFileSync(path, readFileSync(path).subarray(0, 3000))],
  ])("%s in the place of the capsule is said to be that, and to download again (Q07)", async (_, words, save) => {
    const folder = download();
    save(join(folder, CAPSULE));
    const run = await verify(folder, CAPSULE);
    expect(run.status).toBe(1);
    expect(run.stdout.replace(/\s+/g, " ")).toContain(words);
    expect(run.stdout.toLowerCase()).toContain("download it again");
    const show = await capsule(["show", CAPSULE], { cwd: folder });
    expect([show.status, show.stderr]).toEqual([1, expect.stringContaining(words)]);
  });
});
