import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";

export const MAX_EMBARGO_BYTES = 4096;

/** `ID.embargo.json`: what only the maintainers know until the day. It lies beside the announcement, with mode 0600. */
export const embargoSchema = once(() => {
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  return v.strictObject({
    schema: v.literal(schemaId("embargo")),
    /** Of the announcement. */
    id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
    /** Hex SHA-256 of the root of the release with the fix. */
    root: sha256,
    /** 32 bytes of chance, hex: who has them and the capsule can show what was committed to. */
    salt: sha256,
  });
});

export type EmbargoFile = v.InferOutput<ReturnType<typeof embargoSchema>>;

/** Reads the private file of an embargo, which must be of this announcement and release. Fault: `configuration-invalid`. */
export function parseEmbargoFile(bytes: Uint8Array, of: Pick<EmbargoFile, "id" | "root">): EmbargoFile {
  const read = parseSchema(embargoSchema(), documentIn(bytes), malformed);
  if (read.id === of.id && read.root === of.root) return read;
  throw malformed(read.id === of.id ? "is of another release" : "is of another announcement");
}

export function formatEmbargoFile({ id, root, salt }: Omit<EmbargoFile, "schema">): Uint8Array {
  return encodeUtf8(jsonText({ schema: schemaId("embargo"), id, root, salt }));
}

function documentIn(bytes: Uint8Array) {
  try {
    return parseJsonObject(bytes, { maxBytes: MAX_EMBARGO_BYTES, what: "the file of the embargo" });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw malformed(`is not strict JSON: ${error.message}`);
  }
}

function malformed(problem: string): Fault {
  return new Fault("configuration-invalid", `the file of the embargo ${problem}`, {
    hint: "it was made when the log was told of this release; it cannot be made again",
  });
}
