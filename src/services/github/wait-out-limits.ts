import type { Http } from "../../ports/http.ts";
import { type RetryPorts, tooBusy } from "../http/request-with-retries.ts";
import { busyFor } from "./busy-for.ts";

export interface Patience {
  /** How often one request is sent at most, the first time included. */
  readonly attempts: number;
  /** The longest single wait, in milliseconds. */
  readonly longestMs: number;
  /** Told of each wait that begins, in milliseconds. */
  waiting?(ms: number): void;
}

/** What all requests with one token share: when GitHub may be asked again, by `Clock.elapsed`. */
export interface Pause {
  until: number;
}

/** Stops the run where the wait is longer than a minute. */
export const HASTY: Patience = { attempts: 4, longestMs: 60_000 };
/**
 * The hourly limit of a token is reset within an hour; a minute more for clocks that differ. Eight answers without a time
 * are seven waits, which make an hour: longer lasts no limit.
 */
export const PATIENT: Patience = { attempts: 8, longestMs: 61 * 60_000 };

/**
 * Waits where GitHub says that it is busy, and sends again: it says so before it does anything, so that nothing is done
 * twice. While one request waits the others wait, too, for "continuing to make requests while you are rate limited may
 * result in the banning of your integration". Fault: `service-busy`, once patience ends.
 */
export function waitingOutLimits({ http, clock }: RetryPorts, pause: Pause, patience: Patience): Http {
  const left = (): number => pause.until - clock.elapsed();
  return {
    async request(request) {
      for (let n = 1; ; n++) {
        if (left() > patience.longestMs) throw tooBusy(request, left());
        while (left() > 0) await clock.sleep(left());
        const response = await http.request(request);
        const wait = busyFor(response, clock, n);
        if (wait === undefined) return response;
        // Requests that were on their way together are told nearly the same: one wait.
        const isNew = wait - left() > 1000;
        pause.until = Math.max(pause.until, clock.elapsed() + wait);
        if (n === patience.attempts || wait > patience.longestMs) throw tooBusy(request, wait);
        if (isNew) patience.waiting?.(wait);
      }
    },
  };
}
