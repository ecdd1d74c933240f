import * as v from "valibot";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { schemaId } from "../home.ts";
import { isConsistent } from "../transparency/merkle.ts";
import { type HeadTrust, type VerifiedHead, verifyHead } from "./head-trust.ts";

export const FORK_SCHEMA_ID = schemaId("log-fork");

/** Two signed heads that cannot be of one log, to be shown to anybody: who knows the log's key needs nothing else to see it. */
export const forkSchema = once(() => {
  const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/));
  const note = v.pipe(v.string(), v.maxLength(64 * 1024));
  return v.strictObject({
    schema: v.literal(FORK_SCHEMA_ID),
    /** The signed note of the smaller tree, or of either. */
    first: note,
    second: note,
    /** The root that the second tree has over as many leaves as the first: another than the first head's. */
    root: base64,
    /** That the second head's tree has that root over those leaves (RFC 9162 §2.1.4); empty for trees of one size. */
    proof: v.pipe(v.array(base64), v.maxLength(64)),
  });
});

export type ForkEvidence = v.InferOutput<ReturnType<typeof forkSchema>>;

export function forkEvidence(
  [first, second]: readonly [VerifiedHead, VerifiedHead],
  found: { readonly root: Uint8Array; readonly proof: readonly Uint8Array[] },
): ForkEvidence {
  return {
    ...{ schema: FORK_SCHEMA_ID, first: first.note, second: second.note },
    ...{ root: encodeBase64(found.root), proof: found.proof.map(encodeBase64) },
  };
}

/**
 * Verifies what claims that a log was forked; resolves to its two heads. Faults: `log-proof-invalid` for what proves no fork, those of
 * `verifyHead`, `json-malformed`, `json-too-large`.
 */
export async function verifyForkEvidence(
  bytes: Uint8Array,
  trust: HeadTrust,
  crypto: Cryptography,
): Promise<readonly [VerifiedHead, VerifiedHead]> {
  const json = parseJsonObject(bytes, { what: "the evidence of a fork", maxBytes: 256 * 1024 });
  const { first, second, root, proof } = parseSchema(forkSchema(), json, (problem) => noFork(`it ${problem}`));
  const one = await verifyHead(first, { trust }, crypto);
  const other = await verifyHead(second, { trust, origin: one.checkpoint.origin }, crypto);
  const firstRoot = decodeBase64(root);
  const claim = {
    ...{ firstSize: one.checkpoint.treeSize, firstRoot, hashes: proof.map(decodeBase64) },
    ...{ secondSize: other.checkpoint.treeSize, secondRoot: other.checkpoint.rootHash },
  };
  if (!(await isConsistent(claim, crypto))) throw noFork("its proof does not hold");
  if (equalBytes(firstRoot, one.checkpoint.rootHash)) throw noFork("both heads are of one history");
  return [one, other];
}

function noFork(problem: string): Fault {
  return new Fault("log-proof-invalid", `this proves no fork: ${problem}`);
}
