import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { VERIFIER } from "../../src/domain/guide/verifier.ts";

/** Writes the newest commit that changed the program which VERIFY.md names, and its SHA-256, into the constant. */
const FILE = new URL("../../src/domain/guide/verifier.ts", import.meta.url);

const git = (...args: string[]): Buffer => execFileSync("git", args, { maxBuffer: 64 * 1024 * 1024 });
const commit = git("log", "-1", "--format=%H", "--", VERIFIER.path).toString().trim();
const sha256 = createHash("sha256")
  .update(git("show", `${commit}:${VERIFIER.path}`))
  .digest("hex");

const text = readFileSync(FILE, "utf8").replace(VERIFIER.commit, commit).replace(VERIFIER.sha256, sha256);
writeFileSync(FILE, text);
console.log(`${VERIFIER.path} at ${commit}: sha256:${sha256}`);
