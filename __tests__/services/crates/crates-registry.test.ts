import { expect, test } from "vitest";
import { cratesRegistry } from "../../../src/services/crates/crates-registry.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Answer, scriptedHttp } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const cksum = "ab".repeat(32);

function registry(answer: Answer) {
  const http = scriptedHttp(() => answer);
  return { http, crates: cratesRegistry({ http, clock: testClock() }) };
}

function lines(...all: readonly object[]): Answer {
  return { body: Buffer.from(all.map((one) => `${JSON.stringify(one)}\n`).join("")) };
}

test.each([
  ["a", "1/a"],
  ["ab", "2/ab"],
  ["abc", "3/a/abc"],
  ["Serde_JSON", "se/rd/serde_json"],
])("the index has the crate %s at %s", async (name, path) => {
  const { crates, http } = registry(lines({ name, vers: "1.0.0", cksum }));
  expect(await crates.files(name, "1.0.0")).toEqual([
    {
      name: `${name}-1.0.0.crate`,
      address: `https://static.crates.io/crates/${name}/1.0.0/download`,
      sha256: cksum,
    },
  ]);
  expect(http.requests[0]?.url).toBe(`https://index.crates.io/${path}`);
});

test("a version is found by its whole name, among lines that may be of a later form", async () => {
  const { crates } = registry(lines({ v: 9 }, { vers: "1.0.0-a", cksum }, { vers: "1.0.1", cksum: "CD".repeat(32) }));
  expect(await crates.files("abcd", "1.0.0")).toBeUndefined();
  expect(await crates.files("abcd", "1.0.1")).toBeUndefined();
  expect(await crates.files("abcd", "1.0.0-a")).toHaveLength(1);
});

test.each([404, 410, 451])("a crate is not there by %d", async (status) => {
  expect(await registry({ status }).crates.files("abcd", "1")).toBeUndefined();
});

test("any other answer is a fault", async () => {
  await expectFault("network-unreachable", () => registry({ status: 403 }).crates.files("abcd", "1"));
  await expectFault("response-malformed", () => registry({ body: Buffer.from("<html>") }).crates.files("abcd", "1"));
  await expectFault("network-unreachable", () =>
    registry({ status: 403 }).crates.fetch({ name: "a", address: "https://static.crates.io/x" }, 9),
  );
});
