import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatsOf, LOCKFILES } from "../../../../src/domain/sbom/describe/lockfiles.ts";
import { readDocument } from "../../../../src/domain/sbom/describe/read-document.ts";
import type { DocumentFormat } from "../../../../src/domain/sbom/model/catalogue.ts";
import type { Part } from "../../../../src/domain/sbom/model/part.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import { expectFault } from "../../../expect-fault.ts";
import { SAMPLES, type Sample } from "../lockfile-samples.ts";
import { look, purls, tar } from "../look.ts";
import { UNUSUAL_SAMPLES } from "../unusual-samples.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Formats of their own, whose lines are told apart here; those in TOML, YAML and JSON leave that to the notation. */
function isLineBased(path: string): boolean {
  return /(?:Gemfile\.lock|\.lockfile|go\.mod|requirements\.txt)$/.test(path);
}

function read({ path, text, beside = {} }: Pick<Sample, "path" | "text" | "beside">): Part {
  const [format] = formatsOf(path);
  if (format === undefined) throw new Error(`no format for ${path}`);
  return readDocument(format, {
    path,
    bytes: encode(text),
    beside: (name) => (beside[name] === undefined ? undefined : encode(beside[name])),
  });
}

describe.each(Object.entries({ ...SAMPLES, ...UNUSUAL_SAMPLES }))("%s", (_name, sample) => {
  const part = read(sample);
  const shown = new Map(
    part.components.map((one) => [
      one.ref,
      one.purl !== undefined ? one.purl : one.group === undefined ? one.name : `${one.group}/${one.name}`,
    ]),
  );

  test("gives these packages, edges and digests", () => {
    const packages = part.components.filter(({ firstParty }) => !firstParty);
    expect(packages.flatMap(({ purl }) => purl ?? []).sort()).toEqual([...sample.purls].sort());
    expect(part.edges.map(({ from, to }) => `${shown.get(from)} -> ${shown.get(to)}`).sort()).toEqual(
      [...sample.edges].sort(),
    );
    expect(
      packages
        .filter(({ hashes }) => hashes.length > 0)
        .map(({ purl }) => purl)
        .sort(),
    ).toEqual([...sample.hashed].sort());
  });

  test("never repeats a credential or a path of the building machine", () => {
    expect(JSON.stringify(part)).not.toMatch(/secret|git@|"origin":"(?:file|\.)/);
  });

  test("is read or refused with a fault, and nothing else, wherever it is changed", () => {
    const places = fc.tuple(
      fc.nat(sample.text.length),
      fc.nat(40),
      fc.constantFrom("", '"', "\0", "]", "{", "\n", "__proto__", "\ud800", "-1", ": ["),
    );
    fc.assert(
      fc.property(places, ([at, length, put]) => {
        const text = sample.text.slice(0, at) + put + sample.text.slice(at + length);
        try {
          read({ ...sample, text });
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect((error as Fault).code).toBe("sbom-source-malformed");
        }
      }),
      { numRuns: 200 },
    );
  });
});

test("every format has a sample or a set in the corpus", () => {
  const read = new Set(Object.values(SAMPLES).flatMap(({ path }) => formatsOf(path).map(({ id }) => id)));
  expect(LOCKFILES.map(({ id }) => id).filter((id) => !read.has(id))).toEqual([]);
});

describe("a JSON lockfile", () => {
  const lock = (text: string) => read({ path: "package-lock.json", text });
  const refuse = (text: string) => expectFault("sbom-source-malformed", () => lock(text));

  test("with a key twice is refused (J01)", () => refuse('{"packages":{},"packages":{}}'));
  test("with invalid UTF-8 is refused (J03)", () =>
    expectFault("sbom-source-malformed", () =>
      readDocument(formatsOf("package-lock.json")[0]!, {
        path: "package-lock.json",
        bytes: new Uint8Array([0x7b, 0xff, 0x7d]),
        beside: () => undefined,
      }),
    ));
  test("with something after the document is refused (J05)", () => refuse('{"packages":{}} {}'));
  test("nested 200 000 deep is refused (J06)", () => refuse('{"packages":'.concat("[".repeat(200_000))));
  test("with a number that a double does not hold is refused (J08)", () => refuse('{"lockfileVersion":1e400}'));
  test("that is null or a list is refused (J11)", async () => {
    await refuse("null");
    await refuse("[]");
  });
  test("with a comment is refused (J12)", () => refuse('{"packages":{} /* x */}'));

  test("may hold packages named like parts of a prototype, which change nothing (J02)", () => {
    const names = ["__proto__", "constructor", "prototype", "toString"];
    const packages = Object.fromEntries([
      ["", { name: "app", dependencies: Object.fromEntries(names.map((name) => [name, "*"])) }],
      ...names.map((name) => [`node_modules/${name}`, { version: "1.0.0" }]),
    ]);
    const text = JSON.stringify({ lockfileVersion: 3, packages });
    const part = lock(text);
    expect(part.components.map(({ purl }) => purl)).toEqual([
      undefined,
      ...names.map((name) => `pkg:npm/${name}@1.0.0`),
    ]);
    expect(part.edges).toHaveLength(4);
    expect(({} as Record<string, unknown>)["version"]).toBeUndefined();
  });
});

describe("a lockfile that contradicts itself", () => {
  test("with a cycle and a self-edge keeps the cycle and drops the self-edge", () => {
    const packages = {
      "": { name: "app", dependencies: { a: "*" } },
      "node_modules/a": { version: "1.0.0", dependencies: { a: "*", b: "*" } },
      "node_modules/b": { version: "1.0.0", dependencies: { a: "*" } },
    };
    const part = read({ path: "package-lock.json", text: JSON.stringify({ lockfileVersion: 3, packages }) });
    expect(part.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "first-party:package-lock.json#. pkg:npm/a@1.0.0",
      "pkg:npm/a@1.0.0 pkg:npm/b@1.0.0",
      "pkg:npm/b@1.0.0 pkg:npm/a@1.0.0",
    ]);
  });

  test("flags a package without version and a need that is not held, and drops neither silently", () => {
    const packages = { "": { name: "app", dependencies: { gone: "*" } }, "node_modules/a": {} };
    const part = read({ path: "package-lock.json", text: JSON.stringify({ lockfileVersion: 3, packages }) });
    expect(part.components.map(({ ref }) => ref)).toContain("pkg:npm/a");
    expect(part.remarks).toEqual([
      'package-lock.json: "node_modules/a" has no version',
      'package-lock.json: "." needs "gone", which the lockfile does not hold',
    ]);
  });

  test("with a crate that needs one which is not listed is refused, by name", async () => {
    const text = '[[package]]\nname = "a"\nversion = "1.0.0"\ndependencies = ["b"]\n';
    const fault = await expectFault("sbom-source-malformed", () => read({ path: "Cargo.lock", text }));
    expect(fault.message).toContain('"a" needs "b"');
  });

  test.each([
    ["package-lock.json", '{"lockfileVersion":99,"packages":{"":{"name":"x"},"node_modules/a":{"version":"1.0.0"}}}'],
    ["package-lock.json", '{"lockfileVersion":99,"dependencies":{"a":{"version":"1.0.0"}}}'],
    ["pnpm-lock.yaml", "lockfileVersion: '42.0'\npackages:\n  a@1.0.0: {}\n"],
    ["yarn.lock", '__metadata:\n  version: 99\n"a@npm:1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n'],
    ["yarn.lock", '# yarn lockfile v9\n\na@1:\n  version "1.0.0"\n'],
    ["bun.lock", '{"lockfileVersion":99,"workspaces":{},"packages":{"a":["a@1.0.0","",{},""]}}'],
    ["Cargo.lock", 'version = 99\n[[package]]\nname = "a"\nversion = "1.0.0"\n'],
    ["uv.lock", 'version = 99\n[[package]]\nname = "a"\nversion = "1.0.0"\n'],
    ["poetry.lock", '[[package]]\nname = "a"\nversion = "1.0.0"\n[metadata]\nlock-version = "9.0"\n'],
    ["pdm.lock", '[[package]]\nname = "a"\nversion = "1.0.0"\n[metadata]\nlock_version = "9.0"\n'],
    ["pylock.toml", 'lock-version = "9.0"\n[[packages]]\nname = "a"\nversion = "1.0.0"\n'],
    ["packages.lock.json", '{"version":99,"dependencies":{"net8.0":{"a":{"type":"Direct","resolved":"1.0.0"}}}}'],
  ])("of a version that is not known is listed, and nothing in it is called complete: %s %#", (path, text) => {
    const part = read({ path, text });
    expect(part.components.map(({ name }) => name)).toContain("a");
    expect(part.completeness.filter(({ level }) => level === "complete")).toEqual([]);
    expect(part.remarks.join()).toContain("which is not known");
  });

  test("in UTF-16 is read, as PowerShell writes it", () => {
    const bytes = new Uint8Array(Buffer.from("\ufeffa==1.0\r\n", "utf16le"));
    const [format] = formatsOf("requirements.txt");
    const part = readDocument(format as DocumentFormat, { path: "requirements.txt", bytes, beside: () => undefined });
    expect(part.components.map(({ purl }) => purl)).toContain("pkg:pypi/a@1.0");
  });

  test("with a field of another type that only informs is read (aquasecurity/trivy#11155)", () => {
    const text =
      '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0","resolved":false,"integrity":7}}}';
    expect(read({ path: "package-lock.json", text }).components.map(({ purl }) => purl)).toContain("pkg:npm/a@1.0.0");
  });

  test("names a workspace as its link does, else by its folder alone (anchore/syft#2559)", () => {
    const packages = {
      "": { name: "x" },
      "node_modules/@s/one": { resolved: "packages/one", link: true },
      "packages/one": { version: "1.0.0" },
      "packages/two": { version: "2.0.0" },
    };
    const part = read({ path: "package-lock.json", text: JSON.stringify({ lockfileVersion: 3, packages }) });
    expect(part.components.flatMap(({ purl }) => purl ?? [])).toEqual(["pkg:npm/%40s/one@1.0.0", "pkg:npm/two@2.0.0"]);
  });

  test("names the registry of a package that is not the usual one (anchore/syft#2968)", () => {
    const text =
      'version = 4\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "sparse+https://cargo.corp.example/index/"\n';
    expect(read({ path: "Cargo.lock", text }).components[0]?.properties).toEqual([
      { name: "release-capsule:registry", value: "https://cargo.corp.example/index/" },
    ]);
  });

  test("with more packages than its size is given work for is not read", async () => {
    const text = Array.from({ length: 200_001 }, (_, index) => `g:a${index}:1=runtimeClasspath`).join("\n");
    const fault = await expectFault("sbom-limit", () => read({ path: "gradle.lockfile", text }));
    expect(fault.message).toMatch(/listing .* takes more than/);
  });

  test.each([
    ["pubspec.lock", 16, "  a123456:\n"],
    ["mix.lock", 16, '"a123456": {:hex, :a123456, "1.0.0"},\n'],
    ["requirements.txt", 64, `a123456==1.0.0 --hash=sha256:${"0".repeat(64)}\n`],
  ])("of a million entries in %s is not read, with file and limit", async (path, limit, line) => {
    const text = line.repeat(1_000_000).padEnd((limit << 20) + 1, "\n");
    const fault = await expectFault("sbom-limit", () => read({ path, text }));
    expect(fault.message).toMatch(
      new RegExp(`^"${path}" .*(?: ${limit} MiB| ${limit << 20} bytes|more than \\d+ lines and values)`),
    );
  });

  test.each(Object.entries({ ...SAMPLES, ...UNUSUAL_SAMPLES }).filter(([, { path }]) => isLineBased(path)))(
    "reads the same with LF, CRLF, CR and all of them mixed: %s",
    (_, sample) => {
      const lines = sample.text.split(/\r?\n/);
      const ends = ["\n", "\r\n", "\r"];
      const mixed = lines.map((line, index) => line + (ends[index % 3] ?? "")).join("");
      const texts = [...ends.map((end) => lines.join(end)), mixed];
      const [first, ...rest] = texts.map((text) => read({ ...sample, text }));
      for (const part of rest) expect(part).toEqual(first);
    },
  );

  test.each([
    ["in Latin-1", "Gemfile.lock", Buffer.from("GEM\n  specs:\n    caf\xe9 (1.0)\n", "latin1"), 3],
    ["in Latin-1, as JSON", "package-lock.json", Buffer.from('{\n "name": "caf\xe9" }', "latin1"), 2],
    ["in Latin-1, as TOML", "Cargo.lock", Buffer.from('[[package]]\nname = "caf\xe9"\n', "latin1"), 2],
  ])("%s is refused, with file and line", async (_, path, bytes, line) => {
    const [format] = formatsOf(path);
    const fault = await expectFault("sbom-source-malformed", () =>
      readDocument(format as DocumentFormat, { path, bytes: new Uint8Array(bytes), beside: () => undefined }),
    );
    expect(fault.message).toMatch(new RegExp(`^"${path}".* is not valid UTF-8 at line ${line}$`));
  });

  test.each(["Cargo.lock", "poetry.lock", "uv.lock", "pdm.lock"])(
    "with a package without a name in %s is refused, with file and line",
    async (path) => {
      const text = '[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nversion = "2"\n';
      const fault = await expectFault("sbom-source-malformed", () => read({ path, text }));
      expect(fault.message).toMatch(new RegExp(`^"${path}" .*: an entry has no "name" at line 5$`));
    },
  );

  test("that is no lockfile is refused, with file and line", async () => {
    const fault = await expectFault("sbom-source-malformed", () =>
      read({ path: "Gemfile.lock", text: "GEM\nhello\n" }),
    );
    expect(fault.message).toMatch(/"Gemfile.lock".*line 2/);
  });

  test("with mixed line ends reads as with one kind", () => {
    const text = '[[package]]\r\nname = "a"\nversion = "1.0.0"\r\nsource = "registry+https://x.example"\n';
    expect(read({ path: "Cargo.lock", text }).components.map(({ ref }) => ref)).toEqual(["pkg:cargo/a@1.0.0"]);
  });
});

describe("YAML and TOML", () => {
  test("with aliases that multiply are refused", async () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [one, two] of ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"])
      lines.push(`${two}: &${two} [${`*${one}, `.repeat(9)}]`);
    await expectFault("sbom-source-malformed", () => read({ path: "pnpm-lock.yaml", text: lines.join("\n") }));
  });

  test("with a key twice are refused, with the line", async () => {
    const yaml = await expectFault("sbom-source-malformed", () =>
      read({ path: "pubspec.lock", text: "packages: {}\n\npackages: {}\n" }),
    );
    expect(yaml.message).toContain("line 3");
    const toml = await expectFault("sbom-source-malformed", () => read({ path: "Cargo.lock", text: "a = 1\na = 2\n" }));
    expect(toml.message).toContain("line 2");
  });

  test("nested 100 000 deep are refused", async () => {
    await expectFault("sbom-source-malformed", () => read({ path: "pubspec.lock", text: "[".repeat(100_000) }));
    await expectFault("sbom-source-malformed", () => read({ path: "Cargo.lock", text: `a = ${"[".repeat(100_000)}` }));
    await expectFault("sbom-source-malformed", () => read({ path: "mix.lock", text: "[".repeat(100_000) }));
  });
});

test.each([
  ["requirements.txt", `a==1.0${" ".repeat(300_000)}x\nb==2.0 \\\n --hash=sha256:${"0".repeat(64)}\n`],
  ["requirements.txt", `a==1.0 ${"# ".repeat(200_000)}\u2028#\n`],
  ["requirements.txt", `a @ https://example.org/a${"-1".repeat(200_000)}\n`],
])("a line of %s that is made to be taken apart for long is read as any (A18)", async (path, text) => {
  expect((await look(path, text)).components.length).toBeGreaterThan(0);
});

test("white space around what pom.properties says is no part of it, however long (A18)", async () => {
  const space = " ".repeat(300_000);
  const text = `groupId =${space}org.example \nartifactId: a${space}\nversion=1${space}x\n`;
  const inventory = await look("a.tar", tar({ "META-INF/maven/g/a/pom.properties": text }));
  expect(purls(inventory)[0]).toMatch(/^pkg:maven\/org\.example\/a@1/);
});
