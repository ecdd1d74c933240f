import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { webCryptography } from "../../src/crypto/web.ts";
import { bundleForBrowsers } from "../../tools/browser/bundle-for-browsers.ts";
import { capsuleCases } from "../../tools/browser/capsule-cases.ts";
import { findChromium } from "../../tools/browser/chromium.ts";
import { compareVerdicts } from "../../tools/browser/compare-verdicts.ts";
import { corpusCases } from "../../tools/browser/corpus-cases.ts";
import { type BrowserCase, judge } from "../../tools/browser/judge.ts";
import { tamperedCases } from "../../tools/browser/tampered-cases.ts";
import { seededRandom } from "../../tools/tamper/seeded-random.ts";
import { ownCorpus } from "../corpus.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

describe("a bundle for browsers", () => {
  let folder = "";
  beforeAll(() => {
    mkdirSync(join(ROOT, "reports"), { recursive: true });
    folder = mkdtempSync(join(ROOT, "reports/browser-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const planted = (code: string) => {
    writeFileSync(join(folder, "planted.ts"), code);
    return bundleForBrowsers(join(folder, "planted.ts"));
  };

  test("is made of the verifier, with curve arithmetic apart", async () => {
    const files = await bundleForBrowsers("tools/browser/verifier.ts");
    expect(files[0]?.name).toBe("verifier.js");
    expect(files.filter(({ isLate }) => isLate)).toHaveLength(1);
  });

  test.each([
    [
      "a module of Node",
      'import { createHash } from "node:crypto"; export const a = createHash("sha256");',
      "node:crypto",
    ],
    ["a module of Node without its prefix", 'import { join } from "path"; export const a = join("b");', "path"],
    ["a module of Node that is loaded late", 'export const a = () => import("node:zlib");', "node:zlib"],
    ["a Buffer", "export const a = Buffer.alloc(1);", "Buffer"],
    ["what is nowhere", 'import { b } from "not-a-package"; export const a = b;', "not-a-package"],
  ])("is refused with %s", async (_, code, named) => {
    await expect(planted(code)).rejects.toThrow(named);
  });
});

describe("what a browser is asked", () => {
  const files = new Map<string, Uint8Array>();
  const { cases } = corpusCases("own", ownCorpus("bundles"), files);
  const fileOf = (name: string) => files.get(name) ?? new Uint8Array();

  test("is answered alike by both platforms, where nothing is of Node alone", async () => {
    const mutants = [...tamperedCases(cases.slice(0, 40), { files, count: 30, random: seededRandom(1) })];
    expect(mutants.length).toBeGreaterThanOrEqual(30);
    const questions: BrowserCase[] = [
      ...cases.slice(0, 30).map((one) => ({ kind: "bundle", one }) as const),
      ...mutants,
    ];
    for (const question of questions) {
      const [node, web] = [
        await judge(question, fileOf, nodeCryptography),
        await judge(question, fileOf, webCryptography),
      ];
      expect(compareVerdicts(question, web, node), JSON.stringify([question, node, web])).toBeUndefined();
    }
  });

  test("begins with a capsule that is verified, and hardly any other is", async () => {
    const all = await capsuleCases(files, seededRandom(1));
    const few = [...all.slice(0, 20), ...all.slice(-5)];
    const answers: string[] = [];
    for (const one of few) answers.push(await judge(one, fileOf, nodeCryptography));
    expect(answers.filter((answer) => answer.startsWith("crash"))).toEqual([]);
    expect(answers[0]).toMatch(/^\["verified"/);
    expect(answers.filter((answer) => answer.startsWith('["verified"')).length).toBeLessThan(5);
  });
});

test("an answer is wrong where the corpus or Node says so", () => {
  const bundle = (expect: "accept" | "reject" | "either"): BrowserCase => ({
    kind: "bundle",
    one: { id: "a", bundle: "b", trusted_root: "c", expect },
  });
  const found = (expect: "accept" | "reject" | "either", answer: string, node: string) =>
    compareVerdicts(bundle(expect), answer, node);
  expect(found("accept", "accept", "accept")).toBeUndefined();
  expect(found("either", "log-unknown", "log-unknown")).toBeUndefined();
  expect(found("reject", "accept", "accept")).toBe("accepts");
  expect(found("either", "accept", "log-unknown")).toBe("accepts");
  expect(found("accept", "log-unknown", "log-unknown")).toBe("rejects");
  expect(found("either", "log-unknown", "accept")).toBe("rejects");
  expect(found("either", "log-unknown", "key-expired")).toBe("different");
  expect(found("either", "crash: TypeError", "crash: TypeError")).toBe("crashes");
});

test("of a damaged stream either fault may be told first, if both refuse the archive", () => {
  const of = (isDamaged: boolean): BrowserCase => ({
    ...{ kind: "capsule", id: "a", capsule: "", trustedRoot: "b", repository: "c", expect: "either" },
    isDamaged,
  });
  const [gzip, header] = ["gzip-malformed", "archive-header"].map((code) => `["rejected",["archive failed ${code}"]]`);
  expect(compareVerdicts(of(true), gzip!, header!)).toBeUndefined();
  expect(compareVerdicts(of(false), gzip!, header!)).toBe("different");
  expect(compareVerdicts(of(true), gzip!, '["rejected",["archive passed","root failed"]]')).toBe("different");
  expect(compareVerdicts(of(true), '["verified"]', gzip!)).toBe("accepts");
});

test("a browser is looked for where CHROME_BIN says, then on the path", () => {
  expect(findChromium({ CHROME_BIN: "/a/browser", PATH: "" })).toBe("/a/browser");
  expect(findChromium({ PATH: "/nowhere" })).toBeUndefined();
});
