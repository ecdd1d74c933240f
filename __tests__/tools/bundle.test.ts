import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { type Plugin, rolldown } from "rolldown";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bundleSbom } from "../../tools/bundle/bundle-sbom.ts";
import { LATE, lateModules } from "../../tools/bundle/late-modules.ts";
import { licenseSection, licenseTexts } from "../../tools/bundle/license-texts.ts";
import { missingModules } from "../../tools/bundle/missing-modules.ts";
import { oneFile } from "../../tools/bundle/one-file.ts";
import { MINIMUM_NODE, preamble } from "../../tools/bundle/preamble.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeAll(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** As what folds a program changes it after the packages were read. */
const lastChange: Plugin = {
  name: "last-change",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const output of Object.values(bundle)) if (output.type === "chunk") output.code += "// folded\n";
    },
  },
};

/** Bundles a small program; resolves to the text of every file that it makes. */
async function bundled(files: Record<string, string>): Promise<Map<string, string>> {
  writeAll(files);
  const sbom = bundleSbom("program.cdx.json");
  const bundle = await rolldown({
    cwd: folder,
    input: { program: "main.js" },
    platform: "node",
    logLevel: "silent",
    plugins: [lateModules(), missingModules(), licenseTexts("licenses.txt"), sbom.before, lastChange, sbom.after],
  });
  const { output } = await bundle.generate({ format: "cjs", codeSplitting: false, entryFileNames: "[name].js" });
  return new Map(output.map((file) => [file.fileName, String(file.type === "chunk" ? file.code : file.source)]));
}

/** Runs a bundled program; `asked` lists the modules in the order in which it asks for them. */
function run(code: string | undefined, asked: string[]): unknown {
  const answers: unknown[] = [];
  runInNewContext(code ?? "", {
    require: (name: string) => {
      asked.push(name);
      return { name };
    },
    module: { exports: {} },
    exports: {},
    answers,
  });
  return answers;
}

const SOURCES = fileURLToPath(new URL("../../src", import.meta.url));

/** The names of values that the sources import of a module. */
function importedOf(module: string): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  const imports = files.flatMap((path) => [
    ...readFileSync(join(SOURCES, path), "utf8").matchAll(/^import \{([^}]*)\} from "([^"]+)";$/gm),
  ]);
  return imports
    .filter(([, , from]) => from === module)
    .flatMap(([, names = ""]) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

describe("modules of Node", () => {
  test("are asked for by the first module that runs and needs them, not at the start", async () => {
    const files = await bundled({
      "main.js":
        'import { name } from "node:path"; import "node:vm"; answers.push(name); globalThis.later = () => import("./network.js");',
      "network.js": 'import http from "node:http"; export const loaded = http.name;',
    });
    const asked: string[] = [];
    run(files.get("program.js"), asked);
    expect(asked).toEqual(["node:path"]);
    expect(files.get("program.js")).toContain('require("node:http")');
  });

  test("that most runs never use are loaded when an export of theirs is used", async () => {
    const files = await bundled({
      "main.js": 'import { crc32, inflateSync } from "node:zlib"; globalThis.later = () => [crc32, inflateSync];',
    });
    const asked: string[] = [];
    const begun = run(`${files.get("program.js")}; answers.push(globalThis.later);`, asked);
    expect(asked).toEqual([]);
    const [later] = begun as [() => unknown];
    later();
    expect(asked).toEqual(["node:zlib"]);
  });

  test("that are loaded late are named with everything that the sources import of them", () => {
    const builtins = [...LATE].filter(([module]) => isBuiltin(module));
    expect(builtins.map(([module]) => module)).toEqual(["node:os", "node:zlib"]);
    for (const [module, names] of builtins) {
      expect([...new Set(importedOf(module))].sort()).toEqual([...names].sort());
    }
  });
});

describe("packages", () => {
  test("that are optional and left out throw as absent ones do", async () => {
    const files = await bundled({
      "main.js": 'let code; try { require("xmlbuilder2"); } catch (error) { code = error.code; } answers.push(code);',
    });
    const asked: string[] = [];
    expect(run(files.get("program.js"), asked)).toEqual(["MODULE_NOT_FOUND"]);
    expect(asked).toEqual([]);
  });

  test("that no run reaches are imported without a fault, and throw as absent ones do when they are called", async () => {
    const files = await bundled({
      "main.js":
        'import { getExecOutput } from "@actions/exec"; answers.push("started"); try { getExecOutput(); } catch (error) { answers.push(error.code); }',
    });
    expect(run(files.get("program.js"), [])).toEqual(["started", "MODULE_NOT_FOUND"]);
  });

  test("that nothing resolves stop the build", async () => {
    await expect(bundled({ "main.js": 'import "not-to-be-found";' })).rejects.toThrow("from its surroundings");
    await expect(bundled({ "main.js": 'export const a = () => import("not-to-be-found");' })).rejects.toThrow(
      "from its surroundings",
    );
  });

  test("are listed with their licences, once each", async () => {
    const files = await bundled({
      "main.js": 'import "b"; import "a/one.js"; import "a/two.js";',
      "node_modules/a/package.json": '{ "name": "a", "version": "1.0.0", "license": "MIT" }',
      "node_modules/a/LICENSE": "Text of a\r\n",
      "node_modules/a/one.js": "console.log(1);",
      "node_modules/a/two.js": "console.log(2);",
      "node_modules/b/package.json": '{ "name": "b", "version": "2.0.0", "license": "ISC", "main": "b.js" }',
      "node_modules/b/b.js": "console.log(3);",
      "node_modules/b/NOTICE": "Text of b",
    });
    expect(files.get("licenses.txt")).toBe("a@1.0.0 (MIT)\n\nText of a\n\nb@2.0.0 (ISC)\n\nText of b\n");
  });

  test.each([
    [
      "text",
      '{ "name": "c", "version": "3.0.0", "license": "ISC", "main": "c.js" }',
      "c@3.0.0 (ISC) has no licence text",
    ],
    ["licence", '{ "name": "c", "version": "3.0.0", "main": "c.js" }', "c@3.0.0 names no licence"],
  ])("without a %s stop the build", async (_, manifest, message) => {
    const files = { "node_modules/c/package.json": manifest, "node_modules/c/c.js": "console.log(4);" };
    await expect(bundled({ "main.js": 'import "c";', ...files })).rejects.toThrow(message);
  });

  test("that carry no text have one here, or share that of a package of the same repository", () => {
    const folder = (name: string): string => fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
    const section = (name: string): string =>
      licenseSection({ name, version: "1.0.0", license: "X", folder: folder(name) });
    expect(section("xz-decompress")).toContain("walloc (c) 2020 Igalia");
    expect(section("spdx-exceptions")).toContain("Attribution 3.0 Unported");
    expect(section("spdx-license-ids")).toContain("CC0 1.0 Universal");
    expect(section("proxy-agent-negotiate")).toContain("Nathan Rajlich");
  });

  test("are the components of an SBOM that names the final bytes of the program", async () => {
    const files = await bundled({
      "main.js": 'import "@s/d";',
      "node_modules/@s/d/package.json": '{ "name": "@s/d", "version": "4.0.0", "license": "MIT", "main": "d.js" }',
      "node_modules/@s/d/LICENSE": "Text of d",
      "node_modules/@s/d/d.js": "console.log(5);",
    });
    const sbom = JSON.parse(files.get("program.cdx.json") ?? "");
    const [{ content }] = sbom.metadata.component.hashes;
    expect(content).toBe(
      createHash("sha256")
        .update(files.get("program.js") ?? "")
        .digest("hex"),
    );
    expect(sbom.components.map(({ purl }: { purl: string }) => purl)).toEqual(["pkg:npm/%40s/d@4.0.0"]);
  });
});

describe("parts of a program", () => {
  const TEXT = ["`a` */ // $", "{b} \\n"].join("");
  const FILES = {
    "main.js": `export const load = () => import("./rare.js"); export const begin = () => import("./usual.js");`,
    "usual.js": `import { shared } from "./shared.js"; export const usual = () => shared;`,
    "shared.js": `export const shared = "shared";`,
    "rare.js": `import { shared } from "./shared.js"; export const text = ${JSON.stringify(TEXT)} + shared;\nexport function fail() {\n  throw new Error("here");\n}`,
  };

  async function folded(files: Record<string, string> = FILES): Promise<string> {
    writeAll(files);
    const bundle = await rolldown({
      cwd: folder,
      input: { program: "main.js" },
      platform: "node",
      plugins: [lateModules(), oneFile({ preamble: '"use strict";' })],
    });
    const { output } = await bundle.generate({
      format: "cjs",
      entryFileNames: "[name].js",
      chunkFileNames: "[name].js",
    });
    expect(output.map(({ fileName }) => fileName)).toEqual(["program.js"]);
    return output[0].code;
  }

  async function loaded(code: string) {
    const file = join(folder, "program.cjs");
    writeFileSync(file, code);
    return { file, program: createRequire(file)(file) };
  }

  test("are ordinary code, which runs when it is asked for", async () => {
    const code = await folded();
    expect(code).toContain('\nconst text = "`a` */');
    expect(code).toMatch(/^const usual = /m);
    expect(code).toMatch(/^const shared = /m);
    const { program } = await loaded(code);
    expect((await program.load()).text).toBe(`${TEXT}shared`);
    expect((await program.begin()).usual()).toBe("shared");
    expect(await program.load()).toEqual(await program.load());
  });

  test("say the line of the file where they fail", async () => {
    const code = await folded();
    const { file, program } = await loaded(code);
    const line = code.split("\n").findIndex((text) => text.includes("throw new Error")) + 1;
    const { fail } = await program.load();
    expect(() => fail()).toThrow(expect.objectContaining({ stack: expect.stringContaining(`${file}:${line}:`) }));
  });

  test("of packages that most runs never use hold the named exports, and are loaded when one is used", async () => {
    const code = await folded({
      "main.js": `import { p256 } from "@noble/curves/nist.js"; export const begun = []; export const name = () => p256.name;`,
      "node_modules/@noble/curves/package.json":
        '{ "name": "@noble/curves", "type": "module", "exports": { "./nist.js": "./nist.js" } }',
      "node_modules/@noble/curves/nist.js":
        'globalThis.evaluated = (globalThis.evaluated ?? 0) + 1; export const p256 = { name: "P-256" }, p384 = {}, p521 = {}; export const unused = "left out";',
    });
    expect(code).not.toContain("latePart");
    expect(code).not.toContain("left out");
    const { program } = await loaded(code);
    expect(Reflect.get(globalThis, "evaluated")).toBeUndefined();
    expect([program.name(), program.name()]).toEqual(["P-256", "P-256"]);
    expect(Reflect.get(globalThis, "evaluated")).toBe(1);
    Reflect.deleteProperty(globalThis, "evaluated");
  });

  test("that are loaded in a way that the build does not know stop it", async () => {
    await expect(folded({ "main.js": "latePart(() => 1);" })).rejects.toThrow("in a way that is not understood");
  });
});

// V8 keeps a text with one letter beyond Latin-1 in two bytes for each: 4 MiB more for each start of the whole program.
test.each(["action", "cli", "verify"])("dist/%s.js is of ASCII alone", (program) => {
  const bytes = readFileSync(fileURLToPath(new URL(`../../dist/${program}.js`, import.meta.url)));
  expect(bytes.length).toBeGreaterThan(100_000);
  expect(bytes.findIndex((byte) => byte > 0x7f)).toBe(-1);
});

describe("the preamble", () => {
  const start = (version: string) => {
    const said: string[] = [];
    const process: { versions: { node: string }; exitCode?: number } = { versions: { node: version } };
    const code = `(function () { ${preamble({ name: "program", shebang: false })}\n ran.push(true); })()`;
    const ran: boolean[] = [];
    runInNewContext(code, { process, console: { error: (text: string) => said.push(text) }, ran });
    return { said, exitCode: process.exitCode, ran: ran.length === 1 };
  };

  test.each(["0.10.48", "10.24.1", "18.20.8", "20.18.3"])("ends a program on Node %s with one sentence", (version) => {
    const sentence = `release-capsule needs Node.js 20.19 or later; this is ${version}.`;
    expect(start(version)).toEqual({ said: [sentence], exitCode: 2, ran: false });
  });

  test.each(["20.19.0", "20.20.0", "22.0.0", "24.21.0", "100.0.0"])("lets a program run on Node %s", (version) => {
    expect(start(version)).toEqual({ said: [], exitCode: undefined, ran: true });
  });

  test("asks for the Node that the sentence names", () => {
    expect(MINIMUM_NODE).toEqual({ major: 20, minor: 19 });
  });

  test("names the licences of the packages in it", () => {
    expect(preamble({ name: "cli", shebang: false })).toContain("cli.licenses.txt");
  });

  test("begins with the line that makes a file a program", () => {
    expect(preamble({ name: "cli", shebang: true })).toMatch(/^#!\/usr\/bin\/env node\n(\/\/ .*\n)+"use strict";/);
  });
});

describe.each(["cli.js", "verify.js", "action.js"])("dist/%s", (name) => {
  const text = readFileSync(new URL(`../../dist/${name}`, import.meta.url), "utf8");

  test("holds modules of src/ and of packages, and so nothing of the test authorities", () => {
    const modules = [...text.matchAll(/^\/\/ (\S+\.(?:[cm]?[jt]s|json))$/gm)].map(([, path = ""]) => path);
    expect(modules.length).toBeGreaterThan(150);
    const isOurs = (path: string): boolean => existsSync(new URL(`../../src/${path}`, import.meta.url));
    const ofPackages = /^(node_modules\/|rolldown\/|@oxc-project\+runtime@|(late|used):@noble\/)/;
    expect(modules.filter((path) => !isOurs(path) && !ofPackages.test(path))).toEqual([]);
  });

  test("has no code in comments that becomes code when it runs", () => {
    expect(text).not.toMatch(/compileFunction|runInThisContext|\bnew Function\b|\beval\(/);
    expect(text).not.toMatch(/^\/\/(?:const|let|var|function|class) /m);
  });

  test("asks its surroundings for nothing but modules of Node", () => {
    const asked = [...text.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, module = ""]) => module);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((module) => !isBuiltin(module))).toEqual([]);
  });
});
