import { describe, expect, test } from "vitest";
import { announcementOf, rangeInWords } from "../../../src/domain/announcement/announcement.ts";
import { readEffects } from "../../../src/domain/announcement/effect.ts";
import { judgeAffected } from "../../../src/domain/announcement/judge-affected.ts";
import { lifecycle } from "../../../src/domain/announcement/write-cle.ts";
import { csafAdvisory } from "../../../src/domain/announcement/write-csaf.ts";
import { announcementOsv } from "../../../src/domain/announcement/write-osv.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { humanPart, rootOf } from "./announcement-example.ts";

/** Two lines with a fix each, and one before them that gets none. */
const LINES = [{ introduced: "2.0.0", fixed: "2.1.3" }, { introduced: "1.0.0", fixed: "1.4.3" }, { last: "0.9.5" }];
const NO_LINE = { introduced: undefined, "introduced-commit": undefined };

function announced(changes: object = {}) {
  const affected = [
    rootOf("2.1.2", { "t.tgz": "a" }),
    rootOf("1.4.2", { "t.tgz": "b" }),
    rootOf("0.9.0", { "t.tgz": "c" }),
  ];
  const fixed = [rootOf("2.1.3", { "t.tgz": "d" }), rootOf("1.4.3", { "t.tgz": "e" })];
  return announcementOf(humanPart({ ...NO_LINE, lines: LINES, ...changes }), affected, fixed);
}

describe("several lines", () => {
  const announcement = announced();

  test("have each its releases and its fix, in the order of their ends", () => {
    expect(
      announcement.lines.map(({ affected, fixed }) => [affected.map(({ version }) => version), fixed?.version]),
    ).toEqual([
      [["0.9.0"], undefined],
      [["1.4.2"], "1.4.3"],
      [["2.1.2"], "2.1.3"],
    ]);
    expect(rangeInWords(announcement)).toBe(
      "every version up to 0.9.5, and every version from 1.0.0 on, before 1.4.3, and every version from 2.0.0 on, before 2.1.3",
    );
  });

  test("are ranges of their own in OSV, and one of commits that all fixes end", () => {
    const { affected } = announcementOsv(announcement) as {
      affected: { ranges: { events: object[] }[]; package?: object }[];
    };
    expect(affected.map(({ ranges }) => ranges.map(({ events }) => events))).toEqual([
      [[{ introduced: "0" }, { fixed: "3".repeat(40) }, { fixed: "3".repeat(40) }]],
      [
        [{ introduced: "0" }, { last_affected: "0.9.5" }],
        [{ introduced: "1.0.0" }, { fixed: "1.4.3" }],
        [{ introduced: "2.0.0" }, { fixed: "2.1.3" }],
      ],
    ]);
  });

  test("are supersededBy their own fix, and no other", () => {
    const { events } = lifecycle(announcement) as {
      events: { versions?: { range: string }[]; supersededByVersion?: string }[];
    };
    expect(
      events.flatMap(({ versions, supersededByVersion }) =>
        supersededByVersion ? [[versions?.[0]?.range, supersededByVersion]] : [],
      ),
    ).toEqual([
      ["vers:semver/2.1.2", "2.1.3"],
      ["vers:semver/1.4.2", "1.4.3"],
    ]);
  });

  test("without a fix say so in CSAF", () => {
    const { vulnerabilities } = csafAdvisory(announcement, "2.0") as unknown as {
      vulnerabilities: { remediations: { category: string; product_ids: string[] }[] }[];
    };
    const categories = vulnerabilities[0]?.remediations.map(({ category, product_ids }) => [category, product_ids[0]]);
    expect(categories?.slice(0, 3)).toEqual([
      ["no_fix_planned", "0.9.0/t.tgz"],
      ["vendor_fix", "1.4.2/t.tgz"],
      ["vendor_fix", "2.1.2/t.tgz"],
    ]);
  });

  test.each([
    ["a fix that is of no line", { lines: LINES.slice(1) }],
    ["a line whose fix has no capsule", { lines: [...LINES, { introduced: "3.0.0", fixed: "3.0.1" }] }],
    [
      "a release that is in no line",
      {
        lines: [{ introduced: "2.0.0", fixed: "2.1.3" }, { introduced: "1.4.3-0", fixed: "1.4.3" }, { last: "0.9.5" }],
      },
    ],
    [
      "two lines that hold one version",
      { lines: [{ introduced: "1.0.0", fixed: "2.1.3" }, { introduced: "1.0.0", fixed: "1.4.3" }, { last: "0.9.5" }] },
    ],
    ["a line that begins with its fix", { lines: [LINES[0], { introduced: "1.4.3", fixed: "1.4.3" }, LINES[2]] }],
    ["two fixes and no lines", { lines: [] }],
  ])("%s contradicts", async (_what, changes) => {
    await expectFault("announcement-contradicts", () => announced(changes));
  });

  test.each([
    ["a line with a fix and a last affected version", { lines: [{ fixed: "1.4.3", last: "1.4.2" }] }],
    ["a first version beside the lines", { introduced: "1.0.0" }],
    ["a correction before the publication", { corrections: [{ at: "2026-11-23T16:00:00Z", what: "x" }] }],
    [
      "two corrections in another order",
      {
        corrections: [
          { at: "2026-11-26T16:00:00Z", what: "x" },
          { at: "2026-11-25T16:00:00Z", what: "y" },
        ],
      },
    ],
    ["a reference of an unknown kind", { references: [{ web: "https://acme.example/", is: "exploit" }] }],
  ])("%s is refused", async (_what, changes) => {
    await expectFault("announcement-malformed", () => announced(changes));
  });
});

test("lines of different packages may hold the same versions, and a release is of the one that is fixed", () => {
  const [first, second] = ["pkg:golang/acme.example/tool", "pkg:golang/acme.example/tool/v2"];
  const { lines } = announcementOf(
    humanPart({
      ...NO_LINE,
      lines: [
        { last: "2.1.2", packages: [first] },
        { fixed: "2.1.3", packages: [second] },
      ],
    }),
    [rootOf("2.1.2", { "t.tgz": "a" })],
    [rootOf("2.1.3", { "t.tgz": "d" })],
  );
  expect(lines.map(({ affected }) => affected.length)).toEqual([0, 1]);
});

describe("a range of versions in an advisory of anybody", () => {
  const advisory = (name: string, helper: object = { purl: "pkg:npm/octo" }) =>
    readEffects(
      encodeUtf8(
        JSON.stringify({
          document: { csaf_version: "2.0", tracking: { id: "A-1" } },
          product_tree: {
            branches: [
              {
                category: "product_version_range",
                name,
                product: { product_id: "p", product_identification_helper: helper },
              },
            ],
          },
          vulnerabilities: [{ cve: "CVE-2026-1111", product_status: { known_affected: ["p"] } }],
        }),
      ),
      "a.json",
    )!;
  const state = (name: string, version: string) => {
    const known = {
      ecosystem: "npm",
      release: undefined,
      needsRelease: false,
      name: "octo",
      version,
      order: "semver",
    } as const;
    const purl = `pkg:npm/octo@${version}`;
    return judgeAffected([{ name: purl, sha256: undefined, purl, known }], [advisory(name)])[0]?.state;
  };

  test("is read if it is vers, and leaves the question open if it is not", () => {
    expect([state("vers:npm/<1.4.3", "1.4.2"), state("vers:npm/<1.4.3", "1.4.3")]).toEqual(["affected", "not-named"]);
    expect([state("<1.4.3", "1.4.2"), state("vers:npm/<1.4.3", "latest")]).toEqual(["undecided", "undecided"]);
  });
});
