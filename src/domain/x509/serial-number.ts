import type { DerNode } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";

/**
 * RFC 5280 §4.1.2.2: "The serial number MUST be a positive integer … CAs MUST NOT use serialNumber values longer than 20
 * octets"; the 00 before a number of 20 octets whose first bit is set does not count.
 */
export function requireSerialNumber(field: DerNode): void {
  const serial = field.integer();
  if (serial <= 0n || serial >> 160n !== 0n) {
    throw new Fault("certificate-serial", "the serial number of a certificate is not a positive one of up to 20 bytes");
  }
}
