import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import type { CapsuleDigests, Chosen } from "../../domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import { type BundleMaterial, parseBundle } from "../../domain/sigstore/bundle.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_UNVERIFIED_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { openCapsule } from "../verify/open-capsule.ts";
import type { CapsuleToVerify } from "../verify/verify-order.ts";

/** What reads a capsule. */
export interface CapsulePorts {
  readonly crypto: Cryptography;
  readonly files: Files;
}

/** What a capsule says, with nothing verified but its form. */
export interface UnverifiedContent extends CapsuleDigests {
  /** Hex SHA-256 of the file. */
  readonly sha256: string;
  readonly statement: RootStatement;
  /** Hex SHA-256 of the root's payload. */
  readonly rootSha256: string;
  /** Of whoever signed the root, if the signature were verified. */
  readonly material: BundleMaterial;
}

/**
 * Reads a capsule without verifying it. Its root must be one before anything behind it is read. Of the rest only the entries that are
 * wanted are held, and no more of them than anybody may make us hold. Faults: those of `readChosen`, `parseBundle` and
 * `parseRootStatement`, and of a file that cannot be read; `archive-limit`.
 */
export async function readUnverified(
  capsule: CapsuleToVerify,
  wanted: ReadonlySet<string>,
  { files, crypto }: CapsulePorts,
): Promise<UnverifiedContent> {
  const begin = async (root: Uint8Array) => ({ ...(await describeRoot(root, crypto)), holds: within(wanted) });
  const { sha256, content } = await openCapsule(capsule, begin, { files, crypto });
  if (content instanceof Fault) throw content;
  const { chosen, root, entries, digests } = content;
  const { statement, rootSha256, material } = chosen;
  return { sha256, root, entries, digests, statement, rootSha256, material };
}

/** Only what is wanted is held, and all of it together within the limit. */
function within(wanted: ReadonlySet<string>): Chosen["holds"] {
  let held = 0;
  return (name, size) => {
    if (!wanted.has(name)) return false;
    held += size;
    if (held > MAX_UNVERIFIED_BYTES) throw tooLarge(name);
    return true;
  };
}

async function describeRoot(root: Uint8Array, crypto: Cryptography) {
  const { content, material } = parseBundle(root);
  if (content.kind !== "dsse") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
  const statement = parseRootStatement(content.payload);
  return { statement, rootSha256: await digestHex("sha256", content.payload, crypto), material };
}

function tooLarge(name: string): Fault {
  return new Fault("archive-limit", `with ${printable(name)} more than ${MAX_UNVERIFIED_BYTES} bytes would be held`, {
    hint: `nobody vouches for a capsule that is not verified: verify it, and take ${printable(name)} out of it with tar`,
  });
}
