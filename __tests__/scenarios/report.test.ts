import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, runProgram } from "../run-program.ts";

const VERIFIER = programFile("verify");

/** Who receives a release keeps a page of what was checked, and passes it on. */
describe("a page to keep", () => {
  const project = newFolder();
  const folder = join(project, "released");
  const signer = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
  const keys = [...signer, "--trusted-root", "local.trusted_root.json"];
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const run = (...args: string[]) => capsule(args, { cwd: folder });

  beforeAll(async () => {
    mkdirSync(join(project, "dist"));
    writeFileSync(join(project, "dist", "tool"), "the tool\n");
    const named = ["--sigstore", "local", "--name", "demo", "--version", "1.2.3"];
    const sealed = await capsule(["seal", ...named, "--out", "released", "--quiet", "dist"], { cwd: project });
    expect(sealed.status).toBe(0);
    renameSync(join(project, "dist", "tool"), join(folder, "tool"));
  });

  test("report verifies as verify does, and writes the page beside", async () => {
    const [verified, reported] = [
      await run("verify", ...keys, "demo-1.2.3.local.capsule"),
      await run("report", ...keys, "demo-1.2.3.local.capsule"),
    ];
    expect([reported.status, reported.stdout]).toEqual([0, verified.stdout]);
    expect(reported.stderr).toContain(`the report is "demo-1.2.3.local.report.html"`);
    const page = read("demo-1.2.3.local.report.html");
    expect(page).toContain(`<h1>The file is the one that was sealed.</h1>`);
    expect(page).toContain("<b>Who made it.</b>");
    expect(page).toContain("capsule verify --identity local@capsule-local.invalid");
    expect(page).not.toContain(folder);
  });

  test("a page of ours is replaced, and nothing else", async () => {
    writeFileSync(join(folder, "notes.html"), "<p>mine");
    const refused = await run("report", ...keys, "--out", "notes.html", "demo-1.2.3.local.capsule");
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("--out names a file that is there and is not a report");
    expect(read("notes.html")).toBe("<p>mine");
    const onto = await run("verify", ...keys, "--report", "demo-1.2.3.local.capsule", "demo-1.2.3.local.capsule");
    expect([onto.status, onto.stderr]).toEqual([2, expect.stringContaining("--report names a file that is there")]);
    const both = await run("verify", ...keys, "--report", "new.html", "--vsa", "new.html", "demo-1.2.3.local.capsule");
    expect([both.status, existsSync(join(folder, "new.html"))]).toEqual([2, false]);
    expect((await run("report", ...keys, "demo-1.2.3.local.capsule")).status).toBe(0);
  });

  test("a rejected release has its page, too, and the exit code stays 1", async () => {
    writeFileSync(join(folder, "tool"), "another tool\n");
    const rejected = await run("verify", ...keys, "--json", "--report", "bad.html", "demo-1.2.3.local.capsule");
    writeFileSync(join(folder, "tool"), "the tool\n");
    expect([rejected.status, JSON.parse(rejected.stdout).verdict]).toEqual([1, "rejected"]);
    expect(read("bad.html")).toContain(`<p class="word tone">REJECTED</p>\n<h1>A file is not the sealed one.</h1>`);
  });

  test("the verifier alone writes the same page", async () => {
    const args = ["report", ...keys, "--out", "own.html", "demo-1.2.3.local.capsule"];
    const own = await runProgram(process.execPath, [VERIFIER, ...args], { cwd: folder });
    expect(own.status).toBe(0);
    const withoutTime = (page: string) => page.replace(/checked [0-9: -]+ UTC/, "");
    expect((await run(...args.slice(0, -2), "whole.html", "demo-1.2.3.local.capsule")).status).toBe(0);
    expect(withoutTime(read("own.html"))).toBe(withoutTime(read("whole.html")));
  });

  test("show prints a page of what is inside, marked as not checked", async () => {
    const shown = await run("show", "--html", "demo-1.2.3.local.capsule");
    expect(shown.status).toBe(0);
    expect(shown.stdout).toMatch(/^<!doctype html>/);
    expect(shown.stdout).toContain(`<p class="word">NOT CHECKED</p>`);
  });

  test("a file that was signed alone has a page without a release", async () => {
    const args = ["verify", ...keys, "--report", "list.html", "checksums.txt", "tool"];
    const run1 = await run(...args);
    expect(run1.status).toBe(0);
    expect(read("list.html")).toContain("It is about the file");
  });
});
