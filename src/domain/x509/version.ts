import type { DerNode } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";

/** RFC 5280 §4.1.2.1: "When extensions are used, … version MUST be 3 (value is 2)". */
export function requireVersion3(field: DerNode): void {
  const [version, ...others] = field.tag === 0xa0 ? field.children() : [];
  if (version === undefined || others.length > 0 || version.integer() !== 2n) {
    throw new Fault("certificate-version", "a certificate is not of X.509 version 3");
  }
}
