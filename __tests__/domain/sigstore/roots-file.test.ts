import { describe, expect, test } from "vitest";
import {
  type CarriedRoot,
  formatRootsFile,
  MAX_ROOTS_FILE_BYTES,
  parseRootsFile,
} from "../../../src/domain/sigstore/roots-file.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const SHA256 = "a".repeat(64);
const ROOT: CarriedRoot = {
  ...{ instance: "github", repository: "https://tuf.example", fetched: "2026-11-21T12:00:00Z", sha256: SHA256 },
  versions: { root: 1, timestamp: 2, snapshot: 3, targets: 4 },
  files: { "root.json": "{}", "1.root.json": "{}", [`targets/${SHA256}.trusted_root.json`]: "{}" },
};

const parse = (...roots: readonly object[]) => parseRootsFile(formatRootsFile(roots as never));

describe("a file of trusted roots", () => {
  test("is read as it was written, one of each instance", () => {
    const all = (["public-good", "github", "staging"] as const).map((instance) => ({ ...ROOT, instance }));
    expect(parse(...all)).toEqual(all);
    expect(new TextDecoder().decode(formatRootsFile(all))).toMatch(
      /^\{\n {2}"schema": "https:\/\/release-capsule\.github\.io\/release-capsule\/schemas\/roots-file\/v1",\n {2}"roots": \[\n/,
    );
  });

  test.each([
    ...["root.json", "timestamp.json", "snapshot.json", "targets.json", "1.root.json", "9999999999.root.json"],
    ...["targets/trusted_root.json", `targets/${SHA256}.trusted_root.json`],
  ])("may hold %s", (path) => {
    expect(parse({ ...ROOT, files: { [path]: "" } })).toHaveLength(1);
  });

  test.each([
    ...["", "x.json", "root.jso", "root.json.", "xroot.json", "0.root.json", "01.root.json", "99999999999.root.json"],
    ...[
      "../root.json",
      "targets/x.json",
      "targets/targets/trusted_root.json",
      "targets/.trusted_root.json",
      "x1.root.json",
    ],
    ...[`targets/${SHA256.slice(1)}.trusted_root.json`, `targets/${SHA256.toUpperCase()}.trusted_root.json`],
    ...["trusted_root.json", "targets/trusted_root.jsonx", "rootxjson", "targets/trusted_rootxjson", "1xroot.json"],
  ])("holds no other path: %j", async (path) => {
    await expectFault("trusted-root-malformed", () => parse({ ...ROOT, files: { [path]: "" } }));
  });

  const { sha256: _, ...without } = ROOT;
  test.each<[string, readonly object[]]>([
    ["no root", []],
    ["more roots than there are instances", [ROOT, ROOT, ROOT, ROOT]],
    ["another instance", [{ ...ROOT, instance: "private" }]],
    ["no digest", [without]],
    ["a digest that is too short", [{ ...ROOT, sha256: SHA256.slice(1) }]],
    ["a digest that is too long", [{ ...ROOT, sha256: `${SHA256}a` }]],
    ["a digest in large letters", [{ ...ROOT, sha256: SHA256.toUpperCase() }]],
    ["a version of none", [{ ...ROOT, versions: { ...ROOT.versions, root: 0 } }]],
    ["a version that is not whole", [{ ...ROOT, versions: { ...ROOT.versions, targets: 1.5 } }]],
    ["one version less", [{ ...ROOT, versions: { root: 1, timestamp: 1, snapshot: 1 } }]],
    ["one version more", [{ ...ROOT, versions: { ...ROOT.versions, mirrors: 1 } }]],
    ["a field more", [{ ...ROOT, more: 1 }]],
    ["an address that is too long", [{ ...ROOT, repository: "x".repeat(2049) }]],
    ["more files than there can be", [{ ...ROOT, files: filesOf(301) }]],
    ["a file that is too large", [{ ...ROOT, files: { "root.json": "x".repeat(5_000_001) } }]],
    ["a time without a zone", [{ ...ROOT, fetched: "2026-11-21T12:00:00" }]],
    ["a time with more behind it", [{ ...ROOT, fetched: "2026-11-21T12:00:00Zx" }]],
    ["a time with more before it", [{ ...ROOT, fetched: "x2026-11-21T12:00:00Z" }]],
  ])("is refused with %s", async (_, roots) => {
    const fault = await expectFault("trusted-root-malformed", () => parse(...roots));
    expect(fault.message).toBe("the roots file is malformed: it does not follow its schema");
  });

  test("reaches its bounds", () => {
    const large = ["root.json", "timestamp.json", "snapshot.json", "targets.json"];
    const files = { ...filesOf(296), ...Object.fromEntries(large.map((path) => [path, "x".repeat(5_000_000)])) };
    expect(parse({ ...ROOT, files, repository: "x".repeat(2048) })).toHaveLength(1);
  });

  test("is refused with an instance twice, or a date that is none", async () => {
    const twice = await expectFault("trusted-root-malformed", () => parse(ROOT, ROOT));
    expect(twice.message).toBe("the roots file is malformed: an instance stands in it twice");
    const fetched = "2026-13-21T12:00:00Z";
    const date = await expectFault("trusted-root-malformed", () =>
      parse(ROOT, { ...ROOT, instance: "staging", fetched }),
    );
    expect(date.message).toBe("the roots file is malformed: a date in it is not a date");
  });

  test.each([
    ["another schema", JSON.stringify({ schema: "https://example.com", roots: [ROOT] })],
    ["no schema", JSON.stringify({ roots: [ROOT] })],
    ["a field more", new TextDecoder().decode(formatRootsFile([ROOT])).replace('"roots"', '"more": 1, "roots"')],
    ["no JSON", "{"],
    ["a list", "[]"],
  ])("is refused with %s", async (_, text) => {
    await expectFault("trusted-root-malformed", () => parseRootsFile(encodeUtf8(text)));
  });

  test("that is not JSON is told with why, and hides no defect", async () => {
    const fault = await expectFault("trusted-root-malformed", () => parseRootsFile(encodeUtf8("{")));
    expect(fault.cause).toMatchObject({ code: "json-malformed" });
    expect(() => parseRootsFile(null as never)).toThrow(TypeError);
  });

  test("has at most 32 MiB", async () => {
    expect(MAX_ROOTS_FILE_BYTES).toBe(33_554_432);
    const large = new Uint8Array(MAX_ROOTS_FILE_BYTES + 1).fill(0x20);
    const fault = await expectFault("trusted-root-malformed", () => parseRootsFile(large));
    expect(fault.cause).toMatchObject({ code: "json-too-large" });
  });
});

function filesOf(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index + 1}.root.json`, ""]));
}
