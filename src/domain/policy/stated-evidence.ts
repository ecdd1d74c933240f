import type { Cryptography } from "../../crypto/cryptography.ts";
import type { Fault } from "../../kernel/fault.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { Statement } from "../attestation/statement.ts";
import type { ParsedBundle } from "../sigstore/bundle.ts";
import type { ExpectedSigner } from "../sigstore/bundle-to-verify.ts";
import { bundlesAmong } from "../sigstore/bundles-in-file.ts";
import { requireStatement } from "../sigstore/signed-statement.ts";
import type { BundleSigner, VerifiedBundle } from "../sigstore/verified-bundle.ts";
import { verifyBundle } from "../sigstore/verify-bundle.ts";
import { whyLate } from "../verification/effective-time.ts";
import type { RunEvidence } from "../verification/evidence/run-evidence.ts";
import { isOfRun } from "../verification/identity/same-run.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import type { PolicyInForce } from "./check-policy.ts";
import { policyKeys } from "./policy.ts";
import { principalNames } from "./principal.ts";

/** One statement that verifies, whoever signed it. */
export interface StatedEvidence {
  readonly signer: BundleSigner;
  readonly statement: Statement;
  readonly bundle: VerifiedBundle;
  /** Of whom it is. */
  readonly names: readonly string[];
  /** Why it does not count at the effective time. */
  readonly late: Fault | undefined;
  readonly isOwnRun: boolean;
}

export interface EvidenceToRead {
  readonly evidence: Pick<RunEvidence, "root" | "entries">;
  /** Bytes of files that lie beside the capsule. */
  readonly beside?: readonly Uint8Array[];
  /** Evidence of others may come from another instance. */
  readonly trusted: readonly NamedTrust[];
  readonly inForce: PolicyInForce;
}

/** Statements among the evidence, and in files beside it, each under whichever trusted root it verifies. What does not verify is left out. */
export async function statedEvidence(
  { evidence, beside = [], trusted, inForce }: EvidenceToRead,
  crypto: Cryptography,
): Promise<StatedEvidence[]> {
  const carried = [...evidence.entries].flatMap(([name, bytes]) =>
    /^evidence\/.+\.jsonl?$/.test(name) ? [bytes] : [],
  );
  const found: StatedEvidence[] = [];
  // Who signed is compared with each line of the policy.
  const signer: ExpectedSigner = { kind: "any", require: () => undefined, keys: policyKeys(inForce.policy) };
  for (const bundle of [...carried, ...beside].flatMap(bundlesAmong)) {
    for (const { root } of trusted) {
      const verified = await verifiedOrNot({ bundle, trust: root, signer }, crypto);
      const statement = verified && statementOrNot(verified);
      if (verified === undefined || statement === undefined) continue;
      found.push({
        ...{ signer: verified.signer, statement, bundle: verified },
        names: principalNames(verified.signer),
        late: whyLate(verified.times, inForce.effective),
        isOwnRun: isOfRun(verified.signer, evidence.root.signer),
      });
      break;
    }
  }
  return found;
}

function verifiedOrNot(
  { bundle, trust, signer }: { bundle: ParsedBundle; trust: NamedTrust["root"]; signer: ExpectedSigner },
  crypto: Cryptography,
): Promise<VerifiedBundle | undefined> {
  return unlessRefused(() => verifyBundle({ bundle, trust, signer, artifact: "unbound" }, crypto), undefined);
}

function statementOrNot({ content }: VerifiedBundle): Statement | undefined {
  return unlessRefused(() => requireStatement(content, "the evidence"), undefined);
}
