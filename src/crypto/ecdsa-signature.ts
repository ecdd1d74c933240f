import { concatBytes } from "../kernel/bytewise.ts";
import { readDer } from "../kernel/der.ts";
import { integer, sequence } from "../kernel/der-writer.ts";

/**
 * The r and s of an ECDSA signature (RFC 3279 §2.2.3, DER) as two numbers of `size` bytes, the form of IEEE P1363 that
 * WebCrypto takes; undefined if the bytes are not exactly that: a longer form, a negative number, zero, anything behind.
 * A high s is as good as a low one.
 */
export function toFixedLength(signature: Uint8Array, size: number): Uint8Array | undefined {
  try {
    const [r, s, ...beyond] = readDer(signature).sequence();
    if (r === undefined || s === undefined || beyond.length > 0) return undefined;
    if (r.integer() <= 0n || s.integer() <= 0n) return undefined;
    const numbers = [r, s].map(({ content }) => (content[0] === 0 ? content.subarray(1) : content));
    if (numbers.some(({ length }) => length > size)) return undefined;
    return concatBytes(...numbers.flatMap((number) => [new Uint8Array(size - number.length), number]));
  } catch {
    return undefined;
  }
}

/**
 * The DER of an ECDSA signature from two numbers of `size` bytes, the form of JWS and COSE (RFC 7518 §3.4, RFC 9053 §2.1); undefined
 * for another length.
 */
export function fromFixedLength(signature: Uint8Array, size: number): Uint8Array | undefined {
  if (signature.length !== 2 * size) return undefined;
  return sequence(integer(signature.subarray(0, size)), integer(signature.subarray(size)));
}
