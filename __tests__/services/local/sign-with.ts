import { generateKeyPairSync, sign } from "node:crypto";
import { bundleToJSON } from "@sigstore/bundle";
import { DSSEBundleBuilder, MessageSignatureBundleBuilder, type Signer, type Witness } from "@sigstore/sign";
import type { Http } from "../../../src/ports/http.ts";
import type { IdentityTokens } from "../../../src/ports/identity-token.ts";

/** What a client of a Sigstore must be told. */
export interface Instance {
  readonly http: Http;
  readonly tokens: IdentityTokens;
  readonly signingConfig: Uint8Array;
}

/** The services that a signing config names. */
export function servicesOf(signingConfig: Uint8Array): { authority: string; log: string; timestamps: string } {
  const { caUrls, rekorTlogUrls, tsaUrls } = JSON.parse(Buffer.from(signingConfig).toString());
  return { authority: caUrls[0].url, log: rekorTlogUrls[0].url, timestamps: tsaUrls[0].url };
}

/** A client of its own, smaller than the product's, so that the services are judged before and beside it. */
export async function signMessage(instance: Instance, data: Buffer) {
  const parts = { signer: fulcioSigner(instance), witnesses: [rekorWitness(instance), timestampWitness(instance)] };
  return bundleToJSON(await new MessageSignatureBundleBuilder(parts).create({ data }));
}

export async function signStatement(instance: Instance, data: Buffer, type = "application/vnd.in-toto+json") {
  const parts = { signer: fulcioSigner(instance), witnesses: [rekorWitness(instance), timestampWitness(instance)] };
  return bundleToJSON(await new DSSEBundleBuilder(parts).create({ data, type }));
}

export async function postJson(http: Http, url: string, value: unknown) {
  return http.request({
    method: "POST",
    url,
    headers: { "Content-Type": "application/json" },
    body: Buffer.from(JSON.stringify(value)),
  });
}

/** The request for a certificate, which the authority grants where it is left as it is. */
export async function certificateRequest(tokens: IdentityTokens, audience = "sigstore") {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { raw, claims } = await tokens.token(audience);
  const challenge = Buffer.from(String(claims.others.get("email") ?? claims.subject));
  const request = {
    credentials: { oidcIdentityToken: raw },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: publicKey.export({ type: "spki", format: "pem" }).toString() },
      proofOfPossession: sign("sha256", challenge, privateKey).toString("base64"),
    },
  };
  return { request, privateKey };
}

/** A certificate chain in PEM, leaf first, and the key of the leaf. */
export async function obtainCertificate({ http, tokens, signingConfig }: Instance) {
  const { request, privateKey } = await certificateRequest(tokens);
  const answer = await postJson(http, `${servicesOf(signingConfig).authority}/api/v2/signingCert`, request);
  const certificates: string[] = JSON.parse(Buffer.from(answer.body).toString()).signedCertificateEmbeddedSct.chain
    .certificates;
  return { certificates, privateKey };
}

function fulcioSigner(instance: Instance): Signer {
  return {
    async sign(data) {
      const { certificates, privateKey } = await obtainCertificate(instance);
      const signature = sign("sha256", data, privateKey);
      return { signature, key: { $case: "x509Certificate", certificate: certificates[0]! } };
    },
  };
}

function rekorWitness({ http, signingConfig }: Instance): Witness {
  return {
    async testify(content, certificate) {
      const verifier = Buffer.from(certificate).toString("base64");
      const entry =
        content.$case === "messageSignature"
          ? hashedRekord(content.messageSignature, verifier)
          : dsse(content.dsseEnvelope, verifier);
      const answer = await postJson(http, `${servicesOf(signingConfig).log}/api/v1/log/entries`, entry);
      return { tlogEntries: [logEntry(JSON.parse(Buffer.from(answer.body).toString()), entry)] };
    },
  };
}

function timestampWitness({ http, signingConfig }: Instance): Witness {
  return {
    async testify(content) {
      const signature =
        content.$case === "messageSignature"
          ? content.messageSignature.signature
          : content.dsseEnvelope.signatures[0]!.sig;
      const { createHash } = await import("node:crypto");
      const artifactHash = createHash("sha256").update(signature).digest("base64");
      const request = { artifactHash, hashAlgorithm: "sha256" };
      const answer = await postJson(http, servicesOf(signingConfig).timestamps, request);
      return { rfc3161Timestamps: [{ signedTimestamp: Buffer.from(answer.body) }] };
    },
  };
}

export function hashedRekord(
  { messageDigest, signature }: { messageDigest: { digest: Buffer }; signature: Buffer },
  verifier: string,
) {
  return {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: messageDigest.digest.toString("hex") } },
      signature: { content: signature.toString("base64"), publicKey: { content: verifier } },
    },
  };
}

function dsse(
  envelope: { payload: Buffer; payloadType: string; signatures: { sig: Buffer; keyid: string }[] },
  verifier: string,
) {
  const json = JSON.stringify({
    payload: envelope.payload.toString("base64"),
    payloadType: envelope.payloadType,
    signatures: envelope.signatures.map(({ sig, keyid }) => ({ sig: sig.toString("base64"), keyid })),
  });
  return { apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent: { envelope: json, verifiers: [verifier] } } };
}

interface RekorEntry {
  body: string;
  integratedTime: number;
  logID: string;
  logIndex: number;
  verification: {
    signedEntryTimestamp: string;
    inclusionProof: { checkpoint: string; hashes: string[]; logIndex: number; rootHash: string; treeSize: number };
  };
}

function logEntry(answer: Record<string, RekorEntry>, { kind, apiVersion }: { kind: string; apiVersion: string }) {
  const { body, integratedTime, logID, logIndex, verification } = Object.values(answer)[0]!;
  const { checkpoint, hashes, rootHash, ...proof } = verification.inclusionProof;
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(logID, "hex") },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(verification.signedEntryTimestamp, "base64") },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      treeSize: String(proof.treeSize),
      rootHash: Buffer.from(rootHash, "hex"),
      hashes: hashes.map((hash) => Buffer.from(hash, "hex")),
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody: Buffer.from(body, "base64"),
  };
}
