import { runCli } from "../../../src/doors/cli/run-cli.ts";
import { endProcessWith } from "../../../src/doors/process/end-process.ts";
import type { Surroundings } from "../../../src/doors/surroundings.ts";
import { surroundings } from "../../../src/doors/wire.ts";
import { faultText } from "../../../src/views/fault/fault-text.ts";

/**
 * The command line with one port that never answers: `HANG` names it, for example `seal.signer.open`. Without `HANG` it is
 * the program itself.
 */
const hung = process.env["HANG"] ?? "";
const real = surroundings(process.cwd(), process.stderr);
const io: Surroundings = {
  ...real,
  progress: () => real.progress(true),
  files: hang("files", real.files),
  sealPorts: async (settings) => hang("seal", await real.sealPorts(settings)),
  verifyPorts: async (settings) => hang("verify", await real.verifyPorts(settings)),
};

endProcessWith(
  () =>
    runCli(process.argv.slice(2), {
      ...io,
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      paint: (_style, text) => text,
      program: ["capsule"],
    }),
  (fault) => process.stderr.write(`${faultText(fault)}\n`),
);

/** The object with the function at the path `HANG` replaced by one that never resolves. */
function hang<T>(path: string, value: T): T {
  if (path === hung) return (() => new Promise(() => undefined)) as T;
  if (typeof value === "function") {
    const call = value as unknown as (...args: unknown[]) => unknown;
    return ((...args: unknown[]) => {
      const result = call(...args);
      return result instanceof Promise ? result.then((found) => hang(path, found)) : hang(path, result);
    }) as T;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (!hung.startsWith(path)) return value;
  if (Array.isArray(value)) return value.map((part, index) => hang(`${path}.${index}`, part)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hang(`${path}.${key}`, part)])) as T;
}
