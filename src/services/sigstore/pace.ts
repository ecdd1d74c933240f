import { Fault } from "../../kernel/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { HttpResponse } from "../../ports/http.ts";
import { askedWait } from "../http/request-with-retries.ts";

const MINUTE_MS = 60_000;
/** Where a log takes no more and does not say until when; its minute is over before they are. */
const WAITS_MS = [10_000, 20_000, 40_000, 60_000];
/** The public logs take about 500 requests a minute from one address, which other jobs may share. */
const PUBLIC_REQUESTS_A_MINUTE = 400;
const PUBLIC_LOG = /(?:^|\.)sig(?:store|stage)\.dev$/;

/** When the next signature may be made, so that a log with a limit takes it: in order of asking. */
export interface Pace {
  /** Resolves to the round of the turn: a pause ends one. */
  turn(): Promise<number>;
  taken(round: number): void;
  /** Pauses for everybody, once a round; false if the log was waited for as long as it is worth. */
  refused(round: number, askedMs: number | undefined): boolean;
}

/** A log takes no more now, and entered nothing. Never leaves this room. */
export class LogBusy extends Error {
  /** Milliseconds, if the log says it. */
  readonly askedMs: number | undefined;

  constructor(response: HttpResponse, clock: Clock) {
    super("busy");
    this.askedMs = askedWait(response, clock);
  }
}

/** How many entries a minute all of these logs take together with others; another log than the public ones says so itself. */
export function entriesAMinute(logs: readonly { readonly url: string }[]): number {
  const isPublic = logs.some(({ url }) => PUBLIC_LOG.test(new URL(url).hostname));
  return isPublic ? PUBLIC_REQUESTS_A_MINUTE : Number.POSITIVE_INFINITY;
}

/** Told of waits that a person would take for a standstill. */
export interface Pauses {
  /** A wait begins, in milliseconds. */
  begin(ms: number): void;
  end(): void;
}

/** A shorter wait needs no word. */
const WORTH_TELLING_MS = 5_000;

/** At most `perMinute` turns in any minute; the first of them come at once. */
export function createPace(perMinute: number, clock: Clock, pauses?: Pauses): Pace {
  const turns: number[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let [round, refusals, pausedUntil] = [0, 0, 0];

  const left = (): number => {
    const oldest = turns.length < perMinute ? undefined : turns[0];
    const free = oldest === undefined ? 0 : oldest + MINUTE_MS;
    return Math.max(free, pausedUntil) - clock.elapsed();
  };
  const next = async (): Promise<number> => {
    const isLong = left() >= WORTH_TELLING_MS;
    if (isLong) pauses?.begin(left());
    while (left() > 0) await clock.sleep(left());
    if (isLong) pauses?.end();
    if (perMinute !== Number.POSITIVE_INFINITY) turns.push(clock.elapsed());
    if (turns.length > perMinute) turns.shift();
    return round;
  };
  return {
    turn() {
      const turn = last.then(next);
      last = turn;
      return turn;
    },
    taken(of) {
      if (of === round) refusals = 0;
    },
    refused(of, askedMs) {
      if (of !== round) return true;
      const wait = WAITS_MS[refusals];
      if (wait === undefined || (askedMs ?? 0) > MINUTE_MS) return false;
      refusals += 1;
      round += 1;
      pausedUntil = clock.elapsed() + (askedMs ?? wait);
      return true;
    },
  };
}

/**
 * Signs when it is its turn, and if the log takes no more, again after a pause for everybody. What was signed before the
 * pause is thrown away: a signature is made when it can be entered, and by a certificate that is valid then. Fault:
 * `service-busy`, and those of `sign`.
 */
export async function signInTurn<T>(pace: Pace, sign: () => Promise<T>): Promise<T> {
  for (;;) {
    const round = await pace.turn();
    try {
      const signed = await sign();
      pace.taken(round);
      return signed;
    } catch (error) {
      if (!(error instanceof LogBusy)) throw error;
      if (!pace.refused(round, error.askedMs)) throw stillBusy();
    }
  }
}

function stillBusy(): Fault {
  return new Fault("service-busy", "the transparency log takes no more signatures now", {
    hint: "nothing was published; run again in some minutes, or seal with sign: once, which needs few signatures",
  });
}
