import { decodeBase64 } from "../../../kernel/base64.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { parsePem } from "../../../kernel/pem.ts";
import { printable } from "../../../kernel/printable.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { ParsedLogEntry } from "../bundle.ts";
import {
  listOf,
  oneOf,
  openObject,
  optionalField,
  parseDocument,
  type ReadBy,
  type Reader,
  textField,
} from "../protojson.ts";

/** What a log entry says, of every kind in one shape. */
export interface EntryFacts {
  readonly signature: Uint8Array;
  /** Digest of what was signed: of the artifact, or of the DSSE pre-authentication encoding; hex. */
  readonly signedDigest?: { readonly algorithm: string; readonly hex: string };
  /** SHA-256 of the DSSE payload; hex. */
  readonly payloadDigest?: string;
  readonly payloadType?: string;
  readonly signer: EntrySigner;
}

/** Certificate: DER. Key: SubjectPublicKeyInfo. */
export type EntrySigner = { readonly certificate: Uint8Array } | { readonly publicKey: Uint8Array };

const digest = (algorithm: string) => openObject({ algorithm: oneOf(algorithm), value: textField });

const hashedrekord001 = openObject({
  data: openObject({ hash: openObject({ algorithm: oneOf("sha256", "sha384", "sha512"), value: textField }) }),
  signature: openObject({ content: textField, publicKey: openObject({ content: textField }) }),
});

const verifier = openObject({
  x509Certificate: optionalField(openObject({ rawBytes: textField })),
  publicKey: optionalField(openObject({ rawBytes: textField })),
});

const hashedrekord002 = openObject({
  hashedRekordV002: openObject({
    data: openObject({ algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"), digest: textField }),
    signature: openObject({ content: textField, verifier }),
  }),
});

const ONE = { least: 1, most: 1 };

const dsse001 = openObject({
  payloadHash: digest("sha256"),
  signatures: listOf(openObject({ signature: textField, verifier: textField }), ONE),
});

const dsse002 = openObject({
  dsseV002: openObject({
    payloadHash: openObject({ algorithm: oneOf("SHA2_256"), digest: textField }),
    signatures: listOf(openObject({ content: textField, verifier }), ONE),
  }),
});

const intoto002 = openObject({
  content: openObject({
    payloadHash: digest("sha256"),
    envelope: openObject({
      payloadType: textField,
      signatures: listOf(openObject({ sig: textField, publicKey: textField }), ONE),
    }),
  }),
});

/**
 * Reads the body of an entry, of every kind that Rekor v1 and v2 make (https://github.com/sigstore/rekor/blob/main/types.md,
 * https://github.com/sigstore/protobuf-specs/tree/main/protos/rekor/v2). What cannot be decoded cannot be about the bundle.
 * Fault: `log-entry-mismatch`.
 */
export function readEntryFacts(entry: ParsedLogEntry): EntryFacts {
  try {
    return readBody(entry);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "log-entry-mismatch") throw error;
    throw new Fault("log-entry-mismatch", `the log entry is malformed: ${error.message}`, { cause: error });
  }
}

function readBody(entry: ParsedLogEntry): EntryFacts {
  const body = parseJsonObject(entry.body, { what: "the log entry" });
  const { kind, apiVersion, spec } = body;
  if (kind !== entry.kind || apiVersion !== entry.version) throw mismatch("an entry of another kind");
  const read = READERS.get(`${entry.kind} ${entry.version}`);
  if (read === undefined) {
    throw new Fault("log-entry-mismatch", `log entries of kind ${printable(entry.kind, 40)} are not understood`);
  }
  return read({ spec: spec ?? null });
}

const READERS: ReadonlyMap<string, (body: JsonObject) => EntryFacts> = new Map([
  ["hashedrekord 0.0.1", readHashedrekord001],
  ["hashedrekord 0.0.2", readHashedrekord002],
  ["dsse 0.0.1", readDsse001],
  ["dsse 0.0.2", readDsse002],
  ["intoto 0.0.2", readIntoto002],
]);

function parse<T>(spec: Reader<T>, body: JsonObject): T {
  return parseDocument(openObject({ spec }), body, { code: "log-entry-mismatch", what: "the log entry" }).spec;
}

function readHashedrekord001(body: JsonObject): EntryFacts {
  const { data, signature } = parse(hashedrekord001, body);
  return {
    signature: decodeBase64(signature.content),
    signedDigest: { algorithm: data.hash.algorithm, hex: data.hash.value },
    signer: pemSigner(signature.publicKey.content),
  };
}

function readHashedrekord002(body: JsonObject): EntryFacts {
  const { data, signature } = parse(hashedrekord002, body).hashedRekordV002;
  return {
    signature: decodeBase64(signature.content),
    signedDigest: {
      algorithm: data.algorithm.replace("SHA2_", "sha"),
      hex: encodeHex(decodeBase64(data.digest)),
    },
    signer: verifierFacts(signature.verifier),
  };
}

function readDsse001(body: JsonObject): EntryFacts {
  const { payloadHash, signatures } = parse(dsse001, body);
  const [signature = nothing()] = signatures;
  return {
    signature: decodeBase64(signature.signature),
    payloadDigest: payloadHash.value,
    signer: pemSigner(signature.verifier),
  };
}

function readDsse002(body: JsonObject): EntryFacts {
  const { payloadHash, signatures } = parse(dsse002, body).dsseV002;
  const [signature = nothing()] = signatures;
  return {
    signature: decodeBase64(signature.content),
    payloadDigest: encodeHex(decodeBase64(payloadHash.digest)),
    signer: verifierFacts(signature.verifier),
  };
}

/** Here the signature is base64 of base64. */
function readIntoto002(body: JsonObject): EntryFacts {
  const { envelope, payloadHash } = parse(intoto002, body).content;
  const [signature = nothing()] = envelope.signatures;
  return {
    signature: decodeBase64(decodeUtf8(decodeBase64(signature.sig), "a signature")),
    payloadDigest: payloadHash.value,
    payloadType: envelope.payloadType,
    signer: pemSigner(signature.publicKey),
  };
}

function verifierFacts({ x509Certificate: certificate, publicKey }: ReadBy<typeof verifier>): EntrySigner {
  if (certificate !== undefined) return { certificate: decodeBase64(certificate.rawBytes) };
  if (publicKey !== undefined) return { publicKey: decodeBase64(publicKey.rawBytes) };
  throw new Fault("log-entry-mismatch", "the log entry is malformed: it names no signer");
}

/** Base64 of one PEM block, a certificate or a key (RFC 7468 §5, §13). */
function pemSigner(base64: string): EntrySigner {
  const text = decodeUtf8(decodeBase64(base64), "the signer of the log entry");
  if (text.includes("BEGIN CERTIFICATE")) return { certificate: parsePem(text, "CERTIFICATE") };
  return { publicKey: parsePem(text, "PUBLIC KEY") };
}

function nothing(): never {
  throw mismatch("no signature");
}

function mismatch(what: string): Fault {
  return new Fault("log-entry-mismatch", `the log entry is about ${what} than the bundle`);
}
