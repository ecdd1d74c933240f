import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";

export type PemLabel = "CERTIFICATE" | "PUBLIC KEY";

/** One PEM block (RFC 7468 §3), lines of 64 characters. */
export function formatPem(label: PemLabel, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The bytes of a text that is exactly one PEM block of this label; `local-service-refused` otherwise. */
export function parsePem(label: PemLabel, text: string): Uint8Array {
  const block = new RegExp(`^-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----\\s*$`);
  const body = block.exec(text)?.[1];
  if (body === undefined)
    throw new Fault("local-service-refused", `what was sent is no PEM block of a ${label.toLowerCase()}`);
  return decodeBase64(body.replace(/[\r\n]/g, ""));
}
