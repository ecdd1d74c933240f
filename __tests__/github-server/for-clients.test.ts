import { describe, expect, test } from "vitest";
import { addAttestation } from "./attestations.ts";
import { REPOSITORY, start } from "./server-on-test.ts";
import { TOKEN } from "./start-github-server.ts";
import { JOB_TOKEN } from "./tokens.ts";

const COMMIT = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";

describe("GraphQL", () => {
  const ask = async (query: string, token = TOKEN) => {
    const { server, draft } = await start({ releases: [{ tag: "v1" }, { tag: "v2" }] });
    await draft();
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: token === "" ? {} : { authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: `{ repository(owner: "Octo-Org", name: "octo-tool") { ${query} } }` }),
    });
    const answer = JSON.parse(await response.text());
    return answer.data?.repository ?? answer.errors;
  };

  test("finds a draft by its tag, for those who may see it", async () => {
    const query = 'release(tagName: "v1.2.3") { isDraft databaseId }';
    expect((await ask(query)).release).toMatchObject({ isDraft: true });
    expect((await ask(query, "")).release).toBeNull();
  });

  test("lists releases newest first, and goes on from a cursor", async () => {
    const page = "releases(first: 2) { nodes { tagName isLatest } pageInfo { hasNextPage endCursor } }";
    const { releases } = await ask(page);
    expect(releases.nodes).toEqual([
      { tagName: "v1.2.3", isLatest: false },
      { tagName: "v2", isLatest: true },
    ]);
    expect(releases.pageInfo).toEqual({ hasNextPage: true, endCursor: "2" });
    const rest = await ask(page.replace("first: 2", 'first: 2, after: "2"'));
    expect(rest.releases.nodes).toEqual([{ tagName: "v1", isLatest: false }]);
  });

  test("knows refs and commits, and refuses what it does not have", async () => {
    const { ref, object } = await ask(
      `ref(qualifiedName: "refs/tags/v1.2.3") { name } object(oid: "${COMMIT}") { oid }`,
    );
    expect([ref.name, object.oid]).toEqual(["v1.2.3", COMMIT]);
    expect((await ask("stargazers { totalCount }"))[0].message).toContain("stargazers");
  });
});

test("a ref is made at a commit and removed, once each", async () => {
  const { send, server } = await start();
  const order = { ref: "refs/tags/v9", sha: COMMIT };
  expect((await send("POST", "/git/refs", order)).json.object.sha).toBe(COMMIT);
  const again = await send("POST", "/git/refs", order);
  expect([again.status, again.json.message]).toEqual([422, "Reference already exists"]);
  expect((await send("POST", "/git/refs", { ref: "refs/tags/v10", sha: "f".repeat(40) })).status).toBe(422);
  expect((await send("DELETE", "/git/refs/tags/v9")).status).toBe(204);
  expect((await send("DELETE", "/git/refs/tags/v9")).status).toBe(422);
  expect(server.state.refs.has("refs/tags/v9")).toBe(false);
});

test("HEAD is answered as GET is, without a body", async () => {
  const { server } = await start({ releases: [{ tag: "v1" }] });
  const head = (tag: string) => fetch(`${server.url}${REPOSITORY}/releases/tags/${tag}`, { method: "HEAD" });
  const found = await head("v1");
  expect([found.status, await found.text()]).toEqual([200, ""]);
  expect((await head("v2")).status).toBe(404);
});

test("GitHub's own attestations of releases are found by a short name and the digest of the tag", async () => {
  const { server, send } = await start();
  const statement = {
    subject: [{ digest: { sha1: COMMIT } }, { name: "tool", digest: { sha256: "ab".repeat(32) } }],
    predicateType: "https://in-toto.io/attestation/release/v0.1",
  };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  const bundle = { mediaType: "m", verificationMaterial: {}, dsseEnvelope: { payload } };
  addAttestation(server.state, bundle, "github");
  const { json } = await send("GET", `/attestations/sha1:${COMMIT}?predicate_type=release`);
  expect(json.attestations).toMatchObject([{ initiator: "github" }]);
  expect((await send("GET", `/attestations/sha1:${COMMIT}?predicate_type=provenance`)).status).toBe(404);
  const domain = await send("GET", `${server.url}/meta`);
  expect(domain.json.domains.artifact_attestations.trust_domain).toBe("");
});

test("the other host refuses a token, and notes that it got one", async () => {
  const { draft, upload, send, forgive } = await start();
  const { json } = await upload(await draft(), "tool", Buffer.from("1"));
  const headers = { accept: "application/octet-stream" };
  const { headers: found } = await send("GET", `/releases/assets/${json.id}`, undefined, headers);
  const place = found.get("location") ?? "";
  expect((await fetch(place, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(400);
  expect(forgive()).toEqual(["a token was sent to the host of downloads"]);
  expect((await fetch(place)).status).toBe(200);
});

test("without a token 60 requests an hour are served, and the refusal says so", async () => {
  const { server, send } = await start();
  const anonymously = () => fetch(server.url + REPOSITORY);
  const first = await anonymously();
  expect([first.status, first.headers.get("x-ratelimit-limit")]).toEqual([200, "60"]);
  for (let n = 2; n <= 60; n++) expect((await anonymously()).status).toBe(200);
  const refused = await anonymously();
  expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
  expect((await send("GET", "")).headers.get("x-ratelimit-limit")).toBe("1000");
});

test("a part of a file is given to whoever asks for it by a range", async () => {
  const { server } = await start({ releases: [{ tag: "v1", assets: { tool: Buffer.from("0123456789") } }] });
  const address = `${server.place.web}/octo-org/octo-tool/releases/download/v1/tool`;
  const part = async (range: string) => {
    const response = await fetch(address, { headers: { range } });
    return [response.status, response.headers.get("content-range"), await response.text()];
  };
  expect(await part("bytes=4-")).toEqual([206, "bytes 4-9/10", "456789"]);
  expect(await part("bytes=99-")).toEqual([200, null, "0123456789"]);
});

test("attestations are listed by many digests at once, where that is not refused", async () => {
  const { server, send } = await start();
  const digests = ["ab", "cd"].map((pair) => `sha256:${pair.repeat(32)}`);
  const subject = [{ name: "tool", digest: { sha256: "ab".repeat(32) } }];
  const payload = Buffer.from(JSON.stringify({ subject, predicateType: "p" })).toString("base64");
  addAttestation(server.state, { dsseEnvelope: { payload } }, "user");
  const ask = () => send("POST", `${server.url}/users/octo-org/attestations/bulk-list`, { subject_digests: digests });
  const { status, json } = await ask();
  expect([status, Object.keys(json.attestations_subject_digests)]).toEqual([200, [digests[0]]]);
  server.state.reality.noBulkList = true;
  expect((await ask()).status).toBe(403);
});

test("an organization keeps where its images lie, for a token that may write it, and a user keeps nothing", async () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const body = { name: "ghcr.io/o/n", digest, registry_url: "https://ghcr.io", github_repository: "octo-tool" };
  const begin = async (level: "none" | "write", owner?: "Organization") => {
    const tokens = { [TOKEN]: { ...JOB_TOKEN, "artifact-metadata": level } };
    const { send, server } = await start({ tokens, reality: owner === undefined ? {} : { owner } });
    const at = `${server.url}/orgs/Octo-Org/artifacts`;
    return {
      post: (changes: object = {}) => send("POST", `${at}/metadata/storage-record`, { ...body, ...changes }),
      list: () => send("GET", `${at}/${digest}/metadata/storage-records`),
      type: async () => (await send("GET", "")).json.owner.type,
    };
  };
  const kept = await begin("write", "Organization");
  const made = [(await kept.post()).json, (await kept.post()).json].map((json) => json.storage_records[0].id);
  expect(made[0]).not.toBe(made[1]);
  expect((await kept.list()).json).toMatchObject({
    total_count: 2,
    storage_records: [{ id: made[0] }, { id: made[1] }],
  });
  for (const wrong of [{ digest: "ab" }, { registry_url: "ghcr.io" }, { unknown: 1 }, { github_repository: "x" }]) {
    expect((await kept.post(wrong)).status).toBe(422);
  }
  const refused = await (await begin("none", "Organization")).post();
  expect([refused.status, refused.json.message]).toEqual([403, "Resource not accessible by integration"]);
  const user = await begin("write");
  expect([await kept.type(), await user.type(), (await user.post()).status]).toEqual(["Organization", "User", 404]);
});
