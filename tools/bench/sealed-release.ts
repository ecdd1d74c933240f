import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface SealedRelease {
  /** Arguments of the program that verify it. */
  readonly verify: readonly string[];
  readonly capsule: string;
  readonly trustedRoot: string;
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
}

/** Seals `assets` with the local instance by the program in dist/; `further` are flags. */
export function sealedRelease(
  folder: string,
  name: string,
  assets: readonly string[],
  further: readonly string[] = [],
): SealedRelease {
  mkdirSync(folder, { recursive: true });
  const order = ["seal", "--sigstore", "local", "--name", name, "--version", "1.0.0", "--quiet", "--json", ...further];
  const printed = execFileSync(process.execPath, [CLI, ...order, "--out", join(folder, `${name}.release`), ...assets], {
    // Outside of every checkout, whose manifest would have its own idea of a release.
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 26,
  });
  const sealed = JSON.parse(printed);
  return {
    verify: sealed.verify.argv,
    capsule: sealed.capsule,
    trustedRoot: sealed.trustedRoot,
    assets: sealed.assets,
  };
}
