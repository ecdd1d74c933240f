import type { ByteSource } from "../../../kernel/byte-source.ts";
import { readElf } from "./elf.ts";
import type { Executable } from "./executable.ts";
import { readMachO } from "./mach-o.ts";
import { readPe } from "./pe.ts";

/** True for the first bytes of an ELF, PE or Mach-O file (thin or universal). A Java class shares a magic and is told apart. */
export function isExecutable(head: Uint8Array): boolean {
  return kindOf(head) !== undefined;
}

/** The programs in a file: one, several for a universal Mach-O file, none for a file whose headers are broken. */
export async function readExecutables(source: ByteSource, head: Uint8Array): Promise<Executable[]> {
  const kind = kindOf(head);
  if (kind === "mach-o") return readMachO(source);
  const one = kind === "elf" ? await readElf(source) : kind === "pe" ? await readPe(source) : undefined;
  return one === undefined ? [] : [one];
}

function kindOf(head: Uint8Array): Executable["kind"] | undefined {
  if (head.length < 8) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const magic = view.getUint32(0, false);
  if (magic === 0x7f454c46) return "elf";
  if (magic >>> 16 === 0x4d5a) return "pe";
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabf].includes(magic)) return "mach-o";
  // A class file has its version, 45 or more, where a universal file counts its few architectures.
  return magic === 0xcafebabe && view.getUint32(4, false) <= 16 ? "mach-o" : undefined;
}
