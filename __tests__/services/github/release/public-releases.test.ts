import { describe, expect, onTestFinished, test } from "vitest";
import { Fault } from "../../../../src/kernel/fault.ts";
import type { HttpRequest } from "../../../../src/ports/http.ts";
import type { PublicAsset } from "../../../../src/ports/public-releases.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { gitHubPublicReleases } from "../../../../src/services/github/release/public-releases.ts";
import { createHttp } from "../../../../src/world/http/http.ts";
import { expectFault } from "../../../expect-fault.ts";
import { addAttestation } from "../../../github-server/attestations.ts";
import { addTag } from "../../../github-server/github-state.ts";
import { type GitHubServerOptions, startGitHubServer } from "../../../github-server/start-github-server.ts";
import { type Answer, scriptedHttp, toResponse } from "../../../scripted-http.ts";
import { testClock } from "../../../test-clock.ts";

const TOOL = Buffer.from("the tool, some bytes of it");
const SEEDED: GitHubServerOptions = {
  releases: [
    { tag: "v1.2.2", immutable: true, assets: { "tool.tgz": TOOL, left: "starter" } },
    { tag: "v2.0.0-rc.1", prerelease: true, assets: {} },
    { tag: "v9", draft: true },
  ],
};

async function loopback(options: GitHubServerOptions = SEEDED, { anonymous = true } = {}) {
  const server = await startGitHubServer(options);
  onTestFinished(() => server.close());
  const address = gitHubAddress(server.url, `https://github.com/${server.state.run.repository}`);
  const ports = { http: createHttp(() => undefined), clock: testClock() };
  const releases = gitHubPublicReleases({ address, token: anonymous ? undefined : server.token, ports });
  onTestFinished(() => expect(server.violations).toEqual([]));
  return { server, run: server.state.run, releases };
}

function scripted(script: (path: string, count: number) => Answer, token?: string) {
  const http = scriptedHttp(({ url }, count) => script(url.replace("https://api.github.com/repos/o/r", ""), count));
  const address = gitHubAddress("https://api.github.com", "https://github.com/o/r");
  return { http, releases: gitHubPublicReleases({ address, token, ports: { http, clock: testClock() } }) };
}

const REPOSITORY = {
  ...{ id: 1, owner: { id: 2, type: "Organization" }, full_name: "o/r", private: false },
  ...{ visibility: "public", archived: false, default_branch: "main" },
};

function releaseAnswer(assets: readonly object[] = []) {
  const web = "https://github.com/o/r/releases";
  return {
    ...{ id: 7, tag_name: "v1", name: "One", draft: false, prerelease: false, published_at: "2026-01-01T00:00:00Z" },
    ...{ html_url: `${web}/tag/v1`, upload_url: "https://uploads.github.com/repos/o/r/releases/7/assets", assets },
  };
}

function assetAnswer(id: number, changed: object = {}) {
  const address = `https://github.com/o/r/releases/download/v1/file-${id}`;
  return { id, name: `file-${id}`, state: "uploaded", size: 3, browser_download_url: address, ...changed };
}

describe("without a token", () => {
  test("reads a repository, its releases by tag and the latest, and what a tag leads to", async () => {
    const { server, releases, run } = await loopback();
    expect(await releases.repository()).toEqual({
      ...{ id: run.repositoryId, ownerId: run.ownerId, fullName: run.repository },
      ...{ isPublic: true, isArchived: false, defaultBranch: "main" },
    });
    const latest = await releases.release("latest");
    expect(latest).toMatchObject({ tag: "v1.2.2", isDraft: false, isPrerelease: false, immutable: true });
    expect(latest?.assets.map(({ name, size, isWhole }) => [name, size, isWhole])).toEqual([
      ["tool.tgz", TOOL.length, true],
      ["left", 0, false],
    ]);
    expect(await releases.release({ tag: "v2.0.0-rc.1" })).toMatchObject({ isPrerelease: true, assets: [] });
    expect(await releases.release({ tag: "v9" })).toBeUndefined();
    addTag(server.state, "annotated", { commit: run.commit, annotated: true });
    const tag = await releases.tag("annotated");
    expect(tag?.commit).toBe(run.commit);
    expect(tag?.object).not.toBe(run.commit);
    expect(await releases.tag("absent")).toBeUndefined();
    expect(server.requests.every(({ isAnonymous }) => isAnonymous)).toBe(true);
    expect(releases.requests()).toBe(server.requests.length);
  });

  test("downloads from the address for everybody, which GitHub does not count", async () => {
    const { server, releases } = await loopback();
    const asset = (await releases.release("latest"))?.assets[0];
    const chunks: Uint8Array[] = [];
    await releases.download(asset as PublicAsset, (chunk) => chunks.push(chunk));
    expect(Buffer.concat(chunks)).toEqual(TOOL);
    expect(server.requests.map(({ operation }) => operation)).toContain("GET web");
    expect(releases.requests()).toBe(2);
  });

  test("is told after how many minutes, and that a token helps, if GitHub has heard enough", async () => {
    const { releases } = await loopback();
    for (let n = 1; n <= 60; n++) await releases.release("latest");
    const fault = await expectFault("service-busy", () => releases.release("latest"));
    expect(fault.hint).toContain("GITHUB_TOKEN");
  });

  test("learns that a private repository is not there", async () => {
    const { releases } = await loopback({ ...SEEDED, run: { visibility: "private" } });
    expect(await releases.repository()).toBeUndefined();
    expect(await releases.release("latest")).toBeUndefined();
  });
});

test("files of a private repository come through the API, and the token goes nowhere else", async () => {
  const { server, releases } = await loopback({ ...SEEDED, run: { visibility: "private" } }, { anonymous: false });
  const asset = (await releases.release("latest"))?.assets[0] as PublicAsset;
  const chunks: Uint8Array[] = [];
  await releases.download(asset, (chunk) => chunks.push(chunk));
  expect(Buffer.concat(chunks)).toEqual(TOOL);
  expect(server.requests.map(({ operation }) => operation)).not.toContain("GET web");
});

test("reads a server of GitHub Enterprise, which says no digests and keeps no attestations", async () => {
  const features = { assetDigests: false, immutableReleases: false };
  const { releases } = await loopback({ ...SEEDED, flavour: "ghes", features }, { anonymous: false });
  const release = await releases.release("latest");
  expect([release?.immutable, release?.assets[0]?.sha256]).toEqual([undefined, undefined]);
  expect((await releases.attestations(`sha256:${"ab".repeat(32)}`)).bundles).toEqual([]);
  expect(await releases.attestationsOf([`sha256:${"ab".repeat(32)}`])).toBeUndefined();
  const chunks: Uint8Array[] = [];
  await releases.download(release?.assets[0] as PublicAsset, (chunk) => chunks.push(chunk));
  expect(Buffer.concat(chunks)).toEqual(TOOL);
});

test("follows a repository to its new name, and asks by it from then on", async () => {
  const { server, releases } = await loopback();
  const { run, formerNames } = server.state;
  const before = run.repository;
  formerNames.add(before);
  Object.assign(run, { repository: "octo-org/renamed" });
  expect((await releases.repository())?.fullName).toBe("octo-org/renamed");
  expect(releases.asked).toBe(before);
  const seen = server.requests.length;
  await releases.release("latest");
  expect(server.requests.slice(seen).map(({ path }) => path)).toEqual(["/repos/octo-org/renamed/releases/latest"]);
});

describe("attestations", () => {
  const bundle = (subject: object, predicateType: string) => ({
    ...{ mediaType: "m", verificationMaterial: {} },
    dsseEnvelope: { payload: Buffer.from(JSON.stringify({ subject: [subject], predicateType })).toString("base64") },
  });
  const digests = ["ab", "cd", "ef"].map((pair) => pair.repeat(32));

  async function stocked(options: GitHubServerOptions = SEEDED) {
    const found = await loopback(options);
    const { state } = found.server;
    for (const sha256 of digests.slice(0, 2)) {
      addAttestation(state, bundle({ name: "tool", digest: { sha256 } }, "https://slsa.dev/provenance/v1"), "user");
    }
    return found;
  }

  test("come by one digest, or by many in one request", async () => {
    const { releases, server } = await stocked();
    expect((await releases.attestations(`sha256:${digests[0]}`)).bundles).toHaveLength(1);
    expect(await releases.attestations(`sha256:${digests[2]}`)).toEqual({ bundles: [], unread: 0, isClosed: false });
    const before = releases.requests();
    const many = await releases.attestationsOf(digests.map((sha256) => `sha256:${sha256}`));
    expect([many?.bundles.length, many?.unread]).toEqual([2, 0]);
    // One for the kind of the owner's account, one for the list.
    expect(releases.requests() - before).toBe(2);
    server.state.reality.noBulkList = true;
    expect(await releases.attestationsOf([`sha256:${digests[0]}`])).toBeUndefined();
  });

  test("that are told for digests that were not asked for are left alone", async () => {
    const answer = { attestations_subject_digests: { "sha256:00": [{ bundle: { a: 1 }, bundle_url: "" }] } };
    const { releases } = scripted((path) => ({ body: path === "" ? REPOSITORY : answer }));
    expect((await releases.attestationsOf(["sha256:11"]))?.bundles).toEqual([]);
  });

  test("of other repositories of the account are left alone", async () => {
    const item = (repository_id: number) => ({ bundle: { of: repository_id }, bundle_url: "", repository_id });
    const answer = { attestations_subject_digests: { "sha256:11": [item(1), item(7)] } };
    const { releases } = scripted((path) => ({ body: path === "" ? REPOSITORY : answer }));
    expect((await releases.attestationsOf(["sha256:11"]))?.bundles).toEqual([{ of: 1 }]);
  });

  test("are unread, and not absent, where their address leads to another host", async () => {
    const kept = [{ bundle: null, bundle_url: "https://elsewhere.example/a" }];
    const { releases, http } = scripted(() => ({ body: { attestations: kept } }));
    expect(await releases.attestations("sha256:00")).toEqual({ bundles: [], unread: 1, isClosed: false });
    expect(http.requests).toHaveLength(1);
  });

  test("of GitHub about a release are found by the object of the tag, else by its commit", async () => {
    const { releases, run, server } = await stocked();
    addTag(server.state, "annotated", { commit: run.commit, annotated: true });
    const tag = { object: "", commit: "", ...(await releases.tag("annotated")) };
    expect((await releases.releaseAttestation(tag)).bundles).toEqual([]);
    const type = "https://in-toto.io/attestation/release/v0.2";
    addAttestation(server.state, bundle({ digest: { sha1: run.commit } }, type), "github");
    expect((await releases.releaseAttestation(tag)).bundles).toHaveLength(1);
    addAttestation(server.state, bundle({ digest: { sha1: tag.object } }, type), "github");
    const asked = releases.requests();
    expect((await releases.releaseAttestation(tag)).bundles).toHaveLength(1);
    expect(releases.requests() - asked).toBe(1);
  });
});

describe("a download", () => {
  const asset: PublicAsset = {
    ...{ id: "5", name: "tool", size: 10, sha256: undefined, isWhole: true },
    address: "https://github.com/o/r/releases/download/v1/tool",
  };
  const BYTES = Buffer.from("0123456789");

  /** Answers of the host of a file, each with how many of its bytes come before the connection breaks. */
  async function fetchedFrom(serve: (range: string | undefined, count: number) => Answer & { breaks?: true }) {
    const chunks: Uint8Array[] = [];
    const ranges: (string | undefined)[] = [];
    const http = {
      async request(request: Parameters<ReturnType<typeof scriptedHttp>["request"]>[0]) {
        if (request.url.startsWith("https://api.")) return toResponse({ body: REPOSITORY });
        expect(request.headers).not.toHaveProperty("authorization");
        ranges.push(request.headers?.["range"]);
        const answer = serve(request.headers?.["range"], ranges.length);
        const response = toResponse(answer);
        if (response.status < 300 && response.body.length > 0) request.receive?.(response.body, response);
        return response.status < 300 ? { ...response, body: new Uint8Array() } : response;
      },
    };
    const address = gitHubAddress("https://api.github.com", "https://github.com/o/r");
    const releases = gitHubPublicReleases({ address, token: "secret-token", ports: { http, clock: testClock() } });
    const done = () => releases.download(asset, (chunk) => chunks.push(chunk));
    return { done, ranges, text: () => Buffer.concat(chunks).toString() };
  }

  const part = (from: number, to = 10): Answer => ({
    status: 206,
    headers: { "content-range": `bytes ${from}-${to - 1}/10` },
    body: BYTES.subarray(from, to),
  });

  test("that breaks off is taken up where it broke off", async () => {
    const { done, ranges, text } = await fetchedFrom((_range, n) =>
      n === 1 ? { body: BYTES.subarray(0, 4) } : n === 2 ? part(4, 6) : part(6),
    );
    await done();
    expect([text(), ranges]).toEqual(["0123456789", [undefined, "bytes=4-", "bytes=6-"]]);
  });

  test("of a large file does not hang for long on one connection, unless the host knows no ranges", async () => {
    const large = { ...asset, size: 1 << 30 };
    const times: (number | undefined)[] = [];
    const take = (from: number, knowsRanges: boolean) => {
      const http = {
        async request(request: HttpRequest) {
          if (request.url.startsWith("https://api.")) return toResponse({ body: REPOSITORY });
          times.push(request.timeoutMs);
          const at = request.headers?.["range"] === undefined ? 0 : from;
          const head = knowsRanges && at > 0 ? part(at) : { status: 200 };
          if (times.length < 3)
            request.receive?.(
              new Uint8Array(4 + at),
              toResponse({ ...head, headers: { "content-range": `bytes ${at}-9/10` } }),
            );
          throw new Fault("network-timeout", "too slow");
        },
      };
      const address = gitHubAddress("https://api.github.com", "https://github.com/o/r");
      return gitHubPublicReleases({ address, token: undefined, ports: { http, clock: testClock() } });
    };
    await expectFault("network-timeout", () => take(4, true).download(large, () => undefined));
    expect(Math.max(...times.map((ms) => ms ?? 0))).toBe(120_000);
    times.length = 0;
    await expectFault("network-timeout", () => take(4, false).download(large, () => undefined));
    expect(times.slice(0, 2)).toEqual([120_000, 120_000]);
    expect(times.at(-1)).toBeGreaterThan(3_600_000);
  });

  test("from a host that knows no ranges passes over what came already", async () => {
    const { done, text } = await fetchedFrom((_range, n) => ({ body: n === 1 ? BYTES.subarray(0, 4) : BYTES }));
    await done();
    expect(text()).toBe("0123456789");
  });

  test("that gives another part than was asked for is refused", async () => {
    const { done, text } = await fetchedFrom((_range, n) => (n === 1 ? { body: BYTES.subarray(0, 4) } : part(3)));
    await expectFault("response-malformed", done);
    expect(text()).toBe("0123");
  });

  test("that is longer than GitHub said is refused at the first byte too many", async () => {
    const { done } = await fetchedFrom(() => ({ body: Buffer.concat([BYTES, BYTES]) }));
    await expectFault("response-too-large", done);
  });

  test("that brings nothing is given up after four attempts, a missing file at once", async () => {
    const idle = await fetchedFrom((_range, n) => (n === 1 ? { body: BYTES.subarray(0, 4) } : { body: "" }));
    await expectFault("network-unreachable", idle.done);
    expect(idle.ranges).toHaveLength(5);
    const busy = await fetchedFrom(() => ({ status: 503 }));
    await expectFault("github-refused", busy.done);
    expect(busy.ranges).toHaveLength(4);
    const gone = await fetchedFrom(() => ({ status: 404 }));
    await expectFault("release-changed", gone.done);
    expect(gone.ranges).toHaveLength(1);
  });
});

describe("hostile answers", () => {
  test("of releases with addresses elsewhere, or of another tag, are refused", async () => {
    const elsewhere = assetAnswer(1, { browser_download_url: "https://github.com.evil.example/o/r" });
    const { releases } = scripted(() => ({ body: releaseAnswer([elsewhere]) }));
    await expectFault("address-refused", () => releases.release("latest"));
    const other = scripted(() => ({ body: releaseAnswer() }));
    await expectFault("response-malformed", () => other.releases.release({ tag: "v2" }));
  });

  test("of another shape, and a repository whose name is none, are refused", async () => {
    for (const changed of [{ id: -1 }, { full_name: "o/r/../x" }, { owner: {} }, { default_branch: 3 }]) {
      const { releases } = scripted(() => ({ body: { ...REPOSITORY, ...changed } }));
      await expectFault("response-malformed", () => releases.repository());
    }
    for (const changed of [{ size: -1 }, { size: 1.5 }, { id: 0 }, { name: null }, { state: 1 }]) {
      const { releases } = scripted(() => ({ body: releaseAnswer([assetAnswer(1, changed)]) }));
      await expectFault("response-malformed", () => releases.release("latest"));
    }
  });

  test("of JSON that is nested without end, or is none, are refused", async () => {
    for (const body of ["[".repeat(200_000), `{"id":${"9".repeat(400)}}`, "<html>", '{"id":1,"id":2}']) {
      const { releases } = scripted(() => ({ body }));
      await expectFault("response-malformed", () => releases.repository());
    }
  });

  test("of lists without an end are refused, and a list that may be a page is read whole", async () => {
    const many = (from: number, count: number) => Array.from({ length: count }, (_, n) => assetAnswer(from + n));
    const endless = scripted((path, n) =>
      path.includes("/assets?") ? { body: many(1 + n * 100, 100) } : { body: releaseAnswer(many(1, 30)) },
    );
    await expectFault("response-malformed", () => endless.releases.release("latest"));
    expect(endless.http.requests.length).toBeLessThan(15);
    const paged = scripted((path) => {
      if (!path.includes("/assets?")) return { body: releaseAnswer(many(1, 30)) };
      return { body: path.endsWith("page=1") ? many(1, 100) : many(101, 7) };
    });
    expect((await paged.releases.release("latest"))?.assets).toHaveLength(107);
    const whole = scripted(() => ({ body: releaseAnswer(many(1, 99)) }));
    expect((await whole.releases.release("latest"))?.assets).toHaveLength(99);
    expect(whole.http.requests).toHaveLength(1);
  });
});

test("a token that GitHub does not know is refused with what to do", async () => {
  const { releases } = scripted(() => ({ status: 401, body: { message: "Bad credentials" } }), "secret-token");
  const fault = await expectFault("token-refused", () => releases.release("latest"));
  expect(`${fault.message} ${fault.hint}`).not.toContain("secret-token");
});
