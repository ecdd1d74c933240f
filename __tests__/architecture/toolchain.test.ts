import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { TOOL } from "../../src/domain/tool.ts";
import { MINIMUM_NODE } from "../../tools/bundle/preamble.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(read("package.json"));
const lockfile = JSON.parse(read("package-lock.json"));
const locked: [string, LockedPackage][] = Object.entries(lockfile.packages);

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every text file of ours that git tracks or would track. */
function ourFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  return listed
    .toString("utf8")
    .split("\0")
    .filter((path) => path !== "" && !path.startsWith("dist/") && existsSync(join(ROOT, path)));
}

describe("the toolchain", () => {
  test("tests run on Node 24", () => {
    expect(process.versions.node).toMatch(/^24\./);
  });

  test("every dependency is pinned to one exact version", () => {
    const ranges = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.entries(ranges).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(String(range)))).toEqual([]);
  });

  test("the program names itself as package.json does, and asks for the same Node", () => {
    expect(TOOL).toEqual({ name: manifest.name, version: manifest.version });
    expect(manifest.engines.node).toBe(`>=${MINIMUM_NODE.major}.${MINIMUM_NODE.minor}`);
  });

  test("the lockfile holds a digest for every package, the address of none, and no script that runs at installation", () => {
    expect(locked.length).toBeGreaterThan(100);
    for (const [path, entry] of locked) {
      expect(entry.resolved, path).toBeUndefined();
      if (path !== "") expect(entry.integrity, path).toMatch(/^sha512-/);
      // .npmrc forbids them; a package that wants one is a decision to make.
      expect(entry.hasInstallScript, path).toBeUndefined();
    }
  });

  test("the lockfile holds every platform's variant of a package that has variants", () => {
    const paths = new Set(locked.map(([path]) => path));
    const absent = locked.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(paths, path, name)),
    );
    expect(absent).toEqual([]);
  });
});

/** Looks where a package at `from` would find `name`: in its own folder, then in every folder above. */
function isLocked(paths: ReadonlySet<string>, from: string, name: string): boolean {
  for (let at = from; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (paths.has(`${at}/node_modules/${name}`)) return true;
  }
  return paths.has(`node_modules/${name}`);
}

describe("workflows", () => {
  const workflows = ourFiles().filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path));
  const withActions = ourFiles().filter((path) => /^(\.github|examples|docs)\/.*\.(ya?ml|md)$|^[A-Z]+\.md$/.test(path));

  test.each(workflows)("%s starts from no permission and never runs on a foreign checkout with secrets", (path) => {
    const workflow = parse(read(path));
    expect(workflow.permissions).toEqual({});
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
  });

  test.each(workflows)("%s puts no expression into a shell", (path) => {
    const jobs: { steps?: { run?: string }[] }[] = Object.values(parse(read(path)).jobs);
    const scripts = jobs.flatMap((job) => job.steps ?? []).map((step) => step.run ?? "");
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  test.each(withActions)("%s pins every action to a commit", (path) => {
    const uses = [...read(path).matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)];
    const loose = uses.filter(([, action = "", comment = ""]) => !isPinned(action, comment));
    expect(loose.map(([line]) => line)).toEqual([]);
  });

  test("the release workflow uses no cache", () => {
    const mentions = read(".github/workflows/release.yml").match(/.*cache.*/g) ?? [];
    expect(mentions.filter((line) => !/^\s+package-manager-cache: false$/.test(line))).toEqual([]);
  });
});

test("what the continuous integration fetches is compared with a digest before it runs (X24)", () => {
  const script = read(".ci/run");
  expect(script).not.toMatch(/npm (?:install|i|exec)\b|npx (?!vitest)|curl|wget/);
  const fetched = [...script.matchAll(/fetch_node (\d[\d.]+)|for version in ([\d. ]+);/g)].flatMap(([, one, several]) =>
    (one ?? several ?? "").split(" "),
  );
  expect(fetched.length).toBeGreaterThan(3);
  for (const version of fetched) expect(script, version).toMatch(new RegExp(`\\[${version}\\]=sha512-[\\w+/]{86}==\n`));
});

describe("the job that seals our release", () => {
  const steps: { uses?: string; run?: string; env?: Record<string, string> }[] = parse(
    read(".github/workflows/release.yml"),
  ).jobs.seal.steps;
  const compares = steps.find(({ run }) => run?.includes("cmp"));
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** What the step says of files that the first job made, beside the programs of a commit. */
  function compare(made: string, packed: string, library = "committed library"): number | null {
    const folder = mkdtempSync(join(tmpdir(), "capsule-programs-"));
    folders.push(folder);
    for (const name of ["dist/lib", "assets", "package/lib"]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, "dist/lib/verify.mjs"), "committed library");
    writeFileSync(join(folder, "package/lib/verify.mjs"), library);
    for (const program of ["cli.js", "verify.js"]) {
      writeFileSync(join(folder, "dist", program), `committed ${program}`);
      writeFileSync(join(folder, "assets", program), program === "verify.js" ? made : `committed ${program}`);
      writeFileSync(join(folder, "package", program), program === "verify.js" ? packed : `committed ${program}`);
    }
    execFileSync("tar", ["-czf", "assets/release-capsule-1.2.3.tgz", "package"], { cwd: folder });
    const env = {
      PATH: process.env["PATH"],
      ASSETS: join(folder, "assets"),
      GITHUB_REF_NAME: "v1.2.3",
      RUNNER_TEMP: folder,
    };
    return spawnSync("bash", ["-eo", "pipefail", "-c", compares?.run ?? "exit 9"], { cwd: folder, env }).status;
  }

  test("compares every program with that of the commit, beside the others and in the package (X24)", () => {
    expect(steps.indexOf(compares ?? {})).toBeLessThan(steps.findIndex(({ uses }) => uses === "./"));
    expect(Object.keys(compares?.env ?? {})).toEqual(["ASSETS"]);
    expect(compare("committed verify.js", "committed verify.js")).toBe(0);
    expect(compare("another", "committed verify.js")).toBe(1);
    expect(compare("committed verify.js", "another")).toBe(1);
    expect(compare("committed verify.js", "committed verify.js", "another")).toBe(1);
  });
});

test("nothing tells anyone to run this program by a name that is not published yet (X24)", () => {
  const told = ourFiles().filter((path) => /^(src|docs|examples|README|VERIFY|SECURITY)/.test(path));
  expect(told.filter((path) => /npx (?:-y |--yes )?release-capsule/.test(read(path)))).toEqual([]);
});

/** A local action, this one at a commit that the reader fills in, or a full commit with the version in a comment. */
function isPinned(action: string, comment: string): boolean {
  const ours =
    /^release-capsule\/release-capsule(?:\/(?:check|get|sbom|verify|\.github\/workflows\/seal\.yml))?@FULL_COMMIT_SHA$/;
  if (ours.test(action)) return true;
  return action.startsWith("./") || (/@[0-9a-f]{40}$/.test(action) && /^\s+# v\d/.test(comment));
}

test("no file of ours names a path of somebody's machine or a package registry", () => {
  const telling = [
    /\/home\/\w+\//,
    /\/Users\/\w+\//,
    /C:\\Users\\\w+/,
    /\/work\/(main|shared|brief)/,
    /registry\.npm(js|mirror)/,
  ];
  // Lockfiles of our corpus are as everybody's: they name the public registries, and what makes them refuses any other.
  // And an audit asks the public one what it has of a release.
  const namingRegistries =
    /^__tests__\/corpus\/lockfiles\/|^tools\/corpus\/make-lockfiles\.ts$|^src\/services\/npm\/npm-registry\.ts$/;
  const found = ourFiles()
    .filter(
      (path) =>
        !path.startsWith("__tests__/architecture/") &&
        !namingRegistries.test(path) &&
        !/\.(png|capsule|gz|bin)$/.test(path),
    )
    .filter((path) => telling.some((pattern) => pattern.test(read(path))));
  expect(found).toEqual([]);
});
