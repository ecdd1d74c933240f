import { expect, test } from "vitest";
import { noticesOnce } from "../../tools/bundle/notices-once.ts";

const notice = (of: string): string => `/*!\n${`This file is part of ${of}.\n`.repeat(12)}*/\n`;

test("a long notice of a licence stands once in a program, at its first place, and code is left alone", () => {
  const code = `${notice("one")}const a = 1;\n\t${notice("one")}${notice("two")}const b = "/*!";\n${notice("one")}const c = 3;\n`;
  expect(noticesOnce(code)).toBe(`${notice("one")}const a = 1;\n${notice("two")}const b = "/*!";\nconst c = 3;\n`);
});

test("short ones and ordinary comments stay wherever they are", () => {
  const code = "/*! MIT */\na();\n/*! MIT */\nb();\n/* ordinary */\n/* ordinary */\n";
  expect(noticesOnce(code)).toBe(code);
});
