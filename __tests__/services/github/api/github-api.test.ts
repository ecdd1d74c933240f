import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { mapBounded } from "../../../../src/kernel/bounded.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../../src/services/github/api/github-api.ts";
import { expectFault } from "../../../expect-fault.ts";
import { type Answer, answersInTurn, scriptedHttp } from "../../../scripted-http.ts";
import { testClock } from "../../../test-clock.ts";
import { API, TOKEN } from "../memory-github.ts";

const ADDRESS = gitHubAddress(API, "octo-org/octo-tool");
const ASKED = { what: "read the release", permission: "contents: write", path: "/releases/1" };
const anything = v.object({ id: v.number() });

function api(...answers: readonly (Answer | Fault)[]) {
  const [http, clock] = [answersInTurn(...answers), testClock()];
  return { http, clock, ...createGitHubApi(ADDRESS, TOKEN, { http, clock }) };
}

describe("a refusal", () => {
  test("of the token names it and shows nothing of it (G01, G26)", async () => {
    const { json } = api({ status: 401, body: { message: `Bad credentials ${TOKEN}` } });
    const fault = await expectFault("token-refused", () => json(anything, ASKED));
    expect(fault.message).toContain("Bad credentials");
    expect(`${fault.message} ${fault.hint}`).not.toContain(TOKEN);
  });

  test("for want of a permission names the lines to add (G02)", async () => {
    const { json } = api({ status: 403, body: { message: "Resource not accessible by integration" } });
    const fault = await expectFault("permission-missing", () => json(anything, ASKED));
    expect(fault.hint).toBe("add to the job:\npermissions:\n  contents: write\n  id-token: write");
  });

  test("with a message of control characters, or none at all, is still one sentence (G24)", async () => {
    const bodies = [{ message: "\u001b[31mred\n::error::x" }, "<html>", { message: 7 }, "", [1]];
    for (const body of bodies) {
      const fault = await expectFault("github-refused", () => api({ status: 418, body }).json(anything, ASKED));
      expect(fault.message).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe("a busy GitHub", () => {
  const done = { body: { id: 1 } };

  test("is waited for until its primary limit resets (G03)", async () => {
    for (const status of [403, 429]) {
      const reset = String(Date.parse("2026-11-21T07:00:20Z") / 1000);
      const limited = { status, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset } };
      const { json, clock } = api(limited, done);
      expect(await json(anything, ASKED)).toEqual({ id: 1 });
      expect(clock.waits).toEqual([21_000]);
    }
  });

  test("is waited for as its secondary limit says, by header or by sentence (G04)", async () => {
    const named = api({ status: 403, headers: { "retry-after": "7" } }, done);
    await named.json(anything, ASKED);
    expect(named.clock.waits).toEqual([7000]);
    const unnamed = api({ status: 403, body: { message: "You have exceeded a secondary rate limit" } }, done);
    await unnamed.json(anything, ASKED);
    expect(unnamed.clock.waits).toEqual([60_000]);
  });

  const secondary = { status: 403, body: { message: "You have exceeded a secondary rate limit. Please wait" } };
  const minutes = ({ waits }: { waits: readonly number[] }) => waits.map((ms) => ms / 60_000);

  test("that names no time is waited for 1, 2, 4, 8 and 15 minutes until an hour is used (G04, W7)", async () => {
    const told: number[] = [];
    const enough = api(...Array(7).fill(secondary), done);
    expect(await enough.patiently((ms) => told.push(ms)).json(anything, ASKED)).toEqual({ id: 1 });
    expect(minutes(enough.clock)).toEqual([1, 2, 4, 8, 15, 15, 15]);
    expect(told).toEqual(enough.clock.waits);
  });

  test("that stays busy for more than an hour is busy, and no permission is missing (W7)", async () => {
    for (const send of ["send", "sendOnce"] as const) {
      const { patiently, clock, http } = api(secondary);
      await expectFault("service-busy", () => patiently(() => undefined)[send]({ ...ASKED, method: "POST" }));
      expect(minutes(clock)).toEqual([1, 2, 4, 8, 15, 15, 15]);
      expect(http.requests).toHaveLength(8);
    }
  });

  test("stops a hasty run at the second minute, and all that comes meanwhile (G04, W7)", async () => {
    const { json, patiently, clock, http } = api(secondary);
    await expectFault("service-busy", () => json(anything, ASKED));
    expect(minutes(clock)).toEqual([1]);
    await expectFault("service-busy", () => patiently(() => undefined).json(anything, ASKED));
    await expectFault("service-busy", () => json(anything, ASKED));
    expect(http.requests).toHaveLength(10);
  });

  test("takes a thousand files by 80 a minute and 500 an hour, six at a time, in less than three hours (W7)", async () => {
    const clock = testClock();
    const made: number[] = [];
    const http = scriptedHttp(() => {
      const since = (ms: number) => made.filter((time) => clock.elapsed() - time < ms).length;
      if (since(60_000) >= 80 || since(3_600_000) >= 500) return secondary;
      made.push(clock.elapsed());
      return { status: 201 };
    });
    const patient = createGitHubApi(ADDRESS, TOKEN, { http, clock }).patiently(() => undefined);
    const files = Array.from({ length: 1000 }, (_, n) => n);
    await mapBounded(files, 6, (n) => patient.transfer({ method: "POST", url: `https://uploads.github.com/${n}` }));
    expect(made).toHaveLength(1000);
    expect(clock.elapsed()).toBeLessThan(3 * 3_600_000);
    // Each wait is followed by at most one refusal of each of the six.
    expect(http.requests.length).toBeLessThan(1000 + 6 * clock.waits.length + 6);
  });

  test("that asks to wait for a day ends the run at once (G05)", async () => {
    const { json, clock } = api({ status: 429, headers: { "retry-after": "86400" } });
    const fault = await expectFault("service-busy", () => json(anything, ASKED));
    expect(fault.message).toContain("86400");
    expect(clock.waits).toEqual([]);
  });

  test("is asked again after 5xx and a lost connection (G06)", async () => {
    const lost = new Fault("network-unreachable", "reset");
    const { json, http } = api({ status: 502 }, { status: 503 }, lost, done);
    expect(await json(anything, ASKED)).toEqual({ id: 1 });
    expect(http.requests).toHaveLength(4);
  });

  test("is not asked twice for what must not be done twice, unless it says that it did nothing", async () => {
    for (const first of [{ status: 502 }, new Fault("network-timeout", "late")]) {
      const { sendOnce, http } = api(first, done);
      await sendOnce({ ...ASKED, method: "POST" }).catch(() => undefined);
      expect(http.requests).toHaveLength(1);
    }
    const { sendOnce, http } = api({ status: 429, headers: { "retry-after": "1" } }, done);
    await sendOnce({ ...ASKED, method: "POST" });
    expect(http.requests).toHaveLength(2);
  });
});

test("an answer that is no JSON, cut off, or of another shape is refused without its content (G08, G24)", async () => {
  for (const body of ["<html>secret</html>", '{"id":', '{"id":"secret"}', "[]", '{"id":1e400}']) {
    const fault = await expectFault("response-malformed", () => api({ body }).json(anything, ASKED));
    expect(fault.message).not.toContain("secret");
  }
});

describe("a list", () => {
  const items = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ id: from + index }));
  const paged = (pages: (round: number, page: number) => { id: number }[] | undefined) => {
    let round = 0;
    const http = scriptedHttp(({ url }) => {
      const page = Number(new URL(url).searchParams.get("page"));
      if (page === 1) round += 1;
      const more = pages(round, page + 1) !== undefined;
      const link = { link: `<https://evil.example/?page=9>; rel="next", <${API}>; rel="last"` };
      return { body: pages(round, page) ?? [], headers: more ? link : {} };
    });
    return { http, ...createGitHubApi(ADDRESS, TOKEN, { http, clock: testClock() }) };
  };
  const request = { ...ASKED, path: "/releases?per_page=100" };

  test.each([[101], [250], [1000]])(
    "of %d items is read by all pages, none from an address in a header (G14, G20)",
    async (count) => {
      const { list, http } = paged((_round, page) => {
        const begin = (page - 1) * 100;
        return begin < count ? items(begin, Math.min(begin + 100, count)) : undefined;
      });
      expect(await list(anything, request)).toEqual(items(0, count));
      expect(http.requests.every(({ url }) => url.startsWith(`${API}/`))).toBe(true);
    },
  );

  test("whose pages shift while it is read is read until it holds still, each item once (G15)", async () => {
    const { list } = paged((round, page) => {
      if (page > 2) return undefined;
      if (round === 1) return page === 1 ? items(1, 101) : items(100, 150);
      return page === 1 ? items(0, 100) : items(100, 150);
    });
    expect(await list(anything, request)).toEqual(items(0, 150));
  });

  test("that never holds still is refused, and said to be so (X22)", async () => {
    const { list } = paged((round, page) => (page > 2 ? undefined : items(round, round + 3)));
    const fault = await expectFault("response-malformed", () => list(anything, request));
    expect(fault.problem).toMatch(/^a list of GitHub changed each of the 5 times/);
  });

  test("of as many items in one page as no call takes arguments is read (X19)", async () => {
    const { list } = paged((_round, page) => (page === 1 ? items(0, 200_000) : undefined));
    expect(await list(anything, request)).toHaveLength(200_000);
  });

  test("without end is refused", async () => {
    const { list } = paged(() => [{ id: 1 }]);
    await expectFault("response-malformed", () => list(anything, request));
  });
});

describe("a repository that was renamed during the run", () => {
  const moved = (location: string, status = 307) => ({ status, headers: { location } });
  const by = (path: string) => `${API}/repositories/74/${path}`;

  test.each(["POST", "PATCH", "DELETE", "PUT"] as const)(
    "is followed for %s, with body and token (W13)",
    async (method) => {
      for (const status of [301, 302, 307, 308]) {
        const { send, http } = api(moved(by("releases"), status), { status: 200 });
        await send({ ...ASKED, method, path: "/releases", body: { a: 1 } });
        const [first, second] = http.requests;
        expect(second).toEqual({ ...first, url: by("releases") });
      }
    },
  );

  test("is followed by an upload, which begins anew (W13)", async () => {
    const to = "https://uploads.github.com/repositories/74/releases/1/assets?name=a";
    const { transfer, http } = api(moved(to), { status: 201 });
    await transfer({
      method: "POST",
      url: "https://uploads.github.com/repos/octo-org/octo-tool/releases/1/assets?name=a",
    });
    expect(http.requests[1]?.url).toBe(to);
  });

  test.each([
    "https://evil.example/repositories/74/releases",
    "https://api.github.com.evil.example/repositories/74/releases",
    "http://api.github.com/repositories/74/releases",
    "https://uploads.github.com/repositories/74/releases",
    "//evil.example/repositories/74/releases",
    `${API}/user/repos`,
    `${API}/repositories/x/releases`,
    `${API}/repos/other/tool/releases`,
    "https://[",
  ])("is not followed to %s (G20, W13)", async (location) => {
    const { sendOnce, http } = api(moved(location));
    await expectFault("address-refused", () => sendOnce({ ...ASKED, method: "POST" }));
    expect(http.requests).toHaveLength(1);
  });

  test("is not followed for ever (W13)", async () => {
    const { sendOnce, http } = api(moved(by("releases")));
    await expectFault("response-malformed", () => sendOnce({ ...ASKED, method: "POST" }));
    expect(http.requests).toHaveLength(4);
  });
});

describe("the token", () => {
  test("goes to the API and to its upload host, and to no other address (G20)", async () => {
    const { transfer, http } = api({});
    for (const url of [`${API}/x`, "https://uploads.github.com/x"]) await transfer({ method: "GET", url });
    expect(http.requests.every(({ headers }) => headers?.["authorization"] === `Bearer ${TOKEN}`)).toBe(true);
    for (const url of ["https://uploads.github.com.evil.example/x", "https://evil.example/x", "http://127.0.0.1/x"]) {
      await expectFault("address-refused", () => transfer({ method: "GET", url }));
    }
    expect(http.requests).toHaveLength(2);
  });

  test.each([
    ["https://api.github.com/", "https://api.github.com", "https://uploads.github.com"],
    ["https://api.octo.ghe.com", "https://api.octo.ghe.com", "https://uploads.octo.ghe.com"],
    ["https://ghes.example/api/v3", "https://ghes.example/api/v3", "https://ghes.example"],
    ["http://127.0.0.1:8080/api/v3", "http://127.0.0.1:8080/api/v3", "http://127.0.0.1:8080"],
  ])("for the API %s goes to %s and %s (G19)", (url, expected, uploads) => {
    expect(gitHubAddress(url, "https://ghes.example/octo-org/octo-tool")).toMatchObject({ api: expected, uploads });
  });

  test.each(["http://api.github.com", "https://user:secret@api.github.com", "ftp://x", ""])(
    "is not given to %s",
    async (url) => {
      const fault = await expectFault("address-refused", () => gitHubAddress(url, "octo-org/octo-tool"));
      expect(fault.message).not.toContain("secret");
    },
  );
});
