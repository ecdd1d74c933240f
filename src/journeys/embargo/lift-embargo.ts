import { digestHex } from "../../crypto/digest-hex.ts";
import { requireAffected } from "../../domain/announcement/affected-releases.ts";
import { lateDays, requireDay, timingOf } from "../../domain/announcement/late-days.ts";
import type { Statement } from "../../domain/attestation/statement.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import { releasePurl } from "../../domain/source/release-purl.ts";
import type { SourceFacts } from "../../domain/source/source-facts.ts";
import { type ReleaseState, releaseStateStatement } from "../../domain/statements/release-state.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Progress } from "../../ports/progress.ts";
import type { ReleaseHost } from "../../ports/release-host.ts";
import { readUnverified } from "../show/read-unverified.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import { findCommitment } from "./commit-release.ts";
import {
  besideAnnouncement,
  type EmbargoedRelease,
  type EmbargoOrder,
  type RefusedRelease,
  readAnnouncement,
  verifyFix,
} from "./embargoed-release.ts";
import { readEmbargo } from "./private-file.ts";
import { publishSealed } from "./publish-sealed.ts";
import { readSealed, type SealedFiles } from "./read-sealed.ts";
import { type LogToTell, readToldLog, sayInLog } from "./say-in-log.ts";

/** The root of a release, as much of it as is said in a log. */
interface NamedRoot {
  readonly sha256: string;
  readonly statement: RootStatement;
}

/** Paths are absolute. */
export interface LiftOrder extends EmbargoOrder {
  /** Capsules of the releases that are withdrawn. */
  readonly affected: readonly string[];
  /** Folder with the OSV record, which the withdrawal rests on; by default the one beside the announcement. */
  readonly announced: string | undefined;
  /** The private file, by default beside the announcement; it is not there if nothing was committed to before. */
  readonly secret: string | undefined;
  readonly now: Date;
  /** Why the day is not waited for. */
  readonly reason: string | undefined;
  readonly dryRun: boolean;
}

export interface LiftPorts extends VerifyPorts {
  /** Where a release is published; undefined if it is published elsewhere, and public. */
  readonly publishing:
    | ((release: Pick<SourceFacts, "repository" | "repositoryId">) => Promise<{
        readonly host: ReleaseHost;
        /** Without changing anything. */
        isPublic(tag: string): Promise<boolean>;
      }>)
    | undefined;
  /** Undefined for a project without a log. */
  readonly log: () => Promise<LogToTell | undefined>;
}

export interface Lifted extends EmbargoedRelease {
  readonly steps: readonly LiftStep[];
  /** Why the day was not waited for. */
  readonly early: string | undefined;
  /** What the policy of the response says of its days, and of this moment. */
  readonly late: readonly string[];
}

/** One thing of the day. */
export interface LiftStep {
  readonly does: "publish" | "opened" | "published" | "yanked";
  /** Name and version of the release. */
  readonly about: string;
  readonly status: "done" | "already" | "would";
  /** A web address, or the number of the leaf. */
  readonly at: string | undefined;
}

const MAX_RECORD_BYTES = 8 << 20;

/**
 * Ends an embargo. Each step looks at what is there, so that a run that was cut off is finished by the next one.
 *
 *   1. day      it has come, or there is a reason not to wait
 *   2. verify   the fix with every file
 *   3. read     the affected releases, which the fix must not be among, and the record that was announced
 *   4. find     the commitment in the log, before anything is public
 *   5. publish  the fix first: until people can have it, nobody is told that they need it
 *   6. log      that it was committed to and is published, and that the affected releases are withdrawn, under one head:
 *               no reader sees one without the other
 *
 * Faults: `announcement-malformed`, `embargo-refused`, `usage`, `opening-refused`, those of verifying, of `readSealed`,
 * `publishSealed` and `sayInLog`.
 */
export async function liftEmbargo(order: LiftOrder, ports: LiftPorts): Promise<Lifted | RefusedRelease> {
  const { dryRun, now } = order;
  const file = await readAnnouncement(order, ports.files);
  /* 1 */ const early = requireDay(file, order);
  /* 2 */ const verified = await verifyFix({ ...order.verify, all: true }, ports);
  if ("refused" in verified) return verified;
  const { root, verification } = verified;
  const sealed = await readSealed({ verification, path: order.verify.capsule.path }, ports);
  const log = await ports.log();
  /* 3 */ const affected = await readAffected(order.affected, ports);
  requireAffected(
    affected.map(({ sha256 }) => sha256),
    root.sha256,
  );
  const restsOn = await recordDigest(order, file.id, ports);
  const gitHub = await ports.publishing?.(root.statement.predicate.release);
  const secret = order.secret ?? besideAnnouncement(order, `${file.id}.embargo.json`, ports.files);
  /* 4 */ const opened = log && (await openingOf(root, { id: file.id, secret, log }, ports));
  const publishing = { dryRun, progress: ports.progress };
  /* 5 */ const published = gitHub === undefined ? [] : [await publishFix(sealed, gitHub, publishing)];
  /* 6 */ const said =
    log && opened && (await sayAll([...opened, ...statesOf(root, affected, restsOn)], log, publishing));
  const { late } = timingOf(file, now);
  const steps = [...published, ...(said ?? [])];
  return { file, root, steps, early, late: [...lateDays(file), ...(late === undefined ? [] : [late])] };
}

async function readAffected(paths: readonly string[], ports: VerifyPorts): Promise<NamedRoot[]> {
  const affected = [];
  for (const path of paths) {
    const { statement, rootSha256 } = await readUnverified({ path }, new Set(), ports);
    affected.push({ statement, sha256: rootSha256 });
  }
  return affected;
}

/** Hex SHA-256 of the OSV record that was announced. */
async function recordDigest(order: LiftOrder, id: string, { files, crypto }: VerifyPorts): Promise<string> {
  const folder = order.announced ?? besideAnnouncement(order, `${id}.announcement`, files);
  const record = files.join(folder, `${id}.osv.json`);
  if ((await files.facts(record)) === undefined) {
    throw new Fault("file-missing", `nothing was announced yet: there is no file ${printable(record)}`, {
      hint: advice`write it with capsule announce, or name its folder with ${option("announced")}`,
    });
  }
  return digestHex("sha256", await files.read(record, MAX_RECORD_BYTES), crypto);
}

async function publishFix(
  sealed: SealedFiles,
  gitHub: Awaited<ReturnType<NonNullable<LiftPorts["publishing"]>>>,
  { dryRun, progress }: { readonly dryRun: boolean; readonly progress: Progress },
): Promise<LiftStep> {
  const about = nameOf(sealed.root);
  if (dryRun) {
    const isThere = await gitHub.isPublic(sealed.root.statement.predicate.release.tag ?? "");
    return { does: "publish", about, status: isThere ? "already" : "would", at: undefined };
  }
  progress.step("publishing at GitHub");
  const { publication, isNew } = await publishSealed(sealed, gitHub.host);
  return { does: "publish", about, status: isNew ? "done" : "already", at: publication.location };
}

async function sayAll(
  wanted: readonly ToSay[],
  log: LogToTell,
  { dryRun, progress }: { readonly dryRun: boolean; readonly progress: Progress },
): Promise<LiftStep[]> {
  progress.step("telling the log");
  const statements = wanted.map(({ statement }) => statement);
  const said = await sayInLog(statements, log, { dryRun });
  return wanted.map(({ does, about }, at) => {
    const one = said[at];
    if (one === undefined) throw new Fault("internal", "everything was said, or was there");
    const status = one.isNew ? (dryRun ? "would" : "done") : "already";
    return { does, about, status, at: one.index === undefined ? undefined : `leaf ${one.index}` };
  });
}

interface ToSay extends Pick<LiftStep, "about"> {
  readonly does: Exclude<LiftStep["does"], "publish">;
  readonly statement: Statement;
}

/** Nothing if nothing was committed to. */
async function openingOf(
  root: NamedRoot,
  { id, secret, log }: { readonly id: string; readonly secret: string; readonly log: LogToTell },
  { files, progress }: VerifyPorts,
): Promise<ToSay[]> {
  const embargo = await readEmbargo(secret, { id, root: root.sha256 }, files);
  if (embargo === undefined) {
    progress.warn(`there is no ${printable(files.nameOf(secret))}: no commitment is opened`);
    return [];
  }
  const { payload } = await findCommitment(embargo, await readToldLog(log), log);
  return [saying(root, { effect: "opened", reason: "none", refersTo: [payload], salt: embargo.salt })];
}

function statesOf(fix: NamedRoot, affected: readonly NamedRoot[], restsOn: string): ToSay[] {
  return [
    saying(fix, { effect: "published", reason: "none" }),
    ...affected.map((one) => saying(one, { effect: "yanked", reason: "vulnerability", evidence: [restsOn] })),
  ];
}

function saying(root: NamedRoot, state: ReleaseState & { readonly effect: ToSay["does"] }): ToSay {
  const release = releasePurl(root.statement.predicate.release);
  const about = nameOf(root);
  const subject = { name: about.replace(" ", "@"), sha256: root.sha256 };
  return { does: state.effect, about, statement: releaseStateStatement(subject, { ...state, release }) };
}

function nameOf({ statement }: NamedRoot): string {
  const { name, version } = statement.predicate.release;
  return `${name} ${version}`;
}
