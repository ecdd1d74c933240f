import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * A program that adds one line to a file, and kills itself at the nth call of one function of the file system if that is said:
 * before its work is done, or right after. Arguments: file, line, function, n, `before` or `after`.
 */
const [path = "", line = "", name, nth, when] = process.argv.slice(2);
if (name !== undefined) {
  const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const original = calls[name] as (...args: unknown[]) => unknown;
  let count = 0;
  calls[name] = (...args) => {
    // Only calls about the file and what lies beside it.
    const isNow = args.some((one) => typeof one === "string" && one.includes("capsule")) && ++count === Number(nth);
    if (isNow && when === "before") process.kill(process.pid, "SIGKILL");
    const result = original(...args);
    if (isNow) process.kill(process.pid, "SIGKILL");
    return result;
  };
  syncBuiltinESMExports();
}
const { systemFiles } = await import("../../../src/world/files/files.ts");
await systemFiles.update(path, 1 << 20, (bytes) => {
  const lines = new TextDecoder()
    .decode(bytes ?? new Uint8Array())
    .split("\n")
    .filter((one) => one !== "");
  return lines.includes(line) ? undefined : new TextEncoder().encode([...lines, line, ""].join("\n"));
});
