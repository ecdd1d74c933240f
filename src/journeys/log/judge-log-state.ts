import type { Cryptography } from "../../crypto/cryptography.ts";
import { isFile } from "../../domain/capsule/root-schema.ts";
import { type AskedBy, admissionOf } from "../../domain/statements/admission.ts";
import { explainStanding } from "../../domain/statements/explain-standing.ts";
import { type HeadTrust, isStaleHead } from "../../domain/statements/head-trust.ts";
import type { StatementLeaf } from "../../domain/statements/leaf.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import { judgeStatements } from "../../domain/statements/release-standing.ts";
import { type ToldTimeline, tellTimeline } from "../../domain/statements/told-timeline.ts";
import { spanText } from "../../domain/verification/checks/check-age.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { failedClaim, openClaim, verifiedClaim } from "../../domain/verification/make-claim.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { carriedLog, requireCarriedProofs } from "./carry-log.ts";
import { type LogPlace, type ReadLog, readLog } from "./read-log.ts";
import { readStatements } from "./read-statements.ts";
import { rememberHead, requireGoesOn } from "./remember-head.ts";

/** Which log is asked, and by what it is judged. */
export interface LogToAsk {
  /** Undefined for the one that the capsule carries. */
  readonly place: LogPlace | undefined;
  readonly trust: HeadTrust;
  readonly trusted: readonly NamedTrust[];
  /** How whoever asks came to the release. */
  readonly askedBy: AskedBy;
  /** Seconds that the head may be old; undefined for any. */
  readonly maxHeadAge: number | undefined;
  readonly now: Date;
  /** Absolute paths of each `capsule.lock` that remembers heads. */
  readonly memories: readonly string[];
  /** Beside which file the evidence of a fork is kept. */
  readonly beside: string;
}

export interface JudgingPorts {
  readonly files: Files;
  readonly crypto: Cryptography;
}

export interface JudgedLogState {
  readonly claim: Claim;
  /** What the log says of the release; undefined if there is no log. */
  readonly told: ToldTimeline | undefined;
}

interface ReleaseToJudge {
  readonly root: VerifiedRoot;
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/**
 * Whether a log of statements admits a release: the claim `log-state`.
 *
 *   1. carried   the log in the capsule, whole, and its proofs
 *   2. present   the log that is named goes on from it, and from what is remembered
 *   3. said      of the release, or of a file of it by its digest
 *   4. follows   from the worst of it, for whoever came to the release so
 *   5. fresh     the head is new enough
 *
 * Faults: those of `readLog`, `requireGoesOn` and `rememberHead`.
 */
export async function judgeLogState(
  release: ReleaseToJudge,
  asked: LogToAsk,
  ports: JudgingPorts,
): Promise<JudgedLogState> {
  const { trust, trusted } = asked;
  const { files, crypto } = ports;
  const reading = { trust, crypto };
  const carriedPlace = carriedLog(release.entries);
  /* 1 */ const carried = carriedPlace === undefined ? undefined : await readLog(carriedPlace, reading);
  if (carried !== undefined) await requireCarriedProofs(release.entries, carried, crypto);
  const place = asked.place ?? carriedPlace;
  /* 2 */ const log = asked.place === undefined ? carried : await readLog(asked.place, reading);
  if (place === undefined || log === undefined) {
    const reason = "the capsule carries no log, and none was named";
    return { claim: openClaim("log-state", "missing", { reason, required: true }), told: undefined };
  }
  if (asked.place !== undefined && carried !== undefined) await requireSameLog(carried, log, { ...asked, ...ports });
  for (const memory of asked.memories) await rememberHead(memory, log, { files, ...reading });
  const subjects = subjectsOf(release.root);
  const isAsked = ({ subject }: { readonly subject: readonly string[] }) =>
    subject.some((one) => one === log.policy.sha256 || subjects.has(one));
  const read = (isOne: (leaf: StatementLeaf) => boolean) =>
    readStatements(log, place.envelopes, { trusted, crypto, isAsked: isOne });
  const said = await read(isAsked);
  const opened = new Set(said.flatMap(({ content }) => (content.kind === "said" ? (content.opens ?? []) : [])));
  // What was committed to in secret is about another subject than what opens it.
  /* 3 */ const committed =
    opened.size === 0 ? [] : await read(({ subject }) => subject.some((one) => opened.has(one)));
  const statements = [...said, ...committed];
  /* 4, 5 */ const claim = claimOf(subjects, { log, statements }, asked);
  const isStale = isStaleHead(log.head, asked.maxHeadAge, asked.now);
  return { claim, told: tellTimeline({ ...log, statements, isStale }, { release: release.root.sha256 }) };
}

/** Of two logs one says nothing of the other. */
async function requireSameLog(
  carried: ReadLog,
  log: ReadLog,
  { files, crypto, beside }: JudgingPorts & Pick<LogToAsk, "beside">,
): Promise<void> {
  if (carried.head.checkpoint.origin !== log.head.checkpoint.origin) {
    throw new Fault("log-origin", "the capsule carries another log than the one that was named");
  }
  await requireGoesOn(carried.head, log, { crypto, files, beside });
}

/** Hex SHA-256 of what a statement may be about, and what that is called. */
function subjectsOf({ sha256, statement }: VerifiedRoot): ReadonlyMap<string, string | undefined> {
  const files = statement.subject.filter(isFile).map(({ name, digest }) => [digest.sha256, name] as const);
  return new Map([...files, [sha256, undefined]]);
}

interface Said {
  readonly log: ReadLog;
  readonly statements: readonly LoggedStatement[];
}

function claimOf(subjects: ReadonlyMap<string, string | undefined>, said: Said, asked: LogToAsk): Claim {
  const { log, statements } = said;
  const judged = judgeStatements(statements, log.policy);
  const mentioned = new Set(statements.flatMap(({ subject }) => subject));
  // The release comes last in the map, and a file counts only if somebody spoke of it.
  const found = [...subjects].reverse().flatMap(([sha256, name]) => {
    if (name !== undefined && !mentioned.has(sha256)) return [];
    const standing = judged.standingOf(sha256);
    const { admits } = admissionOf(standing, name === undefined ? asked.askedBy : "digest");
    return [{ sha256, name, standing, admits }];
  });
  const headText = `up to its head of ${log.head.size} leaves, ${ageText(log, asked.now)}`;
  const where = `the log ${printable(log.head.checkpoint.origin)}`;
  const refused = found.find(({ admits }) => admits === "no");
  if (refused !== undefined) {
    const why = whyOf(refused.sha256, said);
    const what = refused.name === undefined ? "the release" : printable(refused.name);
    const state =
      refused.standing.effective === "none" ? "was never published" : `is ${refused.standing.effective}${why}`;
    return failedClaim(
      "log-state",
      new Fault("release-not-admitted", `${what} ${state}, says ${where} ${headText}`, {
        hint: "use another release; explain names the statements from which it follows",
      }),
    );
  }
  const unknown = found.find(({ admits }) => admits === "unknown");
  if (unknown !== undefined) {
    const reason = `a statement about the release in ${where} cannot be read, and could withdraw it`;
    return openClaim("log-state", "not-checked", { reason, required: true, hint: "get the payloads of the log again" });
  }
  if (isStaleHead(log.head, asked.maxHeadAge, asked.now)) {
    const reason = `the head of ${where} is too old: ${ageText(log, asked.now)}`;
    const hint = "get the log again; what was said since is not known";
    return openClaim("log-state", "not-checked", { reason, required: true, hint });
  }
  const warned = found.find(({ admits }) => admits === "with-warning");
  const of = warned ?? found[0];
  const effective = of?.standing.effective ?? "none";
  const state = effective === "none" ? "nobody withdrew it" : `it is ${effective}${whyOf(of?.sha256 ?? "", said)}`;
  const warning = warned === undefined ? "" : ", and may be used because it was named: ";
  return verifiedClaim(
    "log-state",
    `${warning === "" ? state : `${state}${warning}take another if you can`}, says ${where} ${headText}`,
  );
}

/** The reasons that were given, as words. */
function whyOf(subject: string, { log, statements }: Said): string {
  const words = explainStanding(subject, statements, log.policy).flatMap(({ content }) =>
    content.kind === "said" && content.state !== undefined && content.state.reason !== "none"
      ? content.state.reason
      : [],
  );
  return words.length === 0 ? "" : ` (${[...new Set(words)].join(", ")})`;
}

function ageText({ head: { seconds } }: ReadLog, now: Date): string {
  if (seconds === undefined) return "of unknown time";
  const age = Math.max(0, now.getTime() / 1000 - seconds);
  return `signed at ${formatEpoch(seconds)}, ${spanText(age)} ago`;
}
