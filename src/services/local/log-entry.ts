import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from "node:crypto";
import * as v from "valibot";
import { readPublicKey } from "../../crypto/public-key.ts";
import { verifyDigest } from "../../crypto/verify-digest.ts";
import { preAuthEncoding } from "../../domain/attestation/dsse.ts";
import { decodeBase64 } from "../../kernel/base64.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeHex } from "../../kernel/hex.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parsePem } from "../../kernel/pem.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { parseRequest } from "./service-request.ts";

const HashedRekord = v.object({
  apiVersion: v.literal("0.0.1"),
  kind: v.literal("hashedrekord"),
  spec: v.object({
    data: v.object({ hash: v.object({ algorithm: v.literal("sha256"), value: v.pipe(v.string(), v.length(64)) }) }),
    signature: v.object({ content: v.string(), publicKey: v.object({ content: v.string() }) }),
  }),
});

const Dsse = v.object({
  apiVersion: v.literal("0.0.1"),
  kind: v.literal("dsse"),
  spec: v.object({
    proposedContent: v.object({ envelope: v.string(), verifiers: v.pipe(v.array(v.string()), v.length(1)) }),
  }),
});

const Envelope = v.object({
  payloadType: v.string(),
  payload: v.string(),
  signatures: v.pipe(v.array(v.object({ sig: v.string(), keyid: v.optional(v.string()) })), v.length(1)),
});

/** Judges the DER of a signer's certificate; a fault if the log does not take it. */
export type AcceptCertificate = (certificate: X509Certificate) => void;

/**
 * The canonical body of a proposed entry of Rekor v1, either `hashedrekord` or `dsse` 0.0.1, after its signature was
 * verified: what the log stores and hashes. Of an envelope it keeps the hash of the JSON as it was sent, the hash of the
 * payload, and each signature with its certificate. `local-service-refused` otherwise.
 */
export function canonicalEntry(body: Uint8Array, accept: AcceptCertificate): Uint8Array {
  const proposed = parseRequest(v.variant("kind", [HashedRekord, Dsse]), body, "the proposed entry");
  switch (proposed.kind) {
    case "hashedrekord":
      return formatEntry("hashedrekord", hashedRekordSpec(proposed.spec, accept));
    case "dsse":
      return formatEntry("dsse", dsseSpec(proposed.spec.proposedContent, accept));
  }
}

function hashedRekordSpec(spec: v.InferOutput<typeof HashedRekord>["spec"], accept: AcceptCertificate): JsonObject {
  const { data, signature } = spec;
  const publicKey = readVerifier(signature.publicKey.content, accept);
  const key = readPublicKey(publicKey.export({ format: "der", type: "spki" }));
  const [digest, bytes] = [decodeHex(data.hash.value), decodeBase64(signature.content)];
  const valid = verifyDigest({ key, signature: bytes, digest, hash: "sha256" });
  refuseUnless(valid, "the signature does not fit the digest");
  const shown = { content: signature.content, publicKey: { content: signature.publicKey.content } };
  return { data: { hash: { ...data.hash } }, signature: shown };
}

function dsseSpec(
  { envelope, verifiers }: { envelope: string; verifiers: readonly string[] },
  accept: AcceptCertificate,
): JsonObject {
  const { payloadType, payload, signatures } = parseRequest(Envelope, encodeUtf8(envelope), "the envelope");
  const [verifier, signature] = [verifiers[0]!, signatures[0]!.sig];
  const key = readVerifier(verifier, accept);
  const bytes = decodeBase64(payload);
  // rekor, `pkg/types/dsse/v0.0.1`: SHA-256 whatever the curve.
  const hash = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  const valid = verify(hash, preAuthEncoding(payloadType, bytes), key, decodeBase64(signature));
  refuseUnless(valid, "the signature does not fit the envelope");
  return {
    envelopeHash: sha256Value(encodeUtf8(envelope)),
    payloadHash: sha256Value(bytes),
    signatures: [{ signature, verifier }],
  };
}

/** The key of what is behind base64 of its PEM, which is how Rekor takes and stores it: a certificate, or any public key. */
function readVerifier(text: string, accept: AcceptCertificate): KeyObject {
  const pem = decodeUtf8(decodeBase64(text), "the verifier");
  if (pem.startsWith("-----BEGIN PUBLIC KEY-----")) {
    const { spki } = readPublicKey(parsePem(pem, "PUBLIC KEY"));
    return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  }
  const der = parsePem(pem);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch (cause) {
    throw new Fault("local-service-refused", "the verifier is not a certificate", { cause });
  }
  accept(certificate);
  return certificate.publicKey;
}

function formatEntry(kind: "hashedrekord" | "dsse", spec: JsonObject): Uint8Array {
  return encodeUtf8(canonicalJson({ apiVersion: "0.0.1", kind, spec }));
}

function sha256Value(bytes: Uint8Array): JsonObject {
  return { algorithm: "sha256", value: createHash("sha256").update(bytes).digest("hex") };
}

function refuseUnless(condition: boolean, message: string): void {
  if (!condition) throw new Fault("local-service-refused", message);
}
