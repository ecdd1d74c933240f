import { basename, dirname } from "node:path";
import { refusedFile, TELLING_BYTES } from "../../domain/capsule/not-a-capsule.ts";
import type { CapsuleFile } from "../../domain/capsule/read-capsule.ts";
import { readCapsule } from "../../domain/capsule/read-capsule.ts";
import { type ByteSource, sourceChunks } from "../../kernel/byte-source.ts";
import { hashedChunks } from "../../kernel/digest.ts";
import type { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Files } from "../../ports/files.ts";
import type { CapsuleToVerify } from "./verify-order.ts";

export interface OpenedCapsule {
  /** What it is called, which is what a consumer believes it to be. */
  readonly fileName: string;
  /** Where files beside it are looked for; undefined for bytes that are no file yet. */
  readonly folder: string | undefined;
  /** Hex. */
  readonly sha256: string;
  /** The entries, or why the archive was refused. */
  readonly content: CapsuleFile | Fault;
}

/**
 * Reads a capsule as a stream, once: the digest is of the bytes that are verified (X15). A refused archive is a finding; that there is no file is a fault
 * (`file-missing`).
 */
export async function openCapsule(capsule: CapsuleToVerify, files: Files): Promise<OpenedCapsule> {
  if ("bytes" in capsule) return { fileName: capsule.fileName, folder: undefined, ...(await read(capsule.bytes)) };
  const file = await files.open(capsule.path);
  try {
    return { fileName: basename(capsule.path), folder: dirname(capsule.path), ...(await read(file)) };
  } finally {
    await file.close();
  }
}

/** Why it was refused is said by what the file is. */
async function read(source: ByteSource): Promise<{ sha256: string; content: CapsuleFile | Fault }> {
  const { chunks, finish } = hashedChunks(sourceChunks(source));
  try {
    const content = await readCapsule(chunks);
    return { sha256: await finish(), content };
  } catch (error) {
    if (isRefusal(error)) {
      const start = await readAt(source, 0, TELLING_BYTES);
      return { sha256: await finish(), content: refusedFile(error, start) };
    }
    throw error;
  }
}
