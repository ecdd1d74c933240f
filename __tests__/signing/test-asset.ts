import { createHash } from "node:crypto";

export interface TestAsset {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
  readonly sha512: string;
}

export function describeFile(name: string, content: string | Uint8Array): TestAsset {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const hex = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return { name, bytes, sha256: hex("sha256"), sha512: hex("sha512") };
}
