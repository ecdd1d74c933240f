import { createPublicKey } from "node:crypto";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import type { MutationSubject } from "./subjects.ts";

/** Whether @sigstore/verify accepts the bundle for the subject's file, key and trusted root: the second judge of ours. */
export function upstreamAccepts(bundle: string, { trust, signer, upstream }: MutationSubject): boolean {
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(Buffer.from(upstream.trustedRoot).toString()));
    const material = toTrustMaterial(root, () => {
      if (signer.kind !== "key") throw new Error("no key");
      const publicKey = createPublicKey({ key: Buffer.from(signer.publicKey.spki), format: "der", type: "spki" });
      return { publicKey, validFor: () => true };
    });
    const artifact = upstream.artifact === undefined ? undefined : Buffer.from(upstream.artifact);
    const entity = toSignedEntity(bundleFromJSON(JSON.parse(bundle)), artifact);
    const isKey = signer.kind === "key";
    new Verifier(material, {
      tlogThreshold: trust.requires.logEntries,
      ctlogThreshold: isKey ? 0 : trust.requires.certificateTimestamps,
      timestampThreshold: isKey ? 0 : 1,
    }).verify(entity);
    return true;
  } catch {
    return false;
  }
}
