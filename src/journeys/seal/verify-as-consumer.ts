import type { CertificateFacts } from "../../domain/sigstore/certificate-facts.ts";
import { bytesSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Trust } from "../../ports/trust.ts";
import { type Verification, verifyCapsule } from "../verify/verify.ts";
import { requireUnchanged } from "./collect-assets.ts";
import type { CollectedAsset } from "./seal-order.ts";

export interface SealedToVerify {
  readonly capsule: { readonly name: string; readonly bytes: Uint8Array };
  readonly release: { readonly name: string; readonly version: string };
  readonly assets: readonly CollectedAsset[];
  /** The certificate that was issued for this run. */
  readonly certificate: CertificateFacts;
}

/**
 * Verifies the packed capsule with the code that consumers run, under the trust that they will have, before anything of
 * it is public. Assets were hashed once; they must still be the files that were hashed (`asset-changed`).
 */
export async function verifyAsConsumer(
  sealed: SealedToVerify,
  ports: { files: Files; trust: Trust; progress: Progress },
): Promise<Verification> {
  ports.progress.step("verifying as a consumer would");
  await requireUnchanged(sealed.assets, ports.files);
  const { subjectAlternativeName, issuer } = sealed.certificate;
  const verification = await verifyCapsule(
    {
      capsule: { bytes: bytesSource(sealed.capsule.bytes), fileName: sealed.capsule.name },
      assets: sealed.assets.map(({ name, sha256, sha512 }) => ({ name, sha256, sha512 })),
      identity: {
        kind: "exact",
        subjectAlternativeName: subjectAlternativeName.value,
        issuer: issuer ?? "",
      },
      release: sealed.release,
      all: true,
    },
    ports,
  );
  if (verification.verdict !== "verified") throw refused(verification);
  return verification;
}

function refused(verification: Verification): Fault {
  const failures = verification.claims
    .filter((claim) => claim.status === "failed" || (claim.required && claim.status !== "verified"))
    .map((claim) => `${claim.id}: ${claim.reason}`);
  return new Fault("self-verification", `what was sealed does not verify: ${failures.join("; ")}`, {
    hint: "nothing was published; report this with the output of the run",
  });
}
