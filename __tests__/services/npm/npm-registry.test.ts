import { describe, expect, test } from "vitest";
import { npmRegistry } from "../../../src/services/npm/npm-registry.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Answer, scriptedHttp } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const BASE = "https://registry.example";
const SHA512 = Buffer.alloc(64, 1);
const integrity = `sha512-${SHA512.toString("base64")}`;

function registry(script: (url: string, count: number) => Answer) {
  const http = scriptedHttp(({ url }, count) => script(url, count));
  return { http, npm: npmRegistry({ http, clock: testClock() }, BASE) };
}

function version(dist: object): Answer {
  return { body: { name: "a", version: "1.0.0", dist: { tarball: `${BASE}/a/-/a-1.0.0.tgz`, ...dist } } };
}

describe("npm's registry", () => {
  test.each([
    ["a", "/a/1.0.0%2Bx"],
    ["@scope/name", "/@scope%2Fname/1.0.0%2Bx"],
  ])("is asked for one version of %s", async (name, path) => {
    const { npm, http } = registry(() => version({ integrity }));
    expect(await npm.files(name, "1.0.0+x")).toEqual([
      { name: "a-1.0.0.tgz", address: `${BASE}/a/-/a-1.0.0.tgz`, sha512: SHA512.toString("hex") },
    ]);
    expect(http.requests.map(({ url }) => url)).toEqual([BASE + path]);
    expect(http.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test.each([
    ["several digests, of which the strongest counts", `sha1-xx ${integrity}`, SHA512.toString("hex")],
    ["options behind the digest", `${integrity}?x`, SHA512.toString("hex")],
    ["a weak digest alone", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", undefined],
    ["a digest of another length", `sha512-${Buffer.alloc(63).toString("base64")}`, undefined],
    ["what is no base64", "sha512-===", undefined],
    ["none", undefined, undefined],
  ])("is read with %s", async (_, given, sha512) => {
    const { npm } = registry(() => version(given === undefined ? {} : { integrity: given }));
    const [file] = (await npm.files("a", "1.0.0")) ?? [];
    expect(file?.sha512).toBe(sha512);
  });

  test("has no such version by 404, and any other answer is a fault", async () => {
    expect(await registry(() => ({ status: 404 })).npm.files("a", "1")).toBeUndefined();
    await expectFault("network-unreachable", () => registry(() => ({ status: 401 })).npm.files("a", "1"));
    await expectFault("response-malformed", () => registry(() => ({ body: { dist: 1 } })).npm.files("a", "1"));
  });

  test("is asked again where it is busy", async () => {
    const { npm } = registry((_, count) => (count === 1 ? { status: 503 } : version({})));
    expect(await npm.files("a", "1.0.0")).toHaveLength(1);
  });

  test("gives files from its own address alone", async () => {
    const { npm, http } = registry(() => ({ body: Buffer.from("tarball") }));
    const file = (address: string) => ({ name: "a.tgz", address });
    expect(Buffer.from(await npm.fetch(file(`${BASE}/a.tgz`), 100)).toString()).toBe("tarball");
    for (const address of [
      "http://127.0.0.1/a.tgz",
      "https://registry.example.evil/a.tgz",
      "file:///etc/passwd",
      "a",
    ]) {
      await expectFault("response-malformed", async () => npm.fetch(file(address), 100));
    }
    expect(http.requests).toHaveLength(1);
  });
});
