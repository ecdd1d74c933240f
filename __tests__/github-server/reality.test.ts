import { describe, expect, test } from "vitest";
import { testClock } from "../test-clock.ts";
import { GITHUB_CONTENT_LIMITS } from "./reality.ts";
import { REPOSITORY, start } from "./server-on-test.ts";
import { TOKEN } from "./start-github-server.ts";
import { storedName } from "./stored-name.ts";

const COMMIT = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";
const HEAD = "9".repeat(40);
const messages = ({ json }: { json: { errors: { message: string }[] } }) => json.errors.map(({ message }) => message);

describe("a draft", () => {
  test("loses its tag by an edit that names none and keeps it a draft, and keeps it when it is published so", async () => {
    const { send, draft, server } = await start();
    const { id } = await draft();
    expect((await send("PATCH", `/releases/${id}`, { draft: false })).json.tag_name).toBe("v1.2.3");
    const other = await draft("v1.2.4");
    expect((await send("PATCH", `/releases/${other.id}`, { body: "notes" })).json).toMatchObject({
      tag_name: expect.stringMatching(/^untagged-[0-9a-f]{20}$/),
      body: "notes",
    });
    const refused = await send("PATCH", `/releases/${other.id}`, { draft: false });
    expect(messages(refused)).toEqual(["Published releases must have a valid tag"]);
    const again = { tag_name: "v1.2.4", draft: false };
    expect((await send("PATCH", `/releases/${other.id}`, again)).status).toBe(200);
    expect(server.state.refs.has("refs/tags/v1.2.4")).toBe(true);
  });

  test("keeps its tag in an edit that names it", async () => {
    const { send, draft } = await start();
    const { id } = await draft();
    expect((await send("PATCH", `/releases/${id}`, { tag_name: "v1.2.3", name: "x" })).json.tag_name).toBe("v1.2.3");
  });
});

describe("a target whose workflows differ from the default branch's", () => {
  const reality = { workflowsDiffer: { commits: [COMMIT], post: 404, patch: 403 } } as const;
  const moved = async () => {
    const started = await start({ reality, releases: [{ tag: "v1.2.2", draft: true, target: COMMIT }] });
    started.server.state.commits.push(HEAD);
    started.server.state.refs.set("refs/heads/main", { type: "commit", sha: HEAD });
    return started;
  };

  test("is refused for a new release that names it, and not where none is named", async () => {
    const { send } = await moved();
    const order = { tag_name: "v1.2.3", draft: true };
    expect((await send("POST", "/releases", { ...order, target_commitish: COMMIT })).status).toBe(404);
    expect((await send("POST", "/releases", order)).status).toBe(201);
  });

  test("is refused for an edit that names it or leaves it, and not for one that names the default branch", async () => {
    const { send, server } = await moved();
    const [id] = [...server.state.releases.keys()];
    const order = { tag_name: "v1.2.2", draft: false };
    const refused = await send("PATCH", `/releases/${id}`, order);
    expect([refused.status, refused.json.message]).toEqual([403, "Resource not accessible by integration"]);
    expect((await send("PATCH", `/releases/${id}`, { ...order, target_commitish: "main" })).status).toBe(200);
  });
});

describe("reasons of a 422 stand in its errors", () => {
  test("notes have 125,000 characters at most, those that GitHub writes, too", async () => {
    const { send, draft } = await start({ reality: { notesLength: 130_000 } });
    const order = { tag_name: "v1.2.3", draft: true };
    const tooLong = ["body is too long (maximum is 125000 characters)"];
    expect(messages(await send("POST", "/releases", { ...order, generate_release_notes: true }))).toEqual(tooLong);
    expect(messages(await send("POST", "/releases", { ...order, body: "x".repeat(125_001) }))).toEqual(tooLong);
    const { id } = await draft();
    expect(messages(await send("PATCH", `/releases/${id}`, { body: "x".repeat(125_001) }))).toEqual(tooLong);
    const notes = await send("POST", "/releases/generate-notes", { tag_name: "v1.2.3" });
    expect(notes.json.body.length).toBeGreaterThan(130_000);
  });

  test("a tag of an immutable release that was deleted is used up", async () => {
    const { send, draft, server } = await start({ immutableReleases: true });
    const { id } = await draft();
    await send("PATCH", `/releases/${id}`, { draft: false });
    expect((await send("DELETE", `/releases/${id}`)).status).toBe(204);
    const again = await draft();
    const used = ["tag_name was used by an immutable release", "Published releases must have a valid tag"];
    expect(messages(await send("PATCH", `/releases/${again.id}`, { draft: false }))).toEqual(used);
    server.state.refs.delete("refs/tags/v1.2.3");
    const publish = await send("PATCH", `/releases/${again.id}`, { draft: false });
    expect(messages(publish)).toEqual([expect.stringContaining("creations being restricted"), ...used]);
    const other = await start({ reality: { burnedTags: ["v1.2.3"] } });
    expect(messages(await other.send("POST", "/releases", { tag_name: "v1.2.3" }))).toEqual(used);
  });

  test("a ruleset may let a token make no tag", async () => {
    const { send } = await start({ reality: { tagsRestricted: true } });
    const refused = await send("POST", "/releases", { tag_name: "v2.0.0" });
    expect(messages(refused)).toEqual([
      expect.stringContaining("Cannot create ref due to creations being restricted."),
      "Published releases must have a valid tag",
    ]);
    expect((await send("POST", "/releases", { tag_name: "v1.2.3" })).status).toBe(201);
  });
});

test("content is limited to 80 requests a minute and 500 an hour, and the refusal names no time", async () => {
  const clock = testClock();
  const { send, draft, upload, server } = await start({ clock, reality: { contentLimits: GITHUB_CONTENT_LIMITS } });
  const release = await draft();
  const fill = async () => {
    for (let made = 0; ; made++) {
      const answer = await upload(release, `file-${server.state.nextId}`, Buffer.from("1"));
      if (answer.status !== 201) return { made, answer };
    }
  };
  const first = await fill();
  expect([first.made, first.answer.status, first.answer.json.message]).toEqual([
    79,
    403,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  ]);
  expect(first.answer.headers.get("retry-after")).toBeNull();
  expect(Number(first.answer.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
  expect((await send("GET", "/releases")).status).toBe(200);
  let made = 80;
  for (let minutes = 0; minutes < 7; minutes++) {
    clock.advance(60_000);
    made += (await fill()).made;
  }
  expect(made).toBe(500);
  clock.advance(3_600_000 - 7 * 60_000);
  expect((await fill()).made).toBe(80);
}, 60_000);

describe("lists of attestations", () => {
  const subject = "ab".repeat(32);
  const statement = {
    subject: [{ name: "tool", digest: { sha256: subject } }],
    predicateType: "https://example.com/p",
  };
  const bundle = {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { note: "repeated ".repeat(20) },
    dsseEnvelope: { payload: Buffer.from(JSON.stringify(statement)).toString("base64") },
  };

  test("hold an address in the place of each bundle, from where it comes packed and without a token", async () => {
    const { send, server } = await start({ reality: { bundleUrlOnly: true } });
    await send("POST", "/attestations", { bundle });
    const [found] = (await send("GET", `/attestations/sha256:${subject}`)).json.attestations;
    expect(found.bundle).toBeNull();
    expect(new URL(found.bundle_url).origin).not.toBe(new URL(server.url).origin);
    const packed = await fetch(found.bundle_url);
    expect(packed.headers.get("content-type")).toBe("application/x-snappy");
    const bytes = Buffer.from(await packed.arrayBuffer());
    expect(bytes.length).toBeLessThan(JSON.stringify(bundle).length);
    expect(JSON.parse(unpack(bytes).toString())).toEqual(bundle);
  });
});

/** The format's description, read the other way. */
function unpack(bytes: Buffer): Buffer {
  let at = 0;
  const varint = (): number => {
    const byte = bytes[at++] ?? 0;
    return byte < 0x80 ? byte : (byte & 0x7f) + varint() * 128;
  };
  const size = varint();
  const out: number[] = [];
  while (at < bytes.length) {
    const tag = bytes[at++] ?? 0;
    if ((tag & 3) === 2) {
      const back = bytes.readUInt16LE(at);
      at += 2;
      for (let left = (tag >> 2) + 1; left > 0; left--) out.push(out[out.length - back] ?? 0);
      continue;
    }
    expect(tag & 3).toBe(0);
    const long = tag >> 2 === 61;
    const length = (long ? bytes.readUInt16LE(at) : tag >> 2) + 1;
    if (long) at += 2;
    out.push(...bytes.subarray(at, at + length));
    at += length;
  }
  expect(out.length).toBe(size);
  return Buffer.from(out);
}

describe("files", () => {
  test("have the labels that a tool gave them", async () => {
    const releases = [{ tag: "v1.2.3", assets: { tool: Buffer.from("1") }, labels: { tool: "tool" } }];
    const { send } = await start({ releases });
    expect((await send("GET", "/releases/latest")).json.assets[0].label).toBe("tool");
  });

  test("are named as gh foresees", () => {
    const names = Object.fromEntries(
      ["a b", ".foo", "foo.", "a..b", "é", "größe", "größe.txt", "日本.txt", "[x] y", "_", "a(1).zip", "日本"].map(
        (name) => [name, storedName(name)],
      ),
    );
    expect(names).toEqual({
      "a b": "a.b",
      ".foo": "default.foo",
      "foo.": "default.foo",
      "a..b": "a.b",
      é: "default.e",
      größe: "gro.e",
      "größe.txt": "gro.e.txt",
      "日本.txt": "default.txt",
      "[x] y": "x.y",
      _: "_",
      "a(1).zip": "a.1.zip",
      日本: "default",
    });
  });

  test("have no digest for a moment", async () => {
    const { send, draft, upload } = await start({ reality: { digestLateBy: 2 } });
    const release = await draft();
    const { json } = await upload(release, "tool", Buffer.from("1"));
    const read = async () => (await send("GET", `/releases/assets/${json.id}`)).json.digest;
    expect([json.digest, await read(), await read()]).toEqual([null, null, expect.stringMatching(/^sha256:/)]);
  });

  test("what a failed upload left takes its name before a list shows it", async () => {
    const operation = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    const { send, draft, upload } = await start({ faults: [{ operation, fault: { kind: "starter", hiddenFor: 1 } }] });
    const release = await draft();
    expect((await upload(release, "tool", Buffer.from("1"))).status).toBe(502);
    const taken = await upload(release, "tool", Buffer.from("1"));
    expect([taken.status, taken.json.errors[0].code]).toEqual([422, "already_exists"]);
    expect((await send("GET", `/releases/${release.id}/assets`)).json).toEqual([]);
    expect((await send("GET", `/releases/${release.id}/assets`)).json).toMatchObject([{ state: "starter" }]);
  });
});

test("a list ends at ten thousand results", async () => {
  const { send } = await start({ releases: Array.from({ length: 3 }, (_, n) => ({ tag: `v${n}` })) });
  expect((await send("GET", "/releases?per_page=100&page=100")).status).toBe(200);
  const refused = await send("GET", "/releases?per_page=100&page=101");
  expect([refused.status, refused.json.message]).toEqual([422, "Only the first 10000 results are available."]);
});

describe("a repository", () => {
  test("is served by its id, to which the pages of a list lead", async () => {
    const { send, server } = await start({ releases: [{ tag: "v1" }, { tag: "v2" }] });
    const first = await send("GET", "/releases?per_page=1");
    expect(first.headers.get("link")).toContain(
      `<${server.url}/repositories/74/releases?per_page=1&page=2>; rel="next"`,
    );
    const order = { tag_name: "v1.2.3", draft: true };
    expect((await send("POST", `${server.url}/repositories/74/releases`, order)).status).toBe(201);
  });

  test("that has another name now is found by the former: a read by 301, the rest by 307", async () => {
    const { send, draft, server } = await start({
      faults: [
        { operation: "POST /repos/{owner}/{repo}/releases", fault: { kind: "meanwhile", what: "rename-repository" } },
      ],
    });
    await draft();
    expect(server.state.run.repository).toBe("octo-org/octo-tool-renamed");
    const read = await send("GET", "/releases?per_page=1");
    const location = `${server.url}/repositories/74/releases`;
    expect([read.status, read.headers.get("location")]).toEqual([301, `${location}?per_page=1`]);
    const write = await send("POST", "/releases", { tag_name: "v2", draft: true });
    expect([write.status, write.headers.get("location")]).toEqual([307, location]);
    const followed = await fetch(`${server.url}${REPOSITORY}/releases`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ tag_name: "v2", draft: true }),
    });
    expect(followed.status).toBe(201);
  });
});

test("the token is as long as those that GitHub gives, and a web token", () => {
  expect(TOKEN).toMatch(/^ghs_eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/);
  expect(TOKEN).toHaveLength(520);
});

describe("replicas that are behind", () => {
  const reads = async (seed: number) => {
    const { send, draft, upload } = await start({ reality: { lag: { seed, requests: 20 } } });
    const release = await draft();
    await upload(release, "tool", Buffer.from("1"));
    await send("PATCH", `/releases/${release.id}`, { tag_name: "v1.2.3", draft: false });
    const seen: string[] = [];
    for (let n = 0; n < 40; n++) {
      const { status, json } = await send("GET", `/releases/${release.id}`);
      seen.push(status === 404 ? "404" : `${json.draft ? "draft" : "public"} ${json.assets.length}`);
    }
    return seen;
  };

  test("answer reads of a release with what was there before, by chance and not for long", async () => {
    const seen = await reads(7);
    expect(new Set(seen.slice(0, 20))).toEqual(new Set(["404", "draft 0", "draft 1", "public 1"]));
    expect(new Set(seen.slice(20))).toEqual(new Set(["public 1"]));
  });

  test("answer the same for the same seed, and otherwise for another", async () => {
    const [first, again, other] = [await reads(7), await reads(7), await reads(8)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});
