import { hashByNode } from "../../../crypto/node-digest.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { ENVELOPE_MEDIA_TYPES } from "../../../domain/notary/envelope/envelope.ts";
import { notaryEntry } from "../../../domain/notary/notary-names.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import type { NotarySigner } from "../../../ports/notary-signer.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** A key in hardware does one thing after the other. */
const AT_ONCE = 4;
/** Notation's own default for a file. */
const FILE_TYPE = "application/octet-stream";

/**
 * A Notary signature of each asset, by the digest of its key's hash, as entries of the capsule. Nothing becomes public by it. Faults:
 * `usage` for a signer of images alone, those of the signer, `asset-changed`.
 */
export async function signFilesByNotary(
  assets: readonly CollectedAsset[],
  signer: NotarySigner,
  { files, progress }: { readonly files: Files; readonly progress: Progress },
): Promise<readonly EvidenceEntry[]> {
  const { format, fileHash } = signer;
  if (fileHash === undefined) {
    throw new Fault(
      "usage",
      "the plugin makes whole envelopes and does not say of which kind its key is, so it signs images, and no files",
      {
        hint: "use a key or plugin that makes signatures, or one that answers describe-key",
      },
    );
  }
  // Equal files have one signature.
  const distinct = [...new Map(assets.map((asset) => [asset.sha256, asset])).values()];
  progress.step(`signing ${counted(distinct.length, "file")} as the Notary Project does`);
  return mapBounded(distinct, AT_ONCE, async (asset) => {
    const hex = fileHash === "sha384" ? await sha384Of(asset, files) : asset[fileHash];
    const { envelope } = await signer.sign({ mediaType: FILE_TYPE, digest: `${fileHash}:${hex}`, size: asset.size });
    const name = notaryEntry(asset.sha256, format);
    return { name, bytes: envelope, mediaType: ENVELOPE_MEDIA_TYPES[format], subject: asset.sha256 };
  });
}

/** Read once more, and it must still be the file that was collected. */
async function sha384Of({ path, name, sha256, revision }: CollectedAsset, files: Files): Promise<string> {
  const file = await files.open(path);
  try {
    const digests = await hashByNode(file, ["sha256", "sha384"]);
    if (digests.sha256 !== sha256 || file.facts.revision !== revision) {
      throw new Fault("asset-changed", `${printable(name)} changed while it was sealed`);
    }
    return digests.sha384;
  } finally {
    await file.close();
  }
}
