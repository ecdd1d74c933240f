import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import { LogBusy } from "./pace.ts";

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Sends an entry to a log, and again after failures: the log answers 409 to what it already has, and that is not a second
 * entry (F06). Resolves to any answer but 429, which is `LogBusy`: it is waited out before the next signature is made.
 */
export async function postEntry(
  entry: { readonly url: string; readonly proposal: object; readonly timeoutMs: number },
  ports: RetryPorts,
): Promise<HttpResponse> {
  const request = {
    method: "POST",
    url: entry.url,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: encodeUtf8(JSON.stringify(entry.proposal)),
    timeoutMs: entry.timeoutMs,
    maxResponseBytes: MAX_ANSWER_BYTES,
  } as const;
  const response = await requestWithRetries(ports, request, { notAfter: 429 });
  if (response.status === 429) throw new LogBusy(response, ports.clock);
  return response;
}
