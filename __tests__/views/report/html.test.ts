import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foreign, html } from "../../../src/views/report/html.ts";
import { expectFault } from "../../expect-fault.ts";

describe("a text in a page", () => {
  test("stands for itself, whatever it holds", () => {
    expect(html`<p>${`<b>&"'`}</p>`.text).toBe("<p>&#60;b&#62;&#38;&#34;&#39;</p>");
  });

  test("has everything written out that a person could not see", () => {
    expect(html`${"a\u202eb\u0000"}`.text).toBe(
      `a<span class="code-point">\\u{202e}</span>b<span class="code-point">\\0</span>`,
    );
    expect(html`${"\\u{202e}"}`.text).toBe("\\u{202e}");
  });

  test("opens and closes no tag, of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const inside = foreign(text).text.replace(/^<bdi class="foreign">|<\/bdi>$/g, "");
        expect(inside.replaceAll(/<span class="code-point">[^<>&"']*<\/span>/g, "")).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe("a value in a tag", () => {
  test("may be a number or words of ours", () => {
    expect(html`<rect class="${"bar b1"}" width="${12.5}%"/>`.text).toBe(`<rect class="bar b1" width="12.5%"/>`);
  });

  test("is refused if anything else stands in it, or if it is not between quotes", async () => {
    for (const text of [`x" onload="alert(1)`, "a<b", "javascript:alert(1)?", "\u202e", "a'b", "a&b"]) {
      await expectFault("internal", () => html`<p class="${text}">`);
    }
    await expectFault("internal", () => html`<p class="${html`a`}">`);
    await expectFault("internal", () => html`<p ${"hidden"}>`);
    await expectFault("internal", () => html`<p class=${"hidden"}>`);
    // What is behind a tag that ends between the values is text again.
    expect(html`<a href="${"#x"}" title="${"y"}">${"<"}</a>`.text).toBe(`<a href="#x" title="y">&#60;</a>`);
  });
});

test("nothing in the room makes markup but the one function, and only the document puts it together", () => {
  const room = fileURLToPath(new URL("../../../src/views/report/", import.meta.url));
  const files = globSync("*.ts", { cwd: room }).sort();
  const writing = files.filter((name) => /new Markup|as Html|as unknown/.test(readFileSync(room + name, "utf8")));
  expect(writing).toEqual(["html.ts"]);
  const untagged = files.filter((name) =>
    textsBeside(readFileSync(room + name, "utf8")).some((text) => /<\/?[a-z!]/i.test(text)),
  );
  expect(untagged).toEqual(["html.ts", "page-document.ts"]);
  // Planted: markup in a plain template, in one inside another, in a string. A dollar is § here.
  const textsIn = (code: string) => textsBeside(code.replaceAll("§", "$"));
  for (const planted of ["`<b>§{x}</b>`", "html`§{a ? `<b>` : 1}`", 'x = "<b>"', "html`a§{b(`c§{d}</i>`)}`"]) {
    expect(textsIn(planted).some((text) => /<\/?[a-z!]/i.test(text))).toBe(true);
  }
  expect(textsIn('html`<b>§{c(html`<i>§{"d"}</i>`)}</b>` // "<b>"')).toEqual(["d"]);
});

/** The texts of strings and templates of a module, but for templates that `html` takes. */
function textsBeside(code: string): string[] {
  const found: string[] = [];
  const read = (from: number, end: string): number => {
    let at = from;
    while (at < code.length && code[at] !== end) {
      const rest = code.slice(at);
      const skipped =
        /^(?:\/\/.*|\/\*[\s\S]*?\*\/|\/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n])+\/[a-z]*(?=[.,;)]))/.exec(
          rest,
        )?.[0];
      const string = /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/.exec(rest)?.[0];
      if (skipped !== undefined) at += skipped.length;
      else if (string !== undefined) {
        found.push(string.slice(1, -1));
        at += string.length;
      } else if (rest.startsWith("`")) at = template(at, code.slice(0, at).endsWith("html"));
      else at = rest.startsWith("{") ? read(at + 1, "}") + 1 : at + 1;
    }
    return at;
  };
  const template = (start: number, isHtml: boolean): number => {
    let [at, text] = [start + 1, ""];
    while (at < code.length && code[at] !== "`") {
      if (code.startsWith("${", at)) at = read(at + 2, "}") + 1;
      else {
        const length = code[at] === "\\" ? 2 : 1;
        text += code.slice(at, at + length);
        at += length;
      }
    }
    if (!isHtml) found.push(text);
    return at + 1;
  };
  read(0, "");
  return found;
}
