import { advice, type Hint, option } from "../../kernel/advice.ts";
import { printable } from "../../kernel/printable.ts";
import type { NumberedVersion } from "./tag-template.ts";
import { schemeOf } from "./version-scheme.ts";

/** In characters: git keeps a tag as a file. */
const MAX_TAG = 1_024;

/** What a tag says without a manifest. */
export interface ReadTag extends NumberedVersion {
  /** The package that the tag names, for example `@scope/pkg`; undefined if it names none. Hostile text. */
  readonly component: string | undefined;
}

/** Words that stand before a version and name nothing. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(["release", "releases", "rel", "version", "ver", "v"]);

/**
 * Reads a tag as people write them: `v1.2.3`, `V1.2.3`, `1.2.3`, `2024.11`, `release-1.2.3`, and with the name of a package
 * `pkg@1.2.3`, `@scope/pkg@1.2.3`, `pkg-v1.2.3`, `path/to/pkg/v1.2.3`. Undefined if no end of it is a version that
 * shows its scheme (`v1`, `nightly`).
 */
export function readTag(tag: string): ReadTag | undefined {
  if (tag.length > MAX_TAG) return undefined;
  for (const at of [-1, ...Array.from(tag.matchAll(/[-@/_]/g), ({ index }) => index)]) {
    const version = tag.slice(at + 1).replace(/^[vV](?=\d)/, "");
    const versioning = schemeOf(version);
    if (versioning === undefined) continue;
    const before = tag.slice(0, Math.max(at, 0));
    const component = before === "" || PLAIN_WORDS.has(before.toLowerCase()) ? undefined : before;
    return { version, versioning, component };
  }
  return undefined;
}

/** What the tag says of the release `name`; undefined if it says nothing, or speaks of another package. */
export function readTagOf(tag: string, name: string): ReadTag | undefined {
  const read = readTag(tag);
  return read === undefined || isOf(read, name) ? read : undefined;
}

function isOf({ component }: ReadTag, name: string): boolean {
  return component === undefined || component === name || component.endsWith(`/${name}`);
}

/** Why a tag does not say which version of the release it is, with the lines of a manifest that would. */
export function tagNotUnderstood(tag: string, name: string): { readonly reason: string; readonly fix: Hint } {
  const read = readTag(tag);
  if (read?.component !== undefined) {
    const named = read.component.split("/").at(-1) ?? read.component;
    const template = tag.slice(0, -read.version.length).concat("{version}");
    return {
      reason: `the tag ${printable(tag)} is of ${printable(read.component)}, and the release is ${printable(name)}`,
      fix: advice`give ${option("name", named)}, or write into release/manifest.yaml:\nname: ${named}\n${tagLine(template)}`,
    };
  }
  return {
    reason: `the tag ${printable(tag)} has no version that this program understands`,
    fix: advice`give ${option("version")}, or write into release/manifest.yaml how tags and versions look, for this one:\n${linesFor(tag)}`,
  };
}

/** Text of a version without a scheme of its own, at the end of a tag. */
const NUMBERS = /^(.*?)(\d+(?:\.\d+)+(?:(?:a|b|rc|\.post|\.dev)\d+)?)$/;

function linesFor(tag: string): string {
  const [, before = "", version = ""] = NUMBERS.exec(tag) ?? [];
  return version === ""
    ? `${tagLine("{version}")}\nversioning: none`
    : `${tagLine(`${before}{version}`)}\nversioning: pep440`;
}

/** Quoted, because a plain scalar of YAML cannot begin with `{` or `@`. */
function tagLine(template: string): string {
  return `tag: ${JSON.stringify(template)}`;
}
