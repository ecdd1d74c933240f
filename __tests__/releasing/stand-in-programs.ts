import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installProgram } from "../interop/install-program.ts";
import { newFolder } from "../run-program.ts";
import type { Rehearsal } from "./rehearsal.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The programs of the runner that differ from this machine's. `npm ci` takes what is installed here, the age of the built-in
 * trusted roots is not asked, as a test must not fail by the calendar, and `.ci/run` is the suite that this is a test of.
 */
export async function standInPrograms({
  github,
  sigstore,
  npm,
}: Pick<Rehearsal, "github" | "sigstore" | "npm">): Promise<{ readonly folder: string; readonly calls: string }> {
  const folder = newFolder();
  const calls = join(folder, "calls");
  const program = (name: string, body: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> '${calls}'\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const config = JSON.parse(readFileSync(sigstore.signingConfigPath, "utf8"));
  const hosts = JSON.stringify({
    "fulcio.sigstore.dev": config.caUrls[0].url,
    "rekor.sigstore.dev": config.rekorTlogUrls[0].url,
  });
  const redirect = `--import ${new URL("named-hosts.ts", import.meta.url)}`;
  const real = execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim();
  program(
    "npm",
    `case "$1 $2" in "ci "*) exec ln -s '${join(ROOT, "node_modules")}' node_modules ;; "run roots:age") exit 0 ;; esac
case $1 in
  publish | view | pack) NAMED_HOSTS='${hosts}' NODE_OPTIONS='${redirect}' NPM_CONFIG_REGISTRY='${npm.address}' exec '${real}' "$@" ;;
  *) exec '${real}' "$@" ;;
esac`,
  );
  const gh = await installProgram("gh", 0);
  const judge = "path" in gh ? `REAL_GH='${gh.path}' ` : "";
  const ours = fileURLToPath(new URL("stands-in-for-gh.ts", import.meta.url));
  program(
    "gh",
    `API='${github.url}' TRUSTED_ROOT='${sigstore.trustedRootPath}' ${judge}exec '${process.execPath}' '${ours}' "$@"`,
  );
  symlinkSync(process.execPath, join(folder, "node"));
  return { folder, calls };
}
