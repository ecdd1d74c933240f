// biome-ignore lint/suspicious/noExplicitAny: an attacker's edits follow no schema
export type Editable = any;

/** The document with an edit, as bytes; other documents are not touched. */
export function editJson(bytes: Uint8Array, edit: (document: Editable) => void): Uint8Array {
  const document = JSON.parse(Buffer.from(bytes).toString());
  edit(document);
  return Buffer.from(JSON.stringify(document));
}

/** The base64 with one bit of its last byte but `fromEnd` changed. */
export function flipBase64(text: string, fromEnd = 1): string {
  const bytes = Buffer.from(text, "base64");
  const at = bytes.length - fromEnd;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64");
}
