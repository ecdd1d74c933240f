import { describe, expect, test } from "vitest";
import { Fault } from "../../../../src/kernel/fault.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../../src/services/github/api/github-api.ts";
import { gitHubStorageRecords } from "../../../../src/services/github/release/storage-records.ts";
import { createHttp } from "../../../../src/world/http/http.ts";
import { expectFault } from "../../../expect-fault.ts";
import { start } from "../../../github-server/server-on-test.ts";
import { type GitHubServerOptions, TOKEN as LONG_TOKEN } from "../../../github-server/start-github-server.ts";
import { JOB_TOKEN } from "../../../github-server/tokens.ts";
import { type Answer, scriptedHttp } from "../../../scripted-http.ts";
import { testClock } from "../../../test-clock.ts";
import { API, TOKEN } from "../memory-github.ts";

const digest = `sha256:${"ab".repeat(32)}`;
const IMAGE = { name: "ghcr.io/octo-org/octo-tool", registry: "ghcr.io", digest, version: "1.2.3" };
const POST = "POST /orgs/{org}/artifacts/metadata/storage-record";
const ORGANIZATION = { owner: "Organization" } as const;

async function begin(options: GitHubServerOptions = {}) {
  const tokens = { [LONG_TOKEN]: { ...JOB_TOKEN, "artifact-metadata": "write" as const } };
  const { server } = await start({ tokens, reality: ORGANIZATION, ...options });
  const ports = { http: createHttp(() => undefined), clock: testClock() };
  const again = () => {
    const address = gitHubAddress(server.url, "https://github.com/octo-org/octo-tool");
    return gitHubStorageRecords(createGitHubApi(address, server.token, ports));
  };
  const posts = () => server.requests.filter(({ operation }) => operation === POST).length;
  return { server, again, records: again(), posts };
}

test("where an image lies is recorded for an organization, and found again by a rerun", async () => {
  const { server, records, again, posts } = await begin();
  const ids = await records.record(IMAGE);
  expect(server.state.storageRecords).toMatchObject([
    { id: ids[0], name: IMAGE.name, digest, registry_url: "https://ghcr.io", status: "active" },
  ]);
  expect(await again().record(IMAGE)).toEqual(ids);
  expect(posts()).toBe(1);
});

test("one in another registry, and one that was deleted, stand for no record", async () => {
  const { server, records, posts } = await begin();
  const [first] = await records.record({ ...IMAGE, name: "quay.io/octo-org/octo-tool", registry: "quay.io" });
  const [second] = await records.record(IMAGE);
  expect(second).not.toBe(first);
  for (const one of server.state.storageRecords) one.status = "deleted";
  expect(await records.record(IMAGE)).not.toEqual([second]);
  expect(posts()).toBe(3);
});

describe("nothing is asked", () => {
  test("of a user, who has no such records", async () => {
    const { server, records } = await begin({ reality: {} });
    expect(await records.record(IMAGE)).toEqual([]);
    expect(await records.record({ ...IMAGE, digest: `sha256:${"cd".repeat(32)}` })).toEqual([]);
    expect(server.requests.map(({ operation }) => operation)).toEqual(["GET /repos/{owner}/{repo}"]);
  });

  test("of a server of GitHub Enterprise", async () => {
    const { server, records } = await begin({ flavour: "ghes" });
    expect(await records.record(IMAGE)).toEqual([]);
    expect(server.requests).toEqual([]);
  });
});

test("a token without the permission is refused by name", async () => {
  const { records } = await begin({ tokens: { [LONG_TOKEN]: JOB_TOKEN } });
  const fault = await expectFault("permission-missing", () => records.record(IMAGE));
  expect(fault.hint).toContain("artifact-metadata: write");
});

const OWNED = { body: { owner: { type: "Organization" } } };
const NONE = { body: { total_count: 0, storage_records: [] } };
const MADE = { body: { total_count: 1, storage_records: [{ id: 7 }] } };
const LISTED = { body: { storage_records: [{ id: 7, name: IMAGE.name, registry_url: "https://ghcr.io/" }] } };
const RESET = new Fault("network-unreachable", "reset");

/** Answers to lists and to writes, each in their order; the last one stays. */
function scripted(lists: readonly Answer[], writes: readonly (Answer | Fault)[]) {
  const counts = { GET: 0, POST: 0 };
  const http = scriptedHttp(({ method, url }) => {
    if (url.endsWith("/repos/octo-org/octo-tool")) return OWNED;
    const answers = method === "POST" ? writes : lists;
    const n = counts[method as "GET" | "POST"]++;
    return answers[Math.min(n, answers.length - 1)]!;
  });
  const api = createGitHubApi(gitHubAddress(API, "octo-org/octo-tool"), TOKEN, { http, clock: testClock() });
  return { http, counts, record: () => gitHubStorageRecords(api).record(IMAGE) };
}

test("what is sent is what actions/attest sends, with the repository", async () => {
  const { http, record } = scripted([NONE], [MADE]);
  expect(await record()).toEqual([7]);
  const sent = http.requests.find(({ method }) => method === "POST");
  expect(sent?.url).toBe(`${API}/orgs/octo-org/artifacts/metadata/storage-record`);
  expect(JSON.parse(String(Buffer.from(sent?.body as Uint8Array)))).toEqual({
    ...{ name: IMAGE.name, digest, version: "1.2.3" },
    ...{ registry_url: "https://ghcr.io", github_repository: "octo-tool" },
  });
  expect(http.requests.every(({ url }) => url.startsWith(`${API}/`))).toBe(true);
});

describe("a write is not repeated blindly", () => {
  test.each<[string, Answer | Fault]>([
    ["its answer got lost", RESET],
    ["GitHub was busy", { status: 502 }],
  ])("where %s and the record is there", async (_, first) => {
    const { record, counts } = scripted([NONE, LISTED], [first]);
    expect([await record(), counts.POST]).toEqual([[7], 1]);
  });

  test("where the record is not there, it is sent again, four times at most", async () => {
    const once = scripted([NONE], [RESET, MADE]);
    expect([await once.record(), once.counts.POST]).toEqual([[7], 2]);
    const never = scripted([NONE], [{ status: 503 }]);
    await expectFault("github-refused", never.record);
    expect(never.counts.POST).toBe(4);
  });

  test.each<[string, Answer, string]>([
    ["not found", { status: 404 }, "permission-missing"],
    ["forbidden", { status: 403, body: { message: "Resource not accessible by integration" } }, "permission-missing"],
    ["unprocessable", { status: 422 }, "github-refused"],
    ["without a record", NONE, "response-malformed"],
    ["no JSON", { body: "<html>" }, "response-malformed"],
  ])("%s is final", async (_, answer, code) => {
    const { record, counts } = scripted([{ status: 404 }], [answer]);
    await expectFault(code as "github-refused", record);
    expect(counts.POST).toBe(1);
  });
});
