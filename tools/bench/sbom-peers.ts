import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Programs that describe an npm lockfile, in exactly these versions. */
const VERSIONS = { "@cyclonedx/cyclonedx-npm": "6.0.1", "@cyclonedx/cdxgen": "12.8.4" } as const;
const INSTALL_TIMEOUT_MS = 300_000;

export type PeerName = keyof typeof VERSIONS;

/** A program as arguments of Node; it describes the folder that it is started in. */
export interface Peer {
  readonly name: PeerName;
  readonly version: string;
  readonly args: readonly string[];
  /** Where it writes what it found. */
  readonly output: string;
}

/**
 * Installs both programs below `folder`, without running any script of a package. The sentence says why there are none,
 * for example where npm's registry is out of reach.
 */
export function installPeers(folder: string): Peer[] | string {
  const place = join(folder, "peers");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), '{"private":true}');
  const wanted = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  const flags = ["--ignore-scripts", "--omit=optional", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr, error } = spawnSync("npm", ["install", ...flags, ...wanted], {
    cwd: place,
    encoding: "utf8",
    timeout: INSTALL_TIMEOUT_MS,
  });
  if (status !== 0) return `not run: npm could not install it (${reasonOf(stderr ?? "", error)})`;
  return [
    peer(place, "@cyclonedx/cyclonedx-npm", "bin/cyclonedx-npm-cli.js", (output) => [
      "--package-lock-only",
      "--output-file",
      output,
    ]),
    peer(place, "@cyclonedx/cdxgen", "bin/cdxgen.js", (output) => [
      ...["-t", "npm", "--no-install-deps", "--spec-version", "1.6"],
      ...["-o", output, "."],
    ]),
  ];
}

function peer(place: string, name: PeerName, program: string, args: (output: string) => string[]): Peer {
  const output = join(place, `${name.replace("/", "-")}.json`);
  const path = join(place, "node_modules", name, program);
  return { name, version: VERSIONS[name], args: [path, ...args(output)], output };
}

/** Packages with a package URL in what a program wrote. */
export function packagesIn(output: string): number {
  if (!existsSync(output)) return 0;
  const { components = [] } = JSON.parse(readFileSync(output, "utf8")) as { components?: { purl?: string }[] };
  return new Set(components.flatMap(({ purl }) => purl ?? [])).size;
}

function reasonOf(stderr: string, error: Error | undefined): string {
  return error?.message ?? /^npm (?:error|ERR!) code (\S+)/m.exec(stderr)?.[1] ?? "no reason was given";
}
