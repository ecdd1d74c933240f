import { readFileSync } from "node:fs";
import type { EmbeddedInstance } from "../../src/domain/sigstore/embedded-roots.ts";
import { EMBEDDED_ROOTS } from "../../src/domain/sigstore/embedded-roots.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import { sha256Hex } from "../../src/kernel/digest.ts";

// Checks that each built-in trusted root is the file that its digest names, and that our strict loader accepts it.

const FOLDER = new URL("../../src/domain/sigstore/trusted-roots/", import.meta.url);
let wrong = 0;

for (const [instance, root] of Object.entries(EMBEDDED_ROOTS)) {
  const file = new Uint8Array(readFileSync(new URL(`${instance as EmbeddedInstance}.json`, FOLDER)));
  const parsed = parseTrustedRoot(file);
  const equal = sha256Hex(file) === root.sha256;
  if (!equal) wrong += 1;
  const newest = parsed.newest.toISOString().slice(0, 10);
  process.stdout.write(
    `${equal ? "ok   " : "WRONG"} ${instance}, of ${root.dated}, newest key ${newest}, ${root.source}\n`,
  );
}
process.exitCode = wrong === 0 ? 0 : 1;
