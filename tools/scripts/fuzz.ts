import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import type { Tally } from "../fuzz/fuzz-order.ts";
import { minimise } from "../fuzz/minimise.ts";
import { outcomeOf } from "../fuzz/outcome.ts";
import { regressionsOf } from "../fuzz/regressions.ts";
import { type FuzzFailure, runRoom } from "../fuzz/run-room.ts";
import type { FuzzTarget } from "../fuzz/target.ts";
import { ROOMS, targetsOf } from "../fuzz/targets/all-targets.ts";

// Fuzzes every reader of bytes that come from outside, each for its part of the time:
//   npm run fuzz -- [--seconds 60] [--seed NUMBER] [--target NAME …] [--keep]      by default another seed each time
// An input is good if it is read, or refused by a fault with a code; anything else fails: another error, more than 5 s of CPU, or
// more memory than one asset may cost. Failing inputs, as short as they could be made, lie in reports/fuzz/ afterwards; with --keep
// they lie where the tests read them again. The last line counts.

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    target: { type: "string", multiple: true, default: [] },
    keep: { type: "boolean", default: false },
  },
});
const REPORTS = fileURLToPath(new URL("../../reports/fuzz/", import.meta.url));
process.exitCode = await main();

async function main(): Promise<0 | 1> {
  const rooms = await chosenRooms();
  const readers = rooms.reduce((sum, { targets }) => sum + targets.length, 0);
  const milliseconds = (Number(values.seconds) * 1000) / readers;
  let inputs = 0;
  let failed = 0;
  for (const { room, targets } of rooms) {
    const names = targets.map(({ name }) => name);
    const { tallies, failures } = await runRoom({ room, targets: names, seed: Number(values.seed), milliseconds });
    for (const [name, tally] of tallies) inputs += show(name, tally);
    for (const failure of failures) await report(failure, failed++, targets);
  }
  print(`fuzz: ${inputs} inputs of ${readers} readers (seed ${values.seed}), ${failed} failures`);
  return failed > 0 || inputs === 0 ? 1 : 0;
}

async function chosenRooms(): Promise<{ readonly room: string; readonly targets: readonly FuzzTarget[] }[]> {
  const rooms = await Promise.all(
    Object.keys(ROOMS).map(async (room) => ({ room, targets: (await targetsOf(room)).filter(isChosen) })),
  );
  return rooms.filter(({ targets }) => targets.length > 0);
}

function isChosen({ name }: FuzzTarget): boolean {
  return values.target.length === 0 || values.target.some((chosen) => name.startsWith(chosen));
}

function show(name: string, { read, refused }: Tally): number {
  const codes = Object.entries(refused).sort(([, a], [, b]) => b - a);
  const count = codes.reduce((sum, [, times]) => sum + times, read);
  const said = codes.map(([code, times]) => `, ${code} ${times}`).join("");
  print(`${name}: ${count} inputs, ${read} read${said}`);
  return count;
}

/** What was ended stays as it is: to shorten it would take as long each time. */
async function report(failure: FuzzFailure, number: number, targets: readonly FuzzTarget[]): Promise<void> {
  const { target, error, input, thrown } = failure;
  const reader = targets.find(({ name }) => name === target);
  const failsAlike = async (bytes: Uint8Array): Promise<boolean> => {
    const outcome = reader && (await outcomeOf(reader, bytes));
    return outcome?.kind === "failed" && outcome.error === error;
  };
  const shortest = thrown ? await minimise(input, failsAlike) : input;
  const folder = values.keep ? regressionsOf(target) : REPORTS;
  mkdirSync(folder, { recursive: true });
  const file = values.keep
    ? join(folder, sha256Hex(shortest).slice(0, 16))
    : `${REPORTS}${target.replaceAll(/[^a-z0-9.-]/gi, "_")}-${number}`;
  writeFileSync(file, shortest);
  print(`FAILED ${target}: ${error}\n  ${shortest.length} bytes: ${file}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
