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

const TUF_ROOT = "eb303461e0109458144b6ebcbfd62aaa6f6d7481e9ca77504b85f17761661462";
const tufRoot = readFileSync(new URL("../../src/services/tuf/roots/github.json", import.meta.url));
if (sha256Hex(tufRoot) !== TUF_ROOT) wrong += 1;
process.stdout.write(
  `${sha256Hex(tufRoot) === TUF_ROOT ? "ok   " : "WRONG"} root of GitHub's update repository, version 9\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;
