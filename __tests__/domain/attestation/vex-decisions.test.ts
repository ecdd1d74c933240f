import { describe, expect, test } from "vitest";
import { isDecided, lastWords, OPEN_VEX_TYPE, readVexWords } from "../../../src/domain/attestation/vex-decisions.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";

describe("OpenVEX", () => {
  const document = (statement: object): JsonObject => ({
    statements: [{ vulnerability: { name: "cve-1", aliases: ["ghsa-a"] }, status: "fixed", ...statement }],
  });
  test("speaks of the parts of a product if it names parts, else of the product", () => {
    const said = { names: ["CVE-1", "GHSA-A"], isDecided: true, at: 0 };
    expect(readVexWords(document({ products: [{ "@id": "p" }, { hashes: {} }] }))).toEqual([
      { ...said, component: "p" },
    ]);
    const parts = [{ "@id": "p", subcomponents: [{ "@id": "q" }, { "@id": "r" }] }];
    expect(readVexWords(document({ products: parts }))).toEqual([
      { ...said, component: "q", product: "p" },
      { ...said, component: "r", product: "p" },
    ]);
  });

  test("is of the type that its specification has", () => {
    expect(OPEN_VEX_TYPE).toBe("https://openvex.dev/ns/v0.2.0");
  });

  test("speaks of a vulnerability by its one name, and of nothing without a product", () => {
    const products = [{ "@id": "p" }];
    expect(readVexWords(document({ products, vulnerability: { name: "cve-1" } }))).toMatchObject([
      { names: ["CVE-1"] },
    ]);
    expect(readVexWords(document({}))).toEqual([]);
  });

  test("decides by two statuses, leaves open by every other, and says nothing where it has another form", () => {
    const products = [{ "@id": "p" }];
    const decided = (status: string) => readVexWords(document({ products, status })).map((word) => word.isDecided);
    expect(["fixed", "not_affected"].map(decided)).toEqual([[true], [true]]);
    for (const status of ["affected", "under_investigation", "Fixed", "constructor"]) {
      expect(decided(status)).toEqual([false]);
    }
    for (const other of [{}, { statements: [1] }, document({ products: 1 })]) expect(readVexWords(other)).toEqual([]);
  });

  test("says when, by itself or by its document; without a time it decides before all, and leaves open after all", () => {
    const at = (statement: object, more: object = {}) =>
      readVexWords({ ...document({ products: [{ "@id": "p" }], ...statement }), ...more } as JsonObject)[0]?.at;
    const [first, second] = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00+01:00"];
    expect(at({ timestamp: first }, { timestamp: second })).toBe(Date.parse(first));
    expect(at({}, { timestamp: second })).toBe(Date.parse(second));
    for (const timestamp of [undefined, "yesterday", "version 3", "2026-02-30T00:00:00Z"]) {
      expect([at({ timestamp }), at({ timestamp, status: "affected" })]).toEqual([0, Number.POSITIVE_INFINITY]);
    }
  });
});

describe("a finding is decided about", () => {
  const [ID, ALIAS] = ["GHSA-aaaa-bbbb-cccc", "CVE-2026-1001"];
  const LEFT = "pkg:npm/left@1.2.3";
  const word = (isDecided: boolean, at = 0, component = LEFT, ...names: string[]) => ({
    ...{ names: names.length === 0 ? [ALIAS] : names, component, isDecided, at },
  });
  const about = (component: string | undefined, ...words: Parameters<typeof lastWords>[0][number][]) => {
    const found = { id: ID, aliases: [ALIAS], component };
    const orders = [words, words.toReversed()].map((some) => isDecided(found, lastWords(some)));
    expect(new Set(orders).size).toBe(1);
    return orders[0];
  };
  const decided = (component: string | undefined, said: string) => about(component, word(true, 0, said));

  test("by any name of it, and by no other", () => {
    for (const name of ["CVE-2026-1001", "GHSA-AAAA-BBBB-CCCC"]) {
      expect(about(LEFT, word(true, 0, LEFT, "CVE-2026-9999", name))).toBe(true);
    }
    expect(about(LEFT, word(true, 0, LEFT, "CVE-2026-9999"))).toBe(false);
    expect(about(LEFT)).toBe(false);
  });

  test("in its own component: of its version or of all, whatever qualifies it", () => {
    for (const said of [LEFT, "pkg:npm/left"]) {
      expect(decided(LEFT, said)).toBe(true);
      for (const more of ["?arch=x", "#y", "?arch=x#y", "?url=https://a/b@c"]) {
        expect([more, decided(`${LEFT}${more}`, said)]).toEqual([more, true]);
      }
    }
    expect(decided(`${LEFT}?arch=x`, `${LEFT}?arch=x`)).toBe(true);
    for (const said of ["pkg:npm/left@1.2.4", "pkg:npm/lef", "pkg:npm/", `${LEFT}?arch=x`, "pkg:npm/left@1.2.3@"]) {
      expect([said, decided(LEFT, said)]).toEqual([said, false]);
    }
  });

  test("by the whole name of a component without a version", () => {
    expect(decided("pkg:npm/@a/left", "pkg:npm/@a/left")).toBe(true);
    expect(decided("pkg:npm/@a/left", "pkg:npm/")).toBe(false);
    expect(decided("pkg:npm/@a/left@1", "pkg:npm/@a/left")).toBe(true);
    expect(decided("left", "left")).toBe(true);
    expect(decided("left", "lef")).toBe(false);
    expect(decided("left@1", "left")).toBe(true);
  });

  test("never if no component is named", () => {
    for (const said of [LEFT, "", "undefined"]) expect(decided(undefined, said)).toBe(false);
  });

  test("as long as nobody said later, or at the same time, that it matters", () => {
    expect(about(LEFT, word(false, 1), word(true, 2))).toBe(true);
    expect(about(LEFT, word(true, 1), word(false, 2))).toBe(false);
    expect(about(LEFT, word(true, 1), word(false, 1))).toBe(false);
    expect(about(LEFT, word(true, 0), word(false, 1))).toBe(false);
    expect(about(LEFT, word(true, 1), word(false, Number.POSITIVE_INFINITY))).toBe(false);
    // Each said it twice: an older word does not weaken the newer one.
    expect(about(LEFT, word(false, 1), word(true, 2), word(false, 3))).toBe(false);
    expect(about(LEFT, word(true, 1), word(false, 2), word(true, 3))).toBe(true);
  });

  test("and what is said of every version, or by another name, is said of this one", () => {
    expect(about(LEFT, word(true, 1), word(false, 2, "pkg:npm/left"))).toBe(false);
    expect(about(LEFT, word(true, 1), word(false, 2, "pkg:npm/left@1.2.4"))).toBe(true);
    expect(about(LEFT, word(true, 1), word(false, 2, LEFT, ID.toUpperCase()))).toBe(false);
  });

  test("as a part of a product, until somebody says of the whole that it matters", () => {
    const [tool, other] = ["pkg:generic/tool@1", "pkg:generic/other@1"];
    const part = { ...word(true, 2), product: tool };
    for (const whole of [tool, "pkg:generic/tool"]) {
      expect(about(LEFT, part, word(false, 1, whole))).toBe(true);
      expect(about(LEFT, part, word(false, 2, whole))).toBe(false);
      expect(about(LEFT, part, word(false, 3, whole, ID.toUpperCase()))).toBe(false);
      expect(about(LEFT, part, word(false, 3, whole, "CVE-2026-9999"))).toBe(true);
    }
    expect(about(LEFT, part, word(false, 3, other))).toBe(true);
    // What was decided of it in another product, or by itself, stands for itself.
    expect(about(LEFT, part, word(false, 3, tool), { ...word(true, 1), product: other })).toBe(true);
    expect(about(LEFT, part, word(false, 3, tool), word(true, 1))).toBe(true);
    expect(about(LEFT, word(true, 4, tool))).toBe(false);
  });
});
