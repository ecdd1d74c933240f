import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import type { RootStatement } from "../../domain/capsule/root-statement.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import { identityCheck } from "../../domain/policy/identity-check.ts";
import { requireCertifiedSource } from "../../domain/policy/same-run.ts";
import type { ParsedBundle } from "../../domain/sigstore/bundle.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { VerifiedBundle } from "../../domain/sigstore/verified-bundle.ts";
import { verifyBundle } from "../../domain/sigstore/verify-bundle.ts";
import { sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import type { NamedTrust } from "./read-trust.ts";
import type { VerifiedRoot } from "./verify.ts";

/** The root of a capsule, and the one trusted root under which it, and therefore all of the capsule, must verify. */
export interface TrustedCapsuleRoot {
  readonly root: VerifiedRoot;
  readonly trust: NamedTrust;
}

/**
 * Verifies the root bundle: its signature and log entry, that the expected identity signed it, and that what it says of
 * its source is what its certificate says. The statement is read before that only to learn which tag and commit the
 * certificate has to confirm. Faults: those of `verifyBundle` and `parseRootStatement`, `source-contradiction`.
 */
export function verifyRoot(
  bytes: Uint8Array,
  identity: ExpectedIdentity,
  trusted: readonly NamedTrust[],
): TrustedCapsuleRoot {
  const bundle = parseBundle(bytes);
  const { content } = bundle;
  if (content.kind !== "dsse" || content.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new Fault("root-malformed", "the root of the capsule is no in-toto statement");
  }
  const statement = parseRootStatement(content.payload);
  const { verified, trust } = verifyUnderOne({ bundle, statement, identity }, trusted);
  if (verified.signer.kind === "certificate") {
    requireCertifiedSource(statement.predicate.release, verified.signer.certificate);
  }
  const { signer, times, logEntries } = verified;
  return { trust, root: { statement, sha256: sha256Hex(content.payload), signer, times, logEntries } };
}

interface RootToVerify {
  readonly bundle: ParsedBundle;
  readonly statement: RootStatement;
  readonly identity: ExpectedIdentity;
}

/** Tries each trusted root; where none fits, the refusal that came furthest says why. */
function verifyUnderOne(
  { bundle, statement, identity }: RootToVerify,
  trusted: readonly NamedTrust[],
): { verified: VerifiedBundle; trust: NamedTrust } {
  const { tag, commit } = statement.predicate.release;
  const signer = { kind: "certificate", check: identityCheck(identity, { tag, commit }) } as const;
  const refusals: Fault[] = [];
  for (const trust of trusted) {
    try {
      return { verified: verifyBundle({ bundle, trust: trust.root, signer, artifact: "statement-only" }), trust };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusals.push(error);
    }
  }
  throw refusals.find(({ code }) => !OF_ANOTHER_INSTANCE.has(code)) ?? refusals[0] ?? nothingTrusted();
}

/** How a bundle of one instance fails under the trusted root of another. */
const OF_ANOTHER_INSTANCE: ReadonlySet<Fault["code"]> = new Set<Fault["code"]>([
  "certificate-untrusted",
  "log-entry-missing",
  "log-proof-invalid",
  "signed-time-missing",
]);

function nothingTrusted(): Fault {
  return new Fault("trusted-root-malformed", "there is no trusted root");
}
