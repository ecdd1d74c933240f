import type { EvidenceEntry } from "../../domain/capsule/build-root.ts";
import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import type { DiffGate } from "../../domain/sbom/diff/diff-gate.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import type { Publication, PublishedFile } from "../../ports/release-host.ts";
import { addInstallers } from "./assets/add-installers.ts";
import { attestSboms } from "./describe/attest-sboms.ts";
import { type ComparisonOrder, compareWithPrevious } from "./describe/compare-with-previous.ts";
import { withDecisions } from "./describe/decided-vulnerabilities.ts";
import { describeContents, releaseSbomDocument } from "./describe/describe-contents.ts";
import { findEarlier, type LinkedPrevious, linkPrevious } from "./describe/link-previous.ts";
import { scanWarnings } from "./describe/read-given-evidence.ts";
import { type ExaminedRelease, examineRelease } from "./examine/examine-release.ts";
import { requirePassed, warningsOf } from "./examine/require-passed.ts";
import { describeOpenedImages, imageSboms, inventoriesOf } from "./images/describe-images.ts";
import { openImages } from "./images/open-images.ts";
import type { ReleaseSbomOrder, SealOrder, SealPorts } from "./order/seal-order.ts";
import { filesToPublish, readMade } from "./publish/files-to-publish.ts";
import { footerOf } from "./publish/footer-of.ts";
import { leaveReleases, openReleases } from "./publish/open-releases.ts";
import { publishRelease } from "./publish/publish-release.ts";
import { recoverSealed, type Unfinished } from "./publish/recover-sealed.ts";
import { writtenRelease } from "./publish/written-release.ts";
import type { SealedContent } from "./self-verify/sealed-content.ts";
import { planFor } from "./sign/plan-for.ts";
import { signAndPack } from "./sign/sign-and-pack.ts";
import type { ReleaseContext } from "./source/release-context.ts";

/** A sealed release, with the bytes that were published. */
export interface Sealed extends SealedContent, Omit<SealedRelease, keyof SealedContent> {
  /** What was put on the hosts beside the assets, as it was read back; empty for a dry run. */
  readonly published: readonly PublishedFile[];
  /** The folder that the evidence is in, or undefined for a dry run. */
  readonly location: string | undefined;
  readonly publication: Publication | undefined;
  readonly examined: ExaminedRelease;
}

/**
 * Seals a release: turns a set of assets into one capsule that proves what they are and where they came from.
 *
 *    1. collect    the assets, hashed once, by name in a fixed order
 *    2. source     where the release comes from, and whether manifest, git and GitHub agree
 *    3. plan       what will be sealed and published, with the evidence that was given and the installers that are asked
 *                  for: everything is validated here, and the release and the repositories of images are opened
 *    4. describe   what each asset is made of (SBOM), and what changed since the release before
 *    5. open       the signing session: one token, one certificate, which must agree with the source
 *    6. guide      VERIFY.md from that certificate, and the checksum lists
 *    7. sign       round 1 in parallel: assets, checksum lists, provenance
 *    8. root       the statement that closes over all of it, signed last
 *    9. pack       one capsule
 *   10. verify     it as a consumer would
 *   11. publish    the release: filled, read back, verified again, public last
 *
 * Steps 5 to 10 are left out if an interrupted run got as far, and what it sealed verifies as this very release.
 * All slow work and every check come before step 5: from there on a transparency log may know of the release.
 */
export async function seal(order: SealOrder, ports: SealPorts): Promise<Sealed> {
  const examined = await examineRelease(order, ports);
  const passed = requirePassed(examined, order);
  const { facts, plan: planned } = await addInstallers(order, passed, { context: examined.context, ports });
  const { evidence, plan } = withDecisions(order, examined, { facts, plan: planned });
  const warnings = [...plan.warnings, ...warningsOf(examined, order), ...scanWarnings(evidence.scans)];
  for (const warning of warnings) ports.progress.warn(warning);
  const opened = await openReleases(order, { facts, plan }, ports);
  try {
    const { local, backfill = false } = order;
    const images = order.dryRun === true ? [] : await openImages(plan.images, ports);
    const unfinished = { context: examined.context, facts, plan, opened, evidence, local, backfill };
    const ofImages = await describeOpenedImages(images, ports);
    const described = await describeAndLink(order, { ...unfinished, images: inventoriesOf(ofImages) }, ports);
    const { attested = [] } = order.sbom ?? DEFAULT_GATES;
    const statements = [...evidence.statements, ...attestSboms(attested, plan.assets, described.sboms)];
    const complete = { ...unfinished, evidence: { ...evidence, statements } };
    const recovered = await recoverSealed(complete, ports);
    const sbomDelta = compareWithPrevious({ ...described, ...sbomsOf(recovered) }, ports.progress);
    const document = releaseSbomDocument(facts);
    const imageStatements = imageSboms(ofImages, { document, formats: attested, progress: ports.progress });
    const prepared = { ...complete, ...described, imageSboms: imageStatements, release: examined.manifest?.release };
    const sealed = recovered ?? (await signAndPack(order, prepared, ports));
    const put = filesToPublish(planFor(plan, sealed.identity, order).published, sealed, statements);
    const made = await readMade(plan.assets, ports.files);
    const { imageFormat = "both" } = order;
    const format = imageFormat === "none" ? "bundle" : imageFormat;
    const toPublish = { files: put, made, sealed, statements, images: { opened: images, format } };
    const footer = footerOf(sealed, put);
    const { published, at, readBack, storageRecords } = await publishRelease({ ...toPublish, footer }, opened, ports);
    const folder = at.find(({ target }) => target.kind === "folder")?.publication.location;
    return {
      ...sealed,
      sbomDelta,
      qualityGate: (order.sbom ?? DEFAULT_GATES).quality,
      examined,
      warnings,
      published,
      readBack,
      storageRecords,
      location: folder,
      publication: at.find(({ target }) => target.kind === "github")?.publication,
      written: writtenRelease(sealed, { folder, published, givenRoot: order.trustedRoot }),
    };
  } catch (fault) {
    await leaveReleases(opened);
    throw fault;
  } finally {
    ports.progress.done();
  }
}

/** A release that is being sealed. */
interface Sealing extends Unfinished {
  readonly context: ReleaseContext;
  /** What its images are made of. */
  readonly images: readonly Inventory[];
}

const DEFAULT_GATES: ReleaseSbomOrder = { quality: { kind: "warn" }, diff: "warn" };

interface Described {
  readonly sboms: readonly EvidenceEntry[];
  readonly linked: LinkedPrevious;
  /** Whether the release before was looked for on a host. */
  readonly looked: boolean;
  readonly gate: DiffGate;
}

/** Step 4, for a run that takes over what another sealed as well: the gates of this run count. */
async function describeAndLink(order: SealOrder, unfinished: Sealing, ports: SealPorts): Promise<Described> {
  const { context, facts, plan, opened, images } = unfinished;
  const { quality, diff: gate, given = [] } = order.sbom ?? DEFAULT_GATES;
  const checkout = context.checkout?.facts.top;
  const sboms = await describeContents({ facts, assets: plan.assets, checkout, quality, given, images }, ports);
  const found = await findEarlier(order.previous, { opened, facts }, ports);
  const signer = () => ports.signer.identify();
  const linked = await linkPrevious({ found, facts, local: order.local, signer }, ports);
  return { sboms, linked, looked: found.known, gate };
}

/** What is published is what an earlier run sealed, so that is compared. */
function sbomsOf(recovered: SealedContent | undefined): Partial<ComparisonOrder> {
  return recovered === undefined ? {} : { sboms: recovered.entries };
}
