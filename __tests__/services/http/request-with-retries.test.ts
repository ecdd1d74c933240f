import { expect, test } from "vitest";
import { Fault } from "../../../src/kernel/fault.ts";
import type { HttpRequest } from "../../../src/ports/http.ts";
import { requestWithRetries } from "../../../src/services/http/request-with-retries.ts";
import { expectFault } from "../../expect-fault.ts";
import { answersInTurn } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const ASK: HttpRequest = { method: "GET", url: "https://service.example/path?canary" };
const NO_JITTER = { jitter: () => 1 };

test.each([408, 429, 500, 502, 503, 504])("asks again after %i and waits longer each time", async (status) => {
  const http = answersInTurn({ status }, { status }, { status: 200, body: "done" });
  const clock = testClock();
  const response = await requestWithRetries({ http, clock }, ASK, NO_JITTER);
  expect(response.status).toBe(200);
  expect(clock.waits).toEqual([500, 1000]);
});

test.each([400, 401, 403, 404, 409, 422, 501])("asks only once where the answer is %i", async (status) => {
  const http = answersInTurn({ status });
  expect((await requestWithRetries({ http, clock: testClock() }, ASK)).status).toBe(status);
  expect(http.requests).toHaveLength(1);
});

test("asks again after a status that the caller names", async () => {
  const http = answersInTurn({ status: 404 }, { status: 200 });
  expect((await requestWithRetries({ http, clock: testClock() }, ASK, { alsoAfter: 404 })).status).toBe(200);
});

test("resolves to the last answer when the service stays down", async () => {
  const http = answersInTurn({ status: 500 }, { status: 502 }, { status: 503 });
  const clock = testClock();
  expect((await requestWithRetries({ http, clock }, ASK, { ...NO_JITTER, attempts: 3 })).status).toBe(503);
  expect(http.requests).toHaveLength(3);
});

test.each(["network-unreachable", "network-timeout"] as const)(
  "asks again after %s, and gives up with it",
  async (code) => {
    const once = answersInTurn(new Fault(code, "gone"), { status: 201 });
    expect((await requestWithRetries({ http: once, clock: testClock() }, ASK)).status).toBe(201);
    const always = answersInTurn(new Fault(code, "gone"));
    await expectFault(code, () => requestWithRetries({ http: always, clock: testClock() }, ASK));
    expect(always.requests).toHaveLength(4);
  },
);

test("does not ask again after an answer that was refused", async () => {
  const http = answersInTurn(new Fault("response-too-large", "too long"), {});
  await expectFault("response-too-large", () => requestWithRetries({ http, clock: testClock() }, ASK));
  expect(http.requests).toHaveLength(1);
});

test("waits as long as the service asks, in seconds or until a date", async () => {
  const clock = testClock("2026-11-21T07:00:00Z");
  const http = answersInTurn(
    { status: 429, headers: { "retry-after": "7" } },
    { status: 503, headers: { "retry-after": "Sat, 21 Nov 2026 07:00:10 GMT" } },
    { status: 503, headers: { "retry-after": "soon" } },
    {},
  );
  await requestWithRetries({ http, clock }, ASK, NO_JITTER);
  expect(clock.waits).toEqual([7000, 3000, 2000]);
});

test("stops where the service asks for a day, and says so (G05)", async () => {
  const clock = testClock();
  const http = answersInTurn({ status: 429, headers: { "retry-after": "86400" } });
  const fault = await expectFault("service-busy", () => requestWithRetries({ http, clock }, ASK));
  expect(fault.message).toBe('"service.example" asks to wait 86400 seconds');
  expect(fault.hint).toContain("1440 minutes");
  expect(clock.waits).toEqual([]);
});

test("spreads the waits of many clients", async () => {
  const waits = async (jitter: number): Promise<readonly number[]> => {
    const clock = testClock();
    await requestWithRetries({ http: answersInTurn({ status: 500 }, {}), clock }, ASK, { jitter: () => jitter });
    return clock.waits;
  };
  expect(await waits(0)).toEqual([250]);
  expect(await waits(1)).toEqual([500]);
});
