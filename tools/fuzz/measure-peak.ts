import { readFileSync } from "node:fs";
import { keepMemoryLean } from "../../src/world/lean-memory.ts";
import { outcomeOf } from "./outcome.ts";
import { targetsOf } from "./targets/all-targets.ts";

// Reads inputs, one after the other, in a process that does nothing else, set up as the programs are, and writes the most memory that the process had
// at any time, in bytes:
//   node measure-peak.ts ROOM NAME FILE …

keepMemoryLean();
const [room = "", name = "", ...paths] = process.argv.slice(2);
const target = (await targetsOf(room)).find((one) => one.name === name);
if (target === undefined) throw new Error(`there is no reader ${name}`);
for (const path of paths) await outcomeOf(target, new Uint8Array(readFileSync(path)));
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);
