import { readDer } from "../../kernel/der.ts";
import { EXTENSION, type Extensions } from "./extensions.ts";

/** RFC 5280 §4.2.1.2. */
export function subjectKeyIdentifier(extensions: Extensions): Uint8Array | undefined {
  const extension = extensions.get(EXTENSION.subjectKeyIdentifier);
  return extension === undefined ? undefined : readDer(extension.value).octetString();
}

/** RFC 5280 §4.2.1.1, its `[0] keyIdentifier`. */
export function authorityKeyIdentifier(extensions: Extensions): Uint8Array | undefined {
  const extension = extensions.get(EXTENSION.authorityKeyIdentifier);
  if (extension === undefined) return undefined;
  return readDer(extension.value)
    .sequence()
    .find((field) => field.tag === 0x80)?.content;
}
