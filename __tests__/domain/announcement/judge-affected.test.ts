import { describe, expect, test } from "vitest";
import { readEffects } from "../../../src/domain/announcement/effect.ts";
import { type AskedProduct, judgeAffected, worstState } from "../../../src/domain/announcement/judge-affected.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const PURL = "pkg:npm/left-pad@1.0.0";
const [SHA, OTHER] = ["a".repeat(64), "b".repeat(64)];
const PACKAGE: AskedProduct = { name: "left-pad", sha256: undefined, purl: PURL, known: undefined };
const BYTES = { ...PACKAGE, sha256: SHA };

const read = (document: object) => readEffects(encodeUtf8(JSON.stringify(document)), "advisory.json");

function judge(document: object, product: AskedProduct = PACKAGE) {
  const effects = read(document);
  if (effects === undefined) throw new Error("it is not an advisory");
  return judgeAffected([product], [effects]);
}

const product = (id: string, helper: object = { purl: PURL }) => ({
  ...{ product_id: id, name: id },
  product_identification_helper: helper,
});
const csaf = (products: readonly object[], vulnerabilities: readonly object[]) => ({
  document: { csaf_version: "2.0", tracking: { id: "ACME-1" } },
  product_tree: { full_product_names: products },
  vulnerabilities,
});
const vex = (status: string, named: object, context: unknown = "https://openvex.dev/ns/v0.2.0") => ({
  ...{ "@context": context, "@id": "https://example.com/vex" },
  statements: [{ vulnerability: { name: "CVE-2026-1" }, products: [{ "@id": PURL, ...named }], status }],
});

describe("of a vulnerability without a name", () => {
  test("nobody is told the better half, in whatever order it is said", () => {
    const [bad, good] = [{ known_affected: ["p"] }, { known_not_affected: ["p"] }];
    for (const said of [
      [bad, good],
      [good, bad],
    ]) {
      const found = judge(
        csaf(
          [product("p")],
          said.map((product_status) => ({ product_status })),
        ),
      );
      expect(found).toMatchObject([{ state: "affected", ids: [] }]);
    }
  });
});

test("of one vulnerability under several names the worst counts, with every name and document", () => {
  const of = (cve: string, ids: readonly string[], field: string) => ({
    ...{ cve, ids: ids.map((text) => ({ text })) },
    product_status: { [field]: ["p"] },
  });
  const found = judge(
    csaf(
      [product("p")],
      [of("CVE-1", [], "fixed"), of("CVE-2", ["CVE-1"], "known_affected"), of("CVE-3", [], "fixed")],
    ),
  );
  expect(found).toEqual([
    { product: "left-pad", state: "affected", ids: ["CVE-1", "CVE-2"], documents: ["CSAF ACME-1"] },
    { product: "left-pad", state: "fixed", ids: ["CVE-3"], documents: ["CSAF ACME-1"] },
  ]);
});

describe("where a document names bytes, too", () => {
  const said = (status: string, product: AskedProduct) => {
    const named = { hashes: { "sha-256": SHA } };
    const checksum = { "@id": `${PURL}?checksum=sha256:${SHA}` };
    return [named, checksum].map((one) => judge(vex(status, one), product).map(({ state }) => state));
  };

  test("who has only the package is told that it may be affected, and never that it is not", () => {
    expect(said("affected", PACKAGE)).toEqual([["affected"], ["affected"]]);
    expect(said("under_investigation", PACKAGE)).toEqual([["under_investigation"], ["under_investigation"]]);
    for (const status of ["fixed", "not_affected"])
      expect(said(status, PACKAGE)).toEqual([["not-named"], ["not-named"]]);
  });

  test("other bytes of the same package are not meant", () => {
    expect(said("affected", BYTES)).toEqual([["affected"], ["affected"]]);
    expect(said("affected", { ...BYTES, sha256: OTHER })).toEqual([["not-named"], ["not-named"]]);
    expect(said("affected", { ...PACKAGE, purl: "pkg:npm/left-pad@2.0.0" })).toEqual([["not-named"], ["not-named"]]);
  });
});

describe("a document", () => {
  test("that defines one product twice is refused: one of them would be lost", async () => {
    const twice = csaf(
      [product("p"), product("p", { purl: "pkg:npm/other@1.0.0" })],
      [{ cve: "CVE-1", product_status: { known_affected: ["p"] } }],
    );
    const fault = await expectFault("advisory-malformed", () => judge(twice));
    expect(fault.message).toBe('"advisory.json" defines the product "p" twice');
  });

  test("that multiplies what it says is refused, and a long one takes no longer than its length", async () => {
    const purls = Array.from({ length: 400 }, (_, at) => `pkg:npm/x@${at}`);
    const named = Array.from({ length: 400 }, () => "p");
    const many = csaf([product("p", { purls })], [{ product_status: { known_affected: named } }]);
    await expectFault("advisory-malformed", () => judge(many));
    const each = Array.from({ length: 60_000 }, (_, at) => ({
      ...{ cve: `CVE-2026-${at}` },
      product_status: { known_affected: ["p"] },
    }));
    const { user } = process.cpuUsage();
    expect(judge(csaf([product("p")], each))).toHaveLength(60_000);
    // A comparison of each with each took minutes.
    expect(process.cpuUsage().user - user).toBeLessThan(10_000_000);
  });

  test("is told by its context, whatever that is, and by no object that has no text", () => {
    const state = (context: unknown) => worstState(judge(vex("affected", {}, context)));
    expect(state(["https://openvex.dev/ns/v0.2.0", {}])).toBe("affected");
    const odd = { toString: 1 };
    expect(read(vex("affected", {}, odd))).toBeUndefined();
    const branch = {
      category: "product_version_range",
      name: odd,
      product: product("p", { purl: "pkg:npm/left-pad" }),
    };
    const found = judge({
      document: { csaf_version: "2.0", tracking: { id: "ACME-1" } },
      product_tree: { branches: [branch] },
      vulnerabilities: [{ cve: "CVE-1", product_status: { known_affected: ["p"] } }],
    });
    expect(worstState(found)).toBe("affected");
  });
});
