import * as v from "valibot";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { schemaId } from "../../domain/home.ts";
import { type HeadTrust, verifyHead } from "../../domain/statements/head-trust.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import { forkBetween } from "./compare-logs.ts";
import type { ReadLog } from "./read-log.ts";

/** The last head that somebody saw of each log, by the log's name: what makes a log that goes back visible. */
export const seenHeadsSchema = once(() =>
  v.strictObject({
    schema: v.literal(schemaId("seen-heads")),
    heads: v.pipe(v.record(v.string(), v.pipe(v.string(), v.maxLength(64 * 1024))), v.maxEntries(1000)),
  }),
);

const MAX_BYTES = 16 << 20;

export interface Remembering {
  readonly files: Files;
  readonly trust: HeadTrust;
  readonly crypto: Cryptography;
}

/**
 * Requires that a log goes on from the head that was seen last.
 *
 *   1. size     it must not have become shorter
 *   2. history  its leaves must lead to the head that was seen
 *   3. write    the present head
 *
 * Faults: `log-rewound` for an older
 * head, `log-forked` for another history; the evidence of it is kept beside the file.
 */
export async function rememberHead(path: string, log: ReadLog, { files, trust, crypto }: Remembering): Promise<void> {
  const { origin } = log.head.checkpoint;
  const heads = (await files.facts(path)) === undefined ? {} : readSeen(await files.read(path, MAX_BYTES));
  const note = Object.hasOwn(heads, origin) ? heads[origin] : undefined;
  if (note !== undefined) {
    const seen = await verifyHead(note, { trust, origin }, crypto);
    if (seen.size > log.head.size) {
      throw new Fault("log-rewound", `the log has ${log.head.size} leaves, and had ${seen.size} when it was last seen`);
    }
    const evidence = await forkBetween(seen, log, crypto);
    if (evidence !== undefined) {
      const kept = `${path}.fork.json`;
      await files.write(kept, encodeUtf8(jsonText(evidence)));
      throw new Fault("log-forked", "the log does not go on from the head that was last seen", {
        hint: `both heads are kept in ${files.nameOf(kept)}: show them to its owner and to others who read the log`,
      });
    }
  }
  const seen = { schema: schemaId("seen-heads"), heads: { ...heads, [origin]: log.head.note } };
  await files.write(path, encodeUtf8(jsonText(seen)));
}

function readSeen(bytes: Uint8Array): Readonly<Record<string, string>> {
  const malformed = (problem: string) => new Fault("lock-malformed", `the file of remembered heads ${problem}`);
  const json = parseJsonObject(bytes, { what: "the file of remembered heads", maxBytes: MAX_BYTES });
  return parseSchema(seenHeadsSchema(), json, malformed).heads;
}
