import { HELLO, TOOL } from "../../__tests__/signing/test-release.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../src/domain/attestation/dsse.ts";
import { VERIFICATION_SUMMARY_TYPE } from "../../src/domain/attestation/verification-summary.ts";
import { parsePolicy } from "../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { equivalentOf } from "./equivalents.ts";
import type { Judged, TamperKind, TamperOrder } from "./kinds.ts";
import { type Json, mutantsOf } from "./mutations.ts";
import { LAB, tamperedRelease, verifyRelease } from "./release.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

const POLICY = parsePolicy(
  Buffer.from(
    JSON.stringify({
      schema: POLICY_SCHEMA_ID,
      signers: [{ repository: "octo-org/octo-tool" }],
      evidence: [
        { predicateType: VERIFICATION_SUMMARY_TYPE, signers: [{ repository: LAB.repository, sourceRef: LAB.ref }] },
      ],
    }),
  ),
);

/**
 * Verification summaries that a policy asks for, in a capsule that is sealed over them: the bundle changed after it was signed, which only
 * what is outside a signature may be, and the statement changed before its signer signed it, which must still be a summary of each asset.
 */
export const tamperedSummaries: TamperKind = {
  name: "verification summaries",
  atLeast: 300,
  async *judged({ random, share }: TamperOrder): AsyncGenerator<Judged> {
    const release = await tamperedRelease();
    const sign = (text: string) => release.lab.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(text));
    const judge = async (change: string, bundle: Uint8Array, clause: string | undefined): Promise<Judged> => {
      const found = await accepts(async () => {
        const { verdict } = await verifyRelease(release, await release.withSummary(bundle), POLICY);
        return verdict === "verified";
      });
      return { id: "summary", change, verdict: verdictOf(found, clause), clause };
    };
    const genuine = Buffer.from(await sign(JSON.stringify(release.summary))).toString();
    for (const { path, kind, text } of mutantsOf(JSON.parse(genuine), {}, random)) {
      if (random() < share)
        yield await judge(`${path} ${kind}`, Buffer.from(text), equivalentOf({ path, kind, text }, genuine)?.clause);
    }
    for (const { path, kind, text } of mutantsOf(release.summary as Json, {}, random)) {
      if (random() >= share) continue;
      const clause = isSummaryOfAll(text)
        ? "in-toto Statement v1: type, predicate type and digests say what is stated"
        : undefined;
      yield await judge(`signed anew: ${path} ${kind}`, await sign(text), clause);
    }
  },
};

/** Whether a statement still is of the type, and about each asset by its digest; what its predicate says does not count. */
function isSummaryOfAll(text: string): boolean {
  const { _type, predicateType, subject } = JSON.parse(text);
  if (!/^https:\/\/in-toto\.io\/Statement\/v(1|0\.1)$/.test(_type) || !Array.isArray(subject)) return false;
  const digests = subject.map((one) => one?.digest?.sha256);
  return predicateType === VERIFICATION_SUMMARY_TYPE && [HELLO, TOOL].every(({ sha256 }) => digests.includes(sha256));
}
