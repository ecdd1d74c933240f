import { webCryptography } from "../../crypto/web.ts";
import type { VerifyAnswer, VerifyOrder } from "./verification.ts";
import { verifyWith } from "./verify-with.ts";

export type { FileBytes, NamedFile } from "./file-bytes.ts";
export type { Problem } from "./problem.ts";
export type {
  EvidenceReach,
  FileDigest,
  Signer,
  Verification,
  VerifiedApproval,
  VerifiedAsset,
  VerifiedClaim,
  VerifiedRelease,
  VerifiedSigner,
  VerifiedTime,
  VerifyAnswer,
  VerifyOrder,
} from "./verification.ts";

/**
 * Verifies files by their capsule or bundle. It opens no connection and no file, and runs wherever the Web platform's cryptography
 * is: Node, Deno, Bun, browsers, workers.
 *
 *     const answer = await verify({ evidence: capsule, files: [download], signer: { repository: "acme/tool" } });
 *     if (answer.verdict !== "verified") refuse(answer);
 *
 * It never throws for what it is given; see `VerifyAnswer`. Files of any size are read in pieces.
 */
export function verify(order: VerifyOrder): Promise<VerifyAnswer> {
  return verifyWith(webCryptography, order);
}
