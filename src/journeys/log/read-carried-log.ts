import { LOG_FOLDER } from "../../domain/capsule/entry-names.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_UNVERIFIED_BYTES } from "../../kernel/limits.ts";
import { openCapsule } from "../verify/open-capsule.ts";
import { carriedLog } from "./carry-log.ts";
import type { LogPlace } from "./read-log.ts";

/**
 * Reads the log that a capsule carries, without verifying the capsule.
 *
 *   1. hold  its entries, and no more than anybody may make us hold
 *   2. log   as any other: it is proven by its own head
 *
 * Faults: `log-missing`, `archive-limit`, those of a file that is not a capsule.
 */
export async function readCarriedLog(path: string, ports: Parameters<typeof openCapsule>[2]): Promise<LogPlace> {
  let held = 0;
  const holds = (name: string, size: number) => {
    if (!name.startsWith(LOG_FOLDER)) return false;
    held += size;
    if (held > MAX_UNVERIFIED_BYTES) throw new Fault("archive-limit", "the log in the capsule is too large to be read");
    return true;
  };
  /* 1 */ const { content } = await openCapsule({ path }, async () => ({ holds }), ports);
  if (content instanceof Fault) throw content;
  /* 2 */ const place = carriedLog(content.entries);
  if (place !== undefined) return place;
  throw new Fault("log-missing", "the capsule carries no log");
}
