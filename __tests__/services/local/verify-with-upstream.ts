import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, type VerificationPolicy, Verifier } from "@sigstore/verify";

/** Upstream's verifier, nothing optional: certificate transparency, log and timestamp are all required once. */
export function verifyWithUpstream(
  bundle: unknown,
  { trustedRoot, artifact, policy }: { trustedRoot: Uint8Array; artifact?: Buffer; policy?: VerificationPolicy },
) {
  const root = TrustedRoot.fromJSON(JSON.parse(Buffer.from(trustedRoot).toString()));
  const verifier = new Verifier(toTrustMaterial(root), { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 });
  return verifier.verify(toSignedEntity(bundleFromJSON(bundle), artifact), policy);
}
