import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { ROOT_ENTRY } from "../../src/domain/capsule/entry-names.ts";
import { formatTar } from "../../src/kernel/tar.ts";
import { readEntry } from "./read-entry.ts";
import type { Row } from "./row.ts";
import { findNode, peakMemory, programsInTurns, runNode, runProgram } from "./run-node.ts";
import { CLI, type SealedRelease, sealedRelease } from "./sealed-release.ts";
import { smallFiles } from "./verify.ts";

export const VERIFY = fileURLToPath(new URL("../../dist/verify.js", import.meta.url));

const TURNS = 15;
const MIB = 1024 * 1024;

/** The verifier that consumers download, beside cosign doing the same in the same run; what one file of many costs; what nobody signed. */
export async function measureVerifier(folder: string): Promise<Row[]> {
  const [one, twenty, many] = [1, 20, 500].map((count) => releaseOf(folder, count));
  if (one === undefined || twenty === undefined || many === undefined) throw new Error("three releases were sealed");
  return [
    sizeRow(),
    ...(await besideCosign(folder, twenty)),
    ...(await oneOfMany(one, many)),
    ...unsignedRows(folder, one),
  ];
}

interface Release extends SealedRelease {
  /** Paths. */
  readonly files: readonly string[];
}

function releaseOf(folder: string, count: number): Release {
  const files = smallFiles(join(folder, `of-${count}`), count);
  return { ...sealedRelease(folder, `of${count}`, files, ["--sign", "each"]), files };
}

function sizeRow(): Row {
  const megabytes = readFileSync(VERIFY).length / 1e6;
  return {
    work: "size of dist/verify.js, unminified",
    measured: `${megabytes.toFixed(2)} MB`,
    reference: "",
    budget: "≤ 0.7 MB",
    within: megabytes <= 0.7,
  };
}

const BUDGETS = [
  { name: "Node 24", bundle: 1.5, capsule: 2.5 },
  { name: "Node 20", bundle: 2.5, capsule: 3.5 },
] as const;

/** All of them verify the same file of the same release, one after another. */
async function besideCosign(folder: string, release: Release): Promise<Row[]> {
  const [file = ""] = release.files;
  const bundle = join(folder, "one-of-20.sigstore.json");
  const { sha256 } = release.assets.find(({ name }) => file.endsWith(name)) ?? { sha256: "" };
  writeFileSync(bundle, readEntry(release.capsule, `assets/${sha256}.sigstore.json`));
  const cosign = findCosign();
  const rows: Row[] = [];
  for (const { name, ...budgets } of BUDGETS) {
    const node = name === "Node 24" ? process.execPath : findNode(20);
    if (node === undefined) continue;
    const { times, cpu } = await programsInTurns(TURNS, {
      cosign: () => cosign && runProgram(cosign, cosignWords(release, [bundle, file])),
      empty: () => runNode(node, ["-e", "0"]),
      bundle: () => runNode(node, [VERIFY, ...verifyWords(release, [bundle, file])]),
      capsule: () => runNode(node, [VERIFY, ...verifyWords(release, [release.capsule, file])]),
    });
    const works = { bundle: "one file with its bundle", capsule: "one file of 20 in a capsule" };
    for (const what of ["bundle", "capsule"] as const) {
      const ratio = times[what] / times.cosign;
      const empty = `an empty start: ${(times.empty * 1000).toFixed(0)} ms`;
      const ofCpu = cpu.cosign > 0 ? cpu[what] / cpu.cosign : ratio;
      rows.push({
        work: `verify.js, ${works[what]}, ${name}`,
        measured: `${(times[what] * 1000).toFixed(0)} ms${cosign === undefined ? "" : `, ${ratio.toFixed(2)} ×, of CPU ${ofCpu.toFixed(2)} ×`}`,
        reference:
          cosign === undefined ? `no cosign; ${empty}` : `cosign: ${(times.cosign * 1000).toFixed(0)} ms; ${empty}`,
        budget: `≤ ${budgets[what]} ×`,
        within: cosign === undefined || ratio <= budgets[what],
      });
    }
  }
  return rows;
}

async function oneOfMany(one: Release, many: Release): Promise<Row[]> {
  const words = (release: Release) => [VERIFY, ...verifyWords(release, [release.capsule, release.files[0] ?? ""])];
  const { times, cpu } = await programsInTurns(TURNS, {
    one: () => runNode(process.execPath, words(one)),
    many: () => runNode(process.execPath, words(many)),
  });
  const memory = peakMemory(process.execPath, words(many));
  const more = times.many - times.one;
  const ofCpu = cpu.one > 0 ? cpu.many - cpu.one : more;
  return [
    {
      work: "verify one file of 500, all of them signed, time",
      measured: `${times.many.toFixed(2)} s, ${more.toFixed(2)} s more, of CPU ${ofCpu.toFixed(2)} s more`,
      reference: `one file of one: ${times.one.toFixed(2)} s`,
      budget: "≤ 0.15 s more",
      within: ofCpu <= 0.15,
    },
    {
      work: "verify one file of 500, all of them signed, memory",
      measured: `${memory.toFixed(0)} MiB`,
      reference: `one file of one: ${peakMemory(process.execPath, words(one)).toFixed(0)} MiB`,
      budget: "≤ 90 MiB",
      within: memory <= 90,
    },
  ];
}

/**
 * What each command that reads a capsule costs where nobody known signed it: verify of one whose root is nothing, the others of one whose root can be
 * read, since they end at any other root.
 */
function unsignedRows(folder: string, release: Release): Row[] {
  const nothing = largeCapsule(join(folder, "unsigned-1.0.0.capsule"), Buffer.from("{}"));
  const unknown = largeCapsule(join(folder, "unknown-1.0.0.capsule"), readEntry(release.capsule, ROOT_ENTRY));
  return [
    unsignedRow("verify", [VERIFY, "verify", "--repository", "owner/tool", nothing], 1),
    unsignedRow("show", [VERIFY, "show", unknown], 0),
    // It holds no page.
    unsignedRow("guide", [VERIFY, "guide", unknown], 1),
    unsignedRow("diff", [CLI, "diff", unknown, unknown], 0),
  ];
}

function unsignedRow(command: string, args: readonly string[], exitCode: number): Row {
  const memory = peakMemory(process.execPath, args, {}, exitCode);
  return {
    work: `memory of \`${command}\` for an unsigned capsule of 5.5 MB, 441 MiB unpacked`,
    measured: `${memory.toFixed(0)} MiB`,
    reference: "",
    budget: "≤ 90 MiB",
    within: memory <= 90,
  };
}

/** Writes a capsule with seven entries of 63 MiB behind the root, in 5.5 MB. */
function largeCapsule(path: string, root: Uint8Array): string {
  const large = Array.from({ length: 7 }, (_, at) => {
    const bytes = Buffer.alloc(63 * MIB, " ");
    randomBytes(700 * 1024).copy(bytes, 4096);
    return { name: `evidence/${String(at).padStart(64, "0")}.bin`, bytes };
  });
  const packed = gzipSync(formatTar([{ name: ROOT_ENTRY, bytes: root }, ...large]), { level: 9 });
  // Of the one form that a capsule has: without time and system.
  writeFileSync(path, packed.fill(0, 4, 8));
  return path;
}

/** The flags that name the signer and the trusted root, as the program that sealed says them. */
function verifyWords(release: SealedRelease, files: readonly string[]): string[] {
  const { identity, issuer, trustedRoot } = signerOf(release);
  return ["verify", "--identity", identity, "--issuer", issuer, "--trusted-root", trustedRoot, "--", ...files];
}

function cosignWords(release: SealedRelease, [bundle = "", file = ""]: readonly string[]): string[] {
  const { identity, issuer, trustedRoot } = signerOf(release);
  const signer = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
  return ["verify-blob", "--bundle", bundle, "--trusted-root", trustedRoot, ...signer, file];
}

function signerOf({ verify, trustedRoot }: SealedRelease) {
  const after = (flag: string) => verify[verify.indexOf(flag) + 1] ?? "";
  return { identity: after("--identity"), issuer: after("--issuer"), trustedRoot };
}

/** The one that `npm run interop` built, if it did. */
function findCosign(): string | undefined {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "release-capsule-interop");
  if (!existsSync(cache)) return undefined;
  const [built] = readdirSync(cache).filter((name) => name.startsWith("cosign-v3-"));
  return built === undefined ? undefined : join(cache, built, process.platform === "win32" ? "cosign.exe" : "cosign");
}
