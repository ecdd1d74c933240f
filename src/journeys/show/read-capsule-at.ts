import type { Cryptography } from "../../crypto/cryptography.ts";
import { refusedFile, TELLING_BYTES } from "../../domain/capsule/not-a-capsule.ts";
import { type CapsuleFile, readCapsule } from "../../domain/capsule/read-capsule.ts";
import { type ByteSource, sourceChunks } from "../../kernel/byte-source.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Files } from "../../ports/files.ts";

/** What reads a capsule. */
export interface CapsulePorts {
  readonly crypto: Cryptography;
  readonly files: Files;
}

/** What a capsule holds, with nothing verified but its form. Faults: those of `readCapsule`, and of a file that cannot be read. */
export async function readCapsuleAt(path: string, { files, crypto }: CapsulePorts): Promise<CapsuleFile> {
  const file = await files.open(path);
  try {
    return await saidToBe(file, () => readCapsule(sourceChunks(file), crypto));
  } finally {
    await file.close();
  }
}

/** What `read` refuses since it is not a capsule is said to be what it is. */
export async function saidToBe<T>(source: ByteSource, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isRefusal(error)) throw refusedFile(error, await readAt(source, 0, TELLING_BYTES));
    throw error;
  }
}
