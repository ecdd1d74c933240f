import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADDED, inWords, PICTURED, releasePicture } from "../../tools/readme/release-picture.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { runProgram } from "../run-program.ts";
import { releasedFolder } from "../scenarios/guide-release.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const sigstore = await startGitHubSigstore();
afterAll(() => sigstore.close());

let folder: string;
beforeAll(async () => {
  const { assets, repository, version, commit } = PICTURED;
  folder = await releasedFolder(sigstore, {
    run: { repository, commit, ref: `refs/tags/v${version}` },
    assets: Object.fromEntries(Object.entries(assets).map(([name, size]) => [name, Buffer.alloc(size)])),
    publish: "standard",
  });
}, 120_000);

test.each(["wide", "narrow"] as const)("the %s picture is what its texts make (npm run generate)", (form) => {
  expect(readFileSync(join(ROOT, `docs/pictures/release-${form}.svg`), "utf8")).toBe(releasePicture(form));
});

test("README.md says in words what the picture shows", () => {
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(`alt="${inWords()}"`);
});

test("the files that it shows are those that sealing adds, and the assets", () => {
  const others = ["checksums.txt.sigstore.json", "tool-1.4.2.spdx.json", "trusted_root.json"];
  const shown = [...ADDED.map(([name]) => name), ...Object.keys(PICTURED.assets)];
  expect([...shown, ...others].sort()).toEqual(readdirSync(folder).sort());
});

test("the command prints what it shows", async () => {
  for (const name of Object.keys(PICTURED.assets)) if (name !== PICTURED.downloaded) rmSync(join(folder, name));
  const [program, ...args] = PICTURED.command.join(" ").replace(/\\ +/, "").split(/ +/);
  // The instance of the test stands in for the public one: its keys are named, and its log is not the public log.
  const named = [...args.map((arg) => arg.replace("verify.js", "../verify.js")), "--trusted-root", "trusted_root.json"];
  const run = await runProgram(program ?? "", named, { cwd: folder });
  const time = /\d{4}-\d\d-\d\d \d\d:\d\d UTC, in a log/;
  const printed = run.stdout
    .replace(time, PICTURED.printed.find((line) => line.includes("Signed at"))?.slice("  Signed at   ".length) ?? "")
    .split("\n")
    .filter((line) => !line.startsWith("  Checked "));
  expect(printed.slice(0, PICTURED.printed.length)).toEqual(PICTURED.printed);
  expect(run.status).toBe(0);
});
