import type { BundleSigner } from "../sigstore/verified-bundle.ts";

/** How a key is called wherever a signer is shown: by its fingerprint, never as if it were somebody. */
export function keyName({ fingerprint }: Pick<Extract<BundleSigner, { kind: "key" }>, "fingerprint">): string {
  return `the key ${fingerprint}`;
}
