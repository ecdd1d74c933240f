import { type CapsuleFile, readCapsule } from "../../domain/capsule/read-capsule.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import type { Files } from "../../ports/files.ts";

/** The entries of a capsule file, unverified. Faults: those of `readCapsule` and of the file system. */
export async function readCapsuleAt(path: string, files: Files): Promise<CapsuleFile> {
  const file = await files.open(path);
  try {
    return await readCapsule(sourceChunks(file));
  } finally {
    await file.close();
  }
}
