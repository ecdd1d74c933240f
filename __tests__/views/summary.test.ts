import { describe, expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";
import { faultSummary } from "../../src/views/fault/fault-summary.ts";
import { foldedTable } from "../../src/views/folded-table.ts";
import { releaseSummary } from "../../src/views/release/release-summary.ts";
import { verificationSummary } from "../../src/views/verification/verification-summary.ts";
import { HEX, HOSTILE, release, verification } from "./sample.ts";

const MIB = 1 << 20;
const asset = (name: string) => ({ name, size: 1, sha256: HEX, sha512: "cd".repeat(64) });

describe("the summary of a sealed release", () => {
  test("begins with verdict, warnings and the consumer's command, and folds every table of the release", () => {
    const text = releaseSummary(release(), "capsule verify x");
    expect(text).toMatch(/^## `demo 1\.0\.0` is sealed and verified, and not published\n/);
    expect(text).toContain("### 1 warning");
    expect(text).toContain("| a \\*warning\\* |");
    expect(text).toContain("```sh\ncapsule verify x\n```");
    const places = [
      "## `demo",
      "### 1 warning",
      "### What people type",
      "<details><summary><b>Signed by",
      "<b>Files",
      "<b>Contents",
      "<b>Checks",
    ];
    const found = places.map((part) => text.indexOf(part));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(text).toContain("| Signer | `local@capsule-local.invalid` |");
    expect(text).toContain("| archive | verified | canonical |");
    expect(text).toContain("**Local test instance.**");
  });

  test("says where the release is, and what to do next", () => {
    const identity = {
      kind: "certificate",
      subjectAlternativeName: "https://x",
      issuer: "https://y",
      instance: "public-good",
    } as const;
    const at = (isPublic: boolean) => ({ location: "https://github.com/o/r/releases/tag/v1", isPublic });
    const text = (isPublic: boolean) => releaseSummary(release({ identity, publication: at(isPublic) }), "x");
    expect(text(true)).toMatch(
      /^## \[`demo 1\.0\.0`\]\(https:\/\/github\.com\/o\/r\/releases\/tag\/v1\) is public and verified\n/,
    );
    expect(text(true)).toContain("Show this command");
    expect(text(false)).toMatch(/^## .* is sealed and verified, and still a draft\n/);
    expect(text(false)).toContain("`draft: publish`");
    expect(releaseSummary(release({ identity }), "x")).toContain("Nothing is on a release yet");
    expect(releaseSummary(release({ written: undefined }), undefined)).toMatch(
      /^## .* would be sealed: nothing was written\n/,
    );
  });

  test("links the log index where the log has a page for it, and only there", () => {
    const entry = (log: string, index: string) => ({ log, index, integratedSeconds: undefined });
    const page = (...logEntries: ReturnType<typeof entry>[]) => releaseSummary(release({ logEntries }), undefined);
    expect(page(entry("https://rekor.sigstore.dev", "42"))).toContain(
      "entry [`42`](https://search.sigstore.dev/?logIndex=42) of `https://rekor.sigstore.dev`",
    );
    expect(page(entry("https://log2025-1.rekor.sigstore.dev", "7"))).toContain("entry `7` of `https://log2025-1");
    expect(page(entry("https://rekor.sigstore.dev", "4)](x"))).not.toContain("search.sigstore.dev");
    expect(page()).toContain("| Public log | none: signed timestamps instead |");
  });

  test("shows what changed in the SBOM, or why nobody knows", () => {
    expect(releaseSummary(release(), "x")).toContain("Not compared: no earlier release is public.");
    const none = { added: [], removed: [], updated: [], rehashed: [], licenses: [], lostHashes: [] };
    const diff = {
      ...{ ...none, edges: { added: [], removed: [] }, completeness: { before: "complete", after: "complete" } },
      added: [{ package: `pkg:npm/${HOSTILE}`, version: "1.0.0", firstParty: false }],
    };
    const findings = [{ rule: "lost-hash", text: "a <b> has other bytes" }] as const;
    const page = releaseSummary(release({ sbomDelta: { since: "0.9.0", diff, findings } }), "x");
    expect(page).toContain("Since `0.9.0`: 1 change; 0 dependencies added, 0 removed; completeness: complete.");
    expect(page).toContain("- **lost-hash**: a &lt;b&gt; has other bytes");
    expect(page).not.toContain("<script>");
  });

  test("keeps a hostile name inside its cell (V01, V05)", () => {
    const page = releaseSummary(release(), undefined);
    expect(page).not.toContain("<script>");
    const row = page.split("\n").find((line) => line.includes("evil"));
    expect(row).toMatch(/^\| <code>[^|]*<\/code> \| 5 bytes \| `[0-9a-f]{64}` \|$/);
  });

  test("fits into what GitHub takes, whatever the names", () => {
    const assets = Array.from({ length: 1024 }, (_, index) => asset(`${"|".repeat(250)}${index}`));
    const readBack = assets.map(({ name }) => ({ name, by: "stated" as const }));
    const warnings = assets.map(({ name }) => name);
    const page = releaseSummary(release({ assets, readBack, warnings }), "x");
    expect(Buffer.byteLength(page)).toBeLessThan(MIB);
    expect(page).toMatch(/And \d+ more that this page has no room for\./);
  });
});

describe("what was read back", () => {
  const page = (readBack: ReturnType<typeof release>["readBack"]) => releaseSummary(release({ readBack }), undefined);

  test("is said of every release on a forge", () => {
    expect(page([])).toContain("nothing was read back");
    expect(page([{ name: "tool", by: "bytes" }])).toContain(
      "byte for byte what was sealed: 1 file, which is all of the release",
    );
  });

  test("names every file that was compared by the digest GitHub states", () => {
    const text = page([
      { name: "capsule", by: "bytes" },
      { name: HOSTILE, by: "stated" },
    ]);
    expect(text).toMatch(/\*\*Not downloaded\*\*.*: 1 file\./);
    expect(text).toMatch(/\| Compared by the stated digest only \|\n\| --- \|\n\| <code>evil/);
  });
});

describe("a folded table", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => [`row ${index}.`]);

  test("shows 50 rows and folds the rest", () => {
    expect(foldedTable(["A"], rows(50))).not.toContain("<details>");
    const table = foldedTable(["A"], rows(53));
    expect(table).toContain("<details><summary>3 more</summary>\n\n| A |\n| --- |\n| row 50. |");
    expect(table.indexOf("row 49.")).toBeLessThan(table.indexOf("<details>"));
    expect(table.endsWith("\n\n</details>")).toBe(true);
  });

  test("without rows is a header", () => {
    expect(foldedTable(["A"], [])).toBe("| A |\n| --- |");
  });
});

test("the summary of a verification shows the verdict with its reason and what to do, and folds checks and files", () => {
  const page = {
    ...{ width: 80, paint: (_style: string, text: string) => text, verbose: false, online: false },
    ...{ evidence: "demo.capsule", repository: undefined, command: undefined },
  };
  const summary = verificationSummary(verification, page);
  expect(summary).toMatch(
    /^## REJECTED: demo 1\.0\.0\\: 2 files are not the sealed ones\n\n```text\nDo not use {2}tool/,
  );
  expect(summary.indexOf("What to do")).toBeLessThan(summary.indexOf("<details>"));
  expect(summary).toContain("| other-evidence | not applicable | none |");
  expect(summary).toContain("| `tool` | failed | not the sealed file |");
  expect(summary.replace(/^```text\n[\s\S]*?^```$/gm, "")).not.toContain("<script>");
  expect(verificationSummary({ ...verification, root: undefined, assets: [] }, page)).toMatch(
    /^## REJECTED: demo\.capsule\\: /,
  );
});

describe("the summary of a fault", () => {
  test("shows the check, what to change, and that nothing became public", () => {
    const page = faultSummary(new Fault("tag-moved", "a <b>", { hint: "add:\n  x" }), "unsigned");
    expect(page.split("\n\n")).toEqual([
      "## Release Capsule failed",
      "a &lt;b&gt;",
      "Check: `tag-moved`, the tag of the release points to another commit.",
      "### What to change",
      "```\nadd:\n  x\n```",
      "### What became public",
      "Nothing was signed, and nothing became public.\n",
    ]);
    expect(faultSummary(new Fault("usage", "x"), "unsigned")).not.toContain("What to change");
    const sentence = faultSummary(new Fault("usage", "x", { hint: "use <a> or *b*" }), "unsigned");
    expect(sentence).toContain("\n\n### What to change\n\nuse &lt;a&gt; or \\*b\\*\n\n");
  });

  test("speaks of nothing public where a step signs and publishes nothing", () => {
    expect(faultSummary(new Fault("usage", "x"), undefined)).not.toContain("public");
  });

  test("says what a log may know once signing began, and to look once the release may be public", () => {
    expect(faultSummary(new Fault("usage", "x"), "signing")).toContain("Nothing of the release became public");
    expect(faultSummary(new Fault("usage", "x"), "exposing")).toContain("**The release may be public:**");
  });
});
