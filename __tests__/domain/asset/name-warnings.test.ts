import { expect, test } from "vitest";
import { nameWarnings } from "../../../src/domain/asset/name-warnings.ts";

test("warns of a Cyrillic letter beside its Latin twin, and shows which is which (N07)", () => {
  const warnings = nameWarnings(["release.tgz", "r\u0435lease.tgz"]);
  expect(warnings).toEqual(['"r<U+0435>lease.tgz" looks like "release.tgz" but is another name']);
});

test.each([
  ["\u03bfutput", "output"],
  ["ＡＢ.zip", "AB.zip"],
  ["РАХ.zip", "PAX.zip"],
])("warns that %s looks like %s (N07)", (one, other) => {
  expect(nameWarnings([one, other])).toEqual([expect.stringContaining("looks like")]);
});

test("says nothing of plain names", () => {
  expect(nameWarnings(["a.zip", "b.zip", "программа.zip", "con-tool.zip", "console", "falcon", "silicon.zip"])).toEqual(
    [],
  );
});

test.each(["CON", "aux.txt", "com1", "LPT9.tar.gz", "nul.", "COM¹"])(
  "warns that %s is a device on Windows (N15)",
  (name) => {
    expect(nameWarnings([name])).toEqual([expect.stringContaining("a device on Windows")]);
  },
);

test.each(["a:b", "a?b", "a*b", "a<b", "a|b", 'a"b'])("warns that Windows cannot hold %s", (name) => {
  expect(nameWarnings([name])).toEqual([expect.stringContaining("Windows file names cannot have")]);
});

test("says nothing of one name given twice, and writes code points in upper case (N07)", () => {
  expect(nameWarnings(["a.zip", "a.zip"])).toEqual([]);
  expect(nameWarnings(["x", "\u{1d4cd}"])).toEqual([expect.stringContaining("<U+1D4CD>")]);
});
