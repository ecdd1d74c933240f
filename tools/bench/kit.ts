import { generateKeyPairSync } from "node:crypto";
import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Row, seconds } from "./row.ts";
import { peakMemory, runProgram } from "./run-node.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
/** All of a kit; `KIT_BYTES=5000000000` measures what docs/benchmarks.md says of five gigabytes. */
const BYTES = Number(process.env["KIT_BYTES"] ?? 1e9);
const FILES = 10;

/** Making and importing a kit, against tar and sha256sum over the same files: both stream, so memory does not grow with the kit. */
export async function measureKit(folder: string): Promise<Row[]> {
  const place = join(folder, "kit");
  mkdirSync(join(place, "site", "assets"), { recursive: true });
  for (let number = 0; number < FILES; number++) largeAsset(join(place, "site", "assets", `${number}.bin`), number);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(place, "kit.key"), privateKey.export({ format: "pem", type: "pkcs8" }));
  writeFileSync(join(place, "kit.pub"), publicKey.export({ format: "pem", type: "spki" }));
  const cwd = { cwd: place };
  const memory = { make: 0, import: 0 };
  const run = (what: keyof typeof memory, ...args: string[]): void => {
    memory[what] = peakMemory(process.execPath, [CLI, "kit", what, "--quiet", ...args], cwd);
  };
  try {
    const key = ["--sign-key", "kit.key", "--sign-with", "none"];
    const made = await seconds(() => run("make", "--expires", "2999-12-31", ...key, "site", "a.kit"));
    const imported = await seconds(() => run("import", "--key", "kit.pub", "a.kit", "depot"));
    mkdirSync(join(place, "unpacked"));
    const reference = await seconds(() => {
      runProgram("tar", ["-xf", "a.kit", "-C", "unpacked"], 0, cwd);
      runProgram("sha256sum", ["--strict", "--quiet", "-c", "checksums.txt"], 0, { cwd: join(place, "unpacked") });
      runProgram("sync", ["-f", "unpacked"], 0, cwd);
    });
    const size = `${BYTES / 1e9} GB`;
    const ratio = imported / reference;
    const most = Math.max(memory.make, memory.import);
    return [
      {
        work: `import a kit of ${size}`,
        measured: `${imported.toFixed(1)} s, ${ratio.toFixed(2)} ×; making it ${made.toFixed(1)} s`,
        reference: `tar, sha256sum and sync: ${reference.toFixed(1)} s`,
        budget: "≤ 2 ×",
        within: ratio <= 2,
      },
      {
        work: "memory to make and to import it",
        measured: `${Math.round(memory.make)} and ${Math.round(memory.import)} MiB`,
        reference: "",
        budget: "≤ 150 MiB",
        within: most <= 150,
      },
    ];
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** A file whose blocks differ from those of the others, most of it a hole. */
function largeAsset(path: string, number: number): void {
  const descriptor = openSync(path, "w");
  writeSync(descriptor, Buffer.alloc(1 << 20, `asset ${number} `));
  closeSync(descriptor);
  truncateSync(path, BYTES / FILES);
}
