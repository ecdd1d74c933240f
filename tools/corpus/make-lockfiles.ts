import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LOCKFILE_PROJECTS, type LockfileProject } from "./lockfile-projects.ts";
import { packageManager } from "./package-managers.ts";

/**
 * Lets the package managers that are here write their lockfiles for small projects of ours, below `folder`, with an
 * `expected.json` that the manager's own answer makes and not a parser of ours. `only` names some of them.
 */
export async function makeLockfiles(
  folder: string,
  report: (line: string) => void,
  only: readonly string[],
): Promise<void> {
  for (const project of LOCKFILE_PROJECTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    try {
      make(project, join(folder, project.name));
      report(`${project.name}: made`);
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      report(`${project.name}: kept as it was: ${(stderr || String(error)).trim().slice(-300)}`);
    }
  }
}

function make(project: LockfileProject, folder: string): void {
  const place = mkdtempSync(join(tmpdir(), "capsule-lockfile-"));
  for (const [name, content] of Object.entries(project.files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), content);
  }
  const run = ([command = "", ...before]: readonly string[], args: readonly string[]): string =>
    execFileSync(command, [...before, ...args], {
      ...{ cwd: place, encoding: "utf8", env: environment(place), maxBuffer: 64 << 20 },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const manager = packageManager(project.program);
  for (const args of project.lock) run(manager, args);
  const { purls, edges } = project.read(project.describe.map((args) => run(manager, args)).join("\n"));
  if (purls.length === 0) throw new Error("the program names no package");
  requirePublic(readFileSync(join(place, project.lockfile), "utf8"));
  const expected = {
    made: run(manager, manager[0] === "go" ? ["version"] : ["--version"])
      .trim()
      .split("\n")[0],
    purls,
    edges: edges.map((edge) => edge.map((purl) => purls.indexOf(purl))),
    firstParty: [],
    // Each of these formats has a hash for each package; what they say of licences does not count.
    withHash: purls.length,
    withLicense: 0,
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Of the sources nothing is read but manifests, which lie at the top.
  for (const name of new Set([...Object.keys(project.files), project.lockfile])) {
    if (!name.includes("/") && existsSync(join(place, name))) cpSync(join(place, name), join(folder, name));
  }
  writeFileSync(join(folder, "expected.json"), `${JSON.stringify(expected, undefined, 1)}\n`);
}

/** A home of its own, so that no setting of this machine reaches a lockfile; caches are elsewhere. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = [
    "PATH",
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
  ];
  const values = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  const toolchains = { RUSTUP_HOME: process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup") };
  return {
    ...Object.fromEntries(values),
    HOME: home,
    CI: "1",

    GOFLAGS: "-mod=mod",
    ...toolchains,
  };
}

const PUBLIC = new Set([
  ...["registry.npmjs.org", "registry.yarnpkg.com", "pypi.org", "files.pythonhosted.org", "github.com"],
]);

/** A lockfile names registries by the addresses that everybody knows, and nothing of this machine. */
function requirePublic(lockfile: string): void {
  for (const [, host = ""] of lockfile.matchAll(
    /"?(?:url|resolved|resolution|remote|tarball|registry|source)\W[^\n]*?https?:\/\/([^/"'\s]+)/g,
  )) {
    if (!PUBLIC.has(host)) throw new Error(`the lockfile names the host ${host}`);
  }
}
