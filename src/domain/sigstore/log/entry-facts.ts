import * as v from "valibot";
import { decodeBase64 } from "../../../kernel/base64.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { parsePem } from "../../../kernel/pem.ts";
import { printable } from "../../../kernel/printable.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { ParsedLogEntry } from "../bundle.ts";
import { parseDocument } from "../protojson.ts";

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

const digest = (algorithm: string) => v.object({ algorithm: v.literal(algorithm), value: v.string() });

const hashedrekord001 = v.object({
  data: v.object({ hash: v.object({ algorithm: v.picklist(["sha256", "sha384", "sha512"]), value: v.string() }) }),
  signature: v.object({ content: v.string(), publicKey: v.object({ content: v.string() }) }),
});

const verifier = v.union([
  v.object({ x509Certificate: v.object({ rawBytes: v.string() }) }),
  v.object({ publicKey: v.object({ rawBytes: v.string() }) }),
]);

const hashedrekord002 = v.object({
  hashedRekordV002: v.object({
    data: v.object({ algorithm: v.picklist(["SHA2_256", "SHA2_384", "SHA2_512"]), digest: v.string() }),
    signature: v.object({ content: v.string(), verifier }),
  }),
});

const dsse001 = v.object({
  payloadHash: digest("sha256"),
  signatures: v.pipe(v.array(v.object({ signature: v.string(), verifier: v.string() })), v.length(1)),
});

const dsse002 = v.object({
  dsseV002: v.object({
    payloadHash: v.object({ algorithm: v.literal("SHA2_256"), digest: v.string() }),
    signatures: v.pipe(v.array(v.object({ content: v.string(), verifier })), v.length(1)),
  }),
});

const intoto002 = v.object({
  content: v.object({
    payloadHash: digest("sha256"),
    envelope: v.object({
      payloadType: v.string(),
      signatures: v.pipe(v.array(v.object({ sig: v.string(), publicKey: v.string() })), v.length(1)),
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

function parse<S extends v.GenericSchema>(spec: S, body: JsonObject): v.InferOutput<S> {
  const schema = v.object({ spec });
  return parseDocument(schema, body, { code: "log-entry-mismatch", what: "the log entry" }).spec;
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

function verifierFacts(verified: v.InferOutput<typeof verifier>): EntrySigner {
  if ("x509Certificate" in verified) return { certificate: decodeBase64(verified.x509Certificate.rawBytes) };
  return { publicKey: decodeBase64(verified.publicKey.rawBytes) };
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
