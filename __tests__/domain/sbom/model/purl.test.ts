import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalPurl, formatPurl, type Purl, parsePurl } from "../../../../src/domain/sbom/model/purl.ts";
import { corpus, ownCorpus } from "../../../corpus.ts";
import { expectFault } from "../../../expect-fault.ts";

interface SuiteCase {
  description: string;
  test_type: "parse" | "build" | "validate";
  input: string | Record<string, unknown>;
  expected_output: string | Record<string, unknown> | null;
  expected_failure: boolean;
}

/** Types this project emits; the suite of each must pass whole. */
const EMITTED =
  "apk cargo composer deb docker gem generic github golang hex maven npm nuget oci pub pypi rpm swift".split(" ");
const files = [...EMITTED.map((type) => `types/${type}-test.json`), "spec/specification-test.json"];

describe.skipIf(corpus("sbom/purl") === undefined)("the purl-spec suite", () => {
  test.each(files)("passes %s", async (file) => {
    const suite = JSON.parse(readFileSync(corpus(`sbom/purl/tests/${file}`) ?? "", "utf8")) as { tests: SuiteCase[] };
    expect(suite.tests.length).toBeGreaterThan(0);
    for (const item of suite.tests) {
      if (item.expected_failure) await expectFault("purl-malformed", () => run(item));
      else expect(run(item), `${item.test_type}: ${item.description}`).toEqual(item.expected_output);
    }
  });
});

describe("our package URLs, judged by packageurl-js", () => {
  const { sound, unsound } = JSON.parse(readFileSync(ownCorpus("vectors/purls.json"), "utf8")) as {
    sound: { purl: Purl; text: string }[];
    unsound: { text: string; accepted: boolean }[];
  };
  /** It leaves a plus as it is and quotes the colon of a qualifier; ECMA-427 §5.4 has both the other way. */
  const quotedOtherwise = ({ text }: { text: string }) => /\+|%3A/.test(text);

  test.each(sound.filter((one) => !quotedOtherwise(one)))("$text is what it writes, too", ({ purl, text }) => {
    expect(formatPurl(purl)).toBe(text);
  });

  test("what it quotes otherwise is read as the same package", () => {
    const others = sound.filter(quotedOtherwise);
    expect(others).toHaveLength(2);
    for (const { purl, text } of others) expect(parsePurl(text)).toEqual(parsePurl(formatPurl(purl)));
  });

  test.each(unsound)("$text is refused by both", async ({ text, accepted }) => {
    expect(accepted).toBe(false);
    await expectFault("purl-malformed", () => parsePurl(text));
  });
});

function run(item: SuiteCase): unknown {
  if (item.test_type === "build") return formatPurl(withoutNulls(item.input as Record<string, unknown>));
  if (item.test_type === "validate") return canonicalPurl(item.input as string);
  const { type, namespace, name, version, qualifiers, subpath } = parsePurl(item.input as string);
  const orNull = (value: unknown) => value ?? null;
  return {
    type,
    namespace: orNull(namespace),
    name,
    version: orNull(version),
    qualifiers: orNull(qualifiers),
    subpath: orNull(subpath),
  };
}

function withoutNulls(parts: Record<string, unknown>): Purl {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null)) as unknown as Purl;
}

test("reads back what it wrote, whatever the characters", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value.isWellFormed());
  const plain = text.filter((value) => !/^[./]+$/.test(value) && value.trim() !== "");
  fc.assert(
    fc.property(plain, text, (name, version) => {
      const purl = formatPurl({ type: "generic", name, version });
      expect(parsePurl(purl)).toMatchObject({ name, version });
      expect(canonicalPurl(purl)).toBe(purl);
    }),
  );
});

test("never fails with anything but a fault on hostile text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        parsePurl(`pkg:${text}`);
      } catch (error) {
        expect((error as Error).name).toBe("Fault");
      }
    }),
  );
});

test("refuses a text longer than 4096 characters", async () => {
  await expectFault("purl-malformed", () => parsePurl(`pkg:npm/${"a".repeat(4096)}`));
});
