import { decodeBase64, encodeBase64 } from "./base64.ts";
import { Fault } from "./fault.ts";

export type PemLabel = "CERTIFICATE" | "PUBLIC KEY";

/** One PEM block (RFC 7468 §3, §13): lines of 64 characters, a newline at the end. */
export function formatPem(der: Uint8Array, label: PemLabel = "CERTIFICATE"): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The bytes of a text that is one PEM block of the label and nothing else. Faults: `pem-malformed`, `base64-malformed`. */
export function parsePem(text: string, label: PemLabel = "CERTIFICATE"): Uint8Array {
  const block = new RegExp(`^-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----\\s*$`);
  const body = block.exec(text)?.[1];
  if (body === undefined) throw new Fault("pem-malformed", `a text is not one PEM block of a ${label.toLowerCase()}`);
  return decodeBase64(body.replace(/[\r\n]/g, ""));
}
