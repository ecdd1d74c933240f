import * as v from "valibot";
import { decodeBase64 } from "../../kernel/base64.ts";
import { DER_TAGS, type DerNode, readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseRequest } from "./service-request.ts";

/** What a timestamp is asked for (RFC 3161 §2.4.1). */
export interface TimestampRequest {
  readonly hashAlgorithm: string;
  readonly hashedMessage: Uint8Array;
  readonly nonce: bigint | undefined;
  /** Whether the answer shall hold the signer's certificate. */
  readonly certificate: boolean;
}

/** The hash algorithms that are taken, by object identifier: name and bytes of a digest. */
const HASHES: ReadonlyMap<string, { name: string; bytes: number }> = new Map([
  ["2.16.840.1.101.3.4.2.1", { name: "sha256", bytes: 32 }],
  ["2.16.840.1.101.3.4.2.2", { name: "sha384", bytes: 48 }],
  ["2.16.840.1.101.3.4.2.3", { name: "sha512", bytes: 64 }],
]);

const JsonRequest = v.object({
  artifactHash: v.string(),
  hashAlgorithm: v.string(),
  nonce: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  certificates: v.optional(v.boolean(), false),
});

/** Reads the DER of a TimeStampReq. `der-malformed` or `local-service-refused`. */
export function readTimestampRequest(der: Uint8Array): TimestampRequest {
  const [version, imprint, ...optional] = readDer(der).sequence();
  const [algorithm, hashedMessage] = imprint?.sequence() ?? [];
  if (version?.integer() !== 1n || algorithm === undefined || hashedMessage === undefined) {
    throw refused("the timestamp request has another version or no imprint");
  }
  const first = (tag: number): DerNode | undefined => optional.find((node) => node.tag === tag);
  return requireImprint({
    hashAlgorithm: algorithm.sequence()[0]?.oid() ?? "",
    hashedMessage: hashedMessage.octetString(),
    nonce: first(DER_TAGS.integer)?.integer(),
    certificate: first(DER_TAGS.boolean)?.boolean() ?? false,
  });
}

/** Reads the JSON form that Sigstore's timestamp authority takes beside the standard one. */
export function parseTimestampRequest(json: Uint8Array): TimestampRequest {
  const request = parseRequest(JsonRequest, json, "the timestamp request");
  const [hashAlgorithm = ""] = [...HASHES].find(([, { name }]) => name === request.hashAlgorithm) ?? [];
  return requireImprint({
    hashAlgorithm,
    hashedMessage: decodeBase64(request.artifactHash),
    nonce: request.nonce === undefined ? undefined : BigInt(request.nonce),
    certificate: request.certificates,
  });
}

function requireImprint(request: TimestampRequest): TimestampRequest {
  if (HASHES.get(request.hashAlgorithm)?.bytes === request.hashedMessage.length) return request;
  throw refused("the imprint of the timestamp request is not a digest of an algorithm that is known");
}

function refused(message: string): Fault {
  return new Fault("local-service-refused", message);
}
