import type { EvidenceEntry } from "../../domain/capsule/build-root.ts";
import { packCapsule } from "../../domain/capsule/pack.ts";
import type { Previous } from "../../domain/capsule/root-statement.ts";
import type { Claim } from "../../domain/policy/claim.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import type { SourceFacts } from "../../domain/source/source-facts.ts";
import { sha256Hex } from "../../kernel/digest.ts";
import type { PublishedFile } from "../../ports/release-host.ts";
import type { SigningIdentity } from "../../ports/signer.ts";
import { agreeWithCertificate } from "./agree-with-certificate.ts";
import { collectAssets } from "./collect-assets.ts";
import { describeContents } from "./describe-contents.ts";
import { filesToPublish } from "./files-to-publish.ts";
import { planRelease, type ReleasePlan } from "./plan-release.ts";
import { publishRelease } from "./publish-release.ts";
import { readSourceFacts, requireFacts } from "./read-source-facts.ts";
import { refuseOverlap } from "./refuse-overlap.ts";
import type { CollectedAsset, SealOrder, SealPorts } from "./seal-order.ts";
import { signEvidence } from "./sign-evidence.ts";
import { signRoot } from "./sign-root.ts";
import { snapshotTrust } from "./snapshot-trust.ts";
import { stateProvenance } from "./state-provenance.ts";
import { verifyAsConsumer } from "./verify-as-consumer.ts";
import { writeChecksums } from "./write-checksums.ts";
import { writeGuide } from "./write-guide.ts";

/** A sealed release: the capsule verified as a consumer would. */
export interface Sealed {
  readonly facts: SourceFacts;
  readonly assets: readonly CollectedAsset[];
  readonly identity: SigningIdentity;
  readonly capsule: { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string };
  /** Hex digest of the root statement: the name of the release in other capsules and logs. */
  readonly rootSha256: string;
  readonly claims: readonly Claim[];
  /** What was put on the host, as it was read back; empty for a dry run. */
  readonly published: readonly PublishedFile[];
  /** Where the release is now, or undefined for a dry run. */
  readonly location: string | undefined;
  /** The local instance's trusted root and its file name; undefined for every other instance. */
  readonly trustedRoot: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  readonly warnings: readonly string[];
}

/**
 * Seals a release: turns a set of assets into one capsule that proves what they are and where they came from.
 *
 *    1. collect    the assets, hashed once, by name in a fixed order
 *    2. source     where the release comes from
 *    3. plan       what will be sealed and published: everything is validated here, and the place is taken
 *    4. describe   what each asset is made of (SBOM)
 *    5. open       the signing session: one token, one certificate, which must agree with the source
 *    6. guide      VERIFY.md from that certificate, and the checksum lists
 *    7. sign       round 1 in parallel: assets, checksum lists, provenance
 *    8. root       the statement that closes over all of it, signed last
 *    9. pack       one capsule
 *   10. verify     it as a consumer would
 *   11. publish    the evidence beside the assets
 *
 * All slow work and every check come before step 5: from there on a transparency log may know of the release.
 */
export async function seal(order: SealOrder, ports: SealPorts): Promise<Sealed> {
  const { files, progress } = ports;
  const collected = await collectAssets(order, files, progress);
  const facts = await readSourceFacts(order, ports);
  const plan = await planRelease(order, { facts, assets: collected }, files);
  const host = ports.host(facts);
  if (host?.folder !== undefined) await refuseOverlap(host.folder, order, collected, files);
  await host?.adopt({ ...facts, assets: plan.assets, planned: plan.publishedNames });
  try {
    const sboms = await describeContents(facts, plan.assets, await checkoutOf(order, ports), ports);
    const sealed = await signAndPack(order, { facts, plan, sboms }, ports);
    const published = host && (await publishRelease(filesToPublish(plan.published, sealed), host, progress));
    return { ...sealed, warnings: plan.warnings, published: published?.published ?? [], location: published?.location };
  } catch (fault) {
    await host?.abandon();
    throw fault;
  } finally {
    progress.done();
  }
}

interface Prepared {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
  readonly sboms: readonly EvidenceEntry[];
}

/** Steps 5 to 10. */
async function signAndPack(order: SealOrder, prepared: Prepared, ports: SealPorts) {
  const { plan, sboms } = prepared;
  const { assets } = plan;
  ports.progress.step("asking for a certificate");
  const session = await ports.signer.open();
  const certificate = readCertificate(session.identity.certificate);
  const facts = agreeWithCertificate(prepared.facts, certificate);
  if (!order.local) requireFacts(facts, CERTIFIED_FACTS);

  const trust = await snapshotTrust(ports.trust, order.local);
  const guide = writeGuide({ facts, plan, certificate, identity: session.identity, trust });
  const checksums = writeChecksums(assets);
  const provenance = stateProvenance(facts, assets, certificate);
  const signedAssets = order.sign === "each" ? assets : [];
  const signed = await signEvidence({ assets: signedAssets, checksums, provenance }, session, ports.progress);

  const entries = [...sboms, guide, ...checksums, ...signed, trust.entry];
  const root = await signRoot({ facts, assets, entries, previous: NOT_LOOKED_UP }, session);
  const bytes = packCapsule({ root: root.bundle, entries: new Map(entries.map((entry) => [entry.name, entry.bytes])) });
  const capsule = { name: plan.capsule, bytes, sha256: sha256Hex(bytes) };
  const { claims } = await verifyAsConsumer({ capsule, release: facts, assets, certificate }, ports);
  const { identity } = session;
  return { facts, assets, identity, capsule, rootSha256: root.sha256, claims, trustedRoot: trust.published, entries };
}

/** What every instance but the local one must know of a release once the certificate is there. */
const CERTIFIED_FACTS = ["tag", "commit", "repository", "repositoryId", "ownerId", "runUri"] as const;

/** Finding the capsule of the release before is the publisher's work. */
const NOT_LOOKED_UP: Previous = { none: "unavailable", reason: "no earlier capsule was looked up" };

async function checkoutOf(order: SealOrder, ports: SealPorts): Promise<string | undefined> {
  return (await ports.git.facts(order.folder))?.top;
}
