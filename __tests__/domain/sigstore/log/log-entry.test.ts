import { describe, expect, test } from "vitest";
import { readPublicKey } from "../../../../src/crypto/public-key.ts";
import type { ParsedLogEntry } from "../../../../src/domain/sigstore/bundle.ts";
import {
  logOf,
  requireConsistent,
  requireInLog,
  requireKeyWindow,
} from "../../../../src/domain/sigstore/log/log-entry.ts";
import { requirePromise } from "../../../../src/domain/sigstore/log/signed-entry-timestamp.ts";
import { decodeBase64 } from "../../../../src/kernel/base64.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import { decodeHex } from "../../../../src/kernel/hex.ts";
import { createSigningKey } from "../../../../src/services/local/signing-key.ts";
import { createTransparencyLog, type TransparencyLog } from "../../../../src/services/local/transparency-log.ts";
import { PLATFORMS } from "../../../crypto/both-platforms.ts";
import { expectFault } from "../../../expect-fault.ts";
import { testClock } from "../../../test-clock.ts";

const clock = testClock();
const NOW = clock.now().getTime() / 1000;
const VERSIONS = { v1: ["hashedrekord", "0.0.1"], v2: ["hashedrekord", "0.0.2"] } as const;

/** An entry of the log as a bundle has it. */
function entryOf(log: TransparencyLog, version: keyof typeof VERSIONS = "v1"): ParsedLogEntry {
  log.add(Buffer.from(`body ${log.size()}`));
  // biome-ignore lint/suspicious/noExplicitAny: the answer of the log, which is JSON
  const answer: any = Object.values(log.entry(log.size() - 1))[0];
  const { inclusionProof: proof, signedEntryTimestamp } = answer.verification;
  const [kind, number] = VERSIONS[version];
  return {
    logId: log.key.id,
    index: BigInt(answer.logIndex),
    kind,
    version: number,
    integratedSeconds: version === "v1" ? BigInt(answer.integratedTime) : 0n,
    promise: version === "v1" ? decodeBase64(signedEntryTimestamp) : undefined,
    body: decodeBase64(answer.body),
    proof: {
      index: BigInt(proof.logIndex),
      treeSize: BigInt(proof.treeSize),
      rootHash: decodeHex(proof.rootHash),
      hashes: proof.hashes.map(decodeHex),
      checkpoint: proof.checkpoint,
    },
  };
}

function anchor(log: TransparencyLog, baseUrl = "https://log.example", since = 0) {
  const validFor = { start: new Date(since * 1000), end: undefined };
  return { baseUrl, keyId: log.key.id, validFor, publicKey: readPublicKey(log.key.publicKey) };
}

const newLog = (name = "log.example", origin?: string) =>
  createTransparencyLog({ name, clock, ...(origin === undefined ? {} : { origin }) });

describe.each(PLATFORMS)("%s", (_, crypto) => {
  test("an entry of Rekor v1 is in its log, and its origin is told", async () => {
    const log = newLog();
    expect(await requireInLog(entryOf(log), anchor(log), crypto)).toMatch(/^log\.example - [0-9]+$/);
  });

  test("an entry of Rekor v1 is in its log whatever name the operator started it under", async () => {
    const log = newLog("some-machine", "some-machine - 17");
    expect(await requireInLog(entryOf(log), anchor(log), crypto)).toBe("some-machine - 17");
  });

  test("an entry of Rekor v2 is in the log that its origin names", async () => {
    for (const [name, address] of [
      ["log.example", "https://log.example"],
      ["log.example:3000", "https://log.example:3000"],
      ["log.example/2026", "https://log.example/2026/"],
    ] as const) {
      const log = newLog(name, name);
      expect(await requireInLog(entryOf(log, "v2"), anchor(log, address), crypto)).toBe(name);
    }
  });

  test.each<[string, FaultCode, (entry: ParsedLogEntry) => ParsedLogEntry]>([
    [
      "another time than was promised",
      "log-promise-invalid",
      (one) => ({ ...one, integratedSeconds: BigInt(NOW) + 1n }),
    ],
    ["another index than was promised", "log-promise-invalid", (one) => ({ ...one, index: one.index + 1n })],
    ["another body", "log-promise-invalid", (one) => ({ ...one, body: Buffer.from("another") })],
    [
      "a promise of another key",
      "log-promise-invalid",
      (one) => ({ ...one, promise: createSigningKey().sign(one.body) }),
    ],
    [
      "another body under a proof alone",
      "log-inclusion-invalid",
      (one) => ({ ...bare(one), body: Buffer.from("another") }),
    ],
    ["another place in the tree", "log-inclusion-invalid", (one) => withProof(one, { index: one.proof!.index - 1n })],
    [
      "a hash too many",
      "log-inclusion-invalid",
      (one) => withProof(one, { hashes: [...one.proof!.hashes, Buffer.alloc(32)] }),
    ],
    ["a hash too few", "log-inclusion-invalid", (one) => withProof(one, { hashes: one.proof!.hashes.slice(1) })],
    ["another size than the checkpoint's", "log-checkpoint-invalid", (one) => withProof(one, { treeSize: 99n })],
    [
      "another root than the checkpoint's",
      "log-checkpoint-invalid",
      (one) => withProof(one, { rootHash: Buffer.alloc(32) }),
    ],
    [
      "a checkpoint that was changed",
      "log-checkpoint-invalid",
      (one) => withNote(one, (note) => note.replace("log.", "lag.")),
    ],
    [
      "a checkpoint of another key",
      "log-checkpoint-invalid",
      (one) => withNote(one, (note) => note.replace(/ \S+\n$/, ` ${Buffer.alloc(70, 1).toString("base64")}\n`)),
    ],
    [
      "a good signature of the log beside a bad one",
      "log-checkpoint-invalid",
      (one) => withNote(one, (note) => `${note}${secondLine(note)}`),
    ],
    ["neither a promise nor a proof", "log-proof-invalid", (one) => ({ ...one, promise: undefined, proof: undefined })],
  ])("refuses %s", async (_, code, edit) => {
    const log = newLog();
    entryOf(log);
    const entry = entryOf(log);
    await expectFault(code, () => requireInLog(edit(entry), anchor(log), crypto));
  });

  test("an entry of Rekor v2 may name its log with a tree, by one of its names and another, or by no address", async () => {
    const tree = newLog("log.example", "log.example - 17");
    expect(await requireInLog(entryOf(tree, "v2"), anchor(tree), crypto)).toBe("log.example - 17");
    const bare = newLog("log.example", "log.example");
    expect(await requireInLog(entryOf(bare, "v2"), anchor(bare, "log.example"), crypto)).toBe("log.example");
    const both = withNote(entryOf(bare, "v2"), (note) => `${note}${signedAs(note, "log.example:3000")}`);
    expect(await requireInLog(both, anchor(bare, "https://log.example:3000"), crypto)).toBe("log.example");
  });

  test("refuses a checkpoint of Rekor v2 that its log signed under another name as well", async () => {
    const log = newLog("log.example", "log.example");
    const both = (version: keyof typeof VERSIONS) =>
      withNote(entryOf(log, version), (note) => `${note}${signedAs(note, "other.example")}`);
    await requireInLog(both("v1"), anchor(log), crypto);
    await expectFault("log-checkpoint-invalid", () => requireInLog(both("v2"), anchor(log), crypto));
  });

  test("an in-toto entry of version 0.0.2 is one of Rekor v1, under whatever name", async () => {
    const log = newLog("some-machine", "some-machine");
    const entry = { ...entryOf(log), kind: "intoto", version: "0.0.2" };
    expect(await requireInLog(entry, anchor(log), crypto)).toBe("some-machine");
  });

  test("a promise alone says that an entry is in its log, and names no origin", async () => {
    const log = newLog();
    expect(await requireInLog({ ...entryOf(log), proof: undefined }, anchor(log), crypto)).toBeUndefined();
  });

  test("a promise that is absent does not hold", async () => {
    const log = newLog();
    const fault = await expectFault("log-promise-invalid", () =>
      requirePromise(bare(entryOf(log)), anchor(log), crypto),
    );
    expect(fault.message).toMatch(/there is none$/);
  });

  test("refuses the name of another log on a checkpoint of Rekor v2, on the note and in its first line", async () => {
    const named = newLog("some-machine", "some-machine");
    await expectFault("log-checkpoint-invalid", () => requireInLog(entryOf(named, "v2"), anchor(named), crypto));
    const foreign = newLog("log.example", "other.example");
    await expectFault("log-checkpoint-invalid", () => requireInLog(entryOf(foreign, "v2"), anchor(foreign), crypto));
  });

  test("refuses a promise from before the log's key was valid", async () => {
    const log = newLog();
    const later = anchor(log, "https://log.example", NOW + 1);
    await expectFault("log-promise-invalid", () => requireInLog(entryOf(log), later, crypto));
  });
});

test("a log is known by the whole of its id", async () => {
  const [log, other] = [newLog(), newLog()];
  expect(logOf(entryOf(log), [anchor(other), anchor(log)]).keyId).toBe(log.key.id);
  const fault = await expectFault("log-unknown", () => logOf(entryOf(log), [anchor(other)]));
  expect(JSON.stringify(fault.hint)).toContain("trusted-root");
});

describe("an entry that contradicts itself is refused:", () => {
  const entry = entryOf(newLog());
  test.each<[string, ParsedLogEntry]>([
    ["an index outside of the tree", withProof(entry, { index: entry.proof!.treeSize })],
    ["a time that no promise signs", { ...entry, promise: undefined }],
    ["an index that neither a promise nor a proof says", { ...bare(entry), proof: undefined }],
    ["an index that no promise signs", { ...bare(entry), index: entry.index + 1n }],
    ["an index that no log can reach", { ...entry, index: 2n ** 53n }],
    ["a time that no log can reach", { ...entry, integratedSeconds: 2n ** 53n }],
  ])("%s", async (_, one) => {
    await expectFault("log-proof-invalid", () => requireConsistent(one));
  });
  test("and not one that does not", () => {
    requireConsistent(entry);
    requireConsistent(bare(entry));
    const last = 2n ** 53n - 1n;
    requireConsistent({ ...entry, proof: undefined, index: last, integratedSeconds: last });
  });
});

test("a bare proof counts only while the log's key was valid (B48)", async () => {
  const log = newLog();
  const [entry, times] = [bare(entryOf(log)), [{ source: "timestamp-authority", seconds: NOW }]] as const;
  requireKeyWindow(entry, anchor(log, "", NOW), times);
  await expectFault("log-proof-invalid", () => requireKeyWindow(entry, anchor(log, "", NOW + 1), times));
  requireKeyWindow(entry, anchor(log, "", NOW), [{ source: "timestamp-authority", seconds: NOW - 1 }, ...times]);
  // A promise was judged with its own time.
  requireKeyWindow(entryOf(log), anchor(log, "", NOW + 1), []);
});

function bare(entry: ParsedLogEntry): ParsedLogEntry {
  return { ...entry, promise: undefined, integratedSeconds: 0n };
}

function withProof(entry: ParsedLogEntry, changes: Partial<NonNullable<ParsedLogEntry["proof"]>>): ParsedLogEntry {
  return { ...entry, proof: { ...entry.proof!, ...changes } };
}

function withNote(entry: ParsedLogEntry, edit: (note: string) => string): ParsedLogEntry {
  return withProof(entry, { checkpoint: edit(entry.proof!.checkpoint) });
}

/** The log's own signature under another name. */
function signedAs(note: string, name: string): string {
  return `— ${name} ${note.trimEnd().split(" ").at(-1)}\n`;
}

/** The log's hint before another signature. */
function secondLine(note: string): string {
  const encoded = note.trimEnd().split(" ").at(-1) ?? "";
  const hint = Buffer.from(encoded, "base64").subarray(0, 4);
  return `— log.example ${Buffer.concat([hint, Buffer.alloc(70, 1)]).toString("base64")}\n`;
}
