import type { Cryptography } from "../../crypto/cryptography.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { reaches } from "../attestation/severity-level.ts";
import { isDecided, lastWords, OPEN_VEX_TYPE, readVexWords, type VexWord } from "../attestation/vex-decisions.ts";
import {
  readScanPredicate,
  type StatedFinding,
  type StatedScan,
  VULNERABILITIES_TYPE,
} from "../attestation/vulnerability-scan.ts";
import { isSbomEntry } from "../capsule/entry-names.ts";
import type { Claim } from "../verification/claim.ts";
import { newestTime } from "../verification/effective-time.ts";
import type { RunEvidence } from "../verification/evidence/run-evidence.ts";
import { openClaim, outdatedClaim, verifiedClaim } from "../verification/make-claim.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import { fits } from "./by-party.ts";
import { type PolicyInForce, unmet } from "./check-policy.ts";
import type { GivenStatement } from "./given-statement.ts";
import type { VulnerabilityRule } from "./policy.ts";
import { type StatedEvidence, statedEvidence } from "./stated-evidence.ts";

export interface KnownToJudge {
  readonly evidence: Pick<RunEvidence, "root" | "entries">;
  /** Hex. */
  readonly capsuleSha256: string;
  /** Scans that lie beside the capsule. */
  readonly given: readonly GivenStatement[];
  readonly trusted: readonly NamedTrust[];
  readonly inForce: PolicyInForce | undefined;
}

const DAY = 86_400_000;
/** Clocks of machines that work together differ by this much, in milliseconds. */
const CLOCKS = 60_000;

/**
 * What scans say of the release whose signers the policy accepts. Every asset must have been scanned, with a database that was new enough,
 * not longer ago than the policy allows: a scan that is too old is as none. Of each scanner its newest scan of an asset counts; what
 * it found of the severity that the policy names must have been decided about, in OpenVEX by an accepted signer. Fault: `policy-unmet` if
 * it was not.
 */
export async function judgeKnownVulnerabilities(
  { evidence, capsuleSha256, given, trusted, inForce }: KnownToJudge,
  crypto: Cryptography,
): Promise<Claim> {
  const rule = inForce?.policy.vulnerabilities;
  if (inForce === undefined || rule === undefined) return withoutRule(evidence, given);
  const beside = given.flatMap(({ bytes }) => (bytes instanceof Fault ? [] : bytes));
  const stated = await statedEvidence({ evidence, beside, trusted, inForce }, crypto);
  const { root } = evidence;
  const { release } = root.statement.predicate;
  const accepted = stated.filter(
    (one) => (rule.ownRunCounts || !one.isOwnRun) && rule.signers.some((signer) => fits(one, signer, release)),
  );
  const place = { covers: coverageOf(evidence, capsuleSha256), now: inForce.effective.time.getTime(), rule };
  const scans = accepted.flatMap((one) => judgedScan(one, place));
  const uncovered = root.statement.subject.find(
    ({ digest }) => !scans.some(({ lack, about }) => lack === undefined && about.has(digest.sha256)),
  );
  if (uncovered !== undefined) {
    const { name, digest } = uncovered;
    return lacking(
      name,
      scans.filter(({ about }) => about.has(digest.sha256)),
    );
  }
  const vex = accepted.flatMap((one) => wordsOf(one, place.covers));
  return judgedClaim(newestOf(scans), { vex, rule });
}

/** Nobody looks into what nobody asks about. */
function withoutRule({ root }: Pick<RunEvidence, "root">, given: readonly GivenStatement[]): Claim {
  const listed = root.statement.predicate.evidence.filter(
    ({ annotations }) => annotations.predicateType === VULNERABILITIES_TYPE,
  );
  const count = listed.length + given.length;
  if (count === 0) {
    return openClaim("vulnerabilities", "not-applicable", { reason: "no policy asks for a scan, and none is there" });
  }
  const reason = `${counted(count, "scan is", "scans are")} there; no policy says how new it must be and what it may have found`;
  return openClaim("vulnerabilities", "not-checked", { reason });
}

interface Place {
  readonly covers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Milliseconds since 1970: the effective time. */
  readonly now: number;
  readonly rule: VulnerabilityRule;
}

interface JudgedScan {
  readonly scan: StatedScan;
  /** Milliseconds since 1970; 0 if it is not said. */
  readonly finished: number;
  /** SHA-256 of the assets and images that it is about, hex. */
  readonly about: ReadonlySet<string>;
  /** Why it does not count. */
  readonly lack: Fault | string | undefined;
}

/**
 * What a digest stands for, of the assets and images: itself; the capsule for all of them; an SBOM for what it describes. Hex.
 */
function coverageOf({ root }: Pick<RunEvidence, "root">, capsuleSha256: string): Place["covers"] {
  const { subject, predicate } = root.statement;
  const all = new Set(subject.map(({ digest }) => digest.sha256));
  const sboms = predicate.evidence.filter(({ name }) => isSbomEntry(name));
  return new Map<string, ReadonlySet<string>>([
    ...sboms.map(({ digest, annotations }): [string, ReadonlySet<string>] => [
      digest.sha256,
      annotations.subject === undefined ? all : new Set([annotations.subject]),
    ]),
    ...[...all].map((sha256): [string, ReadonlySet<string>] => [sha256, new Set([sha256])]),
    [capsuleSha256, all],
    [root.sha256, all],
  ]);
}

function aboutOf({ statement }: StatedEvidence, covers: Place["covers"]): ReadonlySet<string> {
  return new Set(statement.subject.flatMap(({ digest }) => [...(covers.get(digest["sha256"] ?? "") ?? [])]));
}

/** The scan that a statement tells of; none for a statement of another type, or one that cannot be read. */
function judgedScan(one: StatedEvidence, { covers, now, rule }: Place): JudgedScan[] {
  const { statement, bundle, late } = one;
  if (statement.predicateType !== VULNERABILITIES_TYPE) return [];
  const scan = unlessRefused(() => readScanPredicate(statement.predicate), undefined);
  if (scan === undefined) return [];
  const finished = scan.finished ?? 0;
  const signed = newestTime(bundle.times) * 1000;
  return [{ scan, finished, about: aboutOf(one, covers), lack: late ?? whyUncounted(scan, { signed, now, rule }) }];
}

interface Timed extends Pick<Place, "now" | "rule"> {
  /** Milliseconds since 1970. */
  readonly signed: number;
}

function whyUncounted({ database, started, finished }: StatedScan, { signed, now, rule }: Timed): string | undefined {
  const { updated } = database;
  if (updated === undefined || started === undefined || finished === undefined) {
    return "it does not say when it was, or of which day its database was";
  }
  if (started > finished) return "it ended before it began";
  if (finished > signed + CLOCKS) return `it is of ${day(finished)}, after it was signed`;
  if (updated > finished + CLOCKS) return "its database is newer than the scan";
  if (finished - updated > rule.databaseMaxAgeDays * DAY) {
    return `its database was of ${day(updated)} when it scanned at ${day(finished)}, and may be ${counted(rule.databaseMaxAgeDays, "day")} old`;
  }
  if (now - finished > rule.maxAgeDays * DAY) {
    return `it is of ${day(finished)}, more than ${counted(rule.maxAgeDays, "day")} before the effective time`;
  }
  return undefined;
}

/** Why no scan of a file counts: of those that there are, what the newest lacks. */
function lacking(name: string, scans: readonly JudgedScan[]): Claim {
  const shown = printable(name);
  const newest = [...scans].sort((a, b) => b.finished - a.finished);
  const behind = newest.find(({ lack }) => lack instanceof Fault && lack.code === "clock-behind")?.lack;
  if (behind instanceof Fault) return outdatedClaim("vulnerabilities", behind);
  const [first] = newest;
  const why = first?.lack instanceof Fault ? first.lack.message : first?.lack;
  const reason =
    why === undefined
      ? `no scan of ${shown} is there by a signer whom the policy accepts`
      : `the newest scan of ${shown} does not count: ${why}`;
  return openClaim("vulnerabilities", "missing", { reason, required: true });
}

/** Of each scanner and asset the newest that counts; two of one moment count both. */
function newestOf(scans: readonly JudgedScan[]): JudgedScan[] {
  const counting = scans.filter(({ lack }) => lack === undefined);
  const newest = new Map<string, number>();
  const keysOf = ({ scan, about }: JudgedScan) => [...about].map((sha256) => `${sha256} ${scan.scanner.uri}`);
  for (const one of counting) {
    for (const key of keysOf(one)) newest.set(key, Math.max(newest.get(key) ?? 0, one.finished));
  }
  return counting.filter((one) => keysOf(one).some((key) => newest.get(key) === one.finished));
}

interface SignedWords {
  readonly words: readonly VexWord[];
  /** As of a scan. */
  readonly about: ReadonlySet<string>;
}

function wordsOf(one: StatedEvidence, covers: Place["covers"]): SignedWords[] {
  const { statement, late } = one;
  if (statement.predicateType !== OPEN_VEX_TYPE || late !== undefined) return [];
  return [{ words: readVexWords(statement.predicate), about: aboutOf(one, covers) }];
}

/** What is said of all that was scanned; of a part of it only that something is open. */
function wordsAbout(scanned: ReadonlySet<string>, vex: readonly SignedWords[]): readonly VexWord[] {
  return vex.flatMap(({ words, about }) => {
    if ([...scanned].every((sha256) => about.has(sha256))) return words;
    const isOfPart = [...scanned].some((sha256) => about.has(sha256));
    return isOfPart ? words.filter(({ isDecided }) => !isDecided) : [];
  });
}

function judgedClaim(
  scans: readonly JudgedScan[],
  { vex, rule }: { readonly vex: readonly SignedWords[]; readonly rule: VulnerabilityRule },
): Claim {
  const judged = scans.map(({ scan, about }) => {
    const counting = scan.findings.filter(({ level }) => isGrave(level, rule.failOn));
    const last = lastWords(counting.length === 0 ? [] : wordsAbout(about, vex));
    return { counting, open: counting.filter((finding) => !isDecided(finding, last)) };
  });
  const [counting, open] = [judged.flatMap((one) => one.counting), judged.flatMap((one) => one.open)];
  const [first] = open.sort((a, b) => compareUtf8(a.id, b.id));
  if (first !== undefined) {
    const of = first.component === undefined ? "" : ` in ${printable(first.component, 200)}`;
    const more = new Set(open.map(({ id, component }) => `${id} ${component}`)).size - 1;
    const others = more === 0 ? "" : `, and so are ${more} more`;
    throw unmet(
      `${printable(first.id, 64)}${of} is ${WORDS[first.level] ?? first.level}, and not decided about${others}`,
    );
  }
  const names = [...new Set(scans.map(({ scan }) => printable(scan.scanner.uri, 120)))].sort(compareUtf8).join(", ");
  const oldest = scans.reduce((least, { finished }) => Math.min(least, finished), Number.POSITIVE_INFINITY);
  const notJudged = scans.reduce((sum, { scan }) => sum + scan.notJudged.length, 0);
  return verifiedClaim(
    "vulnerabilities",
    [
      `scanned at ${day(oldest)} by ${names}`,
      whatIsOpen(rule.failOn),
      ...(counting.length === 0 ? [] : [`${counted(counting.length, "finding")} decided about`]),
      ...(notJudged === 0 ? [] : [`${notJudged} could not be judged`]),
    ].join("; "),
  );
}

/** For the levels that do not read as a word. */
const WORDS: Readonly<Partial<Record<StatedFinding["level"], string>>> = {
  none: "of no severity",
  unknown: "of a severity that nobody says",
};

function isGrave(level: StatedFinding["level"], failOn: VulnerabilityRule["failOn"]): boolean {
  return failOn === "any" || (failOn !== "never" && reaches(level, failOn));
}

function whatIsOpen(failOn: VulnerabilityRule["failOn"]): string {
  if (failOn === "never") return "what was found does not count";
  return failOn === "any" ? "nothing known is open" : `nothing of severity ${failOn} or graver is open`;
}

function day(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
