import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import { ACTION_COMMANDS, actionInputs } from "../../src/doors/options/inputs.ts";
import { readTexts } from "./read-texts.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
const BELOW = globSync("{kernel,crypto,domain,ports,services,world,journeys,views}/**/*.ts", { cwd: ROOT }).sort();
const read = (path: string): string => readFileSync(ROOT + path, "utf8");

/** These write commands and flags, of this program for consumers or of another one, and not advice for the person who runs this one; a style has names like them. */
const WRITE_COMMANDS =
  /^(domain\/guide\/|domain\/installer\/|domain\/setup\/|world\/(?:git|lean-memory\.ts)|domain\/verification\/identity\/identity-flags\.ts|domain\/sigstore\/bundles-in-file\.ts|views\/report\/report-style\.ts|domain\/source\/source-date\.ts|services\/sigstore\/ambient-token\.ts)/;

test("below the doors no flag is spelled: a hint names the option, and the door writes it", () => {
  const spelling = BELOW.filter((path) => !WRITE_COMMANDS.test(path)).filter((path) =>
    readTexts(path, read(path)).some((text) => /(?:^|[\s(`"])--[a-z]/.test(text)),
  );
  expect(spelling).toEqual([]);
});

test("every option that a hint names is one of a command", () => {
  const known = new Set<string>([
    ...Object.values(COMMANDS).flatMap(({ options }) => Object.keys(options)),
    ...ACTION_COMMANDS.flatMap((command) => actionInputs(command).map(({ name }) => name)),
  ]);
  const named = BELOW.flatMap((path) => [...read(path).matchAll(/\boption\("([^"]*)"/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
