import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GitRepository } from "./git-repository.ts";

/** Whether the programs that sign and judge tags are on this machine. */
export function has(program: "ssh-keygen" | "gpg"): boolean {
  try {
    execFileSync(program, program === "gpg" ? ["--version"] : ["-Y", "check-novalidate"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // ssh-keygen is there and says that it lacks arguments.
    return (error as { code?: string }).code !== "ENOENT";
  }
}

/** Signs a tag of a repository. */
export interface TagSigner {
  sign(repository: GitRepository, tag: string): void;
  /** What a project publishes of the key: a line of allowed signers, or an armored block. */
  readonly publicKey: string;
}

export function sshSigner(principal: string, options = ""): TagSigner & { configure(repository: GitRepository): void } {
  const key = join(mkdtempSync(join(tmpdir(), "tag-key-")), "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
  return {
    publicKey: `${principal} ${options}${readFileSync(`${key}.pub`, "utf8")}`,
    configure: ({ git }) => {
      git("config", "gpg.format", "ssh");
      git("config", "user.signingKey", key);
    },
    sign: ({ git }, tag) => git("-c", "gpg.format=ssh", "-c", `user.signingKey=${key}`, "tag", "-s", "-m", tag, tag),
  };
}

/** A key of OpenPGP in a folder of its own; `made` and `lasts` in the words of gpg. */
export function gpgSigner(
  name: string,
  { made = "20231101T000000", lasts = "never" } = {},
): TagSigner & { end(): void } {
  const home = mkdtempSync(join(tmpdir(), "tag-gpg-"));
  const gpg = (...args: string[]) =>
    execFileSync("gpg", ["--homedir", home, "--batch", "--quiet", "--faked-system-time", made, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  gpg("--passphrase", "", "--quick-gen-key", `${name} <${name}@example.com>`, "ed25519", "sign", lasts);
  const program = join(home, "program");
  execFileSync("sh", ["-c", `cat > '${program}' && chmod 755 '${program}'`], {
    input: `#!/bin/sh\nexec gpg --homedir '${home}' --batch --faked-system-time ${made} "$@"\n`,
  });
  return {
    publicKey: gpg("--armor", "--export"),
    sign: ({ git }, tag) =>
      git("-c", `gpg.program=${program}`, "-c", `user.signingKey=${name}@example.com`, "tag", "-s", "-m", tag, tag),
    end: () => execFileSync("gpgconf", ["--homedir", home, "--kill", "all"], { stdio: "ignore" }),
  };
}
