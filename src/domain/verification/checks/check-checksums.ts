import { digestHex } from "../../../crypto/digest-hex.ts";
import { Fault } from "../../../kernel/fault.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { Checksum, ChecksumAlgorithm } from "../../asset/checksums.ts";
import { parseChecksums } from "../../asset/checksums.ts";
import { CHECKSUMS_ENTRY, CHECKSUMS_SHA512_ENTRY, signatureEntry } from "../../capsule/entry-names.ts";
import { isFile, type RootStatement } from "../../capsule/root-schema.ts";
import { parseBundle } from "../../sigstore/bundle.ts";
import type { Claim } from "../claim.ts";
import type { RunEvidence } from "../evidence/run-evidence.ts";
import { openClaim, verifiedClaim } from "../make-claim.ts";

const LISTS = [
  { entry: CHECKSUMS_ENTRY, algorithm: "sha256" },
  { entry: CHECKSUMS_SHA512_ENTRY, algorithm: "sha512" },
] as const;

/**
 * Each checksum list is signed in the root's run (checked before it is read, S17) and lists exactly the assets with their
 * digests. Faults: `checksums-disagree`, those of `parseChecksums` and `verifyBundle`.
 */
export async function checkChecksums(evidence: RunEvidence): Promise<Claim> {
  const present = LISTS.filter(({ entry }) => evidence.entries.has(entry));
  if (present.length === 0 && !evidence.root.statement.subject.some(isFile)) {
    return openClaim("checksums", "not-applicable", { reason: "the release has no file, only images" });
  }
  if (present.length === 0) {
    return openClaim("checksums", "missing", { reason: "the capsule has no checksum list", required: true });
  }
  for (const { entry, algorithm } of present) {
    await requireSigned(entry, evidence);
    const text = decodeUtf8(evidence.entries.get(entry) ?? new Uint8Array(), "the checksum list");
    requireEqualSets(parseChecksums(text, algorithm), evidence.root.statement, algorithm);
  }
  return verifiedClaim("checksums", `${present.map(({ entry }) => entry).join(" and ")} list exactly the assets`);
}

async function requireSigned(entry: string, { root, entries, verify, signer, crypto }: RunEvidence): Promise<void> {
  const signature = entries.get(signatureEntry(entry));
  // A key that signs statements alone signs no list; the root, which it signed, closes over the list by its digest.
  if (signature === undefined && root.signer.kind === "key") return;
  if (signature === undefined) throw new Fault("checksums-disagree", `${entry} is not signed`);
  const bundle = parseBundle(signature);
  const message = entries.get(entry) ?? new Uint8Array();
  if (bundle.content.kind !== "message")
    throw new Fault("bundle-malformed", `the signature of ${entry} is not over a file`);
  const sha256 = await digestHex("sha256", message, crypto);
  await verify({ bundle, signer, artifact: { sha256 }, message });
}

/** Images have no file name and stand in no list. */
function requireEqualSets(listed: readonly Checksum[], root: RootStatement, algorithm: ChecksumAlgorithm): void {
  const files = root.subject.filter(isFile);
  const digests = new Map(listed.map(({ name, digest }) => [name, digest]));
  const equal = files.every(({ name, digest }) => digests.get(name) === digest[algorithm]);
  if (equal && digests.size === files.length) return;
  throw new Fault("checksums-disagree", `the ${algorithm} list does not list exactly the assets`);
}
