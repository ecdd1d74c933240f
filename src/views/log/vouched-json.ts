import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { keyName } from "../../domain/sigstore/verified-bundle.ts";
import type { ApprovalResult, VerifiedRoot } from "../../domain/verification/verification.ts";

const textOrNull = v.nullable(v.string());

/** What `capsule vouch --json` prints once a statement was signed. */
export const vouchedSchema = v.strictObject({
  schema: v.literal(schemaId("vouched")),
  kind: v.picklist(["approval", "rebuild"]),
  /** Path of the signed statement. */
  file: v.string(),
  release: v.strictObject({ name: v.string(), version: v.string(), rootSha256: v.string() }),
  signer: v.strictObject({ identity: v.string(), issuer: textOrNull }),
  /** With the kind `rebuild`: names of the assets. */
  rebuilt: v.array(v.string()),
  notRebuilt: v.array(v.string()),
});

/** A statement that was signed, as it was read back. */
export interface ShownVouch {
  readonly file: string;
  readonly root: VerifiedRoot;
  readonly result: ApprovalResult;
  readonly notRebuilt: readonly string[];
}

export function vouchedJson({ file, root, result, notRebuilt }: ShownVouch): v.InferOutput<typeof vouchedSchema> {
  const { name, version } = root.statement.predicate.release;
  return {
    schema: schemaId("vouched"),
    kind: result.kind ?? "approval",
    file,
    release: { name, version, rootSha256: root.sha256 },
    signer: voucherOf(result),
    rebuilt: [...(result.rebuilt ?? [])],
    notRebuilt: [...notRebuilt],
  };
}

export function voucherOf({ signer }: ApprovalResult): { identity: string; issuer: string | null } {
  if (signer === undefined) return { identity: "nobody", issuer: null };
  if (signer.kind === "key") return { identity: keyName(signer), issuer: null };
  const { subjectAlternativeName, issuer } = signer.certificate;
  return { identity: subjectAlternativeName.value, issuer: issuer ?? null };
}
