import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import type { GitHubServer } from "../github-server/start-github-server.ts";
import { newFolder, runProgram } from "../run-program.ts";
import type { Programs, Publishing } from "./publishing.ts";

/** What must be the same however often a run was interrupted. */
export interface FinalState {
  /** Names of all files of the release. */
  readonly names: readonly string[];
  /** Lower-case hex of the built files by name. */
  readonly assets: Readonly<Record<string, string>>;
  /** All that GitHub says of the release beside its files. */
  readonly release: object;
  /** Predicate types of the attestations that GitHub keeps. */
  readonly attestations: readonly string[];
}

const CAPSULE = "octo-tool-1.2.3.capsule";

/**
 * Why a release is not whole; empty where it is: one public release, which holds exactly the built files and the evidence,
 * a capsule that the program verifies with all files, evidence byte for byte as in the capsule, attestations that are the
 * capsule's and none twice, and nothing public before it was all there.
 */
export async function judgeRelease(publishing: Publishing, { cli }: Programs): Promise<string[]> {
  const { github, built, exposures } = publishing;
  const release = github.release("v1.2.3");
  if (release === undefined) return ["there is no release"];
  const files = await github.files(release);
  const capsule = files.get(CAPSULE);
  return [
    ...problem(github.state.releases.size === 1, `there are ${github.state.releases.size} releases`),
    ...problem(!release.draft, "the release is still a draft"),
    ...problem(github.state.publications < 2, `it was published ${github.state.publications} times`),
    ...[...release.assets.values()].flatMap(({ name, state }) => problem(state === "uploaded", `${name} is ${state}`)),
    ...problem(files.size === release.assets.size, "names repeat"),
    ...[...built].flatMap(([name, bytes]) => problem(files.get(name)?.equals(bytes) === true, `${name} differs`)),
    ...exposures.flatMap((shown, n) => exposed(shown, files, n + 1)),
    ...github.violations,
    ...(capsule === undefined ? ["there is no capsule"] : await judgeCapsule(capsule, files, publishing)),
    ...(await verify(files, publishing, cli)),
  ];
}

/** For a comparison with another run. */
export function finalState({ github, built }: Publishing): FinalState {
  const release = github.release("v1.2.3");
  const assets = [...(release?.assets.values() ?? [])];
  const { id: _, assets: __, createdAt: ___, publishedAt: ____, ...said } = release ?? {};
  return {
    names: assets.map(({ name }) => name).sort(),
    assets: Object.fromEntries(
      [...built.keys()].map((name) => [name, assets.find((one) => one.name === name)?.sha256 ?? ""]),
    ),
    release: said,
    attestations: github.state.attestations.map(({ predicateType }) => predicateType).sort(),
  };
}

async function judgeCapsule(
  capsule: Buffer,
  files: ReadonlyMap<string, Buffer>,
  { github, built }: Publishing,
): Promise<string[]> {
  const { root, entries } = await readCapsule(
    (async function* () {
      yield capsule;
    })(),
    nodeCryptography,
  );
  const digests = new Set([...entries.values()].map(sha256));
  // The provenance is published on one line that ends, which may be the entry and a line end.
  const evidence = [...files].filter(([name]) => !built.has(name) && name !== CAPSULE);
  const strange = evidence.filter(
    ([, bytes]) => !digests.has(sha256(bytes)) && !digests.has(sha256(bytes.subarray(0, -1))),
  );
  const own = new Set([root, ...entries.values()].map((bytes) => shape(parse(bytes))));
  return [...strange.map(([name]) => `${name} is no entry of the capsule`), ...judgeAttestations(github, own)];
}

function judgeAttestations({ state }: GitHubServer, own: ReadonlySet<string>): string[] {
  const stored = state.attestations.map(({ bundle }) => shape(bundle));
  return [
    ...problem(new Set(stored).size === stored.length, "an attestation is kept twice"),
    ...problem(
      stored.every((bundle) => own.has(bundle)),
      "an attestation is none of the capsule",
    ),
  ];
}

/** Published means all of it, and what it stays. */
function exposed(shown: ReadonlyMap<string, string>, files: ReadonlyMap<string, Buffer>, after: number): string[] {
  if (shown.size === 0) return [];
  const missing = [...files].filter(([name, bytes]) => shown.get(name) !== sha256(bytes)).map(([name]) => name);
  const more = [...shown.keys()].filter((name) => !files.has(name));
  return problem(
    missing.length + more.length === 0,
    `after request ${after} was public without being whole: ${[...missing, ...more]}`,
  );
}

async function verify(files: ReadonlyMap<string, Buffer>, { sigstore }: Publishing, cli: string): Promise<string[]> {
  const folder = newFolder();
  try {
    const place = join(folder, "release");
    mkdirSync(place);
    for (const [name, bytes] of files) writeFileSync(join(place, name), bytes);
    const expected = ["--repository", "octo-org/octo-tool", "--release", "octo-tool@1.2.3", "--all"];
    const args = ["verify", ...expected, "--trusted-root", sigstore.trustedRootPath, join(place, CAPSULE)];
    const { status, stdout, stderr } = await runProgram(process.execPath, [cli, ...args], { cwd: place });
    return problem(status === 0, `verification ended with ${status}: ${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function problem(good: boolean, text: string): string[] {
  return good ? [] : [text];
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

/** JSON without regard to the order of keys. */
function shape(value: unknown): string {
  return (
    JSON.stringify(value, (_, part) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
