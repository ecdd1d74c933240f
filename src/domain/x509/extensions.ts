import type { DerNode } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

export interface Extension {
  readonly critical: boolean;
  /** Content of the octet string. */
  readonly value: Uint8Array;
  /** The whole extension, DER. */
  readonly raw: Uint8Array;
}

/** By dotted identifier, in the order of the certificate. */
export type Extensions = ReadonlyMap<string, Extension>;

export const EXTENSION = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAlternativeName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  certificateTimestamps: "1.3.6.1.4.1.11129.2.4.2",
} as const;

/** Those whose meaning is honoured below, so that they may be critical. */
const UNDERSTOOD: ReadonlySet<string> = new Set(Object.values(EXTENSION));

/** Certificates of Fulcio have some thirty. */
const MAX_EXTENSIONS = 1_000;

/** RFC 5280 §4.2: "A certificate MUST NOT include more than one instance of a particular extension." */
export function readExtensions(field: DerNode | undefined): Extensions {
  const extensions = new Map<string, Extension>();
  if (field === undefined) return extensions;
  const [list, ...others] = field.children();
  if (list === undefined || others.length > 0) throw malformed();
  for (const node of list.sequence()) {
    const [id, ...fields] = node.sequence();
    const value = fields.at(-1);
    if (id === undefined || value === undefined || fields.length > 2) throw malformed();
    const critical = fields.length === 2 && fields[0]?.boolean() === true;
    if (extensions.has(id.oid())) {
      throw new Fault("certificate-extension-repeated", "an extension is twice in a certificate");
    }
    if (extensions.size === MAX_EXTENSIONS) throw malformed();
    extensions.set(id.oid(), { critical, value: value.octetString(), raw: node.raw });
  }
  return extensions;
}

/**
 * RFC 5280 §4.2: "A certificate-using system MUST reject the certificate if it encounters a critical extension it does not
 * recognize or a critical extension that contains information that it cannot process." So are name constraints
 * (§4.2.1.10) and policy constraints refused: they must be critical, and nobody in the field has them.
 */
export function requireKnownExtensions(extensions: Extensions): void {
  for (const [id, { critical }] of extensions) {
    if (critical && !UNDERSTOOD.has(id)) {
      const name = printable(id, 60);
      throw new Fault("certificate-extension-critical", `a critical extension of a certificate is not known: ${name}`);
    }
  }
}

function malformed(): Fault {
  return new Fault("certificate-malformed", "the certificate is malformed: an extension is incomplete");
}
