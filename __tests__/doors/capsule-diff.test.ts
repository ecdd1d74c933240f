import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { beforeEach, describe, expect, test } from "vitest";
import { parseStatement } from "../../src/domain/attestation/statement.ts";
import { capsuleDiffSchema } from "../../src/views/capsule/capsule-diff-json.ts";
import { publishingRun } from "../journeys/seal/publishing-run.ts";
import { newFolder } from "../run-program.ts";
import { sealTestRelease } from "../signing/test-release.ts";
import { commandInFolder } from "./command-in-folder.ts";

const folder = newFolder();
const diff = (...argv: string[]) => commandInFolder(folder, ["diff", ...argv], {});

const lock = (version: string, integrity: string) =>
  JSON.stringify({
    name: "app",
    lockfileVersion: 3,
    packages: {
      "": { name: "app", dependencies: { a: "*" } },
      "node_modules/a": {
        version,
        license: "MIT",
        integrity: `sha512-${Buffer.alloc(64, integrity).toString("base64")}`,
      },
    },
  });

let made: Promise<void> | undefined;
beforeEach(() => {
  made ??= makeCapsules();
  return made;
});

async function makeCapsules(): Promise<void> {
  const old = publishingRun({ "a.txt": "1\n", "package-lock.json": lock("1.0.0", "a") });
  const now = publishingRun({ "a.txt": "2\n", "package-lock.json": lock("1.0.0", "b"), "b.txt": "new\n" });
  mkdirSync(join(folder, "release"));
  writeFileSync(join(folder, "old.capsule"), (await old.seal()).capsule.bytes);
  const after = (await now.seal()).capsule.bytes;
  for (const name of ["now.capsule", "release/octo-tool-1.2.3.capsule"]) writeFileSync(join(folder, name), after);
  const session = await now.forge.session({ ref: "refs/tags/v1.2.2" });
  writeFileSync(join(folder, "before.capsule"), await sealTestRelease({ session, version: "1.2.2" }));
}

describe("capsule diff of two capsules", () => {
  test("says, in every form, which assets and packages differ", async () => {
    const { status, out } = await diff("old.capsule", "now.capsule");
    expect(status).toBe(0);
    expect(out).toMatch(/^asset +a\.txt +sha256:[0-9a-f]{64} -> sha256:[0-9a-f]{64}$/m);
    expect(out).toMatch(/^asset +b\.txt +none -> sha256:[0-9a-f]{64}$/m);
    expect(out).toMatch(/^rehashed +pkg:npm\/a 1\.0\.0 +SHA-512 /m);
    expect(out).not.toMatch(/^rehashed +file:/m);
    expect(out.match(/^\w+ +(?:file:)?a\.txt /gm)).toHaveLength(1);
    const markdown = (await diff("--format", "markdown", "old.capsule", "now.capsule")).out;
    expect(markdown).toMatch(/^\| asset \| `b\.txt` \| `none -> sha256:[0-9a-f]{64}` \|$/m);
    expect(markdown).toContain("- **same-version-different-digest**: ");
  });

  test("prints an object of its closed schema, which says that nothing was verified", async () => {
    const { out, err } = await diff("--json", "old.capsule", "now.capsule");
    const json = v.parse(capsuleDiffSchema, JSON.parse(out));
    expect(err).toContain("unverified");
    expect(json.verified).toBe(false);
    expect(json.assets.map(({ name }) => name)).toEqual(["a.txt", "b.txt", "package-lock.json"]);
    expect([json.release, json.signer]).toEqual([[], []]);
    expect(json.sbom.rehashed.map((one) => one.package)).toContain("pkg:npm/a");
    expect(v.safeParse(capsuleDiffSchema, { ...json, more: 1 }).success).toBe(false);
  });

  test("judges assets and packages by one set of rules, and refuses what breaks them with --strict", async () => {
    const { status, out } = await diff("--strict", "--json", "old.capsule", "now.capsule");
    expect(status).toBe(1);
    const texts = JSON.parse(out).findings.map((one: { text: string }) => one.text);
    expect(texts).toContain("asset a.txt of octo-tool 1.2.3 has another SHA-256 than before");
    expect(texts).toContain("pkg:npm/a 1.0.0 has another SHA-512 than before");
    expect((await diff("--strict", "now.capsule", "now.capsule")).out).toMatch(/^no change$/m);
    expect((await diff("--strict", "now.capsule", "now.capsule")).status).toBe(0);
  });

  test("tells the release, who signed it and what it was built from", async () => {
    const { out } = await diff("--json", "before.capsule", "now.capsule");
    const { release, signer, provenance, findings } = JSON.parse(out);
    const of = (facts: { what: string }[], what: string) => facts.find((one) => one.what === what);
    expect(of(release, "version")).toEqual({ what: "version", before: "1.2.2", after: "1.2.3" });
    expect(of(signer, "identity")).toMatchObject({
      before: expect.stringMatching(/@refs\/tags\/v1\.2\.2$/),
      after: expect.stringMatching(/@refs\/tags\/v1\.2\.3$/),
    });
    expect(of(provenance, "parameter /workflow/ref")).toEqual({
      what: "parameter /workflow/ref",
      before: "refs/tags/v1.2.2",
      after: "refs/tags/v1.2.3",
    });
    expect(of(provenance, "dependency git+https://github.com/octo-org/octo-tool")).toMatchObject({
      before: expect.stringMatching(/^refs\/tags\/v1\.2\.2 gitCommit:[0-9a-f]{40}$/),
    });
    // Another version may hold other bytes.
    expect(findings.filter((one: { text: string }) => one.text.startsWith("asset"))).toEqual([]);
  });

  test("warns where the release before had an SBOM and this one has none", async () => {
    const { status, out } = await diff("--strict", "now.capsule", "before.capsule");
    expect(status).toBe(1);
    expect(out).toMatch(/^less-complete: the SBOM was \w+ and is undeclared$/m);
  });

  test("counts what differs by the tag alone", async () => {
    const { out } = await diff("before.capsule", "now.capsule");
    expect(out).toMatch(/^release +tag +v1\.2\.2 -> v1\.2\.3$/m);
    expect(out).toMatch(/^signer +\d+ (?:other )?values? +the same, but for the tag$/m);
    expect(out).not.toMatch(/^signer .*->/m);
  });

  test("writes an in-toto statement about every asset of the newer one", async () => {
    const { out } = await diff("--format", "statement", "old.capsule", "now.capsule");
    const { subject, predicateType, predicate } = parseStatement(Buffer.from(out));
    expect(subject.map(({ name }) => name)).toEqual(["a.txt", "b.txt", "package-lock.json"]);
    expect(predicateType).toMatch(/\/capsule-diff\/v1$/);
    expect(predicate).toMatchObject({ before: { digest: { sha256: expect.any(String) } }, assets: expect.any(Array) });
  });
});

test("capsule diff takes a folder with one capsule for the release that it holds", async () => {
  const { out } = await diff("--json", "old.capsule", "release");
  expect(JSON.parse(out)).toEqual(JSON.parse((await diff("--json", "old.capsule", "now.capsule")).out));
});

test("capsule diff compares a capsule and an SBOM by their SBOMs", async () => {
  const { out } = await diff("--json", "release", "old.capsule");
  expect(JSON.parse(out).schema).toMatch(/\/capsule-diff\/v1$/);
  const sbom = await commandInFolder(folder, ["sbom", "release/octo-tool-1.2.3.capsule"], {});
  writeFileSync(join(folder, "some.cdx.json"), sbom.out);
  expect(JSON.parse((await diff("--json", "old.capsule", "some.cdx.json")).out).schema).toMatch(/\/sbom-diff\/v1$/);
});

test("two forms of one comparison are refused", async () => {
  const refused = await diff("--json", "--format", "markdown", "old.json", "new.json");
  expect(refused.status).toBe(2);
  expect(JSON.parse(refused.out)).toMatchObject({ code: "usage", message: "--json and --format ask for two forms" });
});
