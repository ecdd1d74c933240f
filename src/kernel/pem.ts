import { decodeBase64, encodeBase64 } from "./base64.ts";
import { Fault } from "./fault.ts";

const LABEL = "CERTIFICATE";
const BLOCK = /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----\s*$/;

/** One certificate as PEM (RFC 7468 §3): lines of 64 characters, a newline at the end. */
export function formatPem(der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${LABEL}-----`, ...lines, `-----END ${LABEL}-----`, ""].join("\n");
}

/** The bytes of a text that is one PEM certificate and nothing else. Faults: `pem-malformed`, `base64-malformed`. */
export function parsePem(text: string): Uint8Array {
  const body = BLOCK.exec(text)?.[1];
  if (body === undefined) throw new Fault("pem-malformed", "a text is not one PEM certificate");
  return decodeBase64(body.replace(/[\r\n]/g, ""));
}
