import { refusedFile, TELLING_BYTES } from "../../domain/capsule/not-a-capsule.ts";
import { type CapsuleFile, readCapsule } from "../../domain/capsule/read-capsule.ts";
import { type ByteSource, sourceChunks } from "../../kernel/byte-source.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Files } from "../../ports/files.ts";

/** What a capsule holds, with nothing verified but its form. Faults: those of `readCapsule`, and of a file that cannot be read. */
export async function readCapsuleAt(path: string, files: Files): Promise<CapsuleFile> {
  const file = await files.open(path);
  try {
    return await readCapsuleIn(file);
  } finally {
    await file.close();
  }
}

/** As `readCapsuleAt`; what is not a capsule is said to be what it is. */
export async function readCapsuleIn(source: ByteSource): Promise<CapsuleFile> {
  try {
    return await readCapsule(sourceChunks(source));
  } catch (error) {
    if (isRefusal(error)) throw refusedFile(error, await readAt(source, 0, TELLING_BYTES));
    throw error;
  }
}
