import type { AuditRow } from "../../domain/audit/audit-row.ts";
import { type JudgedFinding, type JudgedFindings, judgeFindings } from "../../domain/vulnerability/judge-findings.ts";
import type { RiskDecision } from "../../domain/vulnerability/risk.ts";
import { compareWatch, hasChanged, type SeenToday, type ToldFinding } from "../../domain/watch/watch-change.ts";
import { parseWatchState, type WatchState } from "../../domain/watch/watch-state.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { once } from "../../kernel/once.ts";
import type { SigningSession } from "../../ports/signer.ts";
import type { KeptIssue } from "../../ports/watched-repository.ts";
import { audit } from "../audit/audit.ts";
import type { Audit } from "../audit/audit-order.ts";
import { ageInDays, scanPath } from "../scan/scan.ts";
import { readDecisions } from "../vex/read-decisions.ts";
import type { ReleaseScan, SeenRelease, WatchedIssue, WatchedRelease, WatchOrder, WatchPorts } from "./watch-order.ts";
import { writeScan } from "./write-scan.ts";

export interface Watch {
  /** 0: nothing that nobody knew; 1: something new differs or is known; 3: nothing new, and something could not be seen. */
  readonly exitCode: 0 | 1 | 3;
  readonly releases: readonly WatchedRelease[];
  /** What became of the decisions; undefined if none were named. */
  readonly decisions: WatchedDecisions | undefined;
  /** Requests that GitHub counted. */
  readonly requests: number;
}

export interface WatchedDecisions {
  /** Those that do not hold any more, or not yet. */
  readonly expired: readonly RiskDecision[];
  /** Those about nothing that was found in any of the releases. */
  readonly unmatched: readonly RiskDecision[];
}

/**
 * Looks at the newest releases again, as a night job: is what is public still what was sealed, and what is known today of what they
 * are made of?
 *
 *   1. list     the newest releases, and the issues that earlier watches opened
 *   2. audit    each, in at most ten requests
 *   3. scan     the SBOM of its capsule, if that verified, offline, and judge what is found by what was decided
 *   4. compare  both with what the issue about the release states
 *   5. write    the scan as JSON, SARIF and statement, and the decisions as OpenVEX; statements are signed and read back
 *   6. tell     by one issue of each release: opened if there is something to tell, changed if something changed, closed if all is well
 *
 * What could not be seen today stays as it was. Faults: those of `audit`, of the database, the decisions, the signer and the host.
 */
export async function watch(order: WatchOrder, ports: WatchPorts): Promise<Watch> {
  const { watched, progress } = ports;
  const decisions = await decisionsOf(order, ports);
  progress.step("asking GitHub for the newest releases");
  /* 1 */ const tags = await watched.newestTags(order.last);
  const issues = order.issueAuthor === undefined ? undefined : await keptIssues(order.issueAuthor, ports);
  const session = once(async () => ports.signing?.signer.open());
  const releases: WatchedRelease[] = [];
  for (const tag of tags)
    releases.push(await watchRelease(tag, { order, decisions: decisions ?? [], issues, session }, ports));
  return {
    exitCode: exitCodeOf(releases),
    releases,
    decisions: decisions && becameOf(decisions, releases),
    requests: ports.releases.requests() + ports.runs.requests() + watched.requests(),
  };
}

async function decisionsOf({ risk }: WatchOrder, { files }: WatchPorts): Promise<readonly RiskDecision[] | undefined> {
  if (risk === undefined) return undefined;
  return (await readDecisions({ risk, folder: files.folderOf(risk), top: undefined }, files))?.decisions;
}

/** Nothing is said of decisions if nothing was scanned. */
function becameOf(decisions: readonly RiskDecision[], releases: readonly WatchedRelease[]): WatchedDecisions {
  const judged = releases.flatMap(({ scan }) => (scan === undefined || typeof scan === "string" ? [] : [scan.judged]));
  const inAll = (of: (one: JudgedFindings) => readonly RiskDecision[]) =>
    judged.length === 0 ? [] : decisions.filter((decision) => judged.every((one) => of(one).includes(decision)));
  const expired = inAll((one) => one.expired);
  return { expired, unmatched: inAll((one) => one.unmatched).filter((one) => !expired.includes(one)) };
}

/** Issues by the tags of their releases, and what they state; of several about one the newest counts. */
type Issues = ReadonlyMap<string, { readonly issue: KeptIssue; readonly state: WatchState }>;

async function keptIssues(author: string, { watched }: WatchPorts): Promise<Issues> {
  const found = new Map<string, { issue: KeptIssue; state: WatchState }>();
  for (const issue of await watched.issuesOf(author)) {
    const state = parseWatchState(issue.body);
    if (state !== undefined && !found.has(state.tag)) found.set(state.tag, { issue, state });
  }
  return found;
}

interface Around {
  readonly order: WatchOrder;
  readonly decisions: readonly RiskDecision[];
  readonly issues: Issues | undefined;
  /** Opened by the first release that there is something to sign of. */
  readonly session: () => Promise<SigningSession | undefined>;
}

async function watchRelease(
  tag: string,
  { order, decisions, issues, session }: Around,
  ports: WatchPorts,
): Promise<WatchedRelease> {
  /* 2 */ const audited = await audit({ ...order.audit, tag }, ports);
  const scan = order.database === undefined ? undefined : /* 3 */ await scanned(audited, { order, decisions }, ports);
  const known = issues?.get(tag);
  const found = scan === undefined || typeof scan === "string" ? undefined : scan.judged.findings;
  const today: SeenToday = {
    findings: found?.filter(({ state }) => state === "open").map(statedFinding),
    quiet: found?.filter(({ state }) => state !== "open").map(statedFinding) ?? [],
    differences: audited.rows.filter(({ status }) => status === "differs").map(statedDifference),
    isAllSeen: audited.rows.every(({ status, required }) => status !== "unseen" || !required),
  };
  const seen = { tag, audit: audited, scan, change: /* 4 */ compareWatch(known?.state, today) };
  const files =
    order.out === undefined || scan === undefined || typeof scan === "string"
      ? []
      : /* 5 */ await writeScan(
          { scan, audited, session: await session(), order: { ...order, out: order.out } },
          ports,
        );
  const issue = issues === undefined ? undefined : /* 6 */ await keepIssue(seen, known?.issue, { order, ports });
  return { ...seen, issue, files };
}

async function scanned(
  { capsule }: Audit,
  { order: { database = "", maxAge, failOn }, decisions }: Pick<Around, "order" | "decisions">,
  ports: WatchPorts,
): Promise<ReleaseScan | string> {
  if (capsule === undefined) return "its capsule did not verify, so nothing says what it is made of";
  ports.progress.step("scanning");
  const time = ports.clock.now();
  const found = await unlessWithoutList(() => scanPath({ path: capsule, database }, ports));
  if (typeof found === "string") return found;
  const age = ageInDays(found.sources, time);
  const isRecent = age !== undefined && age >= 0 && age <= maxAge;
  const isWhole = isRecent && found.scan.unjudged.length === 0 && found.unknown === undefined;
  const judged = judgeFindings(found.scan.findings, { decisions, failOn, now: time.getTime() });
  return { ...found, judged, time, finished: ports.clock.now(), isWhole };
}

/** A release may have been sealed without a list of contents; a database that is not one ends the watch. */
async function unlessWithoutList<T>(scan: () => Promise<T>): Promise<T | string> {
  try {
    return await scan();
  } catch (error) {
    if (error instanceof Fault && isRefusal(error) && error.code !== "database-malformed") return error.message;
    throw error;
  }
}

function statedFinding({ finding, why }: JudgedFinding): ToldFinding {
  const { ids, component, severity } = finding;
  const shown = `${component.name} ${component.version ?? ""}`.trim();
  return { ids: [...ids], component: shown, level: severity.level, why };
}

function statedDifference({ id, subject, code }: AuditRow): string {
  return [id, ...(subject === null ? [] : [subject]), code ?? "differs"].join(" ");
}

/** Nothing is written where nothing changed: an issue that somebody closed stays so until there is something new. */
async function keepIssue(
  seen: SeenRelease,
  known: KeptIssue | undefined,
  { order, ports: { watched } }: { readonly order: WatchOrder; readonly ports: WatchPorts },
): Promise<WatchedIssue | undefined> {
  const { findings, differences } = seen.change;
  const isNotable = findings.length + differences.length > 0;
  if (known === undefined) {
    if (!isNotable) return undefined;
    return { number: await watched.openIssue(order.written.issue(seen)), became: "opened" };
  }
  const { number } = known;
  if (!hasChanged(seen.change)) return { number, became: "unchanged" };
  const { added, changed, newDifferences } = seen.change;
  const isNews = added.length + changed.length + newDifferences.length > 0;
  // First what people are told of: if the second is lost, the next night says it again.
  await watched.comment(number, order.written.comment(seen));
  const isOpen = isNotable && (known.isOpen || isNews);
  await watched.changeIssue(number, { ...order.written.issue(seen), isOpen });
  return { number, became: isOpen ? "changed" : "closed" };
}

function exitCodeOf(releases: readonly WatchedRelease[]): 0 | 1 | 3 {
  const isNew = ({ change }: WatchedRelease) => change.added.length + change.changed.length > 0;
  if (releases.some((one) => isNew(one) || one.change.newDifferences.length > 0)) return 1;
  const isOpen = ({ audit: { outcome }, scan }: WatchedRelease) =>
    outcome === "incomplete" || typeof scan === "string" || scan?.isWhole === false;
  return releases.length === 0 || releases.some(isOpen) ? 3 : 0;
}
