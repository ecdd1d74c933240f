import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { REPOSITORY, start } from "./server-on-test.ts";
import { startGitHubServer, TOKEN } from "./start-github-server.ts";
import { JOB_TOKEN } from "./tokens.ts";

describe("releases", () => {
  test("a draft is found by listing and by its id, and not by its tag; strangers do not see it", async () => {
    const { send, draft, server } = await start();
    const { id } = await draft();
    expect((await send("GET", `/releases/${id}`)).status).toBe(200);
    expect((await send("GET", "/releases/tags/v1.2.3")).status).toBe(404);
    const list = await send("GET", "/releases?per_page=100");
    expect(list.json.map((release: { id: number }) => release.id)).toEqual([id]);
    expect(await (await fetch(`${server.url}${REPOSITORY}/releases`)).json()).toEqual([]);
    await send("PATCH", `/releases/${id}`, { draft: false });
    expect((await send("GET", "/releases/tags/v1.2.3")).json).toMatchObject({ id, draft: false, immutable: false });
    expect((await send("GET", "/releases/latest")).json.id).toBe(id);
  });

  test("a second published release of one tag is refused", async () => {
    const { send, draft } = await start({ releases: [{ tag: "v1.2.3" }] });
    expect((await send("POST", "/releases", { tag_name: "v1.2.3" })).status).toBe(422);
    const { id } = await draft();
    expect((await send("PATCH", `/releases/${id}`, { draft: false })).status).toBe(422);
  });

  test("where releases are immutable, a published one takes, changes and loses nothing", async () => {
    const { send, draft, upload } = await start({ immutableReleases: true });
    const release = await draft();
    const { json: asset } = await upload(release, "tool", Buffer.from("tool"));
    expect((await send("PATCH", `/releases/${release.id}`, { draft: false })).json.immutable).toBe(true);
    const late = await upload(release, "late", Buffer.from("late"));
    expect([late.status, late.json.message]).toEqual([422, "Cannot upload assets to an immutable release."]);
    expect((await send("DELETE", `/releases/assets/${asset.id}`)).status).toBe(422);
    expect((await send("PATCH", `/releases/${release.id}`, { draft: true })).status).toBe(422);
    expect((await send("PATCH", `/releases/${release.id}`, { body: "notes" })).status).toBe(200);
  });

  test("GitHub gives notes before there is a release, and an edit leaves those that it does not name", async () => {
    const { send, server } = await start();
    const given = await send("POST", "/releases/generate-notes", { tag_name: "v1.2.3" });
    expect([given.status, server.state.releases.size]).toEqual([200, 0]);
    const order = { tag_name: "v1.2.3", draft: true, name: "Ours", body: given.json.body };
    const { json } = await send("POST", "/releases", order);
    await send("PATCH", `/releases/${json.id}`, { tag_name: "v1.2.3", draft: true });
    expect((await send("GET", `/releases/${json.id}`)).json).toMatchObject({ name: "Ours", body: given.json.body });
  });

  test("GitHub writes the notes where it is asked to, after those that are there", async () => {
    const { send } = await start();
    const order = { tag_name: "v1.2.3", draft: true, body: "Ours.", generate_release_notes: true };
    expect((await send("POST", "/releases", order)).json.body).toMatch(/^Ours\.\n## What's Changed/);
    expect((await send("POST", "/releases/generate-notes", { tag_name: "v1.2.3" })).json.name).toBe("v1.2.3");
  });

  test("lists come in pages that name the next one, and hold a hundred at most", async () => {
    const releases = Array.from({ length: 250 }, (_, n) => ({ tag: `v0.${n}.0` }));
    const { send } = await start({ releases });
    const tags: string[] = [];
    let next: string | undefined = "/releases?per_page=500";
    for (let pages = 0; next !== undefined; pages++) {
      const { json, headers } = await send("GET", next);
      tags.push(...json.map((release: { tag_name: string }) => release.tag_name));
      next = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
      expect(pages).toBeLessThan(3);
    }
    expect(tags).toEqual(releases.map(({ tag }) => tag).reverse());
  });
});

describe("files", () => {
  test("are stored with their digest and downloaded from another host, which gets no token", async () => {
    const { server, send, draft, upload } = await start();
    const bytes = Buffer.from("the tool\n");
    const { status, json } = await upload(await draft(), "tool.txt", bytes);
    expect(status).toBe(201);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(json).toMatchObject({ name: "tool.txt", state: "uploaded", size: 9, digest: `sha256:${sha256}` });
    const found = await send("GET", `/releases/assets/${json.id}`, undefined, { accept: "application/octet-stream" });
    expect(found.status).toBe(302);
    const place = found.headers.get("location") ?? "";
    expect(new URL(place).origin).not.toBe(new URL(server.url).origin);
    expect(await (await fetch(place)).text()).toBe("the tool\n");
    expect((await server.files(server.release("v1.2.3") as never)).get("tool.txt")).toEqual(bytes);
  });

  test("get other names where they have special characters, and a taken name is refused", async () => {
    const { draft, upload } = await start();
    const release = await draft();
    expect((await upload(release, "a b+c@.tgz", Buffer.from("1"))).json.name).toBe("a.b+c@.tgz");
    expect((await upload(release, ".hidden é", Buffer.from("1"))).json.name).toBe("default.hidden.e");
    const again = await upload(release, "a b+c@.tgz", Buffer.from("2"));
    expect(again.status).toBe(422);
    expect(again.json.errors).toEqual([{ resource: "ReleaseAsset", code: "already_exists", field: "name" }]);
  });

  test("an empty one is not stored", async () => {
    const { draft, upload, server } = await start();
    const { status, json } = await upload(await draft(), "empty", Buffer.alloc(0));
    expect([status, json.errors[0].message]).toEqual([422, "size must be greater than or equal to 1"]);
    expect(server.release("v1.2.3")?.assets.size).toBe(0);
  });

  test("an upload that breaks off leaves a starter, which is no file to download", async () => {
    const { server, send, draft } = await start();
    const release = await draft();
    const url = new URL(release.upload_url.replace("{?name,label}", "?name=tool"));
    const headers = { authorization: `Bearer ${TOKEN}`, "content-length": 1000, "user-agent": "test" };
    const request = httpRequest(url, { method: "POST", headers });
    request.on("error", () => undefined);
    request.write("half");
    await expect.poll(() => server.release("v1.2.3")?.assets.size).toBe(1);
    request.destroy();
    const { json } = await send("GET", `/releases/${release.id}/assets?per_page=100`);
    expect(json).toMatchObject([{ name: "tool", state: "starter", size: 0, digest: null }]);
  });

  test("one has 2 GiB at most", async () => {
    const { server, draft } = await start();
    const release = await draft();
    const url = new URL(release.upload_url.replace("{?name,label}", "?name=tool"));
    const headers = { authorization: `Bearer ${TOKEN}`, "content-length": 2 ** 31 + 1, "user-agent": "test" };
    const request = httpRequest(url, { method: "POST", headers });
    const problem = once(request, "error").catch(() => undefined);
    request.write("the first bytes");
    await expect.poll(() => server.requests.length).toBe(2);
    request.destroy();
    await problem;
    expect(server.release("v1.2.3")?.assets.size).toBe(0);
  });

  test("a thousand are the most", async () => {
    const assets = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`file-${n}`, "starter" as const]));
    const { send, upload } = await start({ releases: [{ tag: "v1.2.3", draft: true, assets }] });
    const [release] = (await send("GET", "/releases")).json;
    expect((await upload(release, "one-more", Buffer.from("1"))).status).toBe(422);
  });
});

describe("the repository", () => {
  test("says its tags, branches, commits, comparison, protection and run", async () => {
    const run = { commit: "d".repeat(40) };
    const { send } = await start({
      run,
      tags: { "v1.2.3": { commit: run.commit, annotated: true }, "group/v1": { commit: "1".repeat(40) } },
    });
    expect((await send("GET", "")).json).toMatchObject({ id: 74, default_branch: "main", visibility: "public" });
    const { object } = (await send("GET", "/git/ref/tags/v1.2.3")).json;
    expect(object.type).toBe("tag");
    expect((await send("GET", `/git/tags/${object.sha}`)).json.object).toMatchObject({
      type: "commit",
      sha: run.commit,
    });
    expect((await send("GET", "/git/ref/tags/group/v1")).json.object.sha).toBe("1".repeat(40));
    expect((await send("GET", "/git/ref/tags/v9")).status).toBe(404);
    expect((await send("GET", "/git/matching-refs/tags/v")).json).toHaveLength(1);
    expect((await send("GET", "/commits/v1.2.3")).json.sha).toBe(run.commit);
    expect((await send("GET", `/git/commits/${run.commit}`)).json.parents).toHaveLength(1);
    expect((await send("GET", "/tags")).json).toHaveLength(2);
    const compared = (await send("GET", `/compare/${run.commit}...main`)).json;
    expect([compared.status, compared.behind_by]).toEqual(["identical", 0]);
    expect((await send("GET", "/compare/group/v1...main")).json).toMatchObject({ status: "ahead", ahead_by: 3 });
    expect((await send("GET", "/branches/main")).json.protected).toBe(true);
    expect((await send("GET", "/branches/main/protection")).status).toBe(403);
    expect((await send("GET", "/rules/branches/main")).json).toHaveLength(1);
    expect((await send("GET", "/immutable-releases")).status).toBe(403);
    expect((await send("GET", "/actions/runs/8123456789")).json.head_sha).toBe(run.commit);
    expect((await send("GET", "/actions/runs/8123456789/attempts/1")).status).toBe(200);
  });

  test("an administrator may read the protection and whether releases are immutable", async () => {
    const tokens = { [TOKEN]: { ...JOB_TOKEN, administration: "read" as const } };
    const { send } = await start({ tokens, immutableReleases: true });
    expect((await send("GET", "/branches/main/protection")).json.enforce_admins.enabled).toBe(true);
    expect((await send("GET", "/immutable-releases")).json.enabled).toBe(true);
  });

  test("keeps attestations by the digests of their subjects, where it has them", async () => {
    const statement = {
      subject: [{ name: "tool", digest: { sha256: "ab".repeat(32) } }],
      predicateType: "https://slsa.dev/provenance/v1",
    };
    const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
    const bundle = {
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: {},
      dsseEnvelope: { payload },
    };
    const { send } = await start({ reality: { bundleUrlOnly: false } });
    expect((await send("POST", "/attestations", { bundle })).status).toBe(201);
    const found = await send("GET", `/attestations/sha256:${"ab".repeat(32)}?per_page=10`);
    expect(found.json.attestations).toMatchObject([{ bundle, repository_id: 74 }]);
    expect((await send("GET", `/attestations/sha256:${"cd".repeat(32)}`)).status).toBe(404);
    const without = await start({ run: { visibility: "private" } });
    expect((await without.send("POST", "/attestations", { bundle })).status).toBe(404);
  });
});

test("issues are listed by author and state, with pull requests among them, and take no body that is too long", async () => {
  const { server, send } = await start({ tokens: { [TOKEN]: { ...JOB_TOKEN, issues: "write" } } });
  const made = await send("POST", "/issues", { title: "one", body: "a" });
  expect([made.status, made.json]).toMatchObject([201, { number: 1, state: "open", body: "a" }]);
  expect(made.json.user.login).toBe("github-actions[bot]");
  server.state.issues.push({
    ...{ number: 2, author: "mallory", title: "two", body: "", state: "open", createdAt: "2026-01-01T00:00:00Z" },
    ...{ isPullRequest: true, comments: [] },
  });
  await send("POST", "/issues/1/comments", { body: "more" });
  await send("PATCH", "/issues/1", { state: "closed" });
  const listed = async (query: string) =>
    (await send("GET", `/issues${query}`)).json.map(({ number }: { number: number }) => number);
  expect(await listed("")).toEqual([2]);
  expect(await listed("?state=all")).toEqual([2, 1]);
  expect(await listed("?state=all&creator=github-actions%5Bbot%5D")).toEqual([1]);
  expect((await send("GET", "/issues")).json[0].pull_request).toBeDefined();
  const long = await send("POST", "/issues", { title: "x", body: "y".repeat(65_537) });
  expect([long.status, long.json.errors[0].message]).toEqual([422, "body is too long (maximum is 65536 characters)"]);
  expect((await send("PATCH", "/issues/9", { state: "closed" })).status).toBe(404);
});

describe("who may", () => {
  test("a bad token is 401, a missing permission 403 or, where nothing may be seen, 404", async () => {
    const weak = { ...JOB_TOKEN, contents: "read" as const };
    const { send, server } = await start({ tokens: { [TOKEN]: weak } });
    expect((await send("GET", "/releases", undefined, { authorization: "Bearer other" })).status).toBe(401);
    const refused = await send("POST", "/releases", { tag_name: "v1.2.3" });
    expect([refused.status, refused.headers.get("x-accepted-github-permissions")]).toEqual([403, "contents=write"]);
    expect((await fetch(`${server.url}${REPOSITORY}`)).status).toBe(200);
    const hidden = await start({ run: { visibility: "private" }, tokens: {} });
    expect((await fetch(`${hidden.server.url}${REPOSITORY}`)).status).toBe(404);
  });

  test("a job has so many requests an hour, and each answer says how many are left", async () => {
    const { send } = await start({ rateLimit: 2 });
    expect((await send("GET", "")).headers.get("x-ratelimit-remaining")).toBe("1");
    await send("GET", "");
    const refused = await send("GET", "");
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(Number(refused.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000);
  });
});

describe("faults", () => {
  const CREATE = "POST /repos/{owner}/{repo}/releases";
  const UPLOAD = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";

  test("answers before and after the work are told apart by what is there then", async () => {
    const status = { kind: "status", status: 502 } as const;
    const { server, send } = await start({
      faults: [
        { operation: CREATE, fault: { ...status, when: "before", headers: { "retry-after": "1" } } },
        { operation: CREATE, nth: 2, fault: { ...status, when: "after" } },
        { operation: CREATE, nth: 3, fault: { kind: "reset", when: "after" } },
        { operation: CREATE, nth: 4, fault: { kind: "reset", when: "before" } },
      ],
    });
    const create = () => send("POST", "/releases", { tag_name: "v1.2.3", draft: true });
    const first = await create();
    expect([first.status, first.headers.get("retry-after"), server.state.releases.size]).toEqual([502, "1", 0]);
    expect([(await create()).status, server.state.releases.size]).toEqual([502, 1]);
    await expect(create()).rejects.toThrow();
    expect(server.state.releases.size).toBe(2);
    await expect(create()).rejects.toThrow();
    expect(server.state.releases.size).toBe(2);
    expect(server.faults.unmet()).toEqual([]);
  });

  test("uploads are left half, renamed or stored differently", async () => {
    const { server, draft, upload } = await start({
      faults: [
        { operation: UPLOAD, name: "half", fault: { kind: "starter" } },
        { operation: UPLOAD, name: "named", fault: { kind: "renamed", name: "other" } },
        { operation: UPLOAD, name: "changed", fault: { kind: "corrupted" } },
      ],
    });
    const release = await draft();
    expect((await upload(release, "half", Buffer.from("1"))).status).toBe(502);
    expect((await upload(release, "named", Buffer.from("1"))).json.name).toBe("other");
    expect((await upload(release, "changed", Buffer.from("1"))).json.size).toBe(11);
    const states = [...(server.release("v1.2.3")?.assets.values() ?? [])].map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ["half", "starter"],
      ["other", "uploaded"],
      ["changed", "uploaded"],
    ]);
  });

  test("answers are no JSON, break off, or come slowly", async () => {
    const LIST = "GET /repos/{owner}/{repo}/releases";
    const { server } = await start({
      faults: [
        { operation: LIST, fault: { kind: "html" } },
        { operation: LIST, nth: 2, fault: { kind: "truncated" } },
        { operation: LIST, nth: 3, fault: { kind: "slow", bytes: 1, ms: 1 } },
      ],
    });
    const get = () => fetch(`${server.url}${REPOSITORY}/releases`);
    expect(await (await get()).text()).toContain("<html>");
    await expect(get().then((response) => response.text())).rejects.toThrow();
    expect(await (await get()).json()).toEqual([]);
  });

  test("somebody else changes the release meanwhile", async () => {
    const { server, draft, upload } = await start({
      faults: (
        ["replace-asset", "add-asset", "delete-asset", "move-tag", "publish-release", "delete-release"] as const
      ).map((what, n) => ({ operation: UPLOAD, nth: n + 1, fault: { kind: "meanwhile", what } })),
    });
    const release = await draft();
    const names = () =>
      [...(server.release("v1.2.3")?.assets.values() ?? [])].map(({ name, size }) => `${name} ${size}`);
    await upload(release, "a", Buffer.from("1"));
    expect(names()).toEqual(["a 21"]);
    await upload(release, "b", Buffer.from("1"));
    expect(names()).toEqual(["a 21", "b 1", "somebody-elses.bin 21"]);
    await upload(release, "c", Buffer.from("1"));
    expect(names()).toHaveLength(3);
    await upload(release, "d", Buffer.from("1"));
    expect(server.state.refs.get("refs/tags/v1.2.3")?.sha).toBe("1".repeat(40));
    await upload(release, "e", Buffer.from("1"));
    expect(server.release("v1.2.3")?.draft).toBe(false);
    await upload(release, "f", Buffer.from("1"));
    expect(server.release("v1.2.3")).toBeUndefined();
  });
});

test("requests that are not as GitHub describes them are violations", async (context) => {
  const server = await startGitHubServer();
  try {
    if (!server.isCompared) context.skip("GitHub's description is not beside the repository");
    await fetch(`${server.url}${REPOSITORY}/releases?tag=v1`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const body = JSON.stringify({ tag: "v1.2.3", draft: "yes" });
    await fetch(`${server.url}${REPOSITORY}/releases`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
      body,
    });
    await fetch(`${server.place.downloads}/assets/1?sp=r`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(server.violations.join("\n")).toMatch(
      /the parameter tag is not described[\s\S]*the field tag is not described[\s\S]*tag_name[\s\S]*token was sent/,
    );
  } finally {
    await server.close();
  }
});

test("a server of GitHub Enterprise has its own prefixes, no attestations and, when old, no digests", async () => {
  const { server, send, draft, upload } = await start({
    flavour: "ghes",
    features: { assetDigests: false, immutableReleases: false },
  });
  expect(server.url).toMatch(/\/api\/v3$/);
  const release = await draft();
  expect(release.upload_url).toContain("/api/uploads/repos/");
  expect("immutable" in release).toBe(false);
  expect("digest" in (await upload(release, "tool", Buffer.from("1"))).json).toBe(false);
  expect((await send("GET", `/attestations/sha256:${"ab".repeat(32)}`)).status).toBe(404);
});

test("every visible request is told before it is answered, and the program prints it", async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url)), "{}"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? "null");
  const { url, token } = await next();
  const body = JSON.stringify({ tag_name: "v1.2.3", draft: true });
  await fetch(`${url}${REPOSITORY}/releases`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body });
  await fetch(`${url}${REPOSITORY}/releases`);
  expect(await next()).toMatchObject({ operation: "POST /repos/{owner}/{repo}/releases", status: 201, count: 1 });
  child.stdin.end();
  expect(await next()).toEqual({ violations: [], requests: 2, uploads: 0 });
  expect((await exited)[0]).toBe(0);
});
