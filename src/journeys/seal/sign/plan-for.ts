import {
  assetSignatureEntry,
  CHECKSUMS_ENTRY,
  CHECKSUMS_SHA512_ENTRY,
  signatureEntry,
} from "../../../domain/capsule/entry-names.ts";
import type { PlannedFile } from "../../../domain/capsule/published-names.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { KeyIdentity, SigningIdentity } from "../../../ports/signer.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import type { SealOrder } from "../order/seal-order.ts";

type Who = Pick<KeyIdentity, "kind" | "signsDigests"> | { readonly kind: Exclude<SigningIdentity["kind"], "key"> };

/** Whether the signer signs files, and not statements alone. */
export function signsFiles(identity: Who): boolean {
  return identity.kind === "certificate" || identity.signsDigests;
}

/**
 * The plan as this signer can fulfil it: of a key that signs statements alone there are no signatures of files, and the root closes over
 * what they would be over. Fault: `key-unfit` if signatures of files were requested by name.
 */
export function planFor(plan: ReleasePlan, identity: Who, { sign }: Pick<SealOrder, "sign">): ReleasePlan {
  if (signsFiles(identity)) return plan;
  if (sign === "each") {
    throw new Fault("key-unfit", "sign: each needs a signature of each file, and this key signs whole messages only", {
      hint: advice`use ${option("sign", "once")}, or a key on P-256, P-384 or P-521, or RSA, in a file or behind sigstore-kms`,
    });
  }
  return { ...plan, sign: "once", published: plan.published.filter((file) => !isSignatureOfFile(file, plan)) };
}

function isSignatureOfFile({ content }: PlannedFile, { assets }: ReleasePlan): boolean {
  if (content.kind !== "entry") return false;
  return LISTS.includes(content.entry) || assets.some(({ sha256 }) => content.entry === assetSignatureEntry(sha256));
}

const LISTS = [CHECKSUMS_ENTRY, CHECKSUMS_SHA512_ENTRY].map(signatureEntry);
