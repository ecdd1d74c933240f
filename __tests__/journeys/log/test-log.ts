import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { Leaf } from "../../../src/domain/statements/leaf.ts";
import { parseNoteKey } from "../../../src/domain/transparency/note-key.ts";
import { initLog } from "../../../src/journeys/log/init-log.ts";
import type { LogPlace } from "../../../src/journeys/log/read-log.ts";
import type { SequencerPorts } from "../../../src/journeys/log/sequencer.ts";
import type { Files } from "../../../src/ports/files.ts";
import type { LogStore } from "../../../src/ports/log-store.ts";
import { folderEnvelopes, folderStore } from "../../../src/services/log/folder-store.ts";
import { formatNoteSecret, noteSigner } from "../../../src/services/log/note-signer.ts";
import { exclusively } from "../../../src/world/files/exclusively.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { ORIGIN, POLICY_DOCUMENT } from "../../domain/statements/histories.ts";

export const SECRET = await formatNoteSecret(ORIGIN, new Uint8Array(Buffer.alloc(32, 7)), crypto);
export const signer = await noteSigner(SECRET, crypto);
export const trust = { kind: "key", key: await parseNoteKey(signer.vkey, crypto) } as const;
export const POLICY_BYTES = new TextEncoder().encode(JSON.stringify(POLICY_DOCUMENT));

/** A leaf of a statement that is nowhere. */
export function leafOf(text: string): Leaf {
  const payload = sha256Hex(Buffer.from(text));
  return { v: 1, kind: "statement", says: "scai", subject: [payload], payload, envelope: payload };
}

export type TestLog = SequencerPorts & LogPlace;

export function testLog(folder: string, store?: LogStore, files: Files = systemFiles): TestLog {
  return {
    ...{ signer, trust, crypto, store: store ?? folderStore(folder, files, exclusively) },
    envelopes: folderEnvelopes(`${folder}/payloads`, files),
    clock: { sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
  };
}

export async function begunLog(folder: string, store?: LogStore): Promise<TestLog> {
  const log = testLog(folder, store);
  await initLog(POLICY_BYTES, log, log);
  return log;
}
