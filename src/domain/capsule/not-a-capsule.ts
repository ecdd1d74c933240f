import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** As many bytes as it takes to say what a file is. */
export const TELLING_BYTES = 1024;

const AGAIN = "download it again, from an address with /releases/download/ in it";

/**
 * Why a capsule was refused, said by what the file is if that can be seen: a web page that was saved in its place, another
 * kind of file, or a download that broke off. `start` are its first bytes.
 */
export function refusedFile(fault: Fault, start: Uint8Array): Fault {
  if (start.length === 0) return told("the file is empty, not a capsule", fault);
  if (fault.code === "archive-truncated" && isGzip(start)) return told("the download is cut short", fault);
  if (isGzip(start)) return fault;
  const { name, isText } = kindOf(start);
  const words = `${name}, not a capsule`;
  if (!isText) return told(words, fault);
  const begins = printable(new TextDecoder().decode(start.subarray(0, 64)));
  return told(words, fault, begins);
}

/** Whether a file is a page that a browser or curl saved instead of a download, as far as its first bytes show. */
export function isWebPage(start: Uint8Array): boolean {
  return kindOf(start).name === WEB_PAGE;
}

const WEB_PAGE = "a web page";

function told(words: string, { code, cause }: Fault, begins?: string): Fault {
  const problem = begins === undefined ? words : `${words}: it begins with ${begins}`;
  const sides = begins === undefined ? [] : ([["Begins with", begins]] as const);
  return new Fault(code, problem, { hint: AGAIN, cause, brief: { words, sides } });
}

function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && (start.length < 2 || start[1] === 0x8b);
}

interface Kind {
  readonly name: string;
  readonly isText: boolean;
}

function kindOf(start: Uint8Array): Kind {
  const has = (...bytes: readonly number[]) => bytes.every((byte, index) => start[index] === byte);
  if (has(0x50, 0x4b)) return { name: "a zip archive", isText: false };
  if (has(0x7f, 0x45, 0x4c, 0x46) || has(0x4d, 0x5a) || has(0xcf, 0xfa, 0xed, 0xfe))
    return { name: "a program", isText: false };
  if (start.some((byte) => byte < 0x09)) return { name: "another kind of file", isText: false };
  const text = new TextDecoder().decode(start).trimStart();
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return { name: WEB_PAGE, isText: true };
  if (text.startsWith("<")) return { name: "a document in XML", isText: true };
  return { name: text.startsWith("{") || text.startsWith("[") ? "a document in JSON" : "a text", isText: true };
}
