import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

export type ChecksumAlgorithm = "sha256" | "sha512";

export interface Checksum {
  /** A file name as written in the list; never a path. */
  readonly name: string;
  /** Lower-case hex. */
  readonly digest: string;
}

/** A list of 1,024 assets is below 512 KiB; more than this is not a list of a release. */
const MAX_CHARACTERS = 16 << 20;
const MAX_LINES = 100_000;
/** An escaped name of 255 bytes with its digest is below 700. */
const MAX_LINE_CHARACTERS = 2048;
/** What is not of these: general categories Cc, Zl and Zp, which never change, and the byte order mark. */
const CONTROL = /[^ -~\u00a0-\u2027\u202a-\ufefe\uff00-\uffff]/;
const HEX_LENGTH = { sha256: 64, sha512: 128 } as const;
const BSD_TAG = { sha256: "SHA256", sha512: "SHA512" } as const;

/**
 * Parses a checksum list of GNU coreutils or BSD form, in both of its escaped forms:
 *
 *     9f86d081…0f00a08  tool-linux-x64.tar.gz
 *     SHA256 (tool-linux-x64.tar.gz) = 9f86d081…0f00a08
 *
 * Accepts what coreutils and Windows tools write (CRLF, `*` marker, one space, upper-case hex, `./` before the name, no or more
 * final newlines) and refuses what could mislead: comments, blank lines within, leading spaces, a byte-order mark, paths, two digests
 * for a name.
 * Faults: `checksums-malformed`, `checksums-conflict`, `checksums-empty`, `checksums-too-large`.
 * https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html
 */
export function parseChecksums(text: string, algorithm: ChecksumAlgorithm): Checksum[] {
  if (text.length > MAX_CHARACTERS) throw tooLarge();
  const lines = text.split("\n", MAX_LINES + 2);
  while (/^\r?$/.test(lines.at(-1) ?? "-")) lines.pop();
  if (lines.length === 0) throw new Fault("checksums-empty", "the checksum list is empty");
  if (lines.length > MAX_LINES) throw tooLarge();
  const parsed = lines.map((line, index) => parseLine(line.replace(/\r$/, ""), algorithm, index + 1));
  refuseMixedForms(parsed);
  return withoutConflicts(parsed);
}

/**
 * The list that `sha256sum --strict -c` accepts: bytewise order of names, two spaces, LF. Names must have passed
 * `requireAssetName`, so none needs coreutils' escaping.
 */
export function formatChecksums(checksums: readonly Checksum[]): string {
  const sorted = [...checksums].sort((a, b) => compareUtf8(a.name, b.name));
  return sorted.map(({ name, digest }) => `${digest}  ${name}\n`).join("");
}

type Line = Checksum & { readonly form: "marked" | "unmarked" | "tagged" };

function parseLine(line: string, algorithm: ChecksumAlgorithm, number: number): Line {
  if (line.length > MAX_LINE_CHARACTERS) throw malformed(number, line, "is too long");
  const escaped = line.startsWith("\\");
  const body = escaped ? line.slice(1) : line;
  // The digest decides the form, as in coreutils: a GNU line may name a file "SHA256 (ok) = z".
  const found = gnuLine(body, algorithm) ?? bsdLine(body, algorithm);
  if (found === undefined) throw malformed(number, line, `is not a ${algorithm} checksum`);
  const plain = escaped ? unescapeName(found.name) : found.name;
  if (plain === undefined) throw malformed(number, line, "has an unknown escape");
  const name = plain.replace(/^\.\//, "");
  const reason = CONTROL.test(found.name) ? "holds control characters" : whyNoFileName(name, escaped);
  if (reason !== undefined) throw malformed(number, line, reason);
  return { name, digest: found.digest.toLowerCase(), form: found.form };
}

function gnuLine(body: string, algorithm: ChecksumAlgorithm): Line | undefined {
  const length = HEX_LENGTH[algorithm];
  const digest = body.slice(0, length);
  if (!isHex(digest, algorithm) || body[length] !== " ") return undefined;
  const marked = /[ *]/.test(body.charAt(length + 1));
  return { name: body.slice(length + (marked ? 2 : 1)), digest, form: marked ? "marked" : "unmarked" };
}

function bsdLine(body: string, algorithm: ChecksumAlgorithm): Line | undefined {
  const start = `${BSD_TAG[algorithm]} (`;
  const close = body.lastIndexOf(") = ");
  if (!body.startsWith(start) || close < start.length) return undefined;
  const digest = body.slice(close + ") = ".length);
  return isHex(digest, algorithm) ? { name: body.slice(start.length, close), digest, form: "tagged" } : undefined;
}

function isHex(text: string, algorithm: ChecksumAlgorithm): boolean {
  return text.length === HEX_LENGTH[algorithm] && /^[0-9a-fA-F]+$/.test(text);
}

/** Undefined if a backslash stands before anything but `\`, `n` or `r`. */
function unescapeName(text: string): string | undefined {
  if (!/^([^\\]|\\[\\nr])*$/.test(text)) return undefined;
  return text.replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char === "r" ? "\r" : "\\"));
}

function whyNoFileName(name: string, escaped: boolean): string | undefined {
  if (name === "") return "names no file";
  if (name === "-") return "names standard input";
  if (name.includes("/") || name === "." || name === "..") return "names a path, not a file";
  // coreutils writes a backslash of a name escaped; a bare one comes from a tool that writes Windows paths.
  if (/^[A-Za-z]:|^(\.\.)?\\/.test(name) || (!escaped && name.includes("\\"))) return "names a Windows path";
  if (name.trim() !== name) return "has a file name that begins or ends with a space";
  return undefined;
}

/** coreutils refuses a list that mixes `h  name` and `h name`, since a leading space could belong to the name. */
function refuseMixedForms(lines: readonly Line[]): void {
  const marked = lines.findIndex((line) => line.form === "marked");
  const unmarked = lines.findIndex((line) => line.form === "unmarked");
  if (marked === -1 || unmarked === -1) return;
  throw new Fault(
    "checksums-malformed",
    `lines ${marked + 1} and ${unmarked + 1} of the checksum list separate digest and name differently`,
  );
}

/** Drops repeated lines; two digests for a name are refused. */
function withoutConflicts(lines: readonly Line[]): Checksum[] {
  const digests = new Map<string, string>();
  for (const { name, digest } of lines) {
    if ((digests.get(name) ?? digest) !== digest) {
      throw new Fault("checksums-conflict", `the checksum list has two digests for ${printable(name)}`);
    }
    digests.set(name, digest);
  }
  return Array.from(digests, ([name, digest]) => ({ name, digest }));
}

function malformed(number: number, line: string, reason: string): Fault {
  return new Fault("checksums-malformed", `line ${number} of the checksum list ${reason}: ${printable(line)}`);
}

function tooLarge(): Fault {
  return new Fault("checksums-too-large", "the checksum list is too long for a release", {
    hint: `a list holds at most ${MAX_LINES} lines`,
  });
}
