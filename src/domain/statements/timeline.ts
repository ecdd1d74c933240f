import type { BundleSigner, SignedTime } from "../sigstore/verified-bundle.ts";
import type { LogPolicy } from "./log-policy.ts";
import type { LoggedStatement, Receipt } from "./logged-statement.ts";
import { judgeStatements, type StatementStanding } from "./release-standing.ts";
import type { StateEffect } from "./vocabulary.ts";

/** One statement as a line of a timeline. */
export interface TimelineRow {
  readonly receipts: readonly Receipt[];
  /** In which roles it was said; empty if nothing follows from it. */
  readonly roles: readonly string[];
  /** The effect, or the word for its predicate. */
  readonly says: LoggedStatement["says"] | StateEffect;
  readonly use: string | undefined;
  readonly reason: string | undefined;
  readonly release: string | undefined;
  readonly signer: string | undefined;
  /** When it was signed at the latest, seconds since 1970; undefined if nothing trusted says so. */
  readonly notLaterThan: number | undefined;
  readonly standing: StatementStanding;
  /** Of an opening: when its commitment was signed at the latest; the release was known since. */
  readonly knownSince: number | undefined;
  /** Digests of the statements that it refers to. */
  readonly refersTo: readonly string[];
  readonly subject: readonly string[];
  readonly payload: string;
  readonly envelope: string;
}

/** Which statements are asked for; each line must satisfy all that is given. */
export interface TimelineFilter {
  /** Hex SHA-256 of the root of a release. */
  readonly subject?: string | undefined;
  readonly role?: string;
  readonly says?: string;
  /** Not earlier than this leaf of the policy's log, or this time in seconds since 1970. */
  readonly since?: { readonly index: number } | { readonly seconds: number };
}

/** What must have been said of a release for a reader to take it: `fips-lab:scai`. */
export interface Required {
  readonly role: string;
  readonly says: string;
}

/** The statements in the order of their leaves, each with what follows from it. What is refused or unreadable stays visible. */
export function timelineOf(
  statements: readonly LoggedStatement[],
  policy: LogPolicy,
  filter: TimelineFilter = {},
): TimelineRow[] {
  const judged = judgeStatements(statements, policy);
  return statements
    .map((statement) => rowOf(statement, judged.judge(statement)))
    .filter((row) => isAsked(row, filter, policy))
    .sort((a, b) => placeIn(a, policy) - placeIn(b, policy) || (a.envelope < b.envelope ? -1 : 1));
}

/** Requirements that no statement in its role satisfies: who has not spoken yet. */
export function silenceOf(rows: readonly TimelineRow[], required: readonly Required[]): Required[] {
  return required.filter(
    ({ role, says }) =>
      !rows.some(
        (row) =>
          row.says === says &&
          row.roles.includes(role) &&
          (row.standing.kind === "in-effect" || row.standing.kind === "recorded"),
      ),
  );
}

function rowOf(statement: LoggedStatement, standing: StatementStanding): TimelineRow {
  const { receipts, subject, payload, envelope, content } = statement;
  const said = content.kind === "said" ? content : undefined;
  return {
    ...{ receipts, subject, payload, envelope, standing },
    roles: "roles" in standing ? standing.roles : [],
    says: said?.state?.effect ?? statement.says,
    use: said?.state?.use,
    reason: said?.state?.reason === "none" ? undefined : said?.state?.reason,
    release: said?.state?.release,
    signer: said === undefined ? undefined : nameOf(said.signer.signer),
    notLaterThan: earliest(said?.times ?? []),
    knownSince: standing.kind === "in-effect" ? earliest(standing.opens?.content.times ?? []) : undefined,
    refersTo: said?.state?.refersTo ?? [],
  };
}

function nameOf(signer: BundleSigner): string {
  return signer.kind === "key" ? "a key" : signer.certificate.subjectAlternativeName.value;
}

/** Each time says "not later", so the earliest says most. */
function earliest(times: readonly SignedTime[]): number | undefined {
  return times.map(({ seconds }) => seconds).sort((a, b) => a - b)[0];
}

function isAsked(row: TimelineRow, { subject, role, says, since }: TimelineFilter, policy: LogPolicy): boolean {
  if (subject !== undefined && !row.subject.includes(subject)) return false;
  if (role !== undefined && !row.roles.includes(role)) return false;
  if (says !== undefined && row.says !== says) return false;
  if (since === undefined) return true;
  if ("index" in since) return placeIn(row, policy) >= since.index;
  // What nobody dates may be of any time, and is shown.
  return row.notLaterThan === undefined || row.notLaterThan >= since.seconds;
}

function placeIn({ receipts }: TimelineRow, { origin }: LogPolicy): number {
  const own = receipts.find((one) => one.origin === origin);
  // What other logs have comes after, in their order.
  return own?.index ?? Number.MAX_SAFE_INTEGER / 2 + (receipts[0]?.index ?? 0);
}
