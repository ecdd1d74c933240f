import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { spanText } from "../verification/checks/check-age.ts";
import type { AnnouncementFile, RESPONSE_POLICIES, RESPONSE_STEPS } from "./announcement-file.ts";

type Step = (typeof RESPONSE_STEPS)[number];

/** Rules that two projects of this field publish for themselves, in days after the report unless said otherwise. */
interface ResponseRules {
  readonly within: Readonly<Partial<Record<Exclude<Step, "distributors-told">, number>>>;
  /** Days before the publication on which distributors know at the latest. */
  readonly distributors?: number;
  /** Of the publication, in UTC. */
  readonly hour?: number;
  readonly neverOn?: readonly string[];
}

const RULES: Readonly<Record<(typeof RESPONSE_POLICIES)[number], ResponseRules>> = {
  // A fix team within a day, a fix within three weeks; public at 16:00 UTC, and on no Friday.
  toolhive: { within: { "fix-started": 1, fixed: 21 }, hour: 16, neverOn: ["Friday", "Saturday", "Sunday"] },
  // Acknowledged within 72 hours, assessed within a week, fixed within 30 days; distributors know 72 hours before.
  "stella-ops": { within: { acknowledged: 3, assessed: 7, fixed: 30 }, distributors: 3 },
};

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * What the named policy says of the days of an announcement: one sentence for each that is late, missing or badly chosen; none if no policy
 * is named. A step without a day counts as missing, since nobody can tell that it was in time.
 */
export function lateDays({ response, publish, reported, timeline }: AnnouncementFile): string[] {
  if (response === undefined) return [];
  const { within, distributors, hour, neverOn = [] } = RULES[response];
  const dayOf = (step: Step) => timeline.find((entry) => entry.step === step)?.day;
  const found: string[] = [];
  const at = new Date(publish);
  const weekday = WEEKDAYS[at.getUTCDay()] ?? "";
  if (neverOn.includes(weekday))
    found.push(`it becomes public on a ${weekday}, when those who would update are not there`);
  if (hour !== undefined && (at.getUTCHours() !== hour || at.getUTCMinutes() !== 0)) {
    found.push(`it becomes public at ${publish.slice(11, 16)} UTC, and not at ${hour}:00`);
  }
  if (reported === undefined) found.push("no day of the report is named, so nothing can be said of the response");
  for (const [step, days] of Object.entries(within) as [Step, number][]) {
    const day = dayOf(step);
    if (day === undefined) found.push(`no entry of the timeline is the step ${step}`);
    else if (reported !== undefined && daysBetween(reported, day) > days) {
      found.push(`${step} came ${daysBetween(reported, day)} days after the report, and not within ${days}`);
    }
  }
  if (distributors !== undefined) {
    const told = dayOf("distributors-told");
    if (told === undefined) found.push("no entry of the timeline is the step distributors-told");
    else if (daysBetween(told, publish.slice(0, 10)) < distributors) {
      found.push(
        `distributors were told ${daysBetween(told, publish.slice(0, 10))} days before, and not ${distributors}`,
      );
    }
  }
  return found;
}

/**
 * What the named policy says of handing a release over to distributors now: a day of the timeline is counted in days, this moment to the
 * second.
 */
export function lateHandOver({ response, publish }: AnnouncementFile, now: Date): string[] {
  const left = Date.parse(publish) - now.getTime();
  if (left <= 0) return ["the time of the publication has passed, and distributors get it after everybody"];
  const days = response === undefined ? undefined : RULES[response].distributors;
  if (days === undefined || left >= days * DAY_MS) return [];
  return [`distributors get it ${spanText(left / 1000)} before, and not ${days * 24} hours`];
}

/** Seconds that a release may become public after the time that was stated, before that is said. */
const PUNCTUAL_SECONDS = 3600;

/** How far now is from the time that was stated: `early` is what must not be, `late` what is said. */
export function timingOf({ publish }: Pick<AnnouncementFile, "publish">, now: Date) {
  const seconds = (now.getTime() - Date.parse(publish)) / 1000;
  const early = seconds < 0 ? `it is to become public at ${publish}, in ${spanText(Math.ceil(-seconds))}` : undefined;
  const late =
    seconds > PUNCTUAL_SECONDS ? `it was to become public at ${publish}, ${spanText(seconds)} ago` : undefined;
  return { early, late };
}

/**
 * Requires that the time of the announcement has come, or that somebody says why it must be now. Resolves to why it is not waited
 * for, undefined if it has come; whoever only looks is told how early it is. Fault: `embargo-refused`.
 */
export function requireDay(
  file: Pick<AnnouncementFile, "publish">,
  { now, reason, dryRun }: { readonly now: Date; readonly reason: string | undefined; readonly dryRun: boolean },
): string | undefined {
  const { early } = timingOf(file, now);
  if (early === undefined || reason !== undefined) return early && reason;
  if (dryRun) return early;
  throw new Fault("embargo-refused", `the day has not come: ${early}`, {
    hint: advice`wait, or say with ${option("force")} and ${option("reason")} why it must be now`,
  });
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
