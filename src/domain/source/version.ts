import parse from "semver/functions/parse.js";

const MAX_VERSION_CHARACTERS = 128;

/** Whether a text is a semantic version. The parser also takes spaces and a leading `v`, so it must spell the text again. */
export function isSemver(text: string): boolean {
  if (text.length > MAX_VERSION_CHARACTERS) return false;
  const parsed = parse(text);
  if (parsed === null) return false;
  const build = parsed.build.length === 0 ? "" : `+${parsed.build.join(".")}`;
  return text === parsed.version + build;
}
