import type { Claim } from "../../../domain/verification/claim.ts";
import { exactlyThis, type NamedSigner } from "../../../domain/verification/identity/named-signer.ts";
import type { Verification } from "../../../domain/verification/verification.ts";
import type { Hint } from "../../../kernel/advice.ts";
import { bytesSource } from "../../../kernel/byte-source.ts";
import { Fault } from "../../../kernel/fault.ts";
import { verifyCapsule } from "../../verify/verify.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";

export interface SealedToVerify {
  readonly capsule: { readonly name: string; readonly bytes: Uint8Array };
  readonly release: { readonly name: string; readonly version: string };
  /** Every asset, by the digests of the bytes that were really there; by one that GitHub states of it, without sha512. */
  readonly assets: readonly { readonly name: string; readonly sha256: string; readonly sha512?: string }[];
  /** By the digests of their manifests, for which nothing can be downloaded: they stand in where there is no file. */
  readonly images: readonly { readonly sha256: string }[];
  /** Who must have signed. */
  readonly identity: NamedSigner;
}

/** Verifies with the code that consumers run, under the trust that they will have; nothing is refused here. */
export function verifySealed(sealed: SealedToVerify, ports: VerifyPorts): Promise<Verification> {
  const images = sealed.assets.length === 0 ? sealed.images.map(({ sha256 }) => ({ sha256 })) : [];
  return verifyCapsule(
    {
      capsule: { bytes: bytesSource(sealed.capsule.bytes), fileName: sealed.capsule.name },
      assets: [
        ...sealed.assets.map(({ name, sha256, sha512 }) =>
          sha512 === undefined ? { name, sha256 } : { name, sha256, sha512 },
        ),
        ...images,
      ],
      identity: exactlyThis(sealed.identity),
      release: sealed.release,
      all: true,
    },
    ports,
  );
}

/** Refuses unless every claim holds: `self-verification`, with the hint of the cause, else with this one. */
export function requireVerified(verification: Verification, hint: Hint): void {
  if (verification.verdict === "verified") return;
  const own = causes(verification).find((claim) => claim.hint !== undefined)?.hint;
  throw new Fault("self-verification", `what was sealed does not verify: ${whyNot(verification)}`, {
    hint: own ?? hint,
  });
}

/** Each claim that is a reason by itself. */
export function whyNot(verification: Verification): string {
  return causes(verification)
    .map(({ id, code, reason }) => (code === "trusted-root-outdated" ? reason : `${id}: ${reason}`))
    .join("; ");
}

/** What failed, else what the root is too old for: everything that is open because of it says nothing more. */
function causes({ claims }: Verification): readonly Claim[] {
  const failed = claims.filter(({ status }) => status === "failed");
  if (failed.length > 0) return failed;
  const outdated = claims.find(({ code }) => code === "trusted-root-outdated");
  return outdated === undefined ? claims.filter((claim) => claim.required && claim.status !== "verified") : [outdated];
}
