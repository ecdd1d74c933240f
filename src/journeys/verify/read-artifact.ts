import type { ArtifactDigests } from "../../domain/sigstore/artifact-digests.ts";
import { hashSource } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";

/** Digests of a file, read once as a stream. Faults: `asset-changed`, `source-truncated`, those of the file system. */
export async function readArtifact(path: string, files: Files): Promise<Required<ArtifactDigests>> {
  const file = await files.open(path);
  try {
    const digests = await hashSource(file, ["sha256", "sha384", "sha512"]);
    const { revision } = await file.factsNow();
    if (revision !== file.facts.revision)
      throw new Fault("asset-changed", `${printable(path)} changed while it was read`);
    return digests;
  } finally {
    await file.close();
  }
}
