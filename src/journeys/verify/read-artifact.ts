import { bytesSource } from "../../kernel/byte-source.ts";
import { type HashName, hashSource } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { SmallFiles } from "./small-files.ts";

export interface ArtifactToRead<A extends HashName> {
  readonly path: string;
  readonly algorithms: readonly A[];
  /** Keeps the bytes of a file that is not large, where they are of use. */
  readonly small?: SmallFiles;
}

export interface ReadArtifact<A extends HashName> {
  /** Hex. */
  readonly digests: Record<A, string>;
  /** Bytes. */
  readonly size: number;
}

/** A file, read once, and as a stream if it is large. Faults: `asset-changed`, `source-truncated`, those of the file system. */
export async function readArtifact<A extends HashName>(
  { path, algorithms, small }: ArtifactToRead<A>,
  files: Files,
): Promise<ReadArtifact<A>> {
  const file = await files.open(path);
  try {
    const bytes = await small?.read(file);
    const source = bytes === undefined ? file : { ...bytesSource(bytes), size: file.size };
    const digests = await hashSource(source, algorithms);
    const { revision } = await file.factsNow();
    if (revision !== file.facts.revision) {
      throw new Fault("asset-changed", `${printable(path)} changed while it was read`);
    }
    if (bytes !== undefined) small?.keep(Object.values(digests), bytes);
    return { digests, size: file.size };
  } finally {
    await file.close();
  }
}
