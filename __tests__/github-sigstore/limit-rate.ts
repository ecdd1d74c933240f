import type { Clock } from "../../src/ports/clock.ts";
import type { Disturbance } from "./loopback-server.ts";

const PAGE =
  "<html><head><title>429 Too Many Requests</title></head><body><center>429 Too Many Requests</center></body></html>";

/** Refuses what is more than so many requests in a minute, as the public log's front does: with a page, and no time to wait. */
export function limitRate(perMinute: number, clock: Pick<Clock, "now">): () => Disturbance | undefined {
  let times: number[] = [];
  return () => {
    const now = clock.now().getTime();
    times = times.filter((time) => now - time < 60_000);
    if (times.length >= perMinute) return { status: 429, headers: { "content-type": "text/html" }, body: PAGE };
    times.push(now);
    return undefined;
  };
}
