import { Fault } from "../../kernel/fault.ts";
import { retry } from "../../kernel/retry.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http, HttpRequest, HttpResponse } from "../../ports/http.ts";

export interface RetryPorts {
  readonly http: Http;
  readonly clock: Clock;
}

export interface RetryLimits {
  /** How often at most, the first time included (default 4). */
  readonly attempts?: number;
  /** A further status that may pass by itself, for example 404 for what was made a moment ago. */
  readonly alsoAfter?: number;
  /** A status that resolves at once, although it may pass: for a caller that waits in its own way. */
  readonly notAfter?: number;
  /** A number from 0 to 1 that spreads the waits of many clients (default: the fraction of the millisecond that it is). */
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
  const attempt = async (): Promise<HttpResponse> => {
    const response = await http.request(request);
    const { status } = response;
    const mayPass = (RETRYABLE.has(status) && status !== limits.notAfter) || status === limits.alsoAfter;
    if (mayPass) throw new Unready(response, askedWait(response, clock));
    return response;
  };
  try {
    return await retry(attempt, {
      attempts: limits.attempts ?? 4,
      baseMs: BASE_MS,
      maxMs: MAX_WAIT_MS,
      sleep: (milliseconds) => clock.sleep(milliseconds),
      jitter: limits.jitter ?? (() => clock.elapsed() % 1),
      retryable: worthAnother,
    });
  } catch (error) {
    if (!(error instanceof Unready)) throw error;
    if (error.waitMs !== undefined && error.waitMs > MAX_WAIT_MS) throw tooBusy(request, error.waitMs);
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

function worthAnother(error: unknown): boolean | { afterMs: number } {
  if (error instanceof Unready) return error.waitMs === undefined ? true : { afterMs: error.waitMs };
  return error instanceof Fault && (error.code === "network-unreachable" || error.code === "network-timeout");
}

/** Milliseconds that `retry-after` asks for, as seconds or as a date (RFC 9110 §10.2.3). */
export function askedWait(response: HttpResponse, clock: Clock): number | undefined {
  const asked = response.headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = /GMT$/.test(asked) ? Date.parse(asked) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now().getTime());
}

/** `service-busy`: what asks to wait longer than a run may wait. */
export function tooBusy(request: HttpRequest, waitMs: number): Fault {
  const seconds = Math.ceil(waitMs / 1000);
  return new Fault("service-busy", `"${new URL(request.url).host}" asks to wait ${seconds} seconds`, {
    hint: `run again in ${Math.ceil(seconds / 60)} minutes; nothing was published`,
  });
}
