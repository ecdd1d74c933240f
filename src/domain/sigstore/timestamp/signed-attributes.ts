import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import type { DerNode } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { type TimestampToken, TST_INFO } from "./timestamp-token.ts";

const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";

/** The one value of each signed attribute, by dotted identifier. */
export type SignedAttributes = ReadonlyMap<string, DerNode>;

/**
 * The signed attributes, each once and with one value (RFC 5652 §11: "MUST NOT include multiple instances"). They are there,
 * because the content is not of the type id-data (§5.3). Fault: `timestamp-attributes`.
 */
export function readSignedAttributes({ signedAttributes }: TimestampToken): SignedAttributes {
  const attributes = new Map<string, DerNode>();
  for (const attribute of signedAttributes?.children() ?? []) {
    const [id, values, ...beyond] = attribute.sequence();
    const [value, ...others] = values?.set() ?? [];
    if (id === undefined || value === undefined || beyond.length + others.length > 0) {
      throw refused("one has not exactly one value");
    }
    if (attributes.has(id.oid())) throw refused("one is there twice");
    attributes.set(id.oid(), value);
  }
  return attributes;
}

/** RFC 5652 §11.1: the attribute "MUST match the encapContentInfo.eContentType". Fault: `timestamp-content-type`. */
export function requireContentType(attributes: SignedAttributes): void {
  if (attributes.get(CONTENT_TYPE)?.oid() !== TST_INFO) {
    throw new Fault("timestamp-content-type", "what the timestamp authority signed is not about a time");
  }
}

/** RFC 5652 §5.4, §11.2: the digest of the content, which is all that ties it to the signature. Fault: `timestamp-digest`. */
export async function requireMessageDigest(
  attributes: SignedAttributes,
  { digestAlgorithm, infoBytes }: TimestampToken,
  crypto: Cryptography,
): Promise<void> {
  const stated = attributes.get(MESSAGE_DIGEST)?.octetString();
  const found = digestAlgorithm === undefined ? undefined : await crypto.digest(digestAlgorithm, infoBytes);
  if (stated === undefined || found === undefined || !equalBytes(stated, found)) {
    throw new Fault("timestamp-digest", "the timestamp authority signed another time or message");
  }
}

function refused(problem: string): Fault {
  return new Fault("timestamp-attributes", `the signed attributes of a timestamp are not in order: ${problem}`);
}
