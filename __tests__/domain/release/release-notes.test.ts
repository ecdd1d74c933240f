import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { releaseBadge, releaseFooter } from "../../../src/domain/guide/release-footer.ts";
import {
  FOOTER_BEGIN,
  FOOTER_END,
  MAX_NOTES_CHARACTERS,
  requireNotes,
  withFooter,
  withoutFooter,
} from "../../../src/domain/release/release-notes.ts";
import { expectFault } from "../../expect-fault.ts";

const ours = (text: string): string => [FOOTER_BEGIN, text, FOOTER_END].join("\n");
const DOWNLOADS = "https://github.com/acme/tool/releases/download/v1.2.3";

describe("our part of the text of a release", () => {
  test("comes last, and takes the place of that of an earlier run, wherever a person moved it", () => {
    const first = withFooter("# Changes\n\n- one\n", ours("old"));
    expect(first).toBe(`# Changes\n\n- one\n\n${ours("old")}`);
    expect(withFooter(first, ours("new"))).toBe(`# Changes\n\n- one\n\n${ours("new")}`);
    const edited = `Read this.\r\n\r\n${ours("old").replaceAll("\n", "\r\n")}\r\n\r\n- two, added by hand\r\n`;
    expect(withFooter(edited, ours("new"))).toBe(`Read this.\r\n\r\n${ours("new")}\r\n\r\n- two, added by hand\r\n`);
    expect(withFooter("", ours("new"))).toBe(ours("new"));
  });

  test("is one, whoever imitated it or left it open", () => {
    const imitated = `${ours("false")}\n- one\n${ours("false, too")}\n`;
    const text = withFooter(imitated, ours("new"));
    expect(text.split(FOOTER_BEGIN)).toHaveLength(2);
    expect(text).not.toContain("false");
    expect(text).toContain("- one\n");
    const open = `${FOOTER_BEGIN}\n- one`;
    expect(withFooter(open, ours("new"))).toBe(`${open}\n\n${ours("new")}`);
    expect(withFooter(withFooter(open, ours("old")), ours("new"))).toBe(`${open}\n\n${ours("new")}`);
    // A list of changes has no whole line of another's choice.
    const title = `* ${FOOTER_BEGIN} by @octocat`;
    expect(withFooter(`${title}\n* ${FOOTER_END}`, ours("new"))).toContain(title);
  });

  test("changes nothing else, and a second time nothing at all", () => {
    const line = fc.constantFrom(
      FOOTER_BEGIN,
      FOOTER_END,
      "<!--",
      "-->",
      "```",
      "",
      " ",
      "- a",
      `  ${FOOTER_END}`,
      "é",
    );
    const text = fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n")), { maxLength: 12 });
    fc.assert(
      fc.property(text, (lines) => {
        const before = lines.flat().join("");
        const once = withFooter(before, ours("new"));
        expect(withFooter(once, ours("new"))).toBe(once);
        expect(once.split(ours("new"))).toHaveLength(2);
        if (!before.includes(FOOTER_END))
          expect(withoutFooter(once)).toBe(before.trim() === "" ? "" : `${before.trimEnd()}\n\n`);
      }),
    );
  });

  test("is a command in a block that no command leaves, after a line that ends an open comment", () => {
    const footer = releaseFooter("node ../verify.js verify 'a```b'", DOWNLOADS);
    expect(footer).toContain("\n````sh\nnode ../verify.js verify 'a```b'\n````\n");
    expect(footer).toContain(`[VERIFY.md](${DOWNLOADS}/VERIFY.md)`);
    // CommonMark 4.6: a block that begins with a comment ends at the line with its end.
    expect(footer.split("\n")[0]).toMatch(/-->$/);
  });
});

describe("notes that somebody gives", () => {
  test("are kept as they are, with their lines", () => {
    const text = "# 1.2.3\r\n\n\t- <b>é</b> 🎉 <!-- seen by nobody -->\n";
    expect(requireNotes(text, "notes")).toBe(text);
  });

  test.each([
    ["are longer than a release can hold", "x".repeat(MAX_NOTES_CHARACTERS + 1)],
    ["hold a control character", "a\u0000b"],
    ["hold an escape of a terminal", "\u001b[31mred"],
    ["have our mark on a line", `# 1.2.3\n  ${FOOTER_BEGIN}\nrm -rf /\n`],
    ["have the end of our part on a line", `# 1.2.3\r\n${FOOTER_END}\r\n`],
  ])("are refused if they %s", async (_why, text) => {
    const fault = await expectFault("notes-malformed", () => requireNotes(text, "the input notes"));
    expect(fault.message).toContain("the input notes");
    expect(fault.hint).toBeDefined();
  });
});

test("a badge says what was sealed, and leads to VERIFY.md", () => {
  expect(releaseBadge({ name: "my-tool_x", version: "1.2.3-rc.1", files: "6 files" }, DOWNLOADS)).toBe(
    `[![sealed: my-tool_x 1.2.3-rc.1, 6 files](https://img.shields.io/badge/sealed-my--tool__x%201.2.3--rc.1%2C%206%20files-blue)](${DOWNLOADS}/VERIFY.md)`,
  );
  expect(
    releaseBadge({ name: "t", version: "1", files: "1 file" }, "https://github.com/a/b/releases/download/(x)"),
  ).toMatch(/\]\(https:\/\/github\.com\/a\/b\/releases\/download\/%28x%29\/VERIFY\.md\)$/);
});
