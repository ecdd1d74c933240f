import type { Verification } from "../../../domain/verification/verification.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";
import { requireUnchanged } from "../assets/collect-assets.ts";
import type { CollectedAsset } from "../order/seal-order.ts";
import { requireVerified, type SealedToVerify, verifySealed } from "./verify-sealed.ts";

/**
 * Verifies the packed capsule before anything of it is public. Assets were hashed once; they must still be the files that
 * were hashed (`asset-changed`).
 */
export async function verifyAsConsumer(
  sealed: SealedToVerify & { readonly assets: readonly CollectedAsset[] },
  ports: VerifyPorts,
): Promise<Verification> {
  ports.progress.step("verifying as a consumer would");
  await requireUnchanged(sealed.assets, ports.files);
  const verification = await verifySealed(sealed, ports);
  requireVerified(verification, "nothing was published; report this with the output of the run");
  return verification;
}
