import { beforeEach, describe, expect, test } from "vitest";
import { Fault } from "../../../../src/kernel/fault.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../../src/services/github/api/github-api.ts";
import { storeAttestations } from "../../../../src/services/github/release/store-attestations.ts";
import { expectFault } from "../../../expect-fault.ts";
import { packSnappy } from "../../../github-server/snappy.ts";
import { type Answer, scriptedHttp } from "../../../scripted-http.ts";
import { testClock } from "../../../test-clock.ts";
import { API, TOKEN } from "../memory-github.ts";

const SUBJECT = "0".repeat(64);
const STORAGE = "https://tmaproduction.blob.core.windows.net";
const bundle = (sig: string) => ({ dsseEnvelope: { payload: "e30=", signatures: [{ sig }] } });
const statement = (sig = "b3Vycw==") => ({ subject: SUBJECT, bundle: Buffer.from(JSON.stringify(bundle(sig))) });
const reset = new Fault("network-unreachable", "reset");
const RESET = { when: "after", fault: reset } as const;

interface Setup {
  /** Answers to POST, one after the other; from then on it is stored. */
  readonly posts: readonly (Answer | typeof RESET)[];
  readonly stored: unknown[];
  address: (n: number) => string;
  blob: (n: number) => Answer;
}

let at: Setup;
beforeEach(() => {
  const stored: unknown[] = [];
  at = {
    posts: [],
    stored,
    address: (n) => `${STORAGE}/attestations/74/${n}.json.sn?sp=r&sig=canary`,
    blob: (n) => ({ body: packSnappy(Buffer.from(JSON.stringify(stored[n]))) }),
  };
});

/** GitHub as it is since July 2026: the list has addresses, and the storage behind them refuses tokens. */
function start(posts: Setup["posts"] = []) {
  let count = 0;
  const http = scriptedHttp(({ method, url, body, headers }) => {
    const [, blob] = /\/(\d+)\.json\.sn/.exec(url) ?? [];
    if (blob !== undefined) return headers?.["authorization"] === undefined ? at.blob(Number(blob)) : { status: 400 };
    if (method === "GET") {
      const listed = at.stored.map((_, n) => ({ bundle: null, bundle_url: at.address(n), initiator: "user" }));
      return listed.length === 0 ? { status: 404 } : { body: { attestations: listed } };
    }
    const instead = posts[count++];
    if (instead !== undefined && !("fault" in instead)) return instead;
    at.stored.push(JSON.parse(Buffer.from(body as Uint8Array).toString()).bundle);
    return instead === undefined ? { status: 201, body: { id: 7 } } : instead.fault;
  });
  const clock = testClock();
  const api = createGitHubApi(gitHubAddress(API, "octo-org/octo-tool"), TOKEN, { http, clock });
  const requests = () => http.requests.filter(({ method }) => method === "POST").length;
  return { http, clock, requests, store: (...sigs: string[]) => storeAttestations(api, sigs.map(statement)) };
}

describe("an attestation is stored once (W9)", () => {
  test("and found again by a rerun behind its address, without the token", async () => {
    at.stored.push(bundle("b3RoZXI="));
    expect(await start().store("b3Vycw==")).toEqual({ stored: true, id: 7 });
    const again = start();
    expect(await again.store("b3Vycw==")).toEqual({ stored: true, id: undefined });
    expect(again.requests()).toBe(0);
    expect(at.stored).toHaveLength(2);
    const elsewhere = again.http.requests.filter(({ url }) => url.startsWith(STORAGE));
    expect(elsewhere).toHaveLength(2);
    expect(JSON.stringify(elsewhere)).not.toContain(TOKEN);
  });

  test("where the answer got lost", async () => {
    const { store, requests } = start([RESET]);
    expect(await store("b3Vycw==")).toEqual({ stored: true, id: undefined });
    expect(requests()).toBe(1);
  });

  test("where the answer got lost and what is new cannot be read", async () => {
    at.stored.push(bundle("b3RoZXI="));
    at.blob = () => ({ status: 403 });
    const { store, requests } = start([RESET]);
    expect(await store("b3Vycw==")).toEqual({ stored: true, id: undefined });
    expect(requests()).toBe(1);
    expect(at.stored).toHaveLength(2);
  });

  test("although what others stored cannot be read", async () => {
    at.stored.push(bundle("b3RoZXI="));
    for (const blob of [
      { status: 404 },
      { body: "no Snappy" },
      { body: packSnappy(Buffer.from("no JSON")) },
      { body: Buffer.of(0xff, 0xff, 0xff, 0xff, 0x0f) },
    ]) {
      at.blob = () => blob;
      at.stored.length = 1;
      expect(await start([{ status: 502 }]).store("b3Vycw==")).toEqual({ stored: true, id: 7 });
    }
  });

  test.each([
    "https://evil.example/0.json.sn",
    "https://blob.core.windows.net.evil.example/0.json.sn",
    "https://evilgithub.com/0.json.sn",
    "http://tmaproduction.blob.core.windows.net/0.json.sn",
    "http://127.0.0.1/0.json.sn",
    "https://user:secret@x.blob.core.windows.net/0.json.sn",
    "file:///0.json.sn",
    "",
  ])("and an address like %s is not asked (G20)", async (address) => {
    at.stored.push(bundle("b3RoZXI="));
    at.address = () => address;
    const { store, http } = start();
    expect(await store("b3Vycw==")).toEqual({ stored: true, id: 7 });
    expect(http.requests.every(({ url }) => url.startsWith(`${API}/`))).toBe(true);
  });

  test.each([
    "https://x.blob.core.windows.net/0.json.sn",
    "https://api.github.com/0.json.sn",
    "https://b.github.com/0.json.sn",
  ])("and found at %s", async (address) => {
    at.stored.push(bundle("b3Vycw=="));
    at.address = () => address;
    const { store, requests } = start();
    expect(await store("b3Vycw==")).toEqual({ stored: true, id: undefined });
    expect(requests()).toBe(0);
  });
});

describe("what GitHub does not take is said, and fails nothing by itself (W13)", () => {
  test.each([400, 403, 404, 413, 422])("status %d, asked once", async (status) => {
    const { store, requests } = start([{ status, body: { message: "no" } }]);
    const outcome = await store("b3Vycw==");
    expect(outcome).toMatchObject({
      stored: false,
      reason: { message: expect.stringContaining(`GitHub answered ${status}`) },
    });
    expect(requests()).toBe(1);
  });

  test.each([
    ["a server that stays broken", { status: 500 }, 4],
    ["a limit that stays", { status: 429, headers: { "retry-after": "86400" } }, 1],
  ] as const)("%s", async (_what, answer, count) => {
    const { store, requests } = start(Array(9).fill(answer));
    expect(await store("b3Vycw==")).toMatchObject({ stored: false });
    expect(requests()).toBe(count);
  });

  test("but a token that is refused stops the run (G01)", async () => {
    await expectFault("token-refused", () => start([{ status: 401 }]).store("b3Vycw=="));
  });
});
