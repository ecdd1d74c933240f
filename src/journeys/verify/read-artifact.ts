import type { DigestAlgorithm } from "../../crypto/cryptography.ts";
import { hashSource } from "../../crypto/hash-source.ts";
import { bytesSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { SmallFiles } from "./small-files.ts";
import type { VerifyPorts } from "./verify-order.ts";

export interface ArtifactToRead<A extends DigestAlgorithm> {
  readonly path: string;
  readonly algorithms: readonly A[];
  /** Keeps the bytes of a file that is not large, where they are of use. */
  readonly small?: SmallFiles;
}

export interface ReadArtifact<A extends DigestAlgorithm> {
  /** Hex. */
  readonly digests: Record<A, string>;
  /** Bytes. */
  readonly size: number;
}

/** What reads files and hashes them. */
export type ReadingPorts = Pick<VerifyPorts, "files" | "crypto">;

/** A file, read once, and as a stream if it is large. Faults: `asset-changed`, `source-truncated`, those of the file system. */
export async function readArtifact<A extends DigestAlgorithm>(
  { path, algorithms, small }: ArtifactToRead<A>,
  { files, crypto }: ReadingPorts,
): Promise<ReadArtifact<A>> {
  const file = await files.open(path);
  try {
    const bytes = await small?.read(file);
    const source = bytes === undefined ? file : { ...bytesSource(bytes), size: file.size };
    const digests = await hashSource(source, algorithms, { crypto });
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
