import { TRUST_SNAPSHOT_ENTRY } from "../../domain/capsule/entry-names.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { TrustedRootFile } from "../../ports/trust.ts";
import type { VerifyPorts } from "./verify-order.ts";

/**
 * Reads the trusted roots that the user's choice names. The snapshot that a capsule carries is archival and refused under
 * its own name: whoever made the capsule chose it. Faults: `trusted-root-malformed`, `trusted-root-archival`.
 */
export async function readTrust(
  { trust, files: { nameOf } }: Pick<VerifyPorts, "trust" | "files">,
  unsafeCapsuleRoot = false,
): Promise<readonly NamedTrust[]> {
  const files = await trust.trustedRoots();
  if (files.length === 0) throw new Fault("trusted-root-malformed", "there is no trusted root");
  return files.map((file) => {
    if (!unsafeCapsuleRoot) refuseSnapshot(file, nameOf);
    const { bytes, origin, dated } = file;
    const since = file.mayBeOutdated === true && dated !== undefined ? new Date(dated) : undefined;
    return { root: parsedRoot(bytes, nameOf(origin)), origin, dated, mayBeOutdated: since };
  });
}

/** Whoever named a file is told which one is wrong. */
function parsedRoot(bytes: Uint8Array, name: string): NamedTrust["root"] {
  try {
    return parseTrustedRoot(bytes);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault("trusted-root-malformed", `${printable(name)} is not a trusted root: ${error.message}`, {
      hint: advice`name the file that the instance publishes, or leave out ${option("trusted-root")}`,
      cause: error,
    });
  }
}

function refuseSnapshot({ origin }: TrustedRootFile, nameOf: (path: string) => string): void {
  if (nameOf(origin) !== nameOf(TRUST_SNAPSHOT_ENTRY)) return;
  throw new Fault("trusted-root-archival", "the trusted root is the snapshot of a capsule, which its maker chose", {
    hint: "use the built-in trusted root, or one that you got from the instance itself",
  });
}
