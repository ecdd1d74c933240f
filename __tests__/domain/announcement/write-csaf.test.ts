import * as mandatory21 from "@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js";
import * as schema21 from "@secvisogram/csaf-validator-lib/csaf_2_1/schemaTests.js";
import * as mandatory20 from "@secvisogram/csaf-validator-lib/mandatoryTests.js";
import * as schema20 from "@secvisogram/csaf-validator-lib/schemaTests.js";
import { describe, expect, test } from "vitest";
import { readEffects } from "../../../src/domain/announcement/effect.ts";
import { csafAdvisory, csafFileName } from "../../../src/domain/announcement/write-csaf.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { exampleAnnouncement } from "./announcement-example.ts";
import { REBUILT, rebuilt } from "./rebuilt-advisories.ts";

/** The schema and the mandatory tests of the specification, as the validator of the BSI has them. */
type Validate = (
  document: JsonObject,
) => { isValid: boolean; errors: unknown[] } | Promise<{ isValid: boolean; errors: unknown[] }>;
type Module = Readonly<Record<string, Validate>>;
const VALIDATORS: Readonly<Record<"2.0" | "2.1", Module>> = {
  "2.0": { ...schema20, ...mandatory20 },
  "2.1": { ...schema21, ...mandatory21 },
};

async function complaints(document: JsonObject, version: keyof typeof VALIDATORS): Promise<string[]> {
  const found: string[] = [];
  for (const [name, validate] of Object.entries(VALIDATORS[version])) {
    const { isValid, errors } = await validate(structuredClone(document));
    if (!isValid) found.push(`${name}: ${JSON.stringify(errors)}`);
  }
  return found;
}

describe.each(["2.0", "2.1"] as const)("CSAF %s", (version) => {
  test("has at least forty tests that judge", () => {
    expect(Object.keys(VALIDATORS[version]).length).toBeGreaterThan(40);
  });

  test.each([
    ["everything", {}],
    [
      "the least",
      {
        ...{ cve: undefined, ghsa: undefined, cwe: undefined, introduced: undefined, packages: undefined },
        ...{ workaround: undefined, detection: undefined, timeline: undefined, credits: undefined, support: undefined },
        ...{ references: undefined, reported: undefined, "introduced-commit": undefined },
      },
    ],
    ["only CVSS 4", { cvss: ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N"] }],
    ["corrections", { corrections: [{ at: "2026-11-25T16:00:00Z", what: "A word" }] }],
    [
      "two weaknesses",
      {
        cwe: [
          { id: "CWE-22", name: "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')" },
          { id: "CWE-59", name: "Improper Link Resolution Before File Access ('Link Following')" },
        ],
      },
    ],
  ])("with %s passes schema and mandatory tests", async (_what, changes) => {
    expect(await complaints(csafAdvisory(exampleAnnouncement(changes), version), version)).toEqual([]);
  });

  test.each(REBUILT)("of $advisory, which was published in other forms, passes them, too", async (one) => {
    expect(await complaints(csafAdvisory(rebuilt(one), version), version)).toEqual([]);
  });

  test("the validator sees a product that is not defined", async () => {
    const text = JSON.stringify(csafAdvisory(exampleAnnouncement(), version)).replace('"fixed":["', '"fixed":["other/');
    expect(await complaints(JSON.parse(text), version)).toContainEqual(expect.stringContaining("mandatoryTest_6_1_1:"));
    expect(() => readEffects(encodeUtf8(text), "x.json")).toThrow(
      expect.objectContaining({ code: "advisory-malformed" }),
    );
  });
});

test("the name of the file follows from the id (§5.1)", () => {
  expect(csafFileName(exampleAnnouncement({ id: "Acme.2026_1" }))).toBe("acme_2026_1.json");
});
