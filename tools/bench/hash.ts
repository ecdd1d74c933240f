import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";

import type { DigestAlgorithm } from "../../src/crypto/cryptography.ts";
import { hashByNode } from "../../src/crypto/node-digest.ts";

import { systemFiles } from "../../src/world/files/files.ts";
import { inTurns, type Row } from "./row.ts";

const GIB = 1024 ** 3;

/** A file of 1 GiB of random bytes, repeated every 16 MiB: hashing does not see the repetition, making it is fast. */
export function largeFile(folder: string): string {
  const path = join(folder, "large.bin");
  const block = randomBytes(16 * 1024 * 1024);
  const file = openSync(path, "w");
  for (let written = 0; written < GIB; written += block.length) writeSync(file, block);
  closeSync(file);
  return path;
}

/** `openssl` reads the file as we do: from the cache of the operating system. */
export async function measureHash(path: string): Promise<Row[]> {
  const times = await inTurns(3, {
    openssl: () => execFileSync("openssl", ["dgst", "-sha256", path]),
    one: () => hashWith(path, ["sha256"]),
    two: () => hashWith(path, ["sha256", "sha512"]),
  });
  const held = await longestHold(() => hashWith(path, ["sha256", "sha512"]));
  const reference = `openssl sha256: ${times.openssl.toFixed(2)} s`;
  const row = (work: string, time: number, limit: number): Row => ({
    work,
    measured: `${time.toFixed(2)} s, ${(time / times.openssl).toFixed(2)} ×`,
    reference,
    budget: `≤ ${limit} ×`,
    within: time / times.openssl <= limit,
  });
  return [
    row("hash a 1 GiB asset, sha256", times.one, 1.1),
    row("hash a 1 GiB asset, sha256 and sha512", times.two, 2.8),
    {
      work: "longest time the event loop was held while hashing",
      measured: `${held.toFixed(1)} ms`,
      reference: "",
      budget: "≤ 50 ms",
      within: held <= 50,
    },
  ];
}

/** Milliseconds: the longest time that the event loop could not turn. */
async function longestHold(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

async function hashWith(path: string, algorithms: readonly DigestAlgorithm[]): Promise<void> {
  const file = await systemFiles.open(path);
  try {
    await hashByNode(file, algorithms);
  } finally {
    await file.close();
  }
}
