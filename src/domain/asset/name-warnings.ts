import { printable } from "../../kernel/printable.ts";
import { skeleton } from "./confusables.ts";

/** Devices that Windows finds under these names in every folder, whatever the extension. */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;
const WINDOWS_REFUSES = /[<>:"|?*]/;

/**
 * What a person should know about names that are allowed: those that Windows cannot hold, and pairs that look alike but
 * differ (N07, N15). One sentence each, lower case, safe to print.
 */
export function nameWarnings(names: readonly string[]): string[] {
  return [...names.flatMap(windowsWarnings), ...lookAlikes(names)];
}

function windowsWarnings(name: string): string[] {
  if (WINDOWS_DEVICE.test(name)) return [`${printable(name)} is the name of a device on Windows`];
  if (WINDOWS_REFUSES.test(name))
    return [`${printable(name)} contains a character that Windows file names cannot have`];
  return [];
}

function lookAlikes(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  const warnings: string[] = [];
  for (const name of names) {
    const shape = skeleton(name);
    const other = seen.get(shape);
    if (other !== undefined && other !== name) {
      warnings.push(`${escaped(name)} looks like ${escaped(other)} but is another name`);
    }
    seen.set(shape, other ?? name);
  }
  return warnings;
}

/** Foreign letters as code points: printed as they are, the two names could not be told apart. */
function escaped(name: string): string {
  const codePoint = (char: string) => `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
  return printable(name.replace(/[\u{80}-\u{10ffff}]/gu, codePoint));
}
