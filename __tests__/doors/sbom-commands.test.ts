import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

const folder = newFolder();

const cli = (env: Record<string, string>, ...argv: string[]) => commandInFolder(folder, argv, env);

function lock(version: string, integrity: string): string {
  const packages = {
    "": { name: "app", dependencies: { a: "*" } },
    "node_modules/a": { version, license: "MIT", ...(integrity === "" ? {} : { integrity }) },
  };
  return JSON.stringify({ name: "app", lockfileVersion: 3, packages });
}

const sri = (text: string) => `sha512-${Buffer.alloc(64, text).toString("base64")}`;

beforeAll(() => {
  for (const [name, text] of Object.entries({
    old: lock("1.0.0", sri("a")),
    new: lock("1.1.0", sri("b")),
    other: lock("1.0.0", sri("b")),
    lost: lock("1.0.0", ""),
  })) {
    mkdirSync(join(folder, name, "node_modules/skipped"), { recursive: true });
    writeFileSync(join(folder, name, "package-lock.json"), text);
    writeFileSync(join(folder, name, "README.md"), "hello");
    writeFileSync(join(folder, name, "node_modules/skipped/package-lock.json"), "not json");
  }
});

describe("capsule sbom", () => {
  test("prints an SBOM of a folder, dated by SOURCE_DATE_EPOCH, without the path of the folder", async () => {
    const { status, out } = await cli({ SOURCE_DATE_EPOCH: "1795244400" }, "sbom", "old");
    expect(status).toBe(0);
    const bom = JSON.parse(out);
    expect(bom.metadata.timestamp).toBe("2026-11-21T07:00:00Z");
    expect(bom.components.map((one: { purl?: string }) => one.purl).filter(Boolean)).toEqual(["pkg:npm/a@1.0.0"]);
    expect(out).not.toContain(folder);
  });

  test("prints a table that fits a terminal, and a document everywhere else (L14)", async () => {
    const onTerminal = (...argv: string[]) =>
      commandInFolder(folder, ["sbom", ...argv], {}, { isTerminal: true, width: 60 });
    const { status, out, err } = await onTerminal("old");
    expect([status, err]).toEqual([0, ""]);
    expect(out).toBe(`SBOM  old: 2 components, incomplete

  Files that are not packages or programs were not read.

  Name  Version  Kind              Licence
  app            application, own
  a     1.0.0    npm               MIT
`);
    for (const argv of [["--format", "cyclonedx"], ["--spec-version", "1.7"], ["--json"], ["--format", "spdx"]])
      expect(JSON.parse((await onTerminal(...argv, "old")).out)).toBeTypeOf("object");
    expect((await cli({}, "sbom", "old")).out).toMatch(/^\{/);
    expect((await cli({}, "sbom", "--format", "table", "old")).out).toBe(out);
    expect((await cli({}, "sbom", "--format", "table", "--spec-version", "1.6", "old")).status).toBe(2);
  });

  test("shows in the table what is not known, and ends with 3 (L8)", async () => {
    writeFileSync(join(folder, "cut.tar.gz"), gzipSync(Buffer.alloc(9_000)).subarray(0, -4));
    const { status, out } = await cli({}, "sbom", "--format", "table", "cut.tar.gz");
    expect(status).toBe(3);
    expect(out).toMatch(/^SBOM {2}cut\.tar\.gz: 0 components, unknown\n/);
    expect(out).toContain('note: "cut.tar.gz" could not be read: the gzip stream ends too early');
  });

  test("prints the same bytes twice, in every format", async () => {
    for (const format of [
      ["cyclonedx", "1.6"],
      ["cyclonedx", "1.7"],
      ["spdx", "2.3"],
      ["spdx", "3.0.1"],
    ]) {
      const argv = [
        "sbom",
        "--format",
        format[0] as string,
        "--spec-version",
        format[1] as string,
        "old/package-lock.json",
      ];
      const once = await cli({}, ...argv);
      expect(once.status).toBe(0);
      expect(once.out).toContain(format[1]);
      expect((await cli({}, ...argv)).out).toBe(once.out);
    }
  });

  test("writes the SBOM of what nobody can read, says why, and exits with 3 (L8)", async () => {
    writeFileSync(join(folder, "notes.txt"), "hello");
    const text = await cli({}, "sbom", "notes.txt");
    expect([text.status, text.err]).toEqual([
      3,
      "note: it is not known what it is made of: nothing in it is of a kind that can be read\n",
    ]);
    writeFileSync(join(folder, "disk.img.gz"), gzipSync(Buffer.alloc(9_000)).subarray(0, -4));
    const disk = await cli({}, "sbom", "disk.img.gz");
    expect([disk.status, disk.err]).toEqual([
      3,
      'note: "disk.img.gz" could not be read: the gzip stream ends too early\n',
    ]);
    expect(JSON.parse(disk.out).compositions).toMatchObject([{ aggregate: "unknown" }]);
  });

  test("scores an SBOM as text and as JSON", async () => {
    writeFileSync(join(folder, "own.cdx.json"), (await cli({}, "sbom", "old")).out);
    const { status, out } = await cli({}, "sbom", "--check", "--json", "own.cdx.json");
    expect(status).toBe(0);
    const yardsticks = JSON.parse(out).scorecards.map((card: { yardstick: string }) => card.yardstick);
    expect(yardsticks).toEqual(["ntia-2021", "cisa-2025", "bsi-tr-03183-2-v2.1", "openchain-telco-1.1", "sbomqs-v2"]);
    expect((await cli({}, "sbom", "--check", "own.cdx.json")).out).toContain("ntia-2021");
  });

  test.each([
    ["notes.md", "hello", '"notes.md" is not an SBOM, and has none'],
    ["bom.yaml", "name: x\n", '"bom.yaml" is not an SBOM, and has none'],
    ["empty.cdx.json", "", "the SBOM is not strict JSON"],
    ["object.json", "{}", "neither CycloneDX nor SPDX"],
    ["tag-value", "# made by x\nSPDXVersion: SPDX-2.3\n", "SPDX in its tag-value form, which is not read"],
    ["tag-value.txt", "SPDXVersion: SPDX-2.3\n", "SPDX in its tag-value form, which is not read"],
    ["spdx.yaml", "SPDXID: SPDXRef-DOCUMENT\nspdxVersion: SPDX-2.3\n", "SPDX in YAML, which is not read"],
    ["spdx.rdf", '<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#"/>', "SPDX in RDF, which is not read"],
    ["later.json", '{"bomFormat":"CycloneDX","specVersion":"9.9"}', 'CycloneDX "9.9", and 1.2 to 1.7 are read'],
    ["none.json", '{"bomFormat":"CycloneDX"}', "CycloneDX without a version"],
    ["nothing.json", '{"bomFormat":"CycloneDX","specVersion":"1.6","components":"x"}', "lists nothing"],
    ["later.spdx.json", '{"spdxVersion":"SPDX-9.9","packages":[{"name":"a"}]}', 'SPDX "9.9"'],
  ])("refuses to score %s, which is not an SBOM that is read (L13)", async (name, text, reason) => {
    writeFileSync(join(folder, name), text);
    const { status, out, err } = await cli({}, "sbom", "--check", name);
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain(reason);
  });

  test("scores an SBOM whatever its name is, and a file in which packages are listed", async () => {
    writeFileSync(join(folder, "bom"), (await cli({}, "sbom", "old")).out);
    expect((await cli({}, "sbom", "--check", "bom")).out).toMatch(/^CycloneDX 1\.6, 2 components$/m);
    expect((await cli({}, "sbom", "--check", "old/package-lock.json")).status).toBe(0);
  });

  test("scores CycloneDX XML of another tool, and refuses XML with a document type", async () => {
    const bom =
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><component type="file"><name>x</name></component></metadata></bom>';
    writeFileSync(join(folder, "other.xml"), bom);
    expect((await cli({}, "sbom", "--check", "other.xml")).out).toMatch(/^CycloneDX 1\.6, 0 components$/m);
    writeFileSync(join(folder, "hostile.xml"), `<!DOCTYPE bom [<!ENTITY x SYSTEM "other.xml">]>${bom}`);
    const { status, err } = await cli({}, "sbom", "--check", "hostile.xml");
    expect([status, err]).toEqual([1, expect.stringContaining("a document type declaration is not accepted")]);
  });

  test.each(["cyclonedx 1.6", "cyclonedx 1.7", "spdx 2.3", "spdx 3.0.1"])(
    "reads what it writes as %s",
    async (kind) => {
      const [format = "", version = ""] = kind.split(" ");
      const { out } = await cli({}, "sbom", "--format", format, "--spec-version", version, "old");
      writeFileSync(join(folder, "again.json"), out);
      const { status, out: scored } = await cli({}, "sbom", "--check", "--json", "again.json");
      expect(status).toBe(0);
      expect(JSON.parse(scored)).toMatchObject({ format, specVersion: expect.stringContaining(version), problems: [] });
      expect(JSON.parse((await cli({}, "diff", "--json", "old", "again.json")).out)).toMatchObject({
        added: [],
        removed: [],
      });
    },
  );

  test("exits with 1 for an SBOM that points at nothing", async () => {
    const bom = {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: { component: { type: "application", name: "x", "bom-ref": "x" } },
      dependencies: [{ ref: "x", dependsOn: ["gone"] }],
    };
    writeFileSync(join(folder, "dangling.json"), JSON.stringify(bom));
    const { status, out } = await cli({}, "sbom", "--check", "dangling.json");
    expect(status).toBe(1);
    expect(out).toContain('"gone" is depended on and not described');
  });

  test("refuses a format that it does not write, and a path where nothing is", async () => {
    expect((await cli({}, "sbom", "--format", "swid", "old")).status).toBe(2);
    expect((await cli({}, "sbom", "gone")).status).toBe(4);
  });
});

describe("capsule diff", () => {
  test("tells an update as such", async () => {
    const { status, out } = await cli({}, "diff", "--json", "old", "new");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      added: [],
      removed: [],
      updated: [{ package: "pkg:npm/a", from: ["1.0.0"], to: ["1.1.0"] }],
      findings: [],
    });
  });

  test("tells other bytes in one version, and refuses them with --strict", async () => {
    const { status, out } = await cli({}, "diff", "--strict", "old", "other");
    expect(status).toBe(1);
    expect(out).toContain("same-version-different-digest: pkg:npm/a 1.0.0 has another SHA-512 than before");
  });

  test("tells a digest that was lost", async () => {
    const { out } = await cli({}, "diff", "--format", "markdown", "old", "lost");
    expect(out).toContain("**lost-hash**");
    expect(out).toContain("| lost hash | `pkg:npm/a 1.0.0` |");
  });

  test("writes an in-toto statement about the newer asset, ready to be signed", async () => {
    const { out } = await cli({}, "diff", "--format", "statement", "old/package-lock.json", "new/package-lock.json");
    const { subject, predicate, predicateType } = JSON.parse(out);
    expect(subject).toMatchObject([{ name: "package-lock.json" }]);
    expect(subject[0].digest.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(predicateType).toMatch(/\/sbom-diff\/v1$/);
    expect(predicate.updated).toEqual([{ package: "pkg:npm/a", from: ["1.0.0"], to: ["1.1.0"] }]);
    expect((await cli({}, "diff", "--format", "statement", "old", "new")).status).toBe(1);
  });

  test("finds nothing between a folder and itself", async () => {
    const { status, out } = await cli({}, "diff", "--strict", "old", "old");
    expect([status, out.split("\n")[0]]).toEqual([0, "no change"]);
  });
});
