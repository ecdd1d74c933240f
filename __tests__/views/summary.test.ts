import { describe, expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";
import { faultSummary } from "../../src/views/fault-summary.ts";
import { foldedTable } from "../../src/views/folded-table.ts";
import { releaseSummary } from "../../src/views/release-summary.ts";
import { verificationSummary } from "../../src/views/verification-summary.ts";
import { HEX, HOSTILE, release, verification } from "./sample.ts";

const MIB = 1 << 20;
const asset = (name: string) => ({ name, size: 1, sha256: HEX, sha512: "cd".repeat(64) });

describe("the summary of a sealed release", () => {
  test("shows verdict, command, signer, assets, claims and warnings", () => {
    const page = releaseSummary(release(), "capsule verify x");
    expect(page).toMatch(/^## Sealed `demo` `1\.0\.0`\n/);
    expect(page).toContain("```sh\ncapsule verify x\n```");
    expect(page).toContain("| Identity | `local@capsule-local.invalid` |");
    expect(page).toContain("| archive | verified | canonical |");
    expect(page).toContain("- a \\*warning\\*");
    expect(page).toContain("**Local test instance.**");
  });

  test("keeps a hostile name inside its cell (V01, V05)", () => {
    const page = releaseSummary(release(), undefined);
    expect(page).not.toContain("<script>");
    const row = page.split("\n").find((line) => line.includes("evil"));
    expect(row).toMatch(/^\| <code>[^|]*<\/code> \| 5 \| `[0-9a-f]{64}` \|$/);
  });

  test("fits into what GitHub takes, whatever the names", () => {
    const assets = Array.from({ length: 1024 }, (_, index) => asset(`${"|".repeat(250)}${index}`));
    const page = releaseSummary(release({ assets }), "x");
    expect(Buffer.byteLength(page)).toBeLessThan(MIB);
    expect(page).toMatch(/And \d+ more that this page has no room for\./);
  });
});

describe("what was read back", () => {
  const page = (readBack: ReturnType<typeof release>["readBack"]) => releaseSummary(release({ readBack }), undefined);

  test("is said of every release on a forge", () => {
    expect(page([])).toContain("nothing was read back");
    expect(page([{ name: "tool", by: "bytes" }])).toContain("All 1 files of the release were downloaded again");
  });

  test("names every file that was compared by the digest GitHub states", () => {
    const text = page([
      { name: "capsule", by: "bytes" },
      { name: HOSTILE, by: "stated" },
    ]);
    expect(text).toContain("1 assets were **not downloaded**");
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

test("the summary of a verification shows the verdict, every claim and every asset", () => {
  const page = verificationSummary(verification);
  expect(page).toMatch(/^## Rejected: `demo` `1\.0\.0`\n/);
  expect(page).toContain("| other-evidence | not applicable | none |");
  expect(page).toContain("| `tool` | failed | not the sealed file |");
  expect(page).not.toContain("<script>");
  expect(verificationSummary({ ...verification, root: undefined, assets: [] })).toMatch(/^## Rejected\n/);
});

test("the summary of a fault shows the sentence and the lines to add", () => {
  const page = faultSummary(new Fault("usage", "a <b>", { hint: "add:\n  x" }));
  expect(page).toBe("## Release Capsule failed\n\na &lt;b&gt;\n\n```\nadd:\n  x\n```\n");
  expect(faultSummary(new Fault("usage", "x"))).toBe("## Release Capsule failed\n\nx\n");
});
