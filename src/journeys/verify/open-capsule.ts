import type { Cryptography } from "../../crypto/cryptography.ts";
import { hashedChunks } from "../../crypto/hashed-chunks.ts";
import { refusedFile, TELLING_BYTES } from "../../domain/capsule/not-a-capsule.ts";
import { type CapsuleDigests, type Chosen, readChosen } from "../../domain/capsule/read-capsule.ts";
import { type ByteSource, sourceChunks } from "../../kernel/byte-source.ts";
import type { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Files } from "../../ports/files.ts";
import type { CapsuleToVerify } from "./verify-order.ts";

export interface OpenedCapsule<C> {
  /** What it is called, which is what a consumer believes it to be. */
  readonly fileName: string;
  /** Hex. */
  readonly sha256: string;
  /** The entries, or why the archive was refused. */
  readonly content: (CapsuleDigests & { readonly chosen: C }) | Fault;
}

/** Receives the root before anything behind it is read, and the folder where files beside the capsule are looked for. */
export type ChooseEntries<C> = (root: Uint8Array, folder: string | undefined) => Promise<C>;

/**
 * Reads a capsule as a stream, once: the digest is of the bytes that are verified (X15). A refused archive is a finding; that there is no file is a fault
 * (`file-missing`).
 */
export async function openCapsule<C extends Chosen>(
  capsule: CapsuleToVerify,
  choose: ChooseEntries<C>,
  { files, crypto }: { readonly files: Files; readonly crypto: Cryptography },
): Promise<OpenedCapsule<C>> {
  if ("bytes" in capsule) {
    return { fileName: capsule.fileName, ...(await read(capsule.bytes, (root) => choose(root, undefined), crypto)) };
  }
  const file = await files.open(capsule.path);
  try {
    const folder = files.folderOf(capsule.path);
    return { fileName: files.nameOf(capsule.path), ...(await read(file, (root) => choose(root, folder), crypto)) };
  } finally {
    await file.close();
  }
}

/** Why it was refused is said by what the file is. */
async function read<C extends Chosen>(
  source: ByteSource,
  choose: (root: Uint8Array) => Promise<C>,
  crypto: Cryptography,
): Promise<Pick<OpenedCapsule<C>, "sha256" | "content">> {
  const { chunks, finish } = hashedChunks(sourceChunks(source), crypto);
  try {
    const content = await readChosen(chunks, choose, crypto);
    return { sha256: await finish(), content };
  } catch (error) {
    if (isRefusal(error)) {
      const start = await readAt(source, 0, TELLING_BYTES);
      return { sha256: await finish(), content: refusedFile(error, start) };
    }
    throw error;
  }
}
