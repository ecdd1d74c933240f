import type { KeyObject } from "node:crypto";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";

export interface UpstreamCase {
  readonly bundle: string;
  readonly trustedRoot: Uint8Array;
  /** Bytes of the file that was signed, for message signatures. */
  readonly artifact: Uint8Array | undefined;
  readonly key: KeyObject | undefined;
  readonly thresholds: { readonly tlogThreshold: number; readonly ctlogThreshold: number };
}

/** Whether @sigstore/verify, used directly, accepts the bundle. It is the second judge of what we call equivalent. */
export function upstreamAccepts(one: UpstreamCase): boolean {
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(Buffer.from(one.trustedRoot).toString()));
    const { key } = one;
    const material = toTrustMaterial(root, () => {
      if (key === undefined) throw new Error("no key");
      return { publicKey: key, validFor: () => true };
    });
    const artifact = one.artifact === undefined ? undefined : Buffer.from(one.artifact);
    const entity = toSignedEntity(bundleFromJSON(JSON.parse(one.bundle)), artifact);
    const timestampThreshold = key === undefined ? 1 : 0;
    new Verifier(material, { ...one.thresholds, timestampThreshold }).verify(entity);
    return true;
  } catch {
    return false;
  }
}
