import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { csafAdvisory } from "../../src/domain/announcement/write-csaf.ts";
import { exampleAnnouncement } from "../domain/announcement/announcement-example.ts";
import { SECURITY } from "../domain/announcement/security-example.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

/** A project provides its advisories for CSAF from any host of files: one folder, with signatures that another program makes. */
const ONE = "white/2026/acme-2026-1.json";
const TWO = "white/2026/acme-2026-2.json";
const KEY = { fingerprint: "0123456789abcdef0123456789abcdef01234567", web: "https://acme.example/key.asc" };

let cwd: string;
const at = (path: string) => join(cwd, "public/csaf", path);
const textOf = (path: string) => readFileSync(at(path), "utf8");
const document = (path: string) => JSON.parse(textOf(path));
beforeEach(() => {
  cwd = newFolder();
});

function advisory(name: string, changes: object = {}, edit: (text: string) => string = (text) => text): void {
  const written = csafAdvisory(exampleAnnouncement({ publish: "2026-11-24T16:00:00Z", ...changes }), "2.0");
  writeFileSync(join(cwd, name), edit(JSON.stringify(written)));
}

function announce(advisories: readonly string[], changes: object = {}): Promise<Run> {
  const expires = `${new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 19)}Z`;
  const support = [{ line: "1", until: "open" }];
  writeFileSync(join(cwd, "security.json"), JSON.stringify({ ...SECURITY, expires, support, ...changes }));
  const named = advisories.flatMap((name) => ["--advisory", name]);
  return capsule(["announce", "--json", "--out", "public", ...named, "security.json"], { cwd });
}

test("an advisory lies in the folder of its year, with digests and lists that name it", async () => {
  advisory("a.json");
  const { provider } = JSON.parse((await announce(["a.json"])).stdout);
  expect(provider).toMatchObject({ role: "csaf_provider", advisories: 1, unsigned: [ONE] });
  for (const digest of ["sha256", "sha512"]) {
    const checked = execFileSync(`${digest}sum`, ["-c", `acme-2026-1.json.${digest}`], { cwd: at("white/2026") });
    expect(String(checked)).toBe("acme-2026-1.json: OK\n");
  }
  expect(textOf("white/index.txt")).toBe("2026/acme-2026-1.json\n");
  expect(textOf("white/changes.csv")).toBe('"2026/acme-2026-1.json","2026-11-24T16:00:00Z"\n');
  expect(textOf("white/2026/index.html")).toContain('<a href="acme-2026-1.json">');
  expect(document("provider-metadata.json")).toMatchObject({
    canonical_url: SECURITY.csaf[0],
    publisher: { category: "vendor", name: "Acme", namespace: "https://acme.example" },
    distributions: [{ directory_url: "https://acme.example/.well-known/csaf/white/" }],
  });
  expect(existsSync(at("service.json"))).toBe(false);
});

test("what is signed is in a feed, and a run that changes nothing changes no byte", async () => {
  advisory("a.json");
  await announce(["a.json"]);
  writeFileSync(at(`${ONE}.asc`), "a signature\n");
  const { provider } = JSON.parse((await announce([], { openpgp: [KEY] })).stdout);
  expect(provider).toMatchObject({ role: "csaf_trusted_provider", unsigned: [] });
  expect(document("white/csaf-feed-tlp-white.json").feed.entry[0].link.map(({ rel }: { rel: string }) => rel)).toEqual([
    ...["self", "hash", "hash", "signature"],
  ]);
  const before = textOf("provider-metadata.json");
  await announce(["a.json"], { openpgp: [KEY] });
  expect(textOf("provider-metadata.json")).toBe(before);
  expect(textOf(`${ONE}.asc`)).toBe("a signature\n");
});

test("a correction takes its place, and the signature of the old bytes and the feed go", async () => {
  advisory("a.json");
  await announce(["a.json"]);
  writeFileSync(at(`${ONE}.asc`), "a signature\n");
  await announce([], { openpgp: [KEY] });
  advisory("b.json", { corrections: [{ at: "2026-11-25T09:00:00Z", what: "A word" }] });
  advisory("c.json", { id: "ACME-2026-2" });
  const { provider } = JSON.parse((await announce(["b.json", "c.json"], { openpgp: [KEY] })).stdout);
  expect(provider).toMatchObject({ role: "csaf_provider", advisories: 2, unsigned: [ONE, TWO] });
  expect(readdirSync(at("white")).sort()).toEqual(["2026", "changes.csv", "index.html", "index.txt"]);
  expect(existsSync(at(`${ONE}.asc`))).toBe(false);
  expect(textOf("white/index.txt")).toBe("2026/acme-2026-1.json\n2026/acme-2026-2.json\n");
});

describe("nothing is provided", () => {
  test.each([
    ["that not everybody may read", {}, (text: string) => text.replace('"WHITE"', '"AMBER"'), "advisory-malformed"],
    [
      "of CSAF 2.1",
      {},
      (text: string) => text.replace('"csaf_version":"2.0"', '"csaf_version":"2.1"'),
      "advisory-malformed",
    ],
    ["that is a draft", {}, (text: string) => text.replace('"final"', '"draft"'), "advisory-malformed"],
    ["that is not public yet", { publish: "2999-01-01T00:00:00Z" }, (text: string) => text, "announcement-contradicts"],
    [
      "with a script as its id",
      { id: "x" },
      (text: string) => text.replaceAll('"x"', '"<script>\\n"'),
      "advisory-malformed",
    ],
  ] as const)("%s", async (_what, changes, edit, code) => {
    advisory("a.json", changes, edit);
    const refused = await announce(["a.json"]);
    expect([refused.status, JSON.parse(refused.stdout).code]).toEqual([1, code]);
    expect(existsSync(at("white"))).toBe(false);
  });

  test("in place of something newer, by another publisher, or where no place is named", async () => {
    const codes: string[] = [];
    const refused = async (...order: Parameters<typeof announce>) => {
      const { stdout } = await announce(...order);
      codes.push(JSON.parse(stdout).code);
    };
    advisory("a.json");
    await refused(["a.json"], { csaf: [] });
    await announce(["a.json"]);
    advisory("b.json", { title: "Another title" });
    await refused(["b.json"]);
    advisory("c.json", { id: "ACME-2026-2", publisher: { name: "Other", web: "https://other.example" } });
    await refused(["c.json"]);
    expect(codes).toEqual(Array.from({ length: 3 }, () => "announcement-contradicts"));
    expect(existsSync(at(TWO))).toBe(false);
  });

  test("beside what was put into another folder by hand", async () => {
    advisory("a.json");
    await announce(["a.json"]);
    writeFileSync(at("white/2026/other.json"), textOf(ONE));
    const { stdout } = await announce([]);
    expect(JSON.parse(stdout).code).toBe("announcement-contradicts");
  });
});
