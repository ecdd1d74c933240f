import * as v from "valibot";
import { canonicalJson, isCanonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { parseClosedJson } from "../../kernel/parse-schema.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { MAX_ENTRY_BYTES } from "../transparency/entry-bundle.ts";
import { PREDICATE_WORDS } from "./vocabulary.ts";

/** Why something may be erased. */
export const ERASURE_REASONS = ["personal-data", "legal-order", "confidential", "error"] as const;

/**
 * What a log keeps of a statement: digests and words of a list, so that there is nothing in it to erase. Digests are
 * lower-case hex of SHA-256.
 */
export const leafSchema = once(() => {
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  return v.variant("kind", [
    /** Leaf 0, and no other. */
    v.strictObject({ v: v.literal(1), kind: v.literal("policy"), policy: sha256 }),
    v.strictObject({
      v: v.literal(1),
      kind: v.literal("statement"),
      /** What it says, by the word for its predicate type; `other` for one that this vocabulary has no word for. */
      says: v.picklist([...PREDICATE_WORDS, "release-state", "other"]),
      /** Of its subjects, in order, none twice. */
      subject: v.pipe(v.array(sha256), v.minLength(1), v.maxLength(1024)),
      /** Of the signed statement, by which others refer to it. */
      payload: sha256,
      /** Of the bundle that holds statement and signature, by which it is stored. */
      envelope: sha256,
    }),
    /** That an envelope is stored no more. */
    v.strictObject({
      v: v.literal(1),
      kind: v.literal("erasure"),
      envelope: sha256,
      reason: v.picklist(ERASURE_REASONS),
    }),
  ]);
});

export type Leaf = v.InferOutput<ReturnType<typeof leafSchema>>;
export type StatementLeaf = Extract<Leaf, { kind: "statement" }>;

/** Reads a leaf, which must be canonical JSON (RFC 8785) of the closed schema. Fault: `log-leaf-malformed`. */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const leaf = parseClosedJson(bytes, leafSchema(), {
    what: "a leaf of the log",
    maxBytes: MAX_ENTRY_BYTES,
    malformed,
  });
  if (!isCanonicalJson(decodeUtf8(bytes), leaf)) throw malformed("is not canonical JSON");
  if (leaf.kind === "statement" && !isSorted(leaf.subject)) throw malformed("has subjects out of order");
  return leaf;
}

/** The bytes of a leaf. Fault: `log-leaf-malformed` for more than a log can hold. */
export function formatLeaf(leaf: Leaf): Uint8Array {
  const bytes = encodeUtf8(canonicalJson(leaf));
  if (bytes.length > MAX_ENTRY_BYTES) throw malformed(`has more than ${MAX_ENTRY_BYTES} bytes`);
  return bytes;
}

function isSorted(texts: readonly string[]): boolean {
  return texts.every((text, at) => (texts[at - 1] ?? "") < text);
}

function malformed(problem: string): Fault {
  return new Fault("log-leaf-malformed", `a leaf of the log ${problem}`);
}
