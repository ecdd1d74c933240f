import type { VerifyAnswer, VerifyOrder } from "./verification.mjs";
export type { FileBytes, NamedFile } from "./file-bytes.mjs";
export type { Problem } from "./problem.mjs";
export type { EvidenceReach, FileDigest, Signer, Verification, VerifiedApproval, VerifiedAsset, VerifiedClaim, VerifiedRelease, VerifiedSigner, VerifiedTime, VerifyAnswer, VerifyOrder } from "./verification.mjs";
/**
* Verifies files by their capsule or bundle. It opens no connection and no file, and runs wherever the Web platform's cryptography
* is: Node, Deno, Bun, browsers, workers.
*
*     const answer = await verify({ evidence: capsule, files: [download], signer: { repository: "acme/tool" } });
*     if (answer.verdict !== "verified") refuse(answer);
*
* It never throws for what it is given; see `VerifyAnswer`. Files of any size are read in pieces.
*/
export declare function verify(order: VerifyOrder): Promise<VerifyAnswer>;
