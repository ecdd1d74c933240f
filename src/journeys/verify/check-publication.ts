import { releaseAttestationName } from "../../domain/capsule/release-attestation-name.ts";
import { bundlesInFile } from "../../domain/sigstore/bundles-in-file.ts";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import { checkPublished } from "../../domain/verification/checks/check-published.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { signedBy } from "../../domain/verification/effective-time.ts";
import type { ReleaseDocument } from "../../domain/verification/evidence/release-documents.ts";
import { publishedBy, requirePublisher } from "../../domain/verification/identity/publisher.ts";
import { openClaim } from "../../domain/verification/make-claim.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import { PARTIES_UNKNOWN, underOne } from "../../domain/verification/trust-bundles.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { effectiveTime, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

/** GitHub takes bundles of 16 MB. */
const MAX_ATTESTATION_BYTES = 16 << 20;

export interface PublicationToCheck {
  readonly order: VerifyOrder;
  readonly root: VerifiedRoot;
  readonly trusted: readonly NamedTrust[];
  readonly documents: () => Promise<readonly ReleaseDocument[]>;
  readonly capsuleSha256: string;
}

/** GitHub's statement about a release, from wherever it came. */
interface FoundAttestation {
  readonly bytes: Uint8Array;
  /** Whether the user asked for it; else it was found beside the capsule. */
  readonly isAsked: boolean;
  readonly tagObject?: string;
}

/**
 * Looks for GitHub's own statement that it published the release: the file that was named, else the one beside the capsule, else
 * what GitHub answers if it may be asked. It must be signed by GitHub's publisher and agree with the capsule in everything.
 * Faults: those of `verifyBundle`, `parseReleaseAttestation` and `checkPublished`, and of a file that was named.
 */
export async function checkPublication(all: PublicationToCheck, ports: VerifyPorts): Promise<Claim> {
  const found = await findAttestation(all, ports);
  if (!("bytes" in found)) return found;
  const { order, trusted, root, capsuleSha256 } = all;
  const verifyFirst = signedBy(underOne(trusted, ports.crypto), effectiveTime(order));
  const signer = { kind: "certificate", require: requirePublisher } as const;
  const claims: Claim[] = [];
  try {
    for (const bundle of bundlesInFile(found.bytes)) {
      const verified = await verifyFirst({ bundle, signer, artifact: "unbound" });
      const sealed = { root, documents: await all.documents(), capsuleSha256, tagObject: found.tagObject };
      const time = verified.bundle.times.reduce(
        (first, { seconds }) => Math.min(first, seconds),
        Number.POSITIVE_INFINITY,
      );
      const claim = checkPublished(publishedBy(verified.bundle), sealed);
      claims.push(Number.isFinite(time) ? { ...claim, time } : claim);
    }
  } catch (error) {
    if (!mayBeNewer(error, trusted)) throw error;
    return openClaim("published", "not-checked", {
      reason: "no authority that the trusted root knows vouches for the attestation of the release",
      required: found.isAsked,
    });
  }
  const [claim] = claims;
  if (claim === undefined) throw new Fault("bundle-malformed", "the file holds no bundle");
  return claim;
}

/** GitHub may sign with an authority that is newer than the trusted root of this program. */
function mayBeNewer(error: unknown, trusted: readonly NamedTrust[]): boolean {
  const isUnknown = isRefusal(error) && PARTIES_UNKNOWN.has(error.code);
  return isUnknown && trusted.some(({ mayBeOutdated }) => mayBeOutdated !== undefined);
}

async function findAttestation(all: PublicationToCheck, ports: VerifyPorts): Promise<FoundAttestation | Claim> {
  const { order, root } = all;
  const { files } = ports;
  if (order.published !== undefined) {
    return { bytes: await files.read(order.published, MAX_ATTESTATION_BYTES), isAsked: true };
  }
  const beside = await besideCapsule(all, ports);
  if (beside !== undefined) return { bytes: beside, isAsked: false };
  const { repository, tag } = root.statement.predicate.release;
  const isOnGitHub = repository?.startsWith(`${GITHUB_WEB}/`) === true;
  if (ports.publications === undefined || repository === null || tag === null || !isOnGitHub) {
    return openClaim("published", "not-checked", {
      reason: "no attestation of the release by GitHub was looked at",
      hint: advice`name one with ${option("published")}, or let GitHub be asked with ${option("online")}`,
    });
  }
  return ask({ ...root.statement.predicate.release, repository, tag }, ports.publications);
}

async function besideCapsule(
  { order, root }: PublicationToCheck,
  { files }: VerifyPorts,
): Promise<Uint8Array | undefined> {
  if (!("path" in order.capsule)) return undefined;
  const path = files.join(files.folderOf(order.capsule.path), releaseAttestationName(root.statement.predicate.release));
  return (await files.facts(path)) === undefined ? undefined : files.read(path, MAX_ATTESTATION_BYTES);
}

/** What GitHub does not answer proves nothing, and is nothing false. */
async function ask(
  { repository, tag, commit }: { readonly repository: string; readonly tag: string; readonly commit: string | null },
  publications: NonNullable<VerifyPorts["publications"]>,
): Promise<FoundAttestation | Claim> {
  try {
    const releases = publications(repository);
    const found = await releases.tag(tag);
    if (found === undefined) return missing(`GitHub has no tag ${printable(tag)} in this repository any more`);
    const { bundles, unread } = await releases.releaseAttestation(found);
    if (bundles.length > 0) {
      const bytes = encodeUtf8(bundles.map((bundle) => `${JSON.stringify(bundle)}\n`).join(""));
      // The object of a tag that leads elsewhere now says nothing of the commit that was sealed.
      const isAnnotated = found.object !== found.commit && found.commit === commit;
      return { bytes, isAsked: true, ...(isAnnotated ? { tagObject: found.object } : {}) };
    }
    if (unread > 0) return open("GitHub's attestation of the release could not be read");
    return missing("GitHub shows no attestation of the release: it attests those alone that are immutable");
  } catch (error) {
    requireFault(error);
    return open(`GitHub could not show its attestation of the release: ${error.message}`);
  }
}

function missing(reason: string): Claim {
  return openClaim("published", "missing", { reason });
}

function open(reason: string): Claim {
  return openClaim("published", "not-checked", { reason });
}
