import type { KitFile } from "../../domain/kit/kit-list.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { printable } from "../../kernel/printable.ts";
import type { TarMember } from "../../kernel/tar.ts";
import type { NewFile } from "../../ports/files.ts";
import { examineFile, mayExamine } from "./examine-file.ts";
import type { KitReadingPorts } from "./kit-ports.ts";
import type { OpenedKit } from "./open-kit.ts";

/** Where the bytes of a file go; closed when all of it was written. */
export type FileSink = (file: KitFile) => Promise<NewFile>;

/**
 * Takes the files of a kit from its stream, each compared with its digest, and each once, in the order of the list; resolves to those
 * that it lists and does not carry. `sink` gets every byte before it is known to be genuine. Faults: `kit-member-differs`,
 * `kit-malformed`, `kit-contents`, those of the archive.
 */
export async function takeFiles(
  { kit, members }: OpenedKit,
  ports: Pick<KitReadingPorts, "crypto" | "progress">,
  sink?: FileSink,
): Promise<readonly KitFile[]> {
  const { carried } = kit.predicate;
  const absent: KitFile[] = [];
  let [at, files, bytes] = [0, 0, 0];
  for await (const member of members) {
    files += 1;
    bytes += member.size;
    // Before a byte of it is read: what is larger than was signed fills no disk.
    if (files > carried.files || bytes > carried.bytes) throw malformed("has more files or bytes than were signed");
    while (at < kit.files.length && kit.files[at]?.path !== member.name) absent.push(kit.files[at++] as KitFile);
    const file = kit.files[at++];
    if (file === undefined) throw malformed(`has ${printable(member.name)}, which is not listed, or not in its place`);
    await takeFile(member, file, ports, sink);
    ports.progress.advance(bytes, carried.bytes, "bytes");
  }
  for (const file of kit.files.slice(at)) absent.push(file);
  if (files !== carried.files || bytes !== carried.bytes) throw malformed("has fewer files or bytes than were signed");
  return absent;
}

async function takeFile(
  member: TarMember,
  file: KitFile,
  { crypto }: Pick<KitReadingPorts, "crypto">,
  sink?: FileSink,
): Promise<void> {
  const hash = crypto.streamHash("sha256");
  const kept = mayExamine(file.path, member.size) ? new Uint8Array(member.size) : undefined;
  const target = await sink?.(file);
  let at = 0;
  try {
    for await (const piece of member.pieces()) {
      hash.update(piece);
      target?.write(piece);
      kept?.set(piece, at);
      at += piece.length;
    }
  } finally {
    target?.close();
  }
  const digest = encodeHex(hash.digest());
  if (digest !== file.sha256) {
    const message = `${printable(file.path)} has the SHA-256 ${digest}, and ${file.sha256} was signed`;
    throw new Fault("kit-member-differs", message, { hint: "copy the kit again" });
  }
  if (kept !== undefined) await examineFile(file.path, kept, crypto);
}

function malformed(problem: string): Fault {
  return new Fault("kit-malformed", `the kit ${problem}`);
}
