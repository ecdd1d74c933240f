import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { mapBounded } from "../../../src/kernel/bounded.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { createPace, entriesAMinute } from "../../../src/services/sigstore/pace.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Answer, toResponse } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const PUBLIC = "https://rekor.sigstore.dev";
const OWN = "https://rekor.example";

/** A Sigstore in memory whose log stands under another address, behind `front`, on a clock that moves when somebody waits. */
function bench(address: string, front: (clock: ReturnType<typeof testClock>) => () => Answer | undefined) {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const local = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  const refuse = front(clock);
  const counts = { refused: 0, entered: 0, certificates: 0 };
  const http = {
    async request(request: HttpRequest): Promise<HttpResponse> {
      if (request.url.includes("/signingCert")) counts.certificates += 1;
      if (!request.url.startsWith(address)) return sigstore.http.request(request);
      const instead = refuse();
      counts[instead === undefined ? "entered" : "refused"] += 1;
      if (instead !== undefined) return toResponse(instead);
      const url = request.url.replace(address, new URL(local.logs[0]?.url ?? "").origin);
      return sigstore.http.request({ ...request, url });
    },
  };
  const instance = { ...local, logs: [{ url: address, majorApiVersion: 1 as const }] };
  const told: string[] = [];
  const pauses = {
    begin: (ms: number) => void told.push(`waiting ${Math.round(ms / 1000)} s`),
    end: () => void told.push("signing"),
  };
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance,
    tokens: sigstore.tokens,
    http,
    clock,
    pauses,
  });
  const sign = async (count: number) => {
    const session = await signer.open();
    const digests = Array.from({ length: count }, (_, n) => createHash("sha256").update(`${n}`).digest());
    return mapBounded(digests, 64, (digest) => session.signDigest(digest));
  };
  return { clock, counts, told, sign };
}

/** So many in any minute. */
const limited = (perMinute: number) => (clock: ReturnType<typeof testClock>) => {
  const times: number[] = [];
  return () => {
    if (times.filter((time) => clock.elapsed() - time < 60_000).length >= perMinute) return page;
    times.push(clock.elapsed());
    return undefined;
  };
};
const always = (answer: Answer) => () => () => answer;
const page = { status: 429, headers: { "content-type": "text/html" }, body: "<html>429 Too Many Requests</html>" };

describe("more signatures than the 500 a minute that the log takes", () => {
  test("of a thousand files reach the public log without one refusal, in little more than two minutes (W8)", async () => {
    const { clock, counts, told, sign } = bench(PUBLIC, limited(500));
    expect(await sign(1000)).toHaveLength(1000);
    expect(told.slice(0, 2)).toEqual(["waiting 60 s", "signing"]);
    expect(told.length).toBeLessThan(10);
    expect(counts).toEqual({ refused: 0, entered: 1000, certificates: 1 });
    expect(clock.elapsed()).toBe(120_000);
  }, 120_000);

  test("reach a log whose limit nobody knew after pauses for all, each entered once (W8)", async () => {
    const { clock, counts, sign } = bench(OWN, limited(500));
    expect(await sign(600)).toHaveLength(600);
    expect(counts).toMatchObject({ entered: 600, certificates: 1 });
    expect(clock.waits).toEqual([10_000, 20_000, 40_000]);
    // One round of all that are under way for each pause.
    expect(counts.refused).toBeLessThanOrEqual(4 * 64);
  }, 120_000);
});

describe("a log that takes no more", () => {
  test("is waited for 10, 20, 40 and 60 s, and is busy then (W8)", async () => {
    const { clock, counts, sign } = bench(OWN, always(page));
    const fault = await expectFault("service-busy", () => sign(1));
    expect(fault.hint).toContain("sign: once");
    expect(clock.waits).toEqual([10_000, 20_000, 40_000, 60_000]);
    expect(counts).toMatchObject({ refused: 5, entered: 0 });
  });

  test("is waited for as long as it says, and not for longer than a minute (G05)", async () => {
    const says = (seconds: string) => ({ ...page, headers: { "retry-after": seconds } });
    let asked = 0;
    const { clock, sign } = bench(OWN, () => () => (asked++ === 0 ? says("7") : undefined));
    await sign(1);
    expect(clock.waits).toEqual([7000]);
    await expectFault("service-busy", () => bench(OWN, always(says("61"))).sign(1));
  });

  test("is given a signature that was made after the wait, by a certificate that is valid then (W8)", async () => {
    let asked = 0;
    const { counts, sign } = bench(OWN, (clock) => () => {
      if (asked++ > 0) return undefined;
      // 125 s of ten minutes are left, and 115 after the pause: too few to begin a signature.
      clock.advance(475_000);
      return page;
    });
    await sign(1);
    expect(counts).toEqual({ refused: 1, entered: 1, certificates: 2 });
  });
});

describe("turns", () => {
  test.each([
    [["https://rekor.sigstore.dev"], 400],
    [["https://log2025-1.rekor.sigstore.dev", OWN], 400],
    [["https://rekor.sigstage.dev"], 400],
    [["https://rekor.sigstore.dev.example", "https://notsigstore.dev"], Number.POSITIVE_INFINITY],
    [[], Number.POSITIVE_INFINITY],
  ])("for the logs %j are %d a minute", (urls, expected) => {
    expect(entriesAMinute(urls.map((url) => ({ url })))).toBe(expected);
  });

  test("come at once until a minute is full, and never more in any minute", async () => {
    const clock = testClock();
    const pace = createPace(4, clock);
    const times: number[] = [];
    for (let n = 0; n < 11; n++) {
      await pace.turn();
      times.push(clock.elapsed() / 1000);
      clock.advance(5000);
    }
    expect(times).toEqual([0, 5, 10, 15, 60, 65, 70, 75, 120, 125, 130]);
  });
});
