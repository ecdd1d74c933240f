import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { KeptSignatures } from "../../ports/release-host.ts";

/** The folder beside the evidence where a run keeps each signature of a digest until it has published. */
export const SIGNATURES = ".signatures";

const MAX_BUNDLE_BYTES = 1 << 20;

/**
 * Signatures in a folder of our own, one file for each digest. What a kill cut short is there too: no bundle counts before
 * it was verified.
 */
export function keptSignatures(files: Files, folder: string, join: (...parts: string[]) => string): KeptSignatures {
  const at = (sha256: string): string => join(folder, `${sha256}.sigstore.json`);
  let made: Promise<void> | undefined;
  return {
    async read(sha256) {
      try {
        const facts = await files.facts(at(sha256));
        return facts?.kind === "file" ? await files.read(at(sha256), MAX_BUNDLE_BYTES) : undefined;
      } catch (error) {
        if (error instanceof Fault) return undefined;
        throw error;
      }
    },
    async keep(sha256, bundle) {
      made ??= files.makeFolder(folder);
      await made;
      const file = files.create(at(sha256));
      try {
        file.write(bundle);
      } finally {
        file.close();
      }
    },
  };
}

export async function clearSignatures(
  files: Files,
  folder: string,
  join: (...parts: string[]) => string,
): Promise<void> {
  if ((await files.facts(folder))?.kind !== "directory") return;
  for (const { name } of await files.list(folder)) if (name !== undefined) await files.remove(join(folder, name));
  await files.remove(folder);
}
