import { randomInt } from "node:crypto";
import { Fault } from "../kernel/fault.ts";
import { retry } from "../kernel/retry.ts";
import type { Clock } from "./clock.ts";
import type { Http, HttpRequest, HttpResponse } from "./http.ts";

export interface RetryPorts {
  readonly http: Http;
  readonly clock: Clock;
}

export interface RetryLimits {
  /** How often at most, the first time included (default 4). */
  readonly attempts?: number;
  /** A further status that may pass by itself, for example 404 for what was made a moment ago. */
  readonly alsoAfter?: number;
  /** Milliseconds to wait where a service says in its own way that it is busy; undefined where it does not. */
  busyFor?(response: HttpResponse): number | undefined;
  /** For what must not be done twice: another attempt follows only an answer of `busyFor`, where nothing was done. */
  readonly once?: true;
  /** The longest wait that a service may ask for, in milliseconds (default 60 000). */
  readonly maxWaitMs?: number;
  /** Told of each wait that a service asked for, in milliseconds. */
  waiting?(ms: number): void;
  /** A number from 0 to 1 (default: random). */
  jitter?(): number;
}

const BASE_MS = 500;
/** A service that asks to wait longer is `service-busy`, never an endless sleep (G05). */
const MAX_WAIT_MS = 60_000;
const RETRYABLE: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Sends a request that may be sent twice without harm, again after 408, 429, 5xx and failures of the network. Resolves
 * to the last answer, whatever its status. Faults: `service-busy`, and those of the port.
 */
export async function requestWithRetries(
  { http, clock }: RetryPorts,
  request: HttpRequest,
  limits: RetryLimits = {},
): Promise<HttpResponse> {
  const { maxWaitMs = MAX_WAIT_MS } = limits;
  const attempt = async (): Promise<HttpResponse> => {
    const response = await http.request(request);
    const busyFor = limits.busyFor?.(response);
    if (busyFor !== undefined) throw new Unready(response, busyFor);
    const repeatable = limits.once !== true;
    if (repeatable && (RETRYABLE.has(response.status) || response.status === limits.alsoAfter))
      throw new Unready(response, askedWait(response, clock));
    return response;
  };
  try {
    return await retry(attempt, {
      attempts: limits.attempts ?? 4,
      baseMs: BASE_MS,
      maxMs: maxWaitMs,
      sleep: (milliseconds) => clock.sleep(milliseconds),
      jitter: limits.jitter ?? (() => randomInt(1001) / 1000),
      retryable(error) {
        const worth = worthAnother(error, limits);
        if (typeof worth === "object" && worth.afterMs <= maxWaitMs) limits.waiting?.(worth.afterMs);
        return worth;
      },
    });
  } catch (error) {
    if (!(error instanceof Unready)) throw error;
    if (error.waitMs !== undefined && error.waitMs > maxWaitMs) throw tooBusy(request, error.waitMs);
    return error.response;
  }
}

/** An answer that another attempt may better. Never leaves this file. */
class Unready extends Error {
  readonly response: HttpResponse;
  readonly waitMs: number | undefined;

  constructor(response: HttpResponse, waitMs: number | undefined) {
    super("unready");
    this.response = response;
    this.waitMs = waitMs;
  }
}

function worthAnother(error: unknown, { once }: RetryLimits): boolean | { afterMs: number } {
  if (error instanceof Unready) return error.waitMs === undefined ? true : { afterMs: error.waitMs };
  if (once === true) return false;
  return error instanceof Fault && (error.code === "network-unreachable" || error.code === "network-timeout");
}

/** Milliseconds that `retry-after` asks for, as seconds or as a date (RFC 9110 §10.2.3). */
function askedWait(response: HttpResponse, clock: Clock): number | undefined {
  const asked = response.headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = /GMT$/.test(asked) ? Date.parse(asked) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now().getTime());
}

function tooBusy(request: HttpRequest, waitMs: number): Fault {
  const seconds = Math.ceil(waitMs / 1000);
  return new Fault("service-busy", `"${new URL(request.url).host}" asks to wait ${seconds} seconds`, {
    hint: `run again in ${Math.ceil(seconds / 60)} minutes; nothing was published`,
  });
}
