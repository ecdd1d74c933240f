import { equalBytes } from "../../kernel/bytewise.ts";
import { DER_TAGS, type DerNode, readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";

export const SHA_256 = "2.16.840.1.101.3.4.2.1";
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const CONTEXT_0 = 0xa0;
const GRANTED = 0n;

/** What was requested. */
export interface TimestampQuery {
  /** SHA-256 of the bytes to be stamped. */
  readonly imprint: Uint8Array;
  readonly nonce: bigint;
}

/**
 * Reads a TimeStampResp (RFC 3161 §2.4.2): it must be granted without modifications (F10) and answer this query. Gives
 * its time in seconds since 1970; the signature is the verifier's to judge. Faults: `timestamp-refused`,
 * `timestamp-unexpected`, `response-malformed`.
 */
export function readTimestamp(der: Uint8Array, query: TimestampQuery): number {
  const { status, info } = orMalformed(() => readResponse(der));
  if (status !== GRANTED || info === undefined) {
    throw new Fault("timestamp-refused", `the timestamp authority did not grant the request (status ${status})`);
  }
  const found = orMalformed(() => readInfo(info));
  const ours = found.algorithm === SHA_256 && equalBytes(found.imprint, query.imprint) && found.nonce === query.nonce;
  if (!ours) throw new Fault("timestamp-unexpected", "the timestamp is the answer to another question");
  return found.seconds;
}

/** Status and, if there is a token, its TSTInfo. */
function readResponse(der: Uint8Array): { status: bigint; info: Uint8Array | undefined } {
  const [statusInfo, token] = readDer(der).sequence();
  const status = required(required(statusInfo).sequence()[0]).integer();
  if (token === undefined) return { status, info: undefined };
  const signedData = typed(token, SIGNED_DATA);
  return { status, info: typed(required(signedData.sequence()[2]), TST_INFO).octetString() };
}

/** The value of `SEQUENCE { type, [0] EXPLICIT value }` (RFC 5652 §3, §5.2). */
function typed(node: DerNode, type: string): DerNode {
  const [id, wrapped] = node.sequence();
  if (required(id).oid() !== type || wrapped?.tag !== CONTEXT_0) throw malformed();
  return required(wrapped.children()[0]);
}

function readInfo(der: Uint8Array): {
  algorithm: string;
  imprint: Uint8Array;
  seconds: number;
  nonce: bigint | undefined;
} {
  const [, , messageImprint, , time, ...optional] = readDer(der).sequence();
  const [algorithm, imprint] = required(messageImprint).sequence();
  return {
    algorithm: required(required(algorithm).sequence()[0]).oid(),
    imprint: required(imprint).octetString(),
    seconds: Math.floor(required(time).time() / 1000),
    nonce: optional.find((node) => node.tag === DER_TAGS.integer)?.integer(),
  };
}

function required(node: DerNode | undefined): DerNode {
  if (node === undefined) throw malformed();
  return node;
}

function orMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw malformed();
  }
}

function malformed(): Fault {
  return new Fault("response-malformed", "the timestamp authority answered with no timestamp response");
}
