import type { EnvelopeFormat } from "./envelope/envelope.ts";

/** The endings of a signature beside its file (signature-specification.md, "Blob signatures"). */
export const SIGNATURE_ENDINGS = [".jws.sig", ".cose.sig"] as const;

/** The form that a file name promises; undefined for any other name. */
export function formatByName(name: string): EnvelopeFormat | undefined {
  if (name.endsWith(".jws.sig")) return "jws";
  return name.endsWith(".cose.sig") ? "cose" : undefined;
}

/** `tool.tar.gz.jws.sig`. */
export function signatureName(file: string, format: EnvelopeFormat): string {
  return `${file}.${format}.sig`;
}

/** The file that a signature is beside; undefined for any other name. */
export function signedName(name: string): string | undefined {
  const ending = SIGNATURE_ENDINGS.find((one) => name.endsWith(one) && name.length > one.length);
  return ending === undefined ? undefined : name.slice(0, -ending.length);
}

/** Place of a signature of the file with this digest (lower-case hex) in a capsule. */
export function notaryEntry(sha256: string, format: EnvelopeFormat): string {
  return `notary/${sha256}.${format}.sig`;
}
