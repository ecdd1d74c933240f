import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { TOOL } from "../tool.ts";
import { VERIFIER_ID } from "./verification-summary.ts";

const text = once(() => v.pipe(v.string(), v.minLength(1), v.maxLength(2048)));

/** The release that somebody vouches for, for people: what decides is the digest of its root, the subject of the statement. */
export const vouchedReleaseSchema = once(() =>
  v.strictObject({
    name: text(),
    version: text(),
    tag: v.nullable(text()),
    repository: v.nullable(text()),
  }),
);

/** What the voucher's own verification came to, before anything was signed. There is one verdict that anybody vouches for. */
export const ownVerificationSchema = once(() =>
  v.strictObject({
    verdict: v.literal("verified"),
    verifier: v.strictObject({ id: text(), version: text() }),
    /** Who signed the root, as it was then verified. */
    signer: v.nullable(v.strictObject({ identity: text(), issuer: v.nullable(text()) })),
    /** Names of the assets whose bytes were there; empty if the evidence alone was judged. */
    files: v.pipe(v.array(text()), v.maxLength(1024)),
  }),
);

export type VouchedRelease = v.InferOutput<ReturnType<typeof vouchedReleaseSchema>>;

/** A voucher's verification, before this program signs what it came to. */
export type OwnVerification = Omit<v.InferOutput<ReturnType<typeof ownVerificationSchema>>, "verdict" | "verifier">;

export function ownVerification(found: OwnVerification): v.InferOutput<ReturnType<typeof ownVerificationSchema>> {
  return { verdict: "verified", verifier: { id: VERIFIER_ID, version: TOOL.version }, ...found };
}

/** The one subject of a statement that vouches for a release: its root, by the digest of the root statement's payload. */
export const rootSubjectSchema = once(() => {
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  return v.strictTuple([v.strictObject({ name: v.optional(text()), digest: v.strictObject({ sha256 }) })]);
});

/** What begins the message of what is no such statement. Fault: `approval-malformed`. */
export function malformedApproval(problem: string): Fault {
  return new Fault("approval-malformed", `the approval ${problem}`);
}
