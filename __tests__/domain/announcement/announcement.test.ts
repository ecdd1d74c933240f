import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { purlOfFile } from "../../../src/domain/announcement/announced-release.ts";
import { announcementOf } from "../../../src/domain/announcement/announcement.ts";
import { parseAnnouncementFile } from "../../../src/domain/announcement/announcement-file.ts";
import { readEffects } from "../../../src/domain/announcement/effect.ts";
import { judgeAffected, worstState } from "../../../src/domain/announcement/judge-affected.ts";
import { requireAgreement } from "../../../src/domain/announcement/require-agreement.ts";
import { lifecycle } from "../../../src/domain/announcement/write-cle.ts";
import { csafAdvisory } from "../../../src/domain/announcement/write-csaf.ts";
import { gitHubAdvisory } from "../../../src/domain/announcement/write-ghsa.ts";
import { announcementVex } from "../../../src/domain/announcement/write-open-vex.ts";
import { announcementOsv } from "../../../src/domain/announcement/write-osv.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { exampleAnnouncement, humanPart, rootOf } from "./announcement-example.ts";

const bytes = (document: JsonObject | string) =>
  encodeUtf8(typeof document === "string" ? document : JSON.stringify(document));
const effectsOf = (content: Uint8Array, name: string) => {
  const read = readEffects(content, name);
  if (read === undefined) throw new Error(`${name} is not an advisory`);
  return read;
};
const FILES = { "tool.tgz": "2" };

describe("what an announcement and its capsules say together", () => {
  const fixed = rootOf("1.4.3", { "tool.tgz": "3" });

  test("affected releases are in the order of their versions, and what did not change is of none of them", () => {
    const { affected, fixed: fix } = exampleAnnouncement();
    expect(affected.map(({ version }) => version)).toEqual(["1.4.1", "1.4.2"]);
    expect([...affected, ...fix].flatMap(({ files }) => files.map(({ name }) => name))).toEqual(
      Array.from({ length: 3 }, () => "tool.tgz"),
    );
  });

  test.each([
    ["capsules of two projects", [rootOf("1.4.2", FILES, { repository: "https://github.com/acme/other" })], {}],
    ["a fix that is not later", [rootOf("1.4.4", FILES)], {}],
    ["a fix that is of the same version", [rootOf("1.4.3", FILES)], {}],
    ["one version twice", [rootOf("1.4.2", FILES), rootOf("1.4.2", { "tool.tgz": "4" })], {}],
    ["an affected release that the fix did not change", [rootOf("1.4.2", { "tool.tgz": "3" })], {}],
    ["a report after the publication", [rootOf("1.4.2", FILES)], { reported: "2026-12-01" }],
  ] as const)("%s contradicts", async (_what, affected, changes) => {
    await expectFault("announcement-contradicts", () => announcementOf(humanPart(changes), affected, [fixed]));
  });
});

describe("each format", () => {
  const announcement = exampleAnnouncement();
  const documents: readonly (readonly [string, JsonObject])[] = [
    ["OSV", announcementOsv(announcement)],
    ["CSAF", csafAdvisory(announcement, "2.0")],
    ["OpenVEX", announcementVex(announcement)],
  ];

  test.each(documents)("%s, read again, agrees with the announcement", (name, document) => {
    expect(() => requireAgreement(announcement, [{ name, bytes: bytes(document) }])).not.toThrow();
  });

  test.each(documents)("%s that names other bytes as affected, or as fixed, does not", async (name, document) => {
    for (const digit of ["2", "3"]) {
      const changed = JSON.stringify(document).replaceAll(digit.repeat(64), "e".repeat(64));
      await expectFault("self-verification", () => requireAgreement(announcement, [{ name, bytes: bytes(changed) }]));
    }
  });

  test.each(documents)("%s that has another name of the vulnerability does not", async (name, document) => {
    const changed = JSON.stringify(document).replaceAll("CVE-2026-12345", "CVE-2026-12346");
    await expectFault("self-verification", () => requireAgreement(announcement, [{ name, bytes: bytes(changed) }]));
  });

  test("the draft for GitHub has one vector, the ranges and only those who have a login there", () => {
    const draft = gitHubAdvisory(exampleAnnouncement({ credits: [{ name: "B", consent: "yes" }] }), "text");
    expect(draft).toMatchObject({
      cvss_vector_string: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N",
      vulnerabilities: [
        { package: { ecosystem: "npm", name: "@acme/tool" }, vulnerable_version_range: ">= 1.2.0, < 1.4.3" },
      ],
      credits: [],
    });
  });

  test("the life of the versions begins with the newest event", () => {
    const { events } = lifecycle(announcement) as { events: { id: number; type: string; versions?: unknown }[] };
    expect(events.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(events.at(-1)).toMatchObject({
      type: "endOfSupport",
      versions: [{ range: "vers:semver/>=1.3|<1.4" }],
    });
  });
});

describe("who is affected", () => {
  const announcement = exampleAnnouncement();
  const osv = effectsOf(bytes(announcementOsv(announcement)), "a.json");
  const vex = effectsOf(bytes(announcementVex(announcement)), "b.json");
  const file = (digit: string) => ({ name: "f", sha256: digit.repeat(64), purl: undefined, known: undefined });

  test("bytes decide, whatever their name", () => {
    expect(judgeAffected([file("2")], [osv])).toMatchObject([{ state: "affected" }]);
    expect(judgeAffected([file("3")], [osv])).toMatchObject([{ state: "fixed" }]);
    expect(judgeAffected([file("9")], [osv])).toMatchObject([{ state: "not-named" }]);
  });

  test("of two documents that differ the worse one counts, and both are named", () => {
    const other = effectsOf(
      bytes(JSON.stringify(announcementVex(announcement)).replaceAll('"affected"', '"not_affected"')),
      "c.json",
    );
    const [answer] = judgeAffected([file("2")], [other, osv]);
    expect(answer).toMatchObject({ state: "affected" });
    expect(answer?.documents).toHaveLength(2);
  });

  test("a package URL without a version means every version, one with a version only that", () => {
    const purl = (text: string) => ({ name: text, sha256: undefined, purl: text, known: undefined });
    expect(worstState(judgeAffected([purl("pkg:npm/%40acme/tool@1.4.2")], [vex]))).toBe("affected");
    expect(worstState(judgeAffected([purl("pkg:npm/%40acme/tool@1.4.3")], [vex]))).toBe("fixed");
    expect(worstState(judgeAffected([purl("pkg:npm/%40acme/tool@1.3.0")], [vex]))).toBe("not-named");
    const whole = effectsOf(
      bytes(JSON.stringify(announcementVex(announcement)).replaceAll("%40acme/tool@1.4.2", "%40acme/tool")),
      "d.json",
    );
    expect(worstState(judgeAffected([purl("pkg:npm/%40acme/tool@1.3.0")], [whole]))).toBe("affected");
  });

  test("the package URL of a file holds its digest", () => {
    const release = announcement.affected.at(-1)!;
    const [first] = release.files;
    expect(first && purlOfFile(release, first)).toBe(
      `pkg:github/acme/tool@v1.4.2?checksum=sha256:${"2".repeat(64)}&file_name=tool.tgz`,
    );
  });
});

test("the example of docs/security-release.md is an announcement", () => {
  const page = readFileSync(fileURLToPath(new URL("../../../docs/security-release.md", import.meta.url)), "utf8");
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(parseAnnouncementFile(encodeUtf8(example), "announcement.yaml").id).toBe("ACME-2026-1");
});
