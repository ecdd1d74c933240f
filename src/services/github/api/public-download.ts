import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { HttpHead, HttpRequest, HttpResponse } from "../../../ports/http.ts";
import type { PublicAsset } from "../../../ports/public-releases.ts";
import { isPassing, transferTimeout } from "../release/release-files.ts";
import { waitAfter } from "../release/replica-lag.ts";

/** Attempts in a row that bring nothing; each that brings something begins the count anew. */
const ATTEMPTS = 4;
/** However little each brings: a service that never stops breaking off is one that cannot be reached. */
const MAX_CONNECTIONS = 200;
const MAX_REFUSAL_BYTES = 16 * 1024;
/** After so long a connection is taken up anew, so that one that hangs costs little however large the file is. */
const CONNECTION_MS = 120_000;

/** Where the bytes of one asset are. */
export interface DownloadSource {
  readonly asset: PublicAsset;
  /** Sends a request for them: with whatever it takes to be let in there. */
  send(request: Omit<HttpRequest, "url" | "method">): Promise<HttpResponse>;
  /** What an answer means that does not hold them. */
  refused(response: HttpResponse): Fault;
  readonly clock: Parameters<typeof waitAfter>[1];
}

/**
 * Streams an asset. What breaks off is taken up by a range (RFC 9110 §14.2), and where the service knows no ranges, what came
 * already is passed over. Faults: `network-unreachable`, `network-timeout`, `response-too-large`, `response-malformed`, those
 * of `refused`, and of what takes the bytes.
 */
export async function downloadRanges(source: DownloadSource, take: (chunk: Uint8Array) => void): Promise<void> {
  const { asset, clock } = source;
  const progress: Progress = { received: 0, broken: undefined, knowsRanges: true };
  let idle = 0;
  for (let n = 1; ; n++) {
    const before = progress.received;
    const problem = await attempt(source, progress, take);
    if (problem === undefined && progress.received === asset.size) return;
    if (progress.broken !== undefined) throw progress.broken.error;
    idle = progress.received > before ? 0 : idle + 1;
    if (problem?.isFinal === true || idle === ATTEMPTS || n === MAX_CONNECTIONS) {
      throw problem?.error ?? brokeOff(asset);
    }
    await waitAfter(idle + 1, clock);
  }
}

interface Progress {
  received: number;
  /** What stopped taking: no other attempt may better it. */
  broken: { readonly error: unknown } | undefined;
  /** False once the service began anew when it was told where to go on: then each attempt needs the time of the whole. */
  knowsRanges: boolean;
}

interface Problem {
  readonly error: unknown;
  readonly isFinal: boolean;
}

async function attempt(
  source: DownloadSource,
  progress: Progress,
  take: (chunk: Uint8Array) => void,
): Promise<Problem | undefined> {
  const { asset } = source;
  const from = progress.received;
  let at: number | undefined;
  const receive = (chunk: Uint8Array, head: HttpHead): void => {
    try {
      at ??= startOf(head, from);
      if (at < from) progress.knowsRanges = false;
      const fresh = chunk.subarray(Math.min(chunk.length, Math.max(0, progress.received - at)));
      at += chunk.length;
      if (progress.received + fresh.length > asset.size) throw tooLong(asset);
      if (fresh.length > 0) take(fresh);
      progress.received += fresh.length;
    } catch (error) {
      progress.broken = { error };
      throw error;
    }
  };
  try {
    const response = await source.send({
      headers: {
        accept: "application/octet-stream",
        "accept-encoding": "identity",
        ...(from === 0 ? {} : { range: `bytes=${from}-` }),
      },
      timeoutMs: progress.knowsRanges
        ? Math.min(CONNECTION_MS, transferTimeout(asset.size - from))
        : transferTimeout(asset.size),
      // One byte more shows a file that is longer than GitHub said; a refusal is longer than a small file.
      maxResponseBytes: Math.max(asset.size + 1, MAX_REFUSAL_BYTES),
      receive,
    });
    const { status } = response;
    if (status === 200 || status === 206) {
      if (response.body.length > 0) receive(response.body, response);
      return undefined;
    }
    return { error: source.refused(response), isFinal: status !== 429 && status < 500 };
  } catch (error) {
    return { error, isFinal: !isPassing(error) };
  }
}

/** The place of the first byte of an answer. A range that was not requested would put bytes in the wrong place. */
function startOf({ status, headers }: HttpHead, from: number): number {
  if (status !== 206) return 0;
  const range = /^bytes (\d{1,15})-\d{1,15}\/(?:\d{1,15}|\*)$/.exec(headers.get("content-range")?.trim() ?? "");
  if (range !== null && Number(range[1]) === from) return from;
  throw new Fault("response-malformed", "the host of a file answered with another part of it than was requested");
}

function tooLong({ name, size }: PublicAsset): Fault {
  return new Fault(
    "response-too-large",
    `the file ${printable(name)} is longer than the ${size} bytes that GitHub says`,
  );
}

function brokeOff({ name }: PublicAsset): Fault {
  return new Fault("network-unreachable", `the file ${printable(name)} broke off each time`, { hint: "run again" });
}
