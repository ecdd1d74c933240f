import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import type { OutputChunk } from "rolldown";
import { beforeAll, expect, test } from "vitest";
import { bundledPackages } from "../../../tools/bundle/bundled-packages.ts";
import { packPackage } from "../../../tools/package/pack-package.ts";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { newFolder, runProgram } from "../../run-program.ts";
import { releasedFolder } from "../../scenarios/guide-release.ts";
import { buildLibrary } from "./build-library.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MODULES = ["verify", "sbom", "format"] as const;

let chunks: readonly OutputChunk[];
let tarball: Uint8Array;
let project: string;
let installed: string;

beforeAll(async () => {
  const built = await buildLibrary();
  chunks = built.chunks;
  const packed = newFolder();
  packPackage(packed, { lib: built.folder });
  const [name = ""] = readdirSync(packed);
  tarball = readFileSync(join(packed, name));
  project = newFolder();
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "version": "1.0.0", "private": true }');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", join(packed, name)], {
    cwd: project,
    stdio: "ignore",
  });
  installed = join(project, "node_modules/release-capsule");
}, 120_000);

test("publint finds nothing to say of the package", async () => {
  const { messages } = await publint({ pack: { tarball: tarball.slice().buffer }, strict: true, level: "suggestion" });
  // There is no module of the package's own name: one would have to say which of the three it is.
  expect(messages.filter(({ code }) => code !== "EXPORTS_MISSING_ROOT_ENTRYPOINT")).toEqual([]);
});

test("its types resolve as its modules do, in every resolution that TypeScript has", async () => {
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  if (analysis.types === false) throw new Error("the package has no types");
  for (const name of MODULES) {
    const { resolutions } = analysis.entrypoints[`./${name}`] ?? {};
    expect(resolutions?.bundler.resolution?.fileName).toMatch(new RegExp(`lib/${name}.d.mts$`));
  }
  // Node 20.19 and later load an ES module by require; the resolution of 2014 knows no `exports`.
  const known = new Set(["CJSResolvesToESM"]);
  const found = analysis.problems.filter(
    (problem) =>
      !known.has(problem.kind) &&
      !("resolutionKind" in problem && problem.resolutionKind === "node10") &&
      !("entrypoint" in problem && !MODULES.some((name) => problem.entrypoint === `./${name}`)),
  );
  expect(found).toEqual([]);
});

/** Uses every function with the types that a strict project sees; no type of Node or of a browser is there. */
const USER = `
import { verify, type Verification, type VerifyOrder } from "release-capsule/verify";
import { describe, score } from "release-capsule/sbom";
import { capsuleFileName, formatChecksums, parseChecksums, readCapsule, CAPSULE_PREDICATE_TYPE } from "release-capsule/format";
export async function use(order: VerifyOrder): Promise<string> {
  const answer = await verify(order);
  switch (answer.verdict) {
    case "verified": case "rejected": case "incomplete": { const whole: Verification = answer; return whole.capsuleSha256; }
    case "unanswered": return answer.problem.code;
  }
}
export async function rest(): Promise<string> {
  const sbom = await describe("dist", { format: "spdx", specVersion: "2.3" });
  const scored = await score("dist");
  const capsule = await readCapsule({ name: capsuleFileName({ name: "a", version: "1.0.0" }), content: new Uint8Array() });
  const list = await parseChecksums("", "sha256");
  const name: string = capsule.ok ? capsule.content.root.predicate.release.name : capsule.problem.message;
  const lines = list.ok ? formatChecksums(list.checksums) : "";
  return [CAPSULE_PREDICATE_TYPE, name, lines, sbom.ok ? sbom.text : "", scored.ok ? scored.score.format : ""].join();
}
`;

test.each([
  ["node16", "node16", "user.mts"],
  ["node16", "node16", "user.ts"],
  ["nodenext", "nodenext", "user.mts"],
  ["nodenext", "nodenext", "user.cts"],
  ["esnext", "bundler", "user.ts"],
])("a project of module %s and resolution %s compiles %s against it, strictly", async (module, resolution, file) => {
  const folder = join(project, `${module}-${resolution}-${file}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(folder, file), USER);
  const options = ["--module", module, "--moduleResolution", resolution, "--lib", "es2022", "--types", ""];
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--skipLibCheck", "false"];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const run = await runProgram(process.execPath, [tsc, ...options, ...strict, file], { cwd: folder });
  expect(run.stdout).toBe("");
  expect(run.status).toBe(0);
});

test("a type that is used wrongly does not compile", async () => {
  const folder = join(project, "wrong");
  mkdirSync(folder);
  const wrong =
    'import { verify } from "release-capsule/verify";\nexport const no = (await verify({ files: [] })).verdict;\n';
  writeFileSync(join(folder, "user.mts"), wrong);
  const options = ["--module", "nodenext", "--target", "es2022", "--strict", "--noEmit", "--types", "", "user.mts"];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const run = await runProgram(process.execPath, [tsc, ...options], { cwd: folder });
  expect(run.stdout).toMatch(/error TS2739.*missing the following properties/);
});

const SHOW = MODULES.map((name) => `release-capsule/${name}`);

test("importing a module runs nothing, prints nothing, and leaves no exit code; neither does require", async () => {
  const after = "console.log(JSON.stringify(names), process.exitCode ?? 'none');";
  const imported = `const names = []; for (const m of ${JSON.stringify(SHOW)}) names.push(Object.keys(await import(m)).sort()); ${after}`;
  const required = `const names = ${JSON.stringify(SHOW)}.map((m) => Object.keys(require(m)).sort()); ${after}`;
  writeFileSync(join(project, "imported.mjs"), imported);
  writeFileSync(join(project, "required.cjs"), required);
  const expected = `${JSON.stringify([["verify"], ["describe", "score"], ["CAPSULE_PREDICATE_TYPE", "capsuleFileName", "formatChecksums", "parseChecksums", "readCapsule"]])} none\n`;
  for (const file of ["imported.mjs", "required.cjs"]) {
    const run = await runProgram(process.execPath, [file, "verify", "--help"], { cwd: project });
    expect([run.stdout, run.stderr, run.status]).toEqual([expected, "", 0]);
  }
});

test("nothing else of the package can be imported", async () => {
  for (const name of ["release-capsule", "release-capsule/cli.js", "release-capsule/lib/verify.mjs"]) {
    const run = await runProgram(process.execPath, ["-e", `import(${JSON.stringify(name)})`], { cwd: project });
    expect(run.stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  }
  const schema = 'console.log(require("release-capsule/schemas/verification.json").$id)';
  expect((await runProgram(process.execPath, ["-e", schema], { cwd: project })).stdout).toContain("/verification/v1");
});

test("the modules that say so need nothing of Node", () => {
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    const chunk = chunks.find(({ fileName }) => fileName === from);
    for (const next of [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]) reached(next, seen);
    return seen;
  };
  for (const name of ["lib/verify.mjs", "lib/format.mjs"]) {
    const all = [...reached(name)];
    expect(all.filter((one) => !one.startsWith("lib/"))).toEqual([]);
    for (const one of all) {
      const code = chunks.find(({ fileName }) => fileName === one)?.code;
      expect(code).not.toMatch(/(?<![.\w$])(?:Buffer|process)\b(?!:)\./);
    }
  }
  expect([...reached("lib/verify-in-node.mjs")]).toContain("node:crypto");
});

test("the types show nothing that is not declared beside them, and one file has each", () => {
  const folder = join(installed, "lib");
  const files = readdirSync(folder).filter((name) => name.endsWith(".d.mts"));
  expect(files.sort()).toEqual(
    ["capsule-content", "file-bytes", "format", "problem", "sbom-score", "sbom", "verification", "verify"].map(
      (name) => `${name}.d.mts`,
    ),
  );
  for (const file of files) {
    for (const [, from = ""] of readFileSync(join(folder, file), "utf8").matchAll(/from "([^"]+)"/g)) {
      expect(files).toContain(from.replace(/^\.\//, "").replace(/\.mjs$/, ".d.mts"));
    }
  }
});

test("the licences and the SBOM of the command line name every package whose code is in the modules", () => {
  const licences = readFileSync(join(ROOT, "dist/cli.licenses.txt"), "utf8");
  const sbom = readFileSync(join(ROOT, "dist/cli.cdx.json"), "utf8");
  const packages = bundledPackages(Object.fromEntries(chunks.map((chunk) => [chunk.fileName, chunk])));
  expect(packages.length).toBeGreaterThan(10);
  for (const { name, version } of packages) {
    expect(licences).toContain(`${name}@${version} (`);
    expect(sbom).toContain(`"name": ${JSON.stringify(name)}`);
  }
});

test("the code of docs/library.md does what the page says", async () => {
  const sigstore = await startGitHubSigstore();
  try {
    const run = { repository: "acme/tool", ref: "refs/tags/v1.4.2" };
    const release = await releasedFolder(sigstore, { run, assets: { "tool-linux-x64": "#!/bin/sh\n" } });
    const folder = join(project, "documented");
    cpSync(release, folder, { recursive: true });
    mkdirSync(join(folder, "dist"));
    cpSync(join(release, "tool-linux-x64"), join(folder, "dist/tool-linux-x64"));
    const page = readFileSync(join(ROOT, "docs/library.md"), "utf8");
    const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
    const [verifies = "", describes = "", reads = ""] = blocks;
    expect(blocks).toHaveLength(3);
    const started = async (code: string) => {
      writeFileSync(join(folder, "block.mjs"), code);
      return runProgram(process.execPath, ["block.mjs"], { cwd: folder });
    };
    // The one thing that a test must add: the instance of the test is nobody's public one.
    const trusting = verifies.replace("signer:", 'trustedRoot: await file("trusted_root.json"),\n  signer:');
    expect(await started(trusting)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(await started(verifies)).toMatchObject({ status: 1, stderr: expect.stringContaining("verdict:") });
    expect(JSON.parse((await started(describes)).stdout)).toMatchObject({ spdxVersion: "SPDX-2.3" });
    expect((await started(reads)).stdout).toBe("1.4.2\n");
  } finally {
    await sigstore.close();
  }
}, 120_000);
