import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LockfileProject } from "./lockfile-project.ts";
import { LOCKFILE_PROJECTS } from "./lockfile-projects.ts";
import { packageManager } from "./package-managers.ts";
import { BUNDLER_PROJECTS } from "./registries/bundler.ts";
import { COMPOSER_PROJECT } from "./registries/composer.ts";
import { MIX_PROJECT } from "./registries/mix.ts";
import { NUGET_PROJECT } from "./registries/nuget.ts";
import { PUB_PROJECT } from "./registries/pub.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const PROJECTS = [...LOCKFILE_PROJECTS, ...BUNDLER_PROJECTS, COMPOSER_PROJECT, MIX_PROJECT, NUGET_PROJECT, PUB_PROJECT];

/**
 * Lets the package managers that are here write their lockfiles for small projects of ours, below `folder`, with an
 * `expected.json` that the manager's own answer makes and not a parser of ours. `only` names some of them.
 */
export async function makeLockfiles(
  folder: string,
  report: (line: string) => void,
  only: readonly string[],
): Promise<void> {
  for (const project of PROJECTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    try {
      await make(project, join(folder, project.name));
      report(`${project.name}: made`);
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      report(`${project.name}: kept as it was: ${(stderr || String(error)).trim().slice(-300)}`);
    }
  }
}

async function make(project: LockfileProject, folder: string): Promise<void> {
  const place = await openWorkplace(project.files);
  try {
    keep(project, place, folder);
  } finally {
    place.close();
  }
}

function keep(project: LockfileProject, place: Workplace, folder: string): void {
  const manager = packageManager(project.program);
  project.prepare?.(place);
  for (const args of project.lock) place.run(manager, args);
  const answer = project.describe.map((args) => place.run(manager, args)).join("\n");
  const { purls, edges } = project.read(answer, place);
  if (purls.length === 0) throw new Error("the program names no package");
  requirePublic(place.read(project.lockfile), place);
  const expected = {
    made: place
      .run(manager, project.version ?? (manager[0] === "go" ? ["version"] : ["--version"]))
      .trim()
      .split("\n")[0],
    purls,
    edges: edges.map((edge) => edge.map((purl) => purls.indexOf(purl))),
    firstParty: [],
    withHash: project.withHash ?? purls.length,
    withLicense: project.withLicense ?? 0,
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Of the sources nothing is read but manifests, which lie at the top.
  for (const name of new Set([...Object.keys(project.files), project.lockfile])) {
    const path = join(place.folder, name);
    if (!name.includes("/") && existsSync(path)) cpSync(path, join(folder, name));
  }
  writeFileSync(join(folder, "expected.json"), `${JSON.stringify(expected, undefined, 1)}\n`);
}

const PUBLIC = new Set([
  ...["registry.npmjs.org", "registry.yarnpkg.com", "pypi.org", "files.pythonhosted.org", "github.com"],
]);

/** A lockfile names registries by the addresses that everybody knows, or by a name of nobody, and nothing of this machine. */
function requirePublic(lockfile: string, place: Workplace): void {
  if (lockfile.includes(place.folder) || lockfile.includes(new URL(place.address).host))
    throw new Error("the lockfile names a place of this machine");
  for (const [, host = ""] of lockfile.matchAll(
    /"?(?:url|resolved|resolution|remote|tarball|registry|source)\W[^\n]*?https?:\/\/([^/"'\s]+)/g,
  )) {
    if (!PUBLIC.has(host) && !host.endsWith(".example.org")) throw new Error(`the lockfile names the host ${host}`);
  }
}
