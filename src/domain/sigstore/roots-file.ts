import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** Metadata, and the one target: never another path. */
const path = v.pipe(
  v.string(),
  v.regex(
    /^(?:(?:[1-9][0-9]{0,9}\.)?(?:root|timestamp|snapshot|targets)\.json|targets\/(?:[0-9a-f]{64}\.)?trusted_root\.json)$/,
  ),
);

const carriedRoot = v.strictObject({
  instance: v.picklist(["public-good", "github", "staging"]),
  /** Address of the update repository that served it. */
  repository: v.pipe(v.string(), v.maxLength(2048)),
  /** When: every signature in `files` was valid then. */
  fetched: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)),
  /** Of the metadata that names the trusted root. */
  versions: v.strictObject({ root: version, timestamp: version, snapshot: version, targets: version }),
  /** SHA-256 of the trusted root, hex. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** What the repository served, by path: a reader verifies it anew, by The Update Framework. */
  files: v.pipe(v.record(path, v.pipe(v.string(), v.maxLength(5_000_000))), v.maxEntries(300)),
});

/** Trusted roots on their way to a place without a network, closed. */
export const rootsFileSchema = v.strictObject({
  schema: v.literal(schemaId("roots-file")),
  roots: v.pipe(v.array(carriedRoot), v.minLength(1), v.maxLength(3)),
});

/** One trusted root with the metadata that proves it. */
export type CarriedRoot = v.InferOutput<typeof carriedRoot>;

export const MAX_ROOTS_FILE_BYTES = 32 << 20;

/** Parses what `capsule roots export` writes; nothing of it is proven yet. Fault: `trusted-root-malformed`. */
export function parseRootsFile(bytes: Uint8Array): readonly CarriedRoot[] {
  const { roots } = readFile(bytes);
  if (new Set(roots.map(({ instance }) => instance)).size < roots.length)
    throw malformed("an instance stands in it twice");
  if (roots.some(({ fetched }) => Number.isNaN(Date.parse(fetched)))) throw malformed("a date in it is not a date");
  return roots;
}

export function formatRootsFile(roots: readonly CarriedRoot[]): Uint8Array {
  return encodeUtf8(jsonText({ schema: schemaId("roots-file"), roots }));
}

function readFile(bytes: Uint8Array): v.InferOutput<typeof rootsFileSchema> {
  try {
    const json = parseJsonObject(bytes, { maxBytes: MAX_ROOTS_FILE_BYTES, what: "the roots file" });
    const parsed = v.safeParse(rootsFileSchema, json);
    if (parsed.success) return parsed.output;
  } catch (error) {
    if (error instanceof Fault) throw new Fault("trusted-root-malformed", error.message, { cause: error });
    throw error;
  }
  throw malformed("it does not follow its schema");
}

function malformed(problem: string): Fault {
  return new Fault("trusted-root-malformed", `the roots file is malformed: ${problem}`, {
    hint: "make it anew with capsule roots export, on a machine with a network",
  });
}
