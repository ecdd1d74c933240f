import type { Cryptography } from "../../crypto/cryptography.ts";
import { readEffects } from "../../domain/announcement/effect.ts";
import { type KitFolder, kitFolderOf } from "../../domain/kit/kit-path.ts";
import { parseTrustPolicy } from "../../domain/notary/trust/trust-policy.ts";
import { MAX_KEY_LIST_BYTES, readKeyList } from "../../domain/policy/key-list.ts";
import { parsePolicy } from "../../domain/policy/parse-policy.ts";
import { MAX_ROOTS_FILE_BYTES, parseRootsFile } from "../../domain/sigstore/roots-file.ts";
import { readSignerKey } from "../../domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { parseLogPolicy } from "../../domain/statements/log-policy.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

type Reader = (bytes: Uint8Array, crypto: Cryptography) => unknown;

interface Examination {
  readonly maxBytes: number;
  /** It is one of these if one of them reads it. */
  readonly readers: readonly Reader[];
  readonly what: string;
}

const MEBI = 1 << 20;

const advisory: Examination = {
  maxBytes: 32 * MEBI,
  what: "an advisory of OSV, CSAF or OpenVEX",
  readers: [
    (bytes) => {
      if (readEffects(bytes, "advisory.json") === undefined)
        throw new Fault("advisory-malformed", "it is of no known kind");
    },
  ],
};

const EXAMINED: Readonly<Partial<Record<KitFolder, Examination>>> = {
  advisories: advisory,
  vex: advisory,
  keys: { maxBytes: MAX_KEY_LIST_BYTES, what: "a public key or a list of keys", readers: [readSignerKey, readKeyList] },
  policies: {
    maxBytes: MEBI,
    what: "a policy of ours, of a log, or of Notary",
    readers: [
      parsePolicy,
      parseLogPolicy,
      (bytes) => parseTrustPolicy(bytes, "oci"),
      (bytes) => parseTrustPolicy(bytes, "blob"),
    ],
  },
  roots: {
    maxBytes: MAX_ROOTS_FILE_BYTES,
    what: "a trusted root, or roots that were exported",
    readers: [parseTrustedRoot, parseRootsFile],
  },
};

/** Whether `examineFile` reads a file of this size; one that is too large for its folder is a fault. Fault: `kit-contents`. */
export function mayExamine(path: string, size: number): boolean {
  const examination = EXAMINED[kitFolderOf(path)];
  if (examination === undefined) return false;
  if (size <= examination.maxBytes) return true;
  throw new Fault("kit-contents", `${printable(path)} is larger than ${examination.what} can be`);
}

/** Reads a small file of a kit as those will who use it. Fault: `kit-contents` for what is not what its folder is for. */
export async function examineFile(path: string, bytes: Uint8Array, crypto: Cryptography): Promise<void> {
  const examination = EXAMINED[kitFolderOf(path)];
  if (examination === undefined) return;
  let reason = "";
  for (const read of examination.readers) {
    try {
      await read(bytes, crypto);
      return;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      reason ||= error.message;
    }
  }
  throw new Fault("kit-contents", `${printable(path)} is not ${examination.what}: ${reason}`);
}
