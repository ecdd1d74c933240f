import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import { ACTION_OPTIONS } from "../../src/doors/options/inputs.ts";
import { readTexts } from "./read-texts.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
const BELOW = globSync("{kernel,crypto,domain,ports,services,world,journeys,views}/**/*.ts", { cwd: ROOT }).sort();
const read = (path: string): string => readFileSync(ROOT + path, "utf8");

/** These write commands, of this program for consumers or of another one, and not advice for the person who runs this one. */
const WRITE_COMMANDS =
  /^(domain\/guide\/|world\/git|domain\/verification\/identity-flags\.ts|domain\/sigstore\/bundles-in-file\.ts|domain\/source\/source-date\.ts|services\/sigstore\/ambient-token\.ts)/;

/** Not yet turned into `advice`. The list only gets shorter. */
const STILL_SPELLED = [
  "domain/release/check-run.ts",
  "domain/release/check-tag.ts",
  "domain/release/check-version.ts",
  "domain/release/choose-release.ts",
  "domain/sbom/quality/quality-gate.ts",
  "domain/sigstore/judge-bundle.ts",
  "domain/sigstore/log-entries.ts",
  "domain/sigstore/log/log-entry.ts",
  "domain/sigstore/verify-bundle.ts",
  "domain/sigstore/verify-signed-bundle.ts",
  "domain/source/read-tag.ts",
  "domain/source/release-name.ts",
  "domain/source/version-scheme.ts",
  "domain/verification/check-release.ts",
  "domain/verification/identity-check.ts",
  "journeys/seal/examine/refuse-overlap.ts",
  "journeys/seal/source/read-manifest.ts",
  "journeys/seal/source/read-source-facts.ts",
  "journeys/verify/check-assets.ts",
  "journeys/verify/check-lineage.ts",
  "views/sealed-release-text.ts",
];

test("below the doors no flag is spelled: a hint names the option, and the door writes it", () => {
  const spelling = BELOW.filter((path) => !WRITE_COMMANDS.test(path)).filter((path) =>
    readTexts(path, read(path)).some((text) => /(?:^|[\s(`"])--[a-z]/.test(text)),
  );
  expect(spelling.filter((path) => !STILL_SPELLED.includes(path))).toEqual([]);
  expect(STILL_SPELLED.filter((path) => !spelling.includes(path))).toEqual([]);
});

test("every option that a hint names is one of a command", () => {
  const known = new Set(
    [...Object.values(COMMANDS), { options: ACTION_OPTIONS }].flatMap(({ options }) => Object.keys(options)),
  );
  const named = BELOW.flatMap((path) => [...read(path).matchAll(/\boption\("([^"]*)"/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
