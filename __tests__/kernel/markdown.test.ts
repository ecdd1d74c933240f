import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../../src/kernel/markdown.ts";

const HOSTILE = [
  "`` ` ``",
  "```\n# out\n```",
  "````",
  "~~~",
  "<script>alert(1)</script>",
  "[x](javascript:alert(1))",
  "![beacon](https://x.invalid/a.png)",
  "https://x.invalid",
  "www.x.invalid",
  "a|b",
  "\\|",
  "\\",
  "| a | b |",
  "*bold* _it_ __b__ ~~s~~",
  "# h",
  "> q",
  "- item",
  "+ item",
  "1. item",
  "2) item",
  "---",
  "===",
  "    code",
  "&lt;&#60;",
  "<!-- -->",
  "a\u202eb",
  "a\u200bb",
  "\u001b[31m",
  "a\r\nb",
  "@someone #1",
  "$x$",
  ":tada:",
  "",
  " ",
];

describe("codeBlock", () => {
  test("shows plain text as it is", () => {
    expect(codeBlock("echo hi\n", "sh")).toBe("```sh\necho hi\n```");
    expect(codeBlock("a\n\n  b")).toBe("```\na\n\n  b\n```");
  });

  test("has a fence longer than any run of backticks inside (V01)", () => {
    expect(codeBlock("a ``` b")).toBe("````\na ``` b\n````");
    expect(codeBlock("`````")).toBe("``````\n`````\n``````");
  });

  test("shows control and bidirectional characters as escapes (V05)", () => {
    expect(codeBlock("a\u202eb\u001b\r\nc")).toBe("```\na\\u{202e}b\\u{1b}\\r\nc\n```");
  });

  test.each(HOSTILE)("closes only at its own end: %j (V01)", (text) => {
    expectOneFence(text);
  });

  test("closes only at its own end, whatever the content (V01)", () => {
    const unit = fc.constantFrom("`", "``", "```", "~", "\n", " ", "a", "\r", "\t", "#");
    fc.assert(fc.property(fc.string({ unit }), expectOneFence));
  });
});

describe("codeSpan", () => {
  test.each([
    ["a", "`a`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["a``b`c", "```a``b`c```"],
    [" a ", "`  a  `"],
    [" ", "` `"],
    ["a\nb", "`a\\nb`"],
    ["a\u202eb", "`a\\u{202e}b`"],
    ["a\\", "`a\\`"],
    ["", "<code></code>"],
    ["a|b`<é", "<code>a&#124;b&#96;&#60;&#233;</code>"],
  ])("writes %j as %s (V01)", (text, markdown) => {
    expect(codeSpan(text)).toBe(markdown);
  });

  test("renders as the text that it was given, on one line, without a pipe", () => {
    const unit = fc.constantFrom("`", "``", "|", " ", "a", "\\", "<", "\n", "&", "*", "é");
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const markdown = codeSpan(text);
        expect(markdown).not.toMatch(/[\n|]/);
        expect(renderCode(markdown)).toBe(text.replaceAll("\n", "\\n"));
      }),
    );
  });
});

describe("escapeMarkdown", () => {
  test("leaves ordinary text readable", () => {
    expect(escapeMarkdown("release_capsule v1.2.3, see dist/x-1.tar.gz; done?")).toBe(
      "release_capsule v1.2.3, see dist/x-1.tar.gz; done?",
    );
  });

  test.each([
    ["*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"],
    ["[x](javascript:y)", "\\[x\\]\\(javascript\\:y\\)"],
    ["![x](y)", "\\!\\[x\\]\\(y\\)"],
    ["<b>&lt;", "&lt;b&gt;&amp;lt;"],
    ["a|b", "a&#124;b"],
    ["# a", "\\# a"],
    ["- a", "\\- a"],
    ["+ a", "\\+ a"],
    ["12. a", "12\\. a"],
    ["1) a", "1\\) a"],
    ["===", "\\=\\=\\="],
    ["https://x.invalid", "https\\://x.invalid"],
    ["www.x.invalid", "www\\.x.invalid"],
    ["see WWW.x", "see WWW\\.x"],
    ["  a  ", "&#32;&#32;a&#32;&#32;"],
    ["a\nb", "a\\\\nb"],
    ["a\u202eb", "a\\\\u\\{202e\\}b"],
    ["\\*", "\\\\\\*"],
    ["`a`", "\\`a\\`"],
    ["_a", "\\_a"],
    ["a_", "a\\_"],
    ["a@b $x$ ^y^ \"q\" 'q'", "a\\@b \\$x\\$ \\^y\\^ \\\"q\\\" \\'q\\'"],
  ])("writes %j as %s (V01, V05)", (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });

  test.each(HOSTILE)("leaves nothing that begins a construct: %j (V01, V05)", (text) => {
    expectInert(text);
  });

  test("leaves nothing that begins a construct, whatever the text (V01, V05)", () => {
    const unit = fc.constantFrom(..."\\`*_{}[]()#+-.!<>|&~:@=$^\"' \n1aw/".split(""), "www", "http://", "\u202e");
    fc.assert(fc.property(fc.string({ unit }), expectInert), { numRuns: 1000 });
  });
});

describe("table", () => {
  test("has a header, a rule and the rows", () => {
    expect(
      table(
        ["File", "SHA-256"],
        [
          ["`a`", "00"],
          ["`b`", "11"],
        ],
      ),
    ).toBe("| File | SHA-256 |\n| --- | --- |\n| `a` | 00 |\n| `b` | 11 |");
    expect(table(["A"], [])).toBe("| A |\n| --- |");
  });

  test("keeps every hostile cell within its cell (V01)", () => {
    for (const text of HOSTILE) {
      for (const made of [codeSpan(text), escapeMarkdown(text), text]) {
        const lines = table(["A", "B"], [[made, "end"]]).split("\n");
        expect(lines).toHaveLength(3);
        expect(lines[2]?.match(/\|/g)).toHaveLength(3);
      }
    }
  });
});

/** CommonMark §4.5: a fence closes at a line of at least as many backticks and nothing else but spaces. */
function expectOneFence(text: string): void {
  const lines = codeBlock(text, "sh").split("\n");
  const fence = /^(`{3,})sh$/.exec(lines[0] ?? "")?.[1] ?? "";
  expect(fence.length).toBeGreaterThanOrEqual(3);
  const closing = lines.findIndex((line, at) => at > 0 && new RegExp(`^ {0,3}\`{${fence.length},}[ \\t]*$`).test(line));
  expect(closing).toBe(lines.length - 1);
  const runs = Array.from(text.matchAll(/`+/g), (run) => run[0].length);
  expect(fence.length).toBe(Math.max(2, ...runs) + 1);
}

/** CommonMark §6.1, and HTML for the other form. */
function renderCode(markdown: string): string {
  const html = /^<code>(.*)<\/code>$/.exec(markdown)?.[1];
  if (html !== undefined) return html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  const fence = /^`+/.exec(markdown)?.[0] ?? "";
  const inner = markdown.slice(fence.length, -fence.length);
  expect(markdown.endsWith(fence) && fence !== "").toBe(true);
  expect(inner.split(/[^`]+/).filter((run) => run === fence)).toEqual([]);
  const padded = inner.startsWith(" ") && inner.endsWith(" ") && inner.trim() !== "";
  return padded ? inner.slice(1, -1) : inner;
}

/** One line in which every active character is behind a backslash or an entity, and which undone is the text. */
function expectInert(text: string): void {
  const markdown = escapeMarkdown(text);
  expect(markdown).not.toMatch(/[\n\r<>|]/);
  const active = markdown.replace(/\\[!-/:-@[-`{-~]/g, "").replace(/&(?:lt|gt|amp|#\d+);/g, "");
  expect(active).not.toMatch(/[\\`*[\]{}()!#~&$^@:]/);
  expect(markdown).not.toMatch(/^(?:[-+=\s]|\d+[.)]|www\.)/i);
  expect(markdown).not.toMatch(/\bwww\./i);
  const undone = markdown
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(?:(lt|gt|amp)|#(\d+));/g, (_, name, code) =>
      name === undefined
        ? String.fromCodePoint(Number(code))
        : ({ lt: "<", gt: ">", amp: "&" }[name as "lt"] as string),
    );
  const shown = Array.from(text, (character) =>
    /[\p{Cc}\p{Cf}]/u.test(character)
      ? ({ "\n": "\\n", "\r": "\\r" }[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`)
      : character,
  );
  expect(undone).toBe(shown.join(""));
}

test("a pipe that reaches a cell is shown and does not end it (V01)", () => {
  expect(table(["a"], [["x|y"]])).toBe("| a |\n| --- |\n| x&#124;y |");
});
