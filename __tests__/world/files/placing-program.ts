import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

/**
 * A program that puts two files into place and kills itself at the nth call of one function of the file system: before its work
 * is done, or right after. Arguments: folder, function, n, `before` or `after`.
 */
const [out = "", name = "", nth = "", when = ""] = process.argv.slice(2);
const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
const original = calls[name] as (...args: unknown[]) => unknown;
let [isArmed, count] = [false, 0];
calls[name] = (...args) => {
  const isNow = isArmed && ++count === Number(nth);
  if (isNow && when === "before") process.kill(process.pid, "SIGKILL");
  const result = original(...args);
  if (isNow) process.kill(process.pid, "SIGKILL");
  return result;
};
syncBuiltinESMExports();
const { systemStaging } = await import("../../../src/world/files/staging.ts");
const staged = await systemStaging.open(out);
for (const file of ["a", "b"]) fs.writeFileSync(join(staged.path, file), `the file ${file}`);
isArmed = true;
await staged.place(["a", "b"]);
staged.remove();
