import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { isPlainAscii, unicodePattern } from "../../kernel/unicode-pattern.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";

/** File systems of every consumer hold names of this many bytes, and no longer ones. */
const MAX_NAME_BYTES = 255;

/** What is not of these: general categories Cc, Zl and Zp, which never change. */
const CONTROL = /[^ -~\u00a0-\u2027\u202a-\uffff]/;
/** Bidirectional controls, zero-width characters and all else that is not drawn (Unicode general category Cf and DICP). */
const invisible = unicodePattern(String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]`);

/**
 * Refuses a name that is not one plain file name everywhere: a basename of 1 to 255 UTF-8 bytes without path separators,
 * control or invisible characters. Shell and glob characters are allowed: whatever prints a name quotes it. Faults:
 * `asset-name-invalid`, `asset-name-length`, `asset-name-control`, `asset-name-bidi`.
 */
export function requireAssetName(name: string): void {
  if (!name.isWellFormed()) throw invalid(name, "is not valid Unicode");
  if (encodeUtf8(name).length > MAX_NAME_BYTES) {
    throw new Fault("asset-name-length", `the asset name ${printable(name)} is longer than ${MAX_NAME_BYTES} bytes`, {
      hint: "shorten the file name",
    });
  }
  if (CONTROL.test(name)) throw hidden("asset-name-control", name, "control characters");
  if (!isPlainAscii(name) && invisible().test(name)) {
    throw hidden("asset-name-bidi", name, "bidirectional or invisible characters");
  }
  const reason = whyNotPlain(name);
  if (reason !== undefined) throw invalid(name, reason);
}

function whyNotPlain(name: string): string | undefined {
  if (name === "") return "is empty";
  if (/[/\\]/.test(name)) return "is a path, not a file name";
  if (/^[A-Za-z]:/.test(name)) return "begins with a Windows drive";
  if (/^\.+$/.test(name)) return "consists of dots";
  // `sha256sum -c` reads standard input for this name.
  if (name === "-") return "means standard input to checksum tools";
  if (name.trim() !== name) return "begins or ends with a space";
  // Windows drops it, so another file would be opened.
  if (name.endsWith(".")) return "ends with a dot";
  return undefined;
}

function invalid(name: string, reason: string): Fault {
  return new Fault("asset-name-invalid", `the asset name ${printable(name)} ${reason}`, {
    hint: "rename the file",
  });
}

function hidden(code: "asset-name-control" | "asset-name-bidi", name: string, what: string): Fault {
  return new Fault(code, `the asset name ${printable(name)} contains ${what}`, { hint: "rename the file" });
}
