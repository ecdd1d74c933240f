import { EMBEDDED_ROOTS, type EmbeddedInstance } from "../../domain/sigstore/embedded-roots.ts";
import { MAX_ROOTS_FILE_BYTES, parseRootsFile } from "../../domain/sigstore/roots-file.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { CarriedRoots } from "../../ports/carried-roots.ts";
import type { Files } from "../../ports/files.ts";
import type { Trust, TrustedRootFile } from "../../ports/trust.ts";

interface Store {
  readonly path: string;
  readonly files: Files;
  readonly roots: Pick<CarriedRoots, "prove">;
}

/**
 * The imported root of each instance, proven anew; the built-in one if none was imported, or if it is as new. A store
 * that is damaged is a fault, never silently the older root.
 */
export function importedTrust(
  instances: readonly EmbeddedInstance[],
  builtIn: (instance: EmbeddedInstance) => TrustedRootFile,
  { path, files, roots }: Store,
): Trust {
  return {
    async trustedRoots() {
      const carried = await readStore(path, files);
      const chosen: TrustedRootFile[] = [];
      for (const instance of instances) {
        const one = carried.find((root) => root.instance === instance);
        if (one === undefined || Date.parse(one.fetched) <= Date.parse(EMBEDDED_ROOTS[instance].dated)) {
          chosen.push(builtIn(instance));
          continue;
        }
        const { bytes, fetched, repository, versions } = await roots.prove(one);
        const origin = `imported ${instance} root, version ${versions.targets} of ${repository}`;
        chosen.push({ bytes, origin, dated: fetched.slice(0, 10), mayBeOutdated: true });
      }
      return chosen;
    },
  };
}

async function readStore(path: string, files: Files) {
  try {
    return parseRootsFile(await files.read(path, MAX_ROOTS_FILE_BYTES));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "trusted-root-malformed") throw error;
    throw new Fault(error.code, `${printable(path)}: ${error.message}`, {
      cause: error,
      hint: "import the roots again, or remove this file to use the built-in ones",
    });
  }
}
