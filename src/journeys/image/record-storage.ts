import { Fault } from "../../kernel/fault.ts";
import type { Progress } from "../../ports/progress.ts";
import type { StorageRecord, StorageRecords, StoredImage } from "../../ports/storage-records.ts";

export interface RecordingPorts {
  /** Absent if nobody keeps records. */
  readonly storageRecords?: StorageRecords | undefined;
  readonly progress: Progress;
}

/**
 * Has it recorded where images lie that are signed and attached. It proves nothing and stops nothing: why there is no record is a
 * warning, once, with what mends it.
 */
export async function recordStorage(
  images: readonly StoredImage[],
  { storageRecords, progress }: RecordingPorts,
): Promise<readonly StorageRecord[]> {
  const records: StorageRecord[] = [];
  if (storageRecords === undefined) return records;
  try {
    for (const image of images) {
      for (const id of await storageRecords.record(image)) records.push({ digest: image.digest, id });
    }
  } catch (reason) {
    if (!(reason instanceof Fault) || reason.code === "internal") throw reason;
    const isRefused = reason.code === "permission-missing" || reason.code === "token-refused";
    const fix = isRefused ? "give the job artifact-metadata: write" : "run again to have it";
    progress.warn(`GitHub has no storage record of an image that was signed (${reason.message}); ${fix}`);
  }
  return records;
}
