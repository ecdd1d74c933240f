import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../attestation/dsse.ts";
import type { Backfill } from "../capsule/root-schema.ts";
import { parseRootStatement } from "../capsule/root-statement.ts";
import { parseBundle } from "../sigstore/bundle.ts";
import type { RequireIdentity } from "../sigstore/bundle-to-verify.ts";
import type { ExpectedIdentity } from "../sigstore/expected-identity.ts";
import type { SignedTime } from "../sigstore/verified-bundle.ts";
import { sealingCommit } from "./agreement.ts";
import { identityCheck, signerFor } from "./identity/identity-check.ts";
import { requireCertifiedSource } from "./identity/same-run.ts";
import type { NamedTrust, VerifyFirst, VerifyOne } from "./named-trust.ts";
import type { VerifiedRoot } from "./verification.ts";

/** The root of a capsule, and the one trusted root under which it, and therefore all of the capsule, must verify. */
export interface TrustedCapsuleRoot {
  readonly root: VerifiedRoot;
  readonly trust: NamedTrust;
  /** For the other bundles of the capsule. */
  readonly verify: VerifyOne;
}

/** By what the root is verified. */
export interface RootVerification {
  readonly verifyFirst: VerifyFirst;
  readonly crypto: Cryptography;
}

/**
 * Verifies the root bundle: its signature and log entry, that the expected identity signed it, and that what it says of
 * its source is what its certificate says. The statement, which may be large, is read only once its signature holds: it says
 * which tag and commit the certificate has to confirm. Faults: those of `verifyBundle` and `parseRootStatement`,
 * `source-contradiction`.
 */
export async function verifyRoot(
  bytes: Uint8Array,
  identity: ExpectedIdentity,
  { verifyFirst, crypto }: RootVerification,
): Promise<TrustedCapsuleRoot> {
  const bundle = parseBundle(bytes);
  const { content } = bundle;
  if (content.kind !== "dsse" || content.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
  }
  const read = once(() => parseRootStatement(content.payload));
  const requireSigner: RequireIdentity = (certificate) => {
    const { predicate } = read();
    const source = { tag: predicate.release.tag, commit: sealingCommit(predicate) };
    identityCheck(identity, source)(certificate);
  };
  const {
    bundle: verified,
    trust,
    verify,
  } = await verifyFirst({
    bundle,
    signer: signerFor(identity, requireSigner),
    artifact: "statement-only",
  });
  const statement = read();
  const { predicate } = statement;
  if (verified.signer.kind === "certificate") {
    requireCertifiedSource(predicate, verified.signer.certificate);
  }
  if (predicate.backfill !== undefined) requireSealedThen(predicate.backfill, verified.times);
  const { signer, times, logEntries } = verified;
  const sha256 = await digestHex("sha256", content.payload, crypto);
  return { trust, verify, root: { statement, sha256, signer, times, logEntries } };
}

/** Certificates live for ten minutes; a clock may be off by as much. */
const MAX_DIFFERENCE_SECONDS = 20 * 60;

/** The time of sealing that a backfilled release states is the one at which it was signed, and not before it was public. */
function requireSealedThen({ sealed, published }: Backfill, times: readonly SignedTime[]): void {
  const stated = Date.parse(sealed) / 1000;
  const isThen = times.some(({ seconds }) => Math.abs(seconds - stated) <= MAX_DIFFERENCE_SECONDS);
  if (isThen && Date.parse(published) / 1000 <= stated) return;
  throw new Fault("source-contradiction", "the root states another time of sealing than that of its signature");
}
