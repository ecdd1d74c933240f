import parse from "semver/functions/parse.js";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

const MAX_VERSION_CHARACTERS = 128;

/** Refuses what is no semantic version (https://semver.org), spelled exactly. Fault: `version-invalid`. */
export function requireVersion(version: string): void {
  if (isSemver(version)) return;
  throw new Fault("version-invalid", `${printable(version)} is not a semantic version`, {
    hint: "give --version as MAJOR.MINOR.PATCH, for example 1.2.3 or 1.2.3-rc.1",
  });
}

/** Whether the tag says a version of the release `name`: `v1.2.3`, `1.2.3`, and in a monorepo `name-v1.2.3` or `name@1.2.3`. */
export function isVersionTag(tag: string, name: string): boolean {
  return isSemver(afterPrefix(tag, name));
}

/** The version that a tag says, without prefix. Fault: `version-invalid`. */
export function versionOfTag(tag: string, name: string): string {
  const version = afterPrefix(tag, name);
  requireVersion(version);
  return version;
}

/** The text itself where it is a semantic version, spelled exactly. */
export function versionOrUndefined(text: string): string | undefined {
  return isSemver(text) ? text : undefined;
}

function afterPrefix(tag: string, name: string): string {
  const ours = ["-", "@", "/"].map((separator) => name + separator).find((prefix) => tag.startsWith(prefix));
  return tag.slice(ours?.length ?? 0).replace(/^v/, "");
}

/** Whether a text is a semantic version. The parser also takes spaces and a leading `v`, so it must spell the text again. */
export function isSemver(text: string): boolean {
  if (text.length > MAX_VERSION_CHARACTERS) return false;
  const parsed = parse(text);
  if (parsed === null) return false;
  const build = parsed.build.length === 0 ? "" : `+${parsed.build.join(".")}`;
  return text === parsed.version + build;
}
