import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { installJava } from "./install-java.ts";
import { installNode } from "./install-node.ts";
import { lastLine, runTool } from "./run-tool.ts";
import versions from "./versions.json" with { type: "json" };

export type ProgramName = keyof typeof versions;

/** A program that can be run, or why there is none. */
export type Installed =
  | { readonly name: ProgramName; readonly version: string; readonly path: string }
  | { readonly name: ProgramName; readonly version: string; readonly error: string };

type Source = {
  readonly version: string;
} /** `toolchain` is the Go that it needs, where that is newer than the machine's. */ & (
  | { readonly module: string; readonly package: string; readonly toolchain?: string }
  /** A program of ours beside this file, which calls the module. */
  | { readonly module: string; readonly source: string }
  | { readonly pip: string }
  /** A package of Node's, beside which a module loads it. */
  | { readonly npm: string }
  /** A library of Java, and a program of ours that calls it. */
  | { readonly maven: string; readonly java: string }
);

/** These judge workflows, in tests of the examples and of those that are written. */
const OF_WORKFLOWS: readonly ProgramName[] = ["actionlint", "zizmor"];
/** What judges evidence. */
export const PROGRAMS = (Object.keys(versions) as ProgramName[]).filter((name) => !OF_WORKFLOWS.includes(name));

const CACHE = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "release-capsule-interop");

/**
 * The program in exactly the version of versions.json, built by the ordinary Go client or installed by pip into a cache
 * outside the repository. `deadline` is milliseconds since 1970: what is not there by then is not waited for.
 */
export async function installProgram(name: ProgramName, deadline: number): Promise<Installed> {
  const source: Source = versions[name];
  const { version } = source;
  const folder = join(CACHE, `${name}-${version}${ours(source)}`);
  const path = join(folder, programOf(source));
  if (existsSync(path)) return { name, version, path };
  const left = deadline - Date.now();
  if (left <= 0) return { name, version, error: "the time for building programs was used up" };
  mkdirSync(CACHE, { recursive: true });
  const building = mkdtempSync(join(CACHE, `building-${name}-`));
  const error =
    "pip" in source
      ? await installPython(source, folder, left)
      : "npm" in source
        ? await installNode(source, { folder: building, timeoutMs: left })
        : "maven" in source
          ? await installJava({ ...source, java: pathOf(source.java) }, { folder: building, timeoutMs: left })
          : await buildGo(source, building, deadline);
  if (error === undefined && !("pip" in source)) renameSync(building, folder);
  else rmSync(building, { recursive: true, force: true });
  return error === undefined ? { name, version, path } : { name, version, error };
}

type GoSource = Extract<Source, { module: string }>;

/** Go names a program after the last segment of its package, without a major version. */
function programOf(source: Source): string {
  if ("pip" in source) return join("bin", source.pip);
  if ("npm" in source) return "load.mjs";
  if ("maven" in source) return "classes";
  if ("source" in source) return basename(dirname(source.source));
  return basename(source.package === "" ? source.module : source.package);
}

/** What tells a program of ours from an earlier one. */
function ours(source: Source): string {
  if ("java" in source) return `-${digestOf(source.java)}`;
  return "source" in source ? `-${digestOf(source.source)}` : "";
}

function pathOf(source: string): string {
  return fileURLToPath(new URL(source, import.meta.url));
}

function digestOf(source: string): string {
  return sha256Hex(readFileSync(pathOf(source))).slice(0, 8);
}

async function buildGo(source: GoSource, folder: string, deadline: number): Promise<string | undefined> {
  const go = (args: readonly string[], cwd: string, flags = "") =>
    runTool("nice", ["-n", "10", "go", ...args], {
      cwd,
      timeoutMs: Math.max(1_000, deadline - Date.now()),
      env: {
        ...process.env,
        GOPATH: join(CACHE, "gopath"),
        GOBIN: folder,
        GOTOOLCHAIN: "toolchain" in source ? source.toolchain : "local",
        GOFLAGS: `-p=2 -trimpath -buildvcs=false ${flags}`.trim(),
      },
    });
  const wanted = "source" in source ? "." : [source.module, source.package].filter((part) => part !== "").join("/");
  const scratch = mkdtempSync(join(tmpdir(), "capsule-interop-"));
  if ("source" in source) copyFileSync(pathOf(source.source), join(scratch, "main.go"));
  else {
    const installed = await go(["install", `${wanted}@${source.version}`], folder);
    if (installed.status === 0) return undefined;
    // A proxy may have a version and yet not list the versions, which `go install` wants for its notice of deprecation.
    if (!installed.stderr.includes("loading deprecation")) return lastLine(installed.stderr);
  }
  await go(["mod", "init", "interop"], scratch);
  await go(["mod", "edit", `-require=${source.module}@${source.version}`], scratch);
  const built = await go(["build", "-o", join(folder, programOf(source)), wanted], scratch, "-mod=mod");
  rmSync(scratch, { recursive: true });
  return built.status === 0 ? undefined : lastLine(built.stderr);
}

async function installPython(
  source: Extract<Source, { pip: string }>,
  folder: string,
  timeoutMs: number,
): Promise<string | undefined> {
  const env = { ...process.env };
  const made = await runTool("python3", ["-m", "venv", folder], { cwd: CACHE, timeoutMs, env });
  if (made.status !== 0) return lastLine(made.stderr);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${source.pip}==${source.version}`];
  const installed = await runTool(join(folder, "bin", "python"), pip, { cwd: CACHE, timeoutMs, env });
  if (installed.status === 0) return undefined;
  rmSync(folder, { recursive: true, force: true });
  return lastLine(installed.stderr);
}

/** Where the sources lie that a Go program was built from; they hold its schemas and public configuration. */
export function moduleFolder(name: ProgramName): string {
  const source: Source = versions[name];
  if (!("module" in source)) throw new Error(`${name} is no Go program`);
  return join(CACHE, "gopath/pkg/mod", `${source.module}@${source.version}`);
}
