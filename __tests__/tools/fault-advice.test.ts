import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES, flagsOf } from "../../src/doors/options/commands.ts";
import { FAULT_CODES, type FaultCode } from "../../src/kernel/fault-codes.ts";
import { FAULT_SENTENCES } from "../../src/views/fault/fault-sentences.ts";
import { FAULT_ADVICE } from "../../tools/readme/fault-advice.ts";

const CODES = Object.keys(FAULT_CODES) as FaultCode[];
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const words = (text: string) => new Set(text.toLowerCase().match(/[a-z]{4,}/g));

describe("a fault in docs/faults.md", () => {
  test.each(CODES)(
    "%s has a cause and a fix, each one or two whole sentences that do not say its meaning again",
    (code) => {
      const sentence = FAULT_SENTENCES[code];
      const { cause, fix } = FAULT_ADVICE[code];
      for (const text of [cause, fix]) {
        expect(text).toMatch(/^[A-Z`][^\n|]+\.$/);
        expect(text.length).toBeLessThanOrEqual(180);
        expect(text).not.toMatch(/[!;]| - |\bplease\b|\bsimply\b|\bjust\b/i);
      }
      const meaning = words(sentence);
      const said = words(cause);
      const repeated = [...said].filter((word) => meaning.has(word)).length;
      expect(repeated, "the cause has words of its own").toBeLessThan(Math.max(said.size * 0.75, 1));
      expect(cause).not.toBe(fix);
    },
  );

  test("has a cause that no other has", () => {
    const causes = CODES.map((code) => FAULT_ADVICE[code].cause);
    expect(causes.filter((cause, at) => causes.indexOf(cause) !== at)).toEqual([]);
  });

  test("names only options and commands that there are", () => {
    const flags = new Set(COMMAND_NAMES.flatMap((command) => flagsOf(command).map(({ name }) => `--${name}`)));
    const commands: ReadonlySet<string> = new Set([...COMMAND_NAMES, "help"]);
    const typed = CODES.flatMap((code) => Object.values(FAULT_ADVICE[code])).flatMap((text) => [
      ...(text.match(/`[^`]+`/g) ?? []),
    ]);
    const wrong = typed.flatMap((text) => [
      ...(text.match(/--[a-z-]+/g) ?? []).filter((flag: string) => !flags.has(flag) && !text.includes("git ")),
      ...(text.match(/(?<=capsule )[a-z-]+/g) ?? []).filter((command: string) => !commands.has(command)),
    ]);
    expect(typed.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});

test("no program carries what is only for the documentation", () => {
  const { cause } = FAULT_ADVICE["asset-empty"];
  for (const program of ["verify.js", "cli.js", "action.js"]) expect(read(`dist/${program}`)).not.toContain(cause);
});
