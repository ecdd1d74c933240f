import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { preAuthEncoding } from "../../../../src/domain/attestation/dsse.ts";
import type { BundleContent, ParsedLogEntry } from "../../../../src/domain/sigstore/bundle.ts";
import { type Logged, requireLogged } from "../../../../src/domain/sigstore/log/entry-content.ts";
import type { EntrySigner } from "../../../../src/domain/sigstore/log/entry-facts.ts";
import { formatPem, type PemLabel } from "../../../../src/kernel/pem.ts";
import { expectFault } from "../../../expect-fault.ts";

const [SIGNATURE, SIGNER] = [Buffer.from("a signature"), Buffer.from("DER of the signer, which is only compared")];
const [PAYLOAD, TYPE] = [Buffer.from("a payload"), "application/vnd.in-toto+json"];
const HASHES = ["sha256", "sha384", "sha512"] as const;
type Hash = (typeof HASHES)[number];

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");
const hex = (bytes: Uint8Array, hash: Hash = "sha256") => createHash(hash).update(bytes).digest("hex");
const fromHex = (text: string) => base64(Buffer.from(text, "hex"));

const certificate: EntrySigner = { certificate: SIGNER };
const publicKey: EntrySigner = { publicKey: SIGNER };
const message = (algorithm: Hash = "sha256"): BundleContent => ({
  kind: "message",
  digest: { algorithm, hex: hex(PAYLOAD, algorithm) },
  signature: SIGNATURE,
});
const dsse: BundleContent = { kind: "dsse", payloadType: TYPE, payload: PAYLOAD, signature: SIGNATURE };

/** Changes of the specification of an entry. */
// biome-ignore lint/suspicious/noExplicitAny: JSON that a test makes wrong anywhere
type Edit = (spec: any) => unknown;
type Kind = "hashedrekord 0.0.1" | "hashedrekord 0.0.2" | "dsse 0.0.1" | "dsse 0.0.2" | "intoto 0.0.2";

const pem = (signer: EntrySigner) => {
  const label: PemLabel = "certificate" in signer ? "CERTIFICATE" : "PUBLIC KEY";
  return base64(formatPem(SIGNER, label));
};
const verifier = (signer: EntrySigner) =>
  "certificate" in signer
    ? { x509Certificate: { rawBytes: base64(SIGNER) } }
    : { publicKey: { rawBytes: base64(SIGNER) } };

/** What each kind says of the signature, in its own shape. `digest` is of what was signed, or of the payload; hex. */
const SPECS: Readonly<Record<Kind, (digest: string, signer: EntrySigner, hash: Hash) => object>> = {
  "hashedrekord 0.0.1": (value, signer, algorithm) => ({
    data: { hash: { algorithm, value } },
    signature: { content: base64(SIGNATURE), publicKey: { content: pem(signer) } },
  }),
  "hashedrekord 0.0.2": (value, signer, hash) => ({
    hashedRekordV002: {
      data: { algorithm: hash.replace("sha", "SHA2_"), digest: fromHex(value) },
      signature: { content: base64(SIGNATURE), verifier: verifier(signer) },
    },
  }),
  "dsse 0.0.1": (value, signer) => ({
    payloadHash: { algorithm: "sha256", value },
    signatures: [{ signature: base64(SIGNATURE), verifier: pem(signer) }],
  }),
  "dsse 0.0.2": (value, signer) => ({
    dsseV002: {
      payloadHash: { algorithm: "SHA2_256", digest: fromHex(value) },
      signatures: [{ content: base64(SIGNATURE), verifier: verifier(signer) }],
    },
  }),
  "intoto 0.0.2": (value, signer) => ({
    content: {
      payloadHash: { algorithm: "sha256", value },
      envelope: { payloadType: TYPE, signatures: [{ sig: base64(base64(SIGNATURE)), publicKey: pem(signer) }] },
    },
  }),
};
const KINDS = Object.keys(SPECS) as Kind[];
const OF_MESSAGES = ["hashedrekord 0.0.1", "hashedrekord 0.0.2"] as const;
const OF_ENVELOPES = ["dsse 0.0.1", "dsse 0.0.2", "intoto 0.0.2"] as const;

interface Written {
  readonly digest?: string;
  readonly signer?: EntrySigner;
  readonly hash?: Hash;
  readonly edit?: Edit;
  /** Of the whole body. */
  readonly body?: object;
}

function entry(name: Kind, { digest = hex(PAYLOAD), signer = certificate, hash = "sha256", edit, body }: Written = {}) {
  const [kind = "", version = ""] = name.split(" ");
  const spec = SPECS[name](digest, signer, hash);
  return ofBytes(name, JSON.stringify({ apiVersion: version, kind, spec: edit?.(spec) ?? spec, ...body }));
}

function ofBytes(name: string, body: string): ParsedLogEntry {
  const [kind = "", version = ""] = name.split(" ");
  const unread = { logId: SIGNER, index: 0n, integratedSeconds: 0n, promise: undefined, proof: undefined };
  return { ...unread, kind, version, body: Buffer.from(body) };
}

/** Puts a value in the place that a path with points names. */
function withField(path: string, value: unknown): Edit {
  return (spec) => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    names.reduce((place, name) => place[name], spec)[last] = value;
  };
}

const require = (one: ParsedLogEntry, changes: Partial<Logged> = {}) =>
  requireLogged(one, { content: dsse, signer: certificate, ...changes }, nodeCryptography);
const refused = async (one: ParsedLogEntry, changes: Partial<Logged> = {}) =>
  (await expectFault("log-entry-mismatch", () => require(one, changes))).message;
const about = (what: string) => `the log entry is about ${what} than the bundle`;

describe("an entry is about the bundle", () => {
  const signers = [certificate, publicKey];

  test.each(OF_MESSAGES)("%s: a message, by each hash and either kind of signer", async (kind) => {
    for (const hash of HASHES) {
      for (const signer of signers) {
        const content = message(hash);
        await require(entry(kind, { hash, signer, digest: hex(PAYLOAD, hash) }), { content, signer });
      }
    }
  });

  test.each(OF_MESSAGES)("%s: an envelope, by the digest of what was signed", async (kind) => {
    const encoded = preAuthEncoding(TYPE, PAYLOAD);
    await require(entry(kind, { digest: hex(encoded) }));
    expect(await refused(entry(kind))).toBe(about("other content"));
    const sha512 = entry(kind, { hash: "sha512", digest: hex(encoded, "sha512") });
    expect(await refused(sha512)).toBe(about("other content"));
    // Under the label of another algorithm the digest is not compared.
    expect(await refused(entry(kind, { hash: "sha384", digest: hex(encoded) }))).toBe(about("other content"));
  });

  test.each(OF_ENVELOPES)("%s: an envelope, by the digest of its payload and either kind of signer", async (kind) => {
    for (const signer of signers) await require(entry(kind, { signer }), { signer });
  });
});

describe.each(KINDS)("%s is refused", (kind) => {
  const content = kind.startsWith("hashedrekord") ? message() : dsse;

  test("about another signature, content or signer (B03, B19)", async () => {
    const one = entry(kind);
    const signature = Buffer.from("another");
    await require(one, { content });
    expect(await refused(one, { content: { ...content, signature } })).toBe(about("another signature"));
    expect(await refused(entry(kind, { digest: hex(SIGNATURE) }), { content })).toBe(about("other content"));
    for (const signer of [publicKey, { certificate: signature }]) {
      expect(await refused(one, { content, signer })).toBe(about("another signer"));
    }
    for (const signer of [certificate, { publicKey: signature }]) {
      const ofKey = entry(kind, { signer: publicKey });
      expect(await refused(ofKey, { content, signer })).toBe(about("another signer"));
    }
  });

  test("about the other kind of content", async () => {
    const other = content.kind === "message" ? dsse : message();
    expect(await refused(entry(kind), { content: other })).toBe(about("other content"));
  });

  test("if its body is of another kind or version than the bundle says", async () => {
    const [name, version] = kind.split(" ");
    for (const body of [{ kind: "rekord" }, { apiVersion: "0.0.3" }, { kind: undefined }, { apiVersion: undefined }]) {
      expect(await refused(entry(kind, { body }), { content })).toBe(about("an entry of another kind"));
    }
    for (const other of [`${name}x ${version}`, `${name} ${version}0`]) {
      const { body } = entry(kind);
      expect(await refused(ofBytes(other, body.toString()), { content })).toBe(about("an entry of another kind"));
    }
  });

  test("without what it says", async () => {
    for (const spec of [undefined, null, {}, [], "x"]) {
      expect(await refused(entry(kind, { body: { spec } }), { content })).toMatch(/^the log entry is malformed: "spec/);
    }
  });
});

describe("an entry is malformed", () => {
  const twice = (list: readonly unknown[]) => [...list, ...list];
  test.each<[string, Kind, Edit]>([
    ["of an algorithm that is not known", "hashedrekord 0.0.1", withField("data.hash.algorithm", "sha1")],
    ["of an algorithm that is not known", "hashedrekord 0.0.2", withField("hashedRekordV002.data.algorithm", "SHA1")],
    ["of an algorithm that is not known", "dsse 0.0.1", withField("payloadHash.algorithm", "sha512")],
    ["of an algorithm that is not known", "dsse 0.0.2", withField("dsseV002.payloadHash.algorithm", "SHA2_512")],
    ["of an algorithm that is not known", "intoto 0.0.2", withField("content.payloadHash.algorithm", "sha512")],
    ["with two signatures (B22)", "dsse 0.0.1", (spec) => ({ ...spec, signatures: twice(spec.signatures) })],
    [
      "with two signatures (B22)",
      "dsse 0.0.2",
      ({ dsseV002: own }) => ({ dsseV002: { ...own, signatures: twice(own.signatures) } }),
    ],
    [
      "with two signatures (B22)",
      "intoto 0.0.2",
      ({ content }) => {
        const { envelope } = content;
        return { content: { ...content, envelope: { ...envelope, signatures: twice(envelope.signatures) } } };
      },
    ],
    ["without a signature", "dsse 0.0.1", withField("signatures", [])],
    ["without a signature", "dsse 0.0.2", withField("dsseV002.signatures", [])],
    ["without a signature", "intoto 0.0.2", withField("content.envelope.signatures", [])],
    ["with a digest that is not base64", "hashedrekord 0.0.2", withField("hashedRekordV002.data.digest", "A")],
    ["with a digest that is not base64", "dsse 0.0.2", withField("dsseV002.payloadHash.digest", "A")],
    ["with a signature that is not base64", "hashedrekord 0.0.1", withField("signature.content", "A")],
    ["with a signer that is not PEM", "hashedrekord 0.0.1", withField("signature.publicKey.content", base64("x"))],
    ["with a signer that is not PEM", "dsse 0.0.1", withField("signatures.0.verifier", base64("x"))],
    ["with a signer of no kind", "hashedrekord 0.0.2", withField("hashedRekordV002.signature.verifier", {})],
    ["with a signer of no kind", "dsse 0.0.2", withField("dsseV002.signatures.0.verifier", {})],
    ["with a number for a text", "hashedrekord 0.0.1", withField("data.hash.value", 1)],
    ["with a number for a text", "intoto 0.0.2", withField("content.envelope.payloadType", 1)],
  ])("%s: %s", async (_, kind, edit) => {
    const content = kind.startsWith("hashedrekord") ? message() : dsse;
    expect(await refused(entry(kind, { edit }), { content })).toMatch(
      /^the log entry is malformed: (?!the log entry is malformed)/,
    );
  });

  test.each<[string, Edit, string]>([
    ["the signature", withField("content.envelope.signatures.0.sig", base64(Buffer.of(0xff))), "a signature"],
    [
      "the signer",
      withField("content.envelope.signatures.0.publicKey", base64(Buffer.of(0xff))),
      "the signer of the log entry",
    ],
  ])("where %s is not a text, and says so", async (_, edit, what) => {
    expect(await refused(entry("intoto 0.0.2", { edit }))).toBe(
      `the log entry is malformed: ${what} is not valid UTF-8 at line 1`,
    );
  });

  test("where it is not JSON, and says so", async () => {
    expect(await refused(ofBytes("dsse 0.0.1", "[]"))).toBe(
      "the log entry is malformed: the log entry is not a JSON object",
    );
  });
});

test("an in-toto entry is about the type of its payload, too", async () => {
  const edit: Edit = withField("content.envelope.payloadType", "text/plain");
  expect(await refused(entry("intoto 0.0.2", { edit }))).toBe(about("other content"));
});

test.each(["rekord 0.0.1", "intoto 0.0.1", "dsse 0.0.3"])(
  "an entry %s is of a kind that is not understood",
  async (name) => {
    const [kind, apiVersion] = name.split(" ");
    const message = await refused(ofBytes(name, JSON.stringify({ kind, apiVersion, spec: {} })));
    expect(message).toBe(`log entries of kind "${kind}" are not understood`);
  },
);

test("an error that is not about the entry is not taken for one that is", async () => {
  const broken = { ...entry("dsse 0.0.1"), body: undefined as unknown as Uint8Array };
  await expect(require(broken)).rejects.toBeInstanceOf(TypeError);
});
