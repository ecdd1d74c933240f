import { describe, expect, test } from "vitest";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { expectFault } from "../../expect-fault.ts";

const V01 = "application/vnd.dev.sigstore.bundle+json;version=0.1";
const V02 = "application/vnd.dev.sigstore.bundle+json;version=0.2";
const V03 = "application/vnd.dev.sigstore.bundle+json;version=0.3";
const base64 = (...bytes: number[]) => Buffer.from(bytes).toString("base64");
const bytes = (...values: number[]) => Uint8Array.from(values);

const CERTIFICATE = { certificate: { rawBytes: base64(1) } };
const CHAIN = { x509CertificateChain: { certificates: [{ rawBytes: base64(1) }, { rawBytes: base64(2) }] } };
const MESSAGE = {
  messageSignature: {
    messageDigest: { algorithm: "SHA2_256", digest: Buffer.alloc(32, 7).toString("base64") },
    signature: base64(3),
  },
};
const ENVELOPE = { dsseEnvelope: { payload: base64(4), payloadType: "a/b", signatures: [{ sig: base64(5) }] } };
const ENTRY = {
  logIndex: "17",
  logId: { keyId: base64(6) },
  kindVersion: { kind: "dsse", version: "0.0.1" },
  integratedTime: "1234",
  canonicalizedBody: base64(7),
};
const PROMISE = { inclusionPromise: { signedEntryTimestamp: base64(8) } };
const PROOF = {
  inclusionProof: {
    ...{ logIndex: "2", treeSize: "3", rootHash: base64(9), hashes: [base64(10), base64(11)] },
    checkpoint: { envelope: "a note" },
  },
};

interface Parts {
  readonly mediaType?: string;
  readonly material?: object;
  readonly content?: object;
  readonly entries?: readonly object[];
  readonly timestamps?: readonly object[];
}

function read({ mediaType = V03, material = CERTIFICATE, content = MESSAGE, entries = [], timestamps }: Parts) {
  const times = timestamps && { timestampVerificationData: { rfc3161Timestamps: timestamps } };
  const document = { mediaType, verificationMaterial: { ...material, tlogEntries: entries, ...times }, ...content };
  return parseBundle(Buffer.from(JSON.stringify(document)));
}

describe("a bundle says", () => {
  test.each([
    [V01, "0.1", CHAIN],
    [V02, "0.2", CHAIN],
    [V03, "0.3", CERTIFICATE],
    ["application/vnd.dev.sigstore.bundle.v0.3+json", "0.3", CERTIFICATE],
  ])("%s: its version is %s", (mediaType, version, material) => {
    expect(read({ mediaType, material }).version).toBe(version);
  });

  test("which version it does not have", async () => {
    const fault = await expectFault("bundle-malformed", () => read({ mediaType: `${V03}1` }));
    expect(fault.message).toBe(`the bundle is malformed: its media type "${V03}1" is not known`);
  });

  test("one certificate, or a chain, or a key, in any version", () => {
    expect(read({}).material).toEqual({ kind: "certificate", certificates: [bytes(1)] });
    expect(read({ mediaType: V02, material: CHAIN }).material).toEqual({
      kind: "certificate",
      certificates: [bytes(1), bytes(2)],
    });
    for (const mediaType of [V01, V02, V03]) {
      const key = { kind: "key", hint: "the key" };
      expect(read({ mediaType, material: { publicKey: { hint: "the key" } } }).material).toEqual(key);
    }
  });

  test.each([V01, V02])("%s: not its certificate as v0.3 does (B34)", async (mediaType) => {
    const fault = await expectFault("bundle-malformed", () => read({ mediaType }));
    expect(fault.message).toMatch(/holds its certificate in another field$/);
  });

  test("no chain of nothing", async () => {
    const material = { x509CertificateChain: { certificates: [] } };
    await expectFault("bundle-malformed", () => read({ mediaType: V02, material }));
  });
});

describe("its content", () => {
  test.each([
    ["SHA2_256", "sha256", 32],
    ["SHA2_384", "sha384", 48],
    ["SHA2_512", "sha512", 64],
  ] as const)("is a message of %s", (algorithm, name, length) => {
    const digest = Buffer.alloc(length, 7).toString("base64");
    const content = { messageSignature: { messageDigest: { algorithm, digest }, signature: base64(3) } };
    const hex = "07".repeat(length);
    expect(read({ content }).content).toEqual({
      ...{ kind: "message", digest: { algorithm: name, hex }, signature: bytes(3) },
    });
  });

  test("is an envelope with one signature", () => {
    const content = { kind: "dsse", payloadType: "a/b", payload: bytes(4), signature: bytes(5) };
    expect(read({ content: ENVELOPE }).content).toEqual(content);
  });

  test("is no envelope around nothing, and none that nobody or that two signed (B21, B22)", async () => {
    const change = (changes: object) => ({ dsseEnvelope: { ...ENVELOPE.dsseEnvelope, ...changes } });
    const empty = await expectFault("bundle-malformed", () => read({ content: change({ payload: "" }) }));
    expect(empty.message).toBe("the bundle is malformed: the payload of its envelope is empty");
    await expectFault("bundle-malformed", () => read({ content: change({ signatures: [] }) }));
    const two = [{ sig: base64(5) }, { sig: base64(6) }];
    await expectFault("bundle-malformed", () => read({ content: change({ signatures: two }) }));
  });
});

describe("a log entry", () => {
  const parsed = {
    ...{ logId: bytes(6), index: 17n, kind: "dsse", version: "0.0.1", integratedSeconds: 1234n, body: bytes(7) },
  };
  const proof = { index: 2n, treeSize: 3n, rootHash: bytes(9), hashes: [bytes(10), bytes(11)], checkpoint: "a note" };

  test("is read with promise and proof", () => {
    expect(read({ entries: [{ ...ENTRY, ...PROMISE, ...PROOF }] }).logEntries).toEqual([
      { ...parsed, promise: bytes(8), proof },
    ]);
  });

  test("needs a proof from v0.2 on, and no promise (B34)", async () => {
    for (const [mediaType, material] of [
      [V02, CHAIN],
      [V03, CERTIFICATE],
    ] as const) {
      const [entry] = read({ mediaType, material, entries: [{ ...ENTRY, ...PROOF }] }).logEntries;
      expect(entry).toEqual({ ...parsed, promise: undefined, proof });
      const fault = await expectFault("bundle-malformed", () =>
        read({ mediaType, material, entries: [{ ...ENTRY, ...PROMISE }] }),
      );
      expect(fault.message).toBe("the bundle is malformed: a log entry lacks an inclusion proof with checkpoint");
    }
  });

  test("needs a promise in v0.1, and no proof (B34)", async () => {
    const old = { mediaType: V01, material: CHAIN };
    const [entry] = read({ ...old, entries: [{ ...ENTRY, ...PROMISE }] }).logEntries;
    expect(entry).toEqual({ ...parsed, promise: bytes(8), proof: undefined });
    const fault = await expectFault("bundle-malformed", () => read({ ...old, entries: [{ ...ENTRY, ...PROOF }] }));
    expect(fault.message).toBe("the bundle is malformed: a log entry lacks the inclusion promise of v0.1");
  });

  test("has no proof without a checkpoint, in any version (B34)", async () => {
    const { checkpoint: _, ...bare } = PROOF.inclusionProof;
    const entries = [{ ...ENTRY, ...PROMISE, inclusionProof: bare }];
    for (const parts of [{ mediaType: V01, material: CHAIN }, {}]) {
      const fault = await expectFault("bundle-malformed", () => read({ ...parts, entries }));
      expect(fault.message).toBe("the bundle is malformed: an inclusion proof has no checkpoint");
    }
  });
});

test("timestamps are read in their order, and there may be none", () => {
  const timestamps = [{ signedTimestamp: base64(12) }, { signedTimestamp: base64(13) }];
  expect(read({ timestamps }).timestamps).toEqual([bytes(12), bytes(13)]);
  expect(read({ timestamps: [] }).timestamps).toEqual([]);
  expect(read({}).timestamps).toEqual([]);
});
