import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { leafHash, rootOfProof } from "../../transparency/merkle.ts";
import type { ParsedInclusionProof, ParsedLogEntry } from "../bundle.ts";

/**
 * Requires that the entry is in the tree of the root hash that its proof states (RFC 9162 §2.1.3.2); that the log signed this
 * root is for `requireCheckpoint` to see. Fault: `log-inclusion-invalid`.
 */
export async function requireInclusion(
  { body }: ParsedLogEntry,
  proof: ParsedInclusionProof,
  crypto: Cryptography,
): Promise<void> {
  const root = await rootOfProof(await leafHash(body, crypto), proof, crypto);
  if (root === undefined || !equalBytes(root, proof.rootHash)) {
    throw new Fault("log-inclusion-invalid", "a log entry is not in the tree that its log signed");
  }
}
