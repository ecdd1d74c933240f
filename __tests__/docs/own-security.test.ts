import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), "utf8");
const REPOSITORY = "https://github.com/release-capsule/release-capsule";

test("every rule of the threat model has a place in the code", () => {
  const rows =
    read("docs/threat-model.md")
      .split("## Who attacks")[1]
      ?.split("\n## ")[0]
      ?.match(/^\|.*\|$/gm) ?? [];
  const places = rows
    .slice(2)
    .map((row) => [...(row.split("|").at(-2) ?? "").matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path));
  expect(places.length).toBeGreaterThan(12);
  for (const [first = "", ...others] of places) {
    for (const path of [first, ...others]) {
      expect([path, existsSync(at(`src/${path}`)) || existsSync(at(path))]).toEqual([path, true]);
    }
  }
});

describe("security-insights.yml", () => {
  const text = read("security-insights.yml");

  test("links to files that the repository has", () => {
    const files = [...text.matchAll(/: (\S+)\/(?:blob|raw)\/main\/(\S+)$/gm)];
    expect(files.length).toBeGreaterThan(8);
    for (const [, repository, path = ""] of files) {
      expect(repository).toBe(REPOSITORY);
      expect([path, existsSync(at(path))]).toEqual([path, true]);
    }
  });

  test("names the tools that the workflows run, in their versions", () => {
    const workflow = read(".github/workflows/analysis.yml");
    const { tools } = parse(text).repository.security;
    expect(tools.map(({ name }: { name: string }) => name)).toEqual([
      "CodeQL",
      "zizmor",
      "Dependency review",
      "Dependabot",
    ]);
    for (const word of ["codeql-action/analyze", "zizmor", "dependency-review-action"])
      expect(workflow).toContain(word);
    expect(read(".github/zizmor-requirements.txt")).toContain(`zizmor==${tools[1].version} --hash=sha256:`);
    expect(existsSync(at(".github/dependabot.yml"))).toBe(true);
  });
});

test("no workflow fetches a program without a digest", () => {
  for (const name of ["analysis", "check", "npm", "prober", "release", "scheduled", "seal"]) {
    const text = read(`.github/workflows/${name}.yml`);
    expect(text).not.toMatch(/go install \S*@|npx |curl [^\n]*\| *(ba)?sh|pip"? install (?!.*--require-hashes)/);
  }
});
