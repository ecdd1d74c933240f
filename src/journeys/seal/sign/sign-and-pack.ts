import { sha256Hex } from "../../../crypto/node-digest.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { packCapsule } from "../../../domain/capsule/pack.ts";
import type { PlannedRelease } from "../../../domain/release/manifest.ts";
import { gitHubIssuer } from "../../../domain/source/github-issuer.ts";
import { gzipCanonical } from "../../../kernel/archives/gzip.ts";
import type { NotarySigner } from "../../../ports/notary-signer.ts";
import { requireAsForeseen } from "../assets/add-installers.ts";
import type { LinkedPrevious } from "../describe/link-previous.ts";
import type { ImageSbomToSign } from "../images/describe-images.ts";
import { signImages } from "../images/sign-images.ts";
import { signImagesByNotary } from "../images/sign-images-by-notary.ts";
import type { SealOrder, SealPorts } from "../order/seal-order.ts";
import type { Unfinished } from "../publish/recover-sealed.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { verifyAsConsumer } from "../self-verify/verify-as-consumer.ts";
import { agreeWithCertificate } from "../source/agree-with-certificate.ts";
import { agreeWithPolicy } from "../source/agree-with-policy.ts";
import { requireFacts } from "../source/read-source-facts.ts";
import { type ReleaseContext, requireSameCheckout } from "../source/release-context.ts";
import { certificateOf } from "./certificate-of.ts";
import { keepingSignatures } from "./keep-signatures.ts";
import { planFor, signsFiles } from "./plan-for.ts";
import { readOwnKeys } from "./read-own-keys.ts";
import { signEvidence } from "./sign-evidence.ts";
import { signFilesByNotary } from "./sign-files-by-notary.ts";
import { signRoot } from "./sign-root.ts";
import { snapshotTrust } from "./snapshot-trust.ts";
import { writeBackfill } from "./write-backfill.ts";
import { writeChecksums } from "./write-checksums.ts";
import { writeGuide } from "./write-guide.ts";
import { writeProvenance } from "./write-provenance.ts";

/** A release that was described, and is ready to be signed. */
export interface ReleaseToSign extends Unfinished {
  readonly context: ReleaseContext;
  readonly sboms: readonly EvidenceEntry[];
  readonly linked: LinkedPrevious;
  readonly imageSboms: readonly ImageSbomToSign[];
  /** What the manifest says of it. */
  readonly release: PlannedRelease | undefined;
}

/**
 * Steps 5 to 10 of `seal`: from the certificate to the capsule, which is verified and not published. Faults: those of signing,
 * `agreeWithCertificate`, `agreeWithPolicy`, and what a consumer would refuse.
 */
export async function signAndPack(order: SealOrder, prepared: ReleaseToSign, ports: SealPorts): Promise<SealedContent> {
  const { sboms, release, evidence, backfill: isBackfill } = prepared;
  const { previous } = prepared.linked;
  const { assets, images } = prepared.plan;
  // 5.
  await requireSameCheckout(prepared.context);
  const notary = ports.notary === undefined ? [] : await signAllByNotary(prepared.plan, ports.notary, ports);
  const log = (await ports.carriedLog?.()) ?? [];
  if (!order.local && order.embargo !== true)
    ports.progress.step("─── nothing is public yet; the next step cannot be undone ───");
  ports.progress.step("opening the signing session");
  ports.reached?.("signing");
  const session = await ports.signer.open();
  const plan = planFor(prepared.plan, session.identity, order);
  const certificate = certificateOf(session.identity);
  const facts = agreeWithCertificate(prepared.facts, certificate, { backfill: isBackfill });
  if (!order.local) {
    requireFacts(facts, gitHubIssuer(certificate?.issuer) === undefined ? OUTSIDE_GITHUB : ON_GITHUB);
    agreeWithPolicy(release?.policy, facts, certificate, { backfill: isBackfill });
  }
  requireAsForeseen(plan, certificate, facts.tag);
  const backfill = isBackfill ? writeBackfill(prepared.opened, certificate, ports.clock) : undefined;

  // 6.
  const trust = await snapshotTrust(ports.trust, order.local);
  const keys = await readOwnKeys(
    order,
    { identity: session.identity, top: prepared.context.checkout?.facts.top },
    ports,
  );
  const guide = writeGuide({ keys, facts, plan, certificate, identity: session.identity, trust, notary, backfill });
  const checksums = writeChecksums(assets);
  // 7.
  const provenance = isBackfill ? undefined : writeProvenance(facts, plan, certificate);
  const signedAssets = plan.sign === "each" ? assets : [];
  const kept = order.local ? undefined : prepared.opened.find(({ signatures }) => signatures !== undefined)?.signatures;
  const { crypto } = ports;
  const keeping = kept && keepingSignatures(session, kept, { trustedRoot: trust.entry.bytes, crypto });
  const lists = signsFiles(session.identity) ? checksums : [];
  const toSign = { assets: signedAssets, checksums: lists, provenance, statements: evidence.statements };
  const [signed, ofImages] = await Promise.all([
    signEvidence(toSign, keeping ?? session, ports.progress),
    signImages(
      {
        images,
        provenance,
        simply: order.imageFormat !== "bundle" && signsFiles(session.identity),
        sboms: prepared.imageSboms,
      },
      session,
      ports.progress,
    ),
  ]);
  keeping?.tell(ports.progress);

  // 8.
  const carried = images.flatMap((image) => image.carried ?? []);
  const entries = [
    ...sboms,
    guide,
    ...checksums,
    ...signed,
    ...notary,
    ...log,
    ...evidence.carried,
    ...carried,
    ...ofImages,
    trust.entry,
  ];
  const inputs = release?.inputs ?? [];
  const root = await signRoot({ facts, assets, images, entries, inputs, previous, backfill }, session);
  // 9.
  const packed = new Map(entries.map((entry) => [entry.name, entry.bytes]));
  const bytes = packCapsule({ root: root.bundle, entries: packed }, gzipCanonical);
  const capsule = { name: plan.capsule, bytes, sha256: sha256Hex(bytes) };
  // 10.
  const { identity } = session;
  const verification = await verifyAsConsumer({ capsule, release: facts, assets, images, identity }, ports);
  const { claims, root: verified } = verification;
  const { published: trustedRoot } = trust;
  const made = {
    root: root.bundle,
    rootSha256: root.sha256,
    claims,
    verification,
    trustedRoot,
    entries,
    recovered: false,
  };
  return { facts, assets, images, identity, capsule, logEntries: verified?.logEntries ?? [], ...made };
}

/** Before anything becomes public: who signs so has a key that outlives the run. */
async function signAllByNotary(
  { assets, images }: ReleaseToSign["plan"],
  signer: NotarySigner,
  ports: SealPorts,
): Promise<readonly EvidenceEntry[]> {
  const ofFiles = assets.length === 0 ? [] : await signFilesByNotary(assets, signer, ports);
  return [...ofFiles, ...(await signImagesByNotary(images, signer, ports.progress))];
}

/** What every instance but the local one must know of a release once the certificate is there. */
const OUTSIDE_GITHUB = ["tag", "commit", "repository"] as const;
/** Certificates of GitHub's runs state the ids and the run, those of other services what they know, those of people none. */
const ON_GITHUB = [...OUTSIDE_GITHUB, "repositoryId", "ownerId", "runUri"] as const;
