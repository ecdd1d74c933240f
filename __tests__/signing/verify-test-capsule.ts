import { nodeCryptography } from "../../src/crypto/node.ts";
import type { Claim, ClaimId } from "../../src/domain/verification/claim.ts";
import type { Verification } from "../../src/domain/verification/verification.ts";
import { verifyCapsule } from "../../src/journeys/verify/verify.ts";
import type { VerifyOrder } from "../../src/journeys/verify/verify-order.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";
import { systemFiles } from "../../src/world/files/files.ts";
import { quietProgress } from "../quiet-progress.ts";
import { HELLO, TOOL } from "./test-release.ts";

/** Verifies capsule bytes for `octo-org/octo-tool` 1.2.3 with both assets, unless told otherwise. */
export async function verifyTestCapsule(
  bytes: Uint8Array,
  trustedRoot: Uint8Array,
  order: Partial<VerifyOrder> = {},
): Promise<Verification> {
  return verifyCapsule(
    {
      capsule: { bytes: bytesSource(bytes), fileName: "octo-tool-1.2.3.capsule" },
      assets: [HELLO, TOOL].map(({ name, sha256, sha512 }) => ({ name, sha256, sha512 })),
      identity: { kind: "repository", repository: "https://github.com/octo-org/octo-tool" },
      ...order,
    },
    {
      crypto: nodeCryptography,
      files: systemFiles,
      trust: { trustedRoots: async () => [{ bytes: trustedRoot, origin: "test root", dated: undefined }] },
      progress: quietProgress(),
    },
  );
}

export function claimOf(verification: Verification, id: ClaimId): Claim {
  const claim = verification.claims.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`there is no claim ${id}`);
  return claim;
}
