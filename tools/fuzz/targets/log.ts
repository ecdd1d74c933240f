import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { FORK_SCHEMA_ID, verifyForkEvidence } from "../../../src/domain/statements/fork-evidence.ts";
import { formatLeaf, type Leaf, parseLeaf } from "../../../src/domain/statements/leaf.ts";
import { LOG_POLICY_SCHEMA_ID, parseLogPolicy } from "../../../src/domain/statements/log-policy.ts";
import { readReleaseState } from "../../../src/domain/statements/release-state.ts";
import { formatEntries, parseEntries } from "../../../src/domain/transparency/entry-bundle.ts";
import { formatNoteKey, parseNoteKey } from "../../../src/domain/transparency/note-key.ts";
import { formatTlogProof, parseTlogProof } from "../../../src/domain/transparency/tlog-proof.ts";
import { parseJsonObject } from "../../../src/kernel/json-object.ts";
import type { FuzzTarget } from "../target.ts";
import { encode } from "./seeds.ts";

const HEX = "0123456789abcdef".repeat(4);
const HASH = Buffer.alloc(32, 7);

/** What a log of statements is read from. */
export async function logTargets(): Promise<readonly FuzzTarget[]> {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const statement: Leaf = { v: 1, kind: "statement", says: "scai", subject: [HEX], payload: HEX, envelope: HEX };
  const leaves = [formatLeaf({ v: 1, kind: "policy", policy: HEX }), formatLeaf(statement)];
  const key = await formatNoteKey("log.example", HASH, crypto);
  const noteKey = await parseNoteKey(key, crypto);
  const head = `log.example\n1\n${HASH.toString("base64")}\n\n\u2014 log.example AQIDBAU=\n`;
  const proof = formatTlogProof({ index: 3, hashes: [HASH], checkpoint: head });
  const policy = {
    schema: LOG_POLICY_SCHEMA_ID,
    origin: "log.example",
    roles: { owner: { signers: [{ identity: "a@example.com", issuer: "https://issuer.example" }], may: ["yanked"] } },
  };
  const fork = { schema: FORK_SCHEMA_ID, first: head, second: head, root: HASH.toString("base64"), proof: [] };
  const state = { effect: "yanked", reason: "vulnerability", release: "pkg:github/acme/widget@v1.2.3" };
  const opening = { effect: "opened", reason: "none", refersTo: [HEX], salt: HEX };
  return [
    { name: "statements/leaf", seeds: leaves, read: parseLeaf },
    { name: "transparency/entries", seeds: [formatEntries(leaves)], read: parseEntries },
    { name: "transparency/note-key", seeds: [encode(key)], read: (bytes) => parseNoteKey(text(bytes), crypto) },
    { name: "transparency/tlog-proof", seeds: [encode(proof)], read: (bytes) => parseTlogProof(text(bytes)) },
    {
      name: "statements/log-policy",
      seeds: [encode(JSON.stringify(policy))],
      read: (bytes) => parseLogPolicy(bytes, crypto),
    },
    {
      name: "statements/release-state",
      seeds: [encode(JSON.stringify(state)), encode(JSON.stringify(opening))],
      read: (bytes) => readReleaseState({ predicate: parseJsonObject(bytes, { what: "the predicate" }) }),
    },
    {
      name: "statements/fork-evidence",
      // Its signature is not one, so that it is never read: what stands before that is.
      seeds: [encode(JSON.stringify(fork))],
      read: (bytes) =>
        verifyForkEvidence(bytes, { kind: "key", key: noteKey }, crypto).catch((error: unknown) => {
          if ((error as { code?: string }).code !== "log-unsigned") throw error;
        }),
    },
  ];
}
