import { type AuditRecord, formatAuditRecord, parseAuditRecord } from "../../domain/audit/audit-record.ts";
import { type AuditRow, differs, holds, outcomeOf, unseen, withOptional } from "../../domain/audit/audit-row.ts";
import { judgeAttestations } from "../../domain/audit/judge-attestations.ts";
import { judgeCapsule, missingCapsule } from "../../domain/audit/judge-capsule.ts";
import { judgeFiles } from "../../domain/audit/judge-files.ts";
import { judgePublished } from "../../domain/audit/judge-published.ts";
import { judgeFlags, judgePublication, judgeRepository, judgeTag } from "../../domain/audit/judge-release.ts";
import { certifiedRun, judgeReview, judgeRun } from "../../domain/audit/judge-run.ts";
import type { ApprovalResult, Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { PublicRelease, PublicReleases } from "../../ports/public-releases.ts";
import { verifyCapsule } from "../verify/verify.ts";
import type { VerifyOrder } from "../verify/verify-order.ts";
import type { Audit, AuditOrder, AuditPorts } from "./audit-order.ts";
import { type FetchedRelease, fetchRelease } from "./fetch-release.ts";
import { keptPayloads, statementsOf } from "./kept-statements.ts";
import { lookInRegistries } from "./look-in-registries.ts";
import { publicationsOf } from "./publications.ts";
import { see } from "./see.ts";

/**
 * Compares what is public of a release with what was sealed. Each row is one question; what a service does not say is unseen, and
 * ends nothing.
 *
 *   1. release     the one of the tag, with the files that it has today
 *   2. fetch       its capsule, and what others signed beside it, into a private folder
 *   3. verify      the capsule as a consumer; it says what every file must be, and what GitHub must have published
 *   4. ask         repository, tag, attestations, and the run that the certificate names
 *   5. registries  the copies of the same version
 *   6. record      what no capsule states, if nothing differs, for the next time
 *
 * Faults: those of usage, of the kept capsule and of the record; `service-busy` and of the network if the release cannot be asked for.
 */
export async function audit(order: AuditOrder, given: AuditPorts): Promise<Audit> {
  const ports = { ...given, releases: askedOnce(given.releases) };
  const { releases, progress } = ports;
  const kept = order.kept === undefined ? undefined : await keptRoot(order.kept, order, ports);
  const record = order.record === undefined ? undefined : await readRecord(order.record, ports);
  progress.step("asking GitHub");
  /* 1 */ const release = await releases.release(order.tag === undefined ? "latest" : { tag: order.tag });
  if (record !== undefined && release !== undefined) requireRecordOf(record, release);
  const around = { order, kept, record };
  const compared =
    release === undefined
      ? { ...NO_CAPSULE, rows: [removed(order.tag), ...(await sourceRows(kept, around, ports))] }
      : await compare(release, around, ports);
  const rows = withOptional(compared.rows, order.optional);
  const outcome = outcomeOf(rows);
  const { root, capsule } = compared;
  if (order.record !== undefined && record === undefined && outcome === "holds" && release && root) {
    const repositoryId = root.statement.predicate.release.repositoryId ?? "";
    const attested = rows.some(({ id, status }) => id === "published" && status === "holds");
    const recorded = { repositoryId, tag: release.tag, rootSha256: root.sha256, release, attested };
    /* 6 */ await ports.files.write(order.record, formatAuditRecord(recorded));
  }
  return {
    outcome,
    rows,
    repository: releases.asked,
    release,
    root,
    capsule,
    requests: releases.requests() + ports.runs.requests(),
  };
}

/** Several rows ask where the tag leads. */
function askedOnce(releases: PublicReleases): PublicReleases {
  const found = new Map<string, ReturnType<PublicReleases["tag"]>>();
  return {
    ...releases,
    tag(tag) {
      const answer = found.get(tag) ?? releases.tag(tag);
      found.set(tag, answer);
      return answer;
    },
  };
}

function removed(tag: string | undefined): AuditRow {
  const reason =
    tag === undefined ? "the repository has no public release" : `there is no public release of ${printable(tag)}`;
  return differs("release", "release-removed", { reason });
}

interface Around {
  readonly order: AuditOrder;
  /** Of the kept capsule. */
  readonly kept: VerifiedRoot | undefined;
  readonly record: AuditRecord | undefined;
}

interface Compared {
  readonly rows: readonly AuditRow[];
  /** Of the capsule on the release. */
  readonly root: VerifiedRoot | undefined;
  readonly capsule: string | undefined;
}

const NO_CAPSULE = { root: undefined, capsule: undefined } as const;

async function compare(release: PublicRelease, around: Around, ports: AuditPorts): Promise<Compared> {
  const { order, kept, record } = around;
  /* 2 */ const fetched = await fetchRelease(release, order, ports);
  const there = holds("release", { reason: `release ${release.id} of ${printable(release.tag)}` });
  const known = kept?.sha256 ?? record?.rootSha256;
  const { capsule } = fetched;
  if ("missing" in capsule) {
    const missing = missingCapsule(capsule.missing, known !== undefined);
    return { ...NO_CAPSULE, rows: [there, missing, ...(await sourceRows(kept, around, ports))] };
  }
  const publications = publicationsOf(release, ports.releases);
  const asking = { ...ports, publications: publications.ask };
  /* 3 */ const verification = await verifyCapsule(verifyOrder(capsule, fetched, order), asking);
  const { root, claims } = verification;
  const published = claims.filter(({ id }) => root !== undefined && id === "published");
  const judged = judgeCapsule(verification, known);
  const rows = [
    ...[there, judged, ...fileRows(fetched, verification)],
    ...verification.approvals.map((one) => approvalRow(one, ports)),
    ...published.map((claim) => judgePublished({ claim, attestedIds: publications.ids(), release, record })),
    ...(await sourceRows(kept ?? root, around, ports, release)),
    ...(root === undefined ? [] : await releaseRows({ root, capsule: capsule.path, release }, order, ports)),
  ];
  return { rows, root, capsule: judged.status === "holds" ? capsule.path : undefined };
}

/** Whoever vouches for the release may add a file to it; any other was not sealed. */
function approvalRow({ file, status, reason }: ApprovalResult, { files }: AuditPorts): AuditRow {
  const said = { subject: files.nameOf(file), reason };
  return status === "refused" ? differs("asset", "asset-added", said) : holds("asset", said);
}

function verifyOrder(capsule: VerifyOrder["capsule"], { files }: FetchedRelease, order: AuditOrder): VerifyOrder {
  return {
    capsule,
    assets: files.flatMap(({ digests }) => (digests === undefined ? [] : [digests])),
    identity: order.identity,
    all: true,
    now: order.now,
    ...(order.policy === undefined ? {} : { policy: order.policy }),
    // Nothing is said of assets if nothing could be compared.
    evidenceOnly: true,
  };
}

/** Results stand in the order of the files that were compared; what was not looked at comes last. */
function fileRows({ files }: FetchedRelease, { assets }: Verification): AuditRow[] {
  let next = 0;
  const judged = files.map(({ name, isWhole, digests }) => ({
    ...{ name, isWhole, isSeen: digests !== undefined },
    result: digests === undefined ? undefined : assets[next++],
  }));
  return judgeFiles(judged, assets.slice(next));
}

/** What follows from the root that was sealed, whatever lies on the release: 4, and what GitHub says of the release itself. */
async function sourceRows(
  root: VerifiedRoot | undefined,
  { order, record }: Around,
  ports: AuditPorts,
  release?: PublicRelease,
): Promise<AuditRow[]> {
  if (root === undefined) return [];
  const { releases, runs } = ports;
  const sealed = root.statement.predicate.release;
  const repository = await see(() => releases.repository());
  const tag = await see(async () => (sealed.tag === null ? undefined : releases.tag(sealed.tag)));
  const extensions = root.signer.kind === "certificate" ? root.signer.certificate.extensions : undefined;
  const certified = extensions && certifiedRun(extensions);
  const run = await see(async () => certified && runs.run(certified.id, certified.attempt));
  const ofRelease = async (here: PublicRelease) => {
    const isLatest = await see(
      async () => order.tag === undefined || (await releases.release("latest"))?.id === here.id,
    );
    const state = { release: here, isLatest, sealed, record, expected: order.expected };
    return [judgeFlags(state), judgePublication(here, { record, run })];
  };
  return [
    judgeRepository(repository, sealed),
    ...(release === undefined ? [] : await ofRelease(release)),
    judgeTag(tag, sealed),
    ...(await runRows({ certified, extensions, run, order }, ports)),
  ];
}

interface SealedHere {
  readonly root: VerifiedRoot;
  /** Path. */
  readonly capsule: string;
  readonly release: PublicRelease;
}

async function releaseRows(
  { root, capsule, release }: SealedHere,
  { packages }: AuditOrder,
  ports: AuditPorts,
): Promise<AuditRow[]> {
  const kept = await see(() => keptPayloads(root.statement, ports.releases, ports.crypto));
  const statements = await see(() => statementsOf(root, capsule, ports));
  return [
    ...(statements.isSeen ? judgeAttestations(statements.value, kept) : judgeAttestations([], statements)),
    /* 5 */ ...(await lookInRegistries({ root: root.statement, packages, release }, ports)),
  ];
}

interface RunOrder {
  readonly certified: ReturnType<typeof certifiedRun>;
  readonly extensions: Parameters<typeof judgeRun>[1] | undefined;
  readonly run: Parameters<typeof judgeRun>[0];
  readonly order: AuditOrder;
}

async function runRows({ certified, extensions, run, order }: RunOrder, { runs }: AuditPorts): Promise<AuditRow[]> {
  if (certified === undefined || extensions === undefined) {
    const reason = "the certificate names no run of GitHub Actions";
    return [unseen("run", "not-stated", { reason })];
  }
  const environment = extensions.deploymentEnvironment;
  const reviews =
    environment === undefined
      ? ({ isSeen: false, why: "no environment is named" } as const)
      : await see(() => runs.reviews(certified.id));
  const mustBeReviewed = order.expected.includes("reviewed");
  return [judgeRun(run, extensions), judgeReview({ run, reviews, environment, mustBeReviewed })];
}

/** The root of a capsule that was kept, verified as the public one will be. */
async function keptRoot(path: string, { identity, now }: AuditOrder, given: AuditPorts): Promise<VerifiedRoot> {
  const { publications: _, ...ports } = given;
  const { verdict, root, claims } = await verifyCapsule(
    { capsule: { path }, assets: [], identity, now, evidenceOnly: true },
    ports,
  );
  if (verdict === "verified" && root !== undefined) return root;
  const open = claims.find(({ status }) => status === "failed") ?? claims.find(({ required }) => required);
  throw new Fault("usage", `the capsule that was kept does not verify: ${open?.reason ?? "nothing was verified"}`);
}

const MAX_RECORD_BYTES = 64 * 1024;

async function readRecord(path: string, { files }: AuditPorts): Promise<AuditRecord | undefined> {
  if ((await files.facts(path)) === undefined) return undefined;
  return parseAuditRecord(await files.read(path, MAX_RECORD_BYTES));
}

function requireRecordOf(record: AuditRecord, { tag }: PublicRelease): void {
  if (record.tag === tag) return;
  throw new Fault("audit-record-malformed", `the record is of the release ${printable(record.tag)}`, {
    hint: "give each release a file of its own",
  });
}
