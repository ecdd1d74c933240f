import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { parseCheckpoint } from "../../../src/domain/transparency/checkpoint.ts";
import { isConsistent } from "../../../src/domain/transparency/merkle.ts";
import { noteKeyHint } from "../../../src/domain/transparency/note-key.ts";
import { cosignHead } from "../../../src/journeys/log/cosign-head.ts";
import { initLog } from "../../../src/journeys/log/init-log.ts";
import { readLog } from "../../../src/journeys/log/read-log.ts";
import { createSequencer } from "../../../src/journeys/log/sequencer.ts";
import { concatBytes } from "../../../src/kernel/bytewise.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import { httpWitness } from "../../../src/services/log/http-witness.ts";
import { POLICY_DOCUMENT } from "../../domain/statements/histories.ts";
import { expectFault } from "../../expect-fault.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testClock } from "../../test-clock.ts";
import { leafOf, testLog } from "./test-log.ts";

const NAME = "witness.example/w";

/** A witness as https://c2sp.org/tlog-witness has it, without a server: it remembers one head, and cosigns what goes on from it. */
async function testWitness() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
  const typed = concatBytes(Uint8Array.of(4), raw);
  const hint = await noteKeyHint(NAME, typed, crypto);
  let seen: { readonly size: bigint; readonly root: Uint8Array } = { size: 0n, root: new Uint8Array() };
  const answer = async (body: string): Promise<[status: number, text: string]> => {
    const [order = "", ...rest] = body.split("\n\n");
    const note = rest.join("\n\n");
    const [old = "", ...proof] = order.split("\n");
    const head = parseCheckpoint(note);
    if (old !== `old ${seen.size}`) return [409, `${seen.size}\n`];
    const hashes = proof.map((line) => new Uint8Array(Buffer.from(line, "base64")));
    const claim = { firstSize: seen.size, firstRoot: seen.root, secondSize: head.treeSize, secondRoot: head.rootHash };
    if (seen.size > 0n && !(await isConsistent({ ...claim, hashes }, crypto))) return [422, ""];
    seen = { size: head.treeSize, root: head.rootHash };
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1_795_000_000n);
    const signed = sign(
      null,
      Buffer.concat([Buffer.from("cosignature/v1\ntime 1795000000\n"), head.bytes]),
      privateKey,
    );
    return [200, `— ${NAME} ${Buffer.concat([hint, time, signed]).toString("base64")}\n`];
  };
  const requests: string[] = [];
  const request = async ({ url, body }: HttpRequest): Promise<HttpResponse> => {
    const text = Buffer.from(body as Uint8Array).toString();
    requests.push(`${url} ${text.split("\n")[0]}`);
    const [status, said] = await answer(text);
    return { status, headers: new Map(), body: new TextEncoder().encode(said) };
  };
  const vkey = `${NAME}+${Buffer.from(hint).toString("hex")}+${Buffer.from(typed).toString("base64")}`;
  const witness = httpWitness("https://witness.example/", { http: { request }, clock: testClock() });
  return { vkey, witness, requests };
}

async function witnessedLog() {
  const one = await testWitness();
  const log = testLog(temporaryFolder());
  const policy = { ...POLICY_DOCUMENT, witnesses: { n: 1, of: [one.vkey] } };
  await initLog(new TextEncoder().encode(JSON.stringify(policy)), log, log);
  return { ...one, log };
}

describe("a log whose policy asks for a witness", () => {
  test("is read once its head is cosigned, and each later head needs the proof that it goes on", async () => {
    const { log, witness, requests } = await witnessedLog();
    await expectFault("log-unwitnessed", () => readLog(log, log));
    expect(await cosignHead([witness], log)).toMatchObject({ witnesses: 1, seconds: 1_795_000_000 });
    expect((await readLog(log, log)).head).toMatchObject({ size: 1, witnesses: 1 });
    await createSequencer(log).append([1, 2, 3].map((at) => leafOf(`leaf ${at}`)));
    await expectFault("log-unwitnessed", () => readLog(log, log));
    await cosignHead([witness], log);
    expect((await readLog(log, log)).head).toMatchObject({ size: 4, witnesses: 1 });
    const place = "https://witness.example/add-checkpoint";
    expect(requests).toEqual([`${place} old 0`, `${place} old 0`, `${place} old 1`]);
  });

  test("gets nothing from a witness that saw another history or a longer one, or whose key the policy does not name", async () => {
    const { log, witness } = await witnessedLog();
    await cosignHead([witness], log);
    const other = await witnessedLog();
    await expectFault("log-unwitnessed", () => cosignHead([witness], other.log));
    await createSequencer(other.log).append([leafOf("one"), leafOf("two")]);
    await cosignHead([other.witness], other.log);
    await expectFault("log-rewound", () => cosignHead([other.witness], log));
    const [stranger, fresh] = [await testWitness(), await witnessedLog()];
    await expectFault("log-unwitnessed", () => cosignHead([stranger.witness], fresh.log));
  });

  test("keeps the line of no witness for a head that somebody appended to meanwhile", async () => {
    const { log, witness } = await witnessedLog();
    const late = {
      cosign: async (...asked: Parameters<typeof witness.cosign>) => {
        const lines = await witness.cosign(...asked);
        await createSequencer(log).append([leafOf("meanwhile")]);
        return lines;
      },
    };
    await expectFault("log-contended", () => cosignHead([late], log));
    expect(await cosignHead([witness], log)).toMatchObject({ size: 2, witnesses: 1 });
  });
});
