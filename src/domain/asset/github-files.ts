import { printable } from "../../kernel/printable.ts";
import { githubName, withoutAccents } from "./github-name.ts";

/** "Each file included in a release must be under 2 GiB" (GitHub Docs, About releases). */
const MAX_FILE_BYTES = 2 ** 31 - 1;

/** A file that GitHub does not store as it is. Texts are safe to print. */
export interface UnfitFile {
  readonly code: "asset-name-renamed" | "asset-empty" | "asset-too-large";
  readonly name: string;
  /** What GitHub would do: the name that it would give, or its limit. */
  readonly stored: string;
  readonly reason: string;
  readonly fix: string;
}

/** Every file that GitHub would rename, or not store at all, said without asking it. */
export function unfitForGitHub(files: readonly { readonly name: string; readonly size: number }[]): UnfitFile[] {
  return files.flatMap(({ name, size }) => {
    const stored = githubName(name);
    const shown = printable(name);
    const renamed: UnfitFile = {
      code: "asset-name-renamed",
      name,
      stored,
      reason: `GitHub would store ${shown} as ${printable(stored)}`,
      fix: renameFix(name),
    };
    const empty: UnfitFile = {
      code: "asset-empty",
      name,
      stored: "no empty file",
      reason: `${shown} is empty, and GitHub stores no empty file`,
      fix: "leave it out of the assets, or give it contents",
    };
    const large: UnfitFile = {
      code: "asset-too-large",
      name,
      stored: `at most ${MAX_FILE_BYTES} bytes`,
      reason: `${shown} has ${size} bytes, and GitHub takes ${MAX_FILE_BYTES}`,
      fix: "publish it in parts, or elsewhere",
    };
    return [
      ...(stored === name ? [] : [renamed]),
      // GitHub's answer would be 422, "size must be greater than or equal to 1", when all is signed already.
      ...(size === 0 ? [empty] : []),
      ...(size > MAX_FILE_BYTES ? [large] : []),
    ];
  });
}

function renameFix(name: string): string {
  const plain = plainName(name);
  if (plain !== undefined) return `name it ${plain}`;
  if (name.startsWith("."))
    return `leave it out, with !${printable(name)} among the assets, or give it a name without the dot`;
  return "give it a name of letters from A to Z, digits and . _ @ + -";
}

/** A name as near as possible that GitHub keeps; undefined if little of the name would be left of it. */
function plainName(name: string): string | undefined {
  const plain = withoutAccents(name)
    .replace(/~/g, ".")
    .replace(/[^A-Za-z0-9._@+-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/-*\.-*/g, ".");
  const stem = plain.split(".")[0] ?? "";
  return /[A-Za-z0-9]/.test(stem) && githubName(plain) === plain ? plain : undefined;
}
