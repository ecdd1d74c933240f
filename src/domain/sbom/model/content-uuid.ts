import { createHash } from "node:crypto";
import { HOME } from "../../home.ts";

/** The URL name space of RFC 9562, appendix A, then our own within it. */
const URL_SPACE = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/** A name-based UUID (RFC 9562 §5.5) of a content, given in pieces: equal contents have equal ones, here and on any machine. */
export function contentUuid(content: Iterable<string>): string {
  return uuidV5(uuidV5(URL_SPACE, [`${HOME}/sbom`]), content);
}

function uuidV5(space: string, name: Iterable<string>): string {
  const sha1 = createHash("sha1").update(Buffer.from(space.replaceAll("-", ""), "hex"));
  for (const piece of name) sha1.update(piece);
  const hash = sha1.digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
