import {
  type EmbargoFile,
  formatEmbargoFile,
  MAX_EMBARGO_BYTES,
  parseEmbargoFile,
} from "../../domain/announcement/embargo-file.ts";
import type { Files } from "../../ports/files.ts";

/** Undefined if there is none; an empty one is what a run left that was killed before it wrote. Fault: `configuration-invalid`. */
export async function readEmbargo(
  path: string,
  of: Pick<EmbargoFile, "id" | "root">,
  files: Files,
): Promise<EmbargoFile | undefined> {
  const found = await files.facts(path);
  if (found === undefined || found.size === 0) return undefined;
  return parseEmbargoFile(await files.read(path, MAX_EMBARGO_BYTES), of);
}

/** With mode 0600. */
export function writeEmbargo(path: string, embargo: EmbargoFile, files: Files): void {
  const opened = files.create(path);
  opened.write(formatEmbargoFile(embargo));
  opened.close();
}
