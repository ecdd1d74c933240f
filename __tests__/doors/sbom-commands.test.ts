import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
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

function aggregateOf(document: string, ref: string): string | undefined {
  const { compositions } = JSON.parse(document) as { compositions: { aggregate: string; dependencies: string[] }[] };
  return compositions.find(({ dependencies }) => dependencies.includes(ref))?.aggregate;
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
    expect([text.status, text.err]).toEqual([0, ""]);
    expect(JSON.parse(text.out).compositions).toMatchObject([{ aggregate: "complete" }]);
    writeFileSync(join(folder, "notes.dat"), "hello");
    const data = await cli({}, "sbom", "notes.dat");
    expect([data.status, data.err]).toEqual([
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

  test("ends with 3 where a file in a folder could not be read, and with 0 if that is test data; each is named (L8)", async () => {
    const cut = gzipSync(Buffer.alloc(9_000)).subarray(0, -4);
    for (const place of ["cut", "data/tests", "data/docs/vectors"]) mkdirSync(join(folder, place), { recursive: true });
    for (const place of ["cut", "data/tests"]) writeFileSync(join(folder, place, "cut.tar.gz"), cut);
    for (const place of ["cut", "data"])
      writeFileSync(join(folder, place, "package-lock.json"), lock("1.0.0", sri("a")));
    writeFileSync(join(folder, "data/docs/vectors/cut.capsule"), cut);
    const shipped = await cli({}, "sbom", "cut");
    expect([shipped.status, shipped.err]).toEqual([
      3,
      'note: "cut.tar.gz" could not be read: the gzip stream ends too early\n',
    ]);
    const testData = await cli({}, "sbom", "data");
    expect(testData.status).toBe(0);
    expect(testData.err.match(/could not be read/g)).toHaveLength(2);
    expect(aggregateOf(testData.out, "release:data@")).toBe("incomplete");
    writeFileSync(join(folder, "data/backup.7z"), "7z\xbc\xaf\x27\x1c", "latin1");
    const packed = await cli({}, "sbom", "data");
    expect(packed.status).toBe(3);
    expect(packed.err).toContain('note: "backup.7z" is packed as 7-Zip, which is not read\n');
  });

  test("ends with 3 for a lockfile of a version that is not known, named or in a folder (L9)", async () => {
    mkdirSync(join(folder, "later"));
    const later = lock("1.0.0", sri("a")).replace('"lockfileVersion":3', '"lockfileVersion":99');
    writeFileSync(join(folder, "later/package-lock.json"), later);
    for (const path of ["later", "later/package-lock.json"]) {
      const { status, out, err } = await cli({}, "sbom", path);
      expect([status, err]).toEqual([
        3,
        'note: package-lock.json: its format has the version "99", which is not known\n',
      ]);
      expect(out).toContain("pkg:npm/a@1.0.0");
    }
  });

  test("ends with 3 for a manifest that names what nothing lists, and with 0 if something else is listed", async () => {
    mkdirSync(join(folder, "loose"));
    writeFileSync(join(folder, "loose/pyproject.toml"), "[project]\n");
    expect((await cli({}, "sbom", "loose")).status).toBe(3);
    writeFileSync(join(folder, "loose/package-lock.json"), lock("1.0.0", sri("a")));
    const { status, err } = await cli({}, "sbom", "loose");
    expect([status, err]).toEqual([
      0,
      'note: "pyproject.toml" names what is needed, and no lockfile that is read lies beside it\n',
    ]);
  });

  test.skipIf(process.platform === "win32")("follows a link that is named, and none in a folder", async () => {
    symlinkSync("old", join(folder, "link"));
    const [real, linked] = [await cli({}, "sbom", "old"), await cli({}, "sbom", "link")];
    expect(linked).toEqual(real);
    expect((await cli({}, "sbom", "--check", "link")).status).toBe(0);
    symlinkSync("nowhere", join(folder, "dangling"));
    expect((await cli({}, "sbom", "dangling")).status).toBe(4);
    mkdirSync(join(folder, "with-link"));
    symlinkSync("../old/package-lock.json", join(folder, "with-link/package-lock.json"));
    expect((await cli({}, "sbom", "with-link")).status).toBe(3);
  });

  test("scores an SBOM as text and as JSON", async () => {
    writeFileSync(join(folder, "own.cdx.json"), (await cli({}, "sbom", "old")).out);
    const { status, out } = await cli({}, "sbom", "--check", "--json", "own.cdx.json");
    expect(status).toBe(0);
    const profiles = JSON.parse(out).scorecards.map((card: { profile: string }) => card.profile);
    expect(profiles).toEqual(["ntia-2021", "cisa-2025", "bsi-tr-03183-2-v2.1", "openchain-telco-1.1", "sbomqs-v2"]);
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

  test("counts one component as one", async () => {
    mkdirSync(join(folder, "single"));
    writeFileSync(
      join(folder, "single/package-lock.json"),
      lock("1.0.0", "")
        .replace('"dependencies":{"a":"*"}', '"x":1')
        .replace(/,"node_modules.a":\{[^}]*\}/, ""),
    );
    const { out } = await cli({}, "sbom", "--check", "single");
    expect(out).toContain(" 0 of 1 component has a version\n");
    expect(out).not.toContain("1 components");
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
