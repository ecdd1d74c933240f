import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeBundles } from "../corpus/make-bundles.ts";
import { makeLockfiles } from "../corpus/make-lockfiles.ts";
import { makeVectors } from "../corpus/make-vectors.ts";
import { writeDigests } from "../corpus/write-digests.ts";

/**
 * Makes a part of our own corpus anew, with the real programs of others:
 *
 *     npm run corpus:make -- bundles      needs Go and PostgreSQL: the services that sign are built from their sources
 *     npm run corpus:make -- lockfiles    needs the package managers that are not installed from a registry by this script;
 *                                         names behind it make these alone
 *     npm run corpus:make -- vectors      needs Go
 *
 * Then SHA256SUMS is written anew: whoever reviews a change sees which files are others.
 */
const CORPUS = fileURLToPath(new URL("../../__tests__/corpus/", import.meta.url));

// Everything temporary lies in one folder, which other users may enter: PostgreSQL does not run as root.
const temporary = mkdtempSync(join(tmpdir(), "capsule-corpus-"));
chmodSync(temporary, 0o755);
process.env["TMPDIR"] = temporary;
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));

const MAKERS: Readonly<
  Record<string, (folder: string, report: (line: string) => void, only: readonly string[]) => Promise<void>>
> = {
  bundles: makeBundles,
  lockfiles: makeLockfiles,
  vectors: makeVectors,
};
const part = process.argv[2] ?? "";
const make = MAKERS[part];
if (make === undefined) throw new Error(`say what to make: ${Object.keys(MAKERS).join(", ")}`);
await make(join(CORPUS, part), console.log, process.argv.slice(3));
writeDigests(CORPUS);
