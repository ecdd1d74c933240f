import { isPlainAscii, unicodePattern } from "../../kernel/unicode-pattern.ts";

const accents = unicodePattern(String.raw`\p{Mn}+`, "gu");

/**
 * The name under which GitHub stores a release asset that is uploaded as `name`.
 *
 * GitHub documents only that it renames "special characters, non-alphanumeric characters, and leading or trailing
 * periods" (REST API, "Upload a release asset"). The rule here is what uploads are reported to become: accents are
 * dropped, each run of characters outside `A-Z a-z 0-9 . _ @ + -` becomes one dot, dots at the ends go, and what would
 * begin with a dot or be nothing but an extension is prefixed with `default`. It may err for exotic names, so the stored
 * name is read back after an upload; for a name of only safe characters, without two dots in a row, it is exact.
 */
export function githubName(name: string): string {
  const plain = withoutAccents(name);
  const named = plain.startsWith(".") ? `default${plain}` : plain;
  const dotted = named.replace(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\.|\.$/g, "");
  if (dotted === "") return "default";
  const bareExtension = dotted !== name && !dotted.includes(".");
  return bareExtension ? `default.${dotted}` : dotted;
}

/** Letters without the accents above and below them. */
export function withoutAccents(text: string): string {
  return isPlainAscii(text) ? text : text.normalize("NFD").replace(accents(), "");
}
