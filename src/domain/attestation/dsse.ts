import { encodeUtf8 } from "../../kernel/utf8.ts";

/** Payload type of every in-toto statement. */
export const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";

/**
 * The bytes that a DSSE signature is over, where SP is one space and LEN counts bytes in decimal:
 *
 *     DSSEv1 SP LEN(payloadType) SP payloadType SP LEN(payload) SP payload
 *
 * https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = encodeUtf8(payloadType);
  const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const encoded = new Uint8Array(head.length + payload.length);
  encoded.set(head);
  encoded.set(payload, head.length);
  return encoded;
}
