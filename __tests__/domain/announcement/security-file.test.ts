import { describe, expect, test } from "vitest";
import { securityExpiry } from "../../../src/domain/announcement/security-expiry.ts";
import { isSecurityFile, parseSecurityFile } from "../../../src/domain/announcement/security-file.ts";
import { securityTxt } from "../../../src/domain/announcement/write-security-txt.ts";
import { checkSecurity } from "../../../src/domain/release/checks/check-security.ts";
import { reviewLedger, securityMarkdown } from "../../../src/views/announcement/security-markdown.ts";
import { expectFault } from "../../expect-fault.ts";
import { SECURITY } from "./security-example.ts";

const bytes = (changes: object = {}) => Buffer.from(JSON.stringify({ ...SECURITY, ...changes }));
const parsed = (changes: object = {}) => parseSecurityFile(bytes(changes), "security.json");

describe("security.txt", () => {
  test("has the fields of RFC 9116, each on a line of its own, and Expires once", () => {
    expect(securityTxt(parsed())).toBe(
      [
        "Contact: https://acme.example/report",
        "Contact: mailto:security@acme.example",
        "Expires: 2027-06-30T00:00:00Z",
        "Preferred-Languages: en, de",
        "Canonical: https://acme.example/.well-known/security.txt",
        "CSAF: https://acme.example/.well-known/csaf/provider-metadata.json",
        "",
      ].join("\n"),
    );
  });

  test.each([
    ["a contact that is not an address", { contact: ["security@acme.example"] }],
    ["a contact with a line break", { contact: ["https://acme.example/\nExpires: 2099-01-01T00:00:00Z"] }],
    ["no contact", { contact: [] }],
    ["a web address without https", { canonical: ["http://acme.example/security.txt"] }],
    ["a day that no calendar has", { expires: "2027-02-30T00:00:00Z" }],
    ["a field that nobody knows", { hiring: ["https://acme.example/jobs"] }],
    ["no line of versions", { support: [] }],
    ["a review that is not fixed", { reviews: [{ id: "R-3", title: "Open", published: "2026-11-20" }] }],
    ["two reviews of one id", { reviews: [SECURITY.reviews[0], SECURITY.reviews[0]] }],
  ])("is not made of %s", async (_what, changes) => {
    await expectFault("announcement-malformed", () => parsed(changes));
  });

  test("is made of YAML, too, in which every value is text", () => {
    const yaml = `schema: ${SECURITY.schema}\nproject: Acme\ncontact: [https://acme.example/report]\nexpires: 2027-06-30T00:00:00Z\nsupport: [{line: 1.0, until: open}]\n`;
    expect(parseSecurityFile(Buffer.from(yaml), "security.yaml").support).toEqual([{ line: "1.0", until: "open" }]);
    expect(isSecurityFile(Buffer.from(yaml))).toBe(true);
    expect(isSecurityFile(Buffer.from("schema: another\n"))).toBe(false);
  });
});

describe("the pages", () => {
  test("keep hostile text in its place", () => {
    const page = securityMarkdown(parsed({ project: "<script>alert(1)</script>", "in-scope": "a\n\n# b" }));
    expect(page).not.toContain("<script>");
    expect(page).toContain("\\# b");
    expect(page).toContain("- <https://acme.example/report>");
    expect(page).toContain("| 1\\.4 | 2027-03-31 |");
  });

  test("list reviews, the newest first, with a link where there is one", () => {
    const rows = reviewLedger(parsed()).split("\n").slice(6);
    expect(rows).toEqual([
      "| [R-2](<https://acme.example/r-2>) | Two names &#124; one place |  | 1\\.4.4 | 2026-11-21 |",
      "| R-1 | A name could climb out | A. Reviewer | 1\\.4.3 | 2026-11-20 |",
      "",
    ]);
  });
});

describe("what a project says of its security", () => {
  const key = { purpose: "release", key: "PEM" };
  const statesAt = (now: string, changes: object = {}) =>
    securityExpiry(parsed(changes), new Date(now)).map(({ what, state }) => [what, state]);

  test("ends with its contacts, its keys, and the last line that is supported", () => {
    const keys = [
      { ...key, "not-after": "2027-06-15T00:00:00Z" },
      { ...key, "not-after": "2026-01-01T00:00:00Z", revoked: "2025-01-01T00:00:00Z" },
    ];
    expect(statesAt("2027-06-10T00:00:00Z", { keys })).toEqual([
      ["the contacts", "ends-soon"],
      ['the key for "release"', "ends-soon"],
      ["support of every line", "good"],
    ]);
    expect(statesAt("2027-06-30T00:00:01Z", { support: [{ line: "1", until: "open" }] })).toEqual([
      ["the contacts", "ended"],
    ]);
    expect(statesAt("2027-12-31T12:00:00Z").at(-1)).toEqual(["support of every line", "ends-soon"]);
    expect(statesAt("2028-01-01T00:00:00Z").at(-1)).toEqual(["support of every line", "ended"]);
  });

  test("is a check that warns before the end, fails after it, and is nothing without the file", () => {
    const at = (now: string) =>
      checkSecurity({ path: "release/security.yaml", read: securityExpiry(parsed(), new Date(now)) });
    expect(checkSecurity(undefined)).toEqual([]);
    expect(at("2026-11-21T00:00:00Z")).toMatchObject([{ id: "security", status: "verified" }]);
    expect(at("2027-06-10T00:00:00Z")).toMatchObject([
      { status: "failed", onlyWarns: true, file: "release/security.yaml" },
    ]);
    const [ended] = at("2027-07-01T00:00:00Z");
    expect(ended).toMatchObject({ status: "failed", found: "2027-06-30T00:00:00Z" });
    expect(ended).not.toHaveProperty("onlyWarns");
    expect(checkSecurity({ path: "release/security.yaml", read: { refusal: "it cannot be read" } })).toMatchObject([
      { status: "failed", reason: "it cannot be read" },
    ]);
  });
});
