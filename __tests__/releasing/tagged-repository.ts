import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { programFile } from "../program-file.ts";
import { newFolder } from "../run-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * This checkout as it is now, committed on top of its history, with the programs that its sources make, and tagged by a
 * signature of a key that was made for it.
 */
export function taggedRepository(tag: string): { readonly path: string; readonly commit: string } {
  const folder = newFolder();
  const [path, tree] = [join(folder, "origin.git"), join(folder, "tree")];
  const git = (args: readonly string[], cwd = tree): string =>
    execFileSync("git", [...args], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, ...PERSON },
      stdio: ["ignore", "pipe", "pipe"],
    });
  git(["clone", "-q", "--no-hardlinks", ROOT, tree], folder);
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  git(["rm", "-rq", "."]);
  for (const file of listed.split("\0").filter((name) => name !== "")) {
    cpSync(join(ROOT, file), join(tree, file), { recursive: true, force: true });
  }
  for (const door of ["cli", "action", "verify"] as const) {
    for (const file of [`${door}.js`, `${door}.licenses.txt`, `${door}.cdx.json`]) {
      copyFileSync(join(dirname(programFile(door)), file), join(tree, "dist", file));
    }
  }
  git(["add", "-A"]);
  git(["commit", "-q", "--allow-empty", "-m", "release"]);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(folder, "key")]);
  const signing = ["-c", "gpg.format=ssh", "-c", `user.signingKey=${join(folder, "key")}`];
  git([...signing, "tag", "-s", "-m", tag, tag]);
  git(["clone", "-q", "--bare", tree, path], folder);
  // A commit that no branch holds any more is fetched by its id, as from GitHub.
  git(["config", "uploadpack.allowAnySHA1InWant", "true"], path);
  return { path, commit: git(["rev-parse", "HEAD"]).trim() };
}

const PERSON = {
  ...{ GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com", GIT_COMMITTER_NAME: "c" },
  ...{ GIT_COMMITTER_EMAIL: "c@example.com", GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
};
