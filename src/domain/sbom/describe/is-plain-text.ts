import type { ByteSource } from "../../../kernel/byte-source.ts";
import { readAt } from "../../../kernel/read-at.ts";
import { isPlainName } from "../../asset/plain-name.ts";

/** Bytes: what people read is shorter, and longer lists are data. */
const MAX_BYTES = 1 << 20;
/** Line ends, tabs and form feeds are the only ones that a text has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f]/;

/**
 * Whether a file is verifiably text that people read, and so is whole by itself: its name says so, every byte of it is UTF-8
 * without control characters, and it does not begin as a script. An image or a program is never taken for one: data can stand behind either.
 */
export async function isPlainText({ name, source }: { readonly name: string; readonly source: ByteSource }) {
  if (!isPlainName(name) || source.size === 0 || source.size > MAX_BYTES) return false;
  const bytes = await readAt(source, 0, source.size);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return !text.startsWith("#!") && !CONTROLS.test(text);
  } catch {
    return false;
  }
}
