import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashByNode } from "../../src/crypto/node-digest.ts";
import { systemFiles } from "../../src/world/files/files.ts";
import { inTurns, median, type Row, seconds } from "./row.ts";
import { findNode, peakMemory, runNode } from "./run-node.ts";
import { CLI, sealedRelease } from "./sealed-release.ts";
import { VERIFY } from "./verifier.ts";

export async function measureVerifyLarge(folder: string, large: string): Promise<Row[]> {
  const release = sealedRelease(folder, "large", [large]);
  const run = [CLI, ...release.verify];
  const times = await inTurns(3, {
    verify: () => runNode(process.execPath, run),
    hash: async () => {
      const file = await systemFiles.open(large);
      await hashByNode(file, ["sha256", "sha512"]);
      await file.close();
    },
  });
  const memory = peakMemory(process.execPath, run);
  const ratio = times.verify / times.hash;
  return [
    {
      work: "verify a 1 GiB asset, time",
      measured: `${times.verify.toFixed(2)} s, ${ratio.toFixed(2)} ×`,
      reference: `its sha256 and sha512: ${times.hash.toFixed(2)} s`,
      budget: "≤ 1.2 ×",
      within: ratio <= 1.2,
    },
    {
      work: "verify a 1 GiB asset, memory",
      measured: `${memory.toFixed(0)} MiB`,
      reference: `an empty start: ${peakMemory(process.execPath, ["-e", "0"]).toFixed(0)} MiB`,
      budget: "≤ 90 MiB",
      within: memory <= 90,
    },
  ];
}

/** One-shot verification of a release of three small files, against a Node that starts and ends. */
export async function measureOneShot(folder: string): Promise<Row[]> {
  const release = sealedRelease(folder, "small", smallFiles(join(folder, "small"), 3));
  const nodes = [
    { name: "Node 20", path: findNode(20), limit: 3 },
    { name: "Node 24", path: process.execPath, limit: 5 },
  ];
  const rows: Row[] = [];
  for (const { name, path, limit } of nodes) {
    if (path === undefined) continue;
    const times = await inTurns(9, {
      empty: () => runNode(path, ["-e", "0"]),
      verify: () => runNode(path, [VERIFY, ...release.verify]),
    });
    const ratio = times.verify / times.empty;
    rows.push({
      work: `one-shot \`verify.js verify\` of a release of three files, ${name}`,
      measured: `${(times.verify * 1000).toFixed(0)} ms, ${ratio.toFixed(1)} ×`,
      reference: `an empty start: ${(times.empty * 1000).toFixed(0)} ms`,
      budget: `≤ ${limit} ×`,
      within: ratio <= limit,
    });
  }
  return rows;
}

/** What every command begins with. */
export async function measureStart(): Promise<Row> {
  const times: number[] = [];
  for (let turn = 0; turn < 9; turn++) times.push(await seconds(() => runNode(process.execPath, [CLI, "--version"])));
  const start = median(times) * 1000;
  return {
    work: "start of dist/cli.js",
    measured: `${start.toFixed(0)} ms`,
    reference: "",
    budget: "≤ 300 ms",
    within: start <= 300,
  };
}

/** The Action refuses at once where no runner is; what it takes until then is its start. */
export async function measureAction(): Promise<Row[]> {
  const action = fileURLToPath(new URL("../../dist/action.js", import.meta.url));
  const megabytes = readFileSync(action).length / 1e6;
  const times: number[] = [];
  for (let turn = 0; turn < 9; turn++) times.push(await seconds(() => runNode(process.execPath, [action], 2)));
  const start = median(times) * 1000;
  return [
    {
      work: "size of dist/action.js, unminified",
      measured: `${megabytes.toFixed(2)} MB`,
      reference: "",
      budget: "≤ 3.5 MB",
      within: megabytes <= 3.5,
    },
    {
      work: "start of dist/action.js",
      measured: `${start.toFixed(0)} ms`,
      reference: "",
      budget: "≤ 200 ms",
      within: start <= 200,
    },
  ];
}

export function smallFiles(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `tool-${String(index).padStart(3, "0")}.bin`);
    writeFileSync(path, randomBytes(2000));
    return path;
  });
}
