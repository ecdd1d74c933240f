import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { rolldown } from "rolldown";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lazyBuiltins } from "../../release/bundle/lazy-builtins.ts";
import { licenseTexts } from "../../release/bundle/license-texts.ts";
import { missingModules } from "../../release/bundle/missing-modules.ts";
import { MINIMUM_NODE, preamble } from "../../release/bundle/preamble.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Bundles a small program; resolves to the text of every file that it makes. */
async function bundled(files: Record<string, string>): Promise<Map<string, string>> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const bundle = await rolldown({
    cwd: folder,
    input: { program: "main.js" },
    platform: "node",
    logLevel: "silent",
    plugins: [lazyBuiltins(), missingModules(), licenseTexts("licenses.txt")],
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

describe("modules of Node", () => {
  test("are asked for by the first module that runs and needs them, not at the start", async () => {
    const files = await bundled({
      "main.js": 'import "node:path"; globalThis.later = () => import("./network.js");',
      "network.js": 'import http from "node:http"; export const loaded = http.name;',
    });
    const asked: string[] = [];
    run(files.get("program.js"), asked);
    expect(asked).toEqual(["node:path"]);
    expect(files.get("program.js")).toContain('require("node:http")');
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
    });
    expect(files.get("licenses.txt")).toBe("a@1.0.0 (MIT)\n\nText of a\n\nb@2.0.0 (ISC)\n");
  });
});

describe("the preamble", () => {
  const start = (version: string) => {
    const said: string[] = [];
    const process: { versions: { node: string }; exitCode?: number } = { versions: { node: version } };
    const code = `(function () { ${preamble({ shebang: false })}\n ran.push(true); })()`;
    const ran: boolean[] = [];
    runInNewContext(code, { process, console: { error: (text: string) => said.push(text) }, ran });
    return { said, exitCode: process.exitCode, ran: ran.length === 1 };
  };

  test.each(["0.10.48", "10.24.1", "18.20.8", "20.19.9"])("ends a program on Node %s with one sentence", (version) => {
    const sentence = `release-capsule needs Node.js 20.20 or later; this is ${version}.`;
    expect(start(version)).toEqual({ said: [sentence], exitCode: 2, ran: false });
  });

  test.each(["20.20.0", "22.0.0", "24.21.0", "100.0.0"])("lets a program run on Node %s", (version) => {
    expect(start(version)).toEqual({ said: [], exitCode: undefined, ran: true });
  });

  test("asks for the Node that the sentence names", () => {
    expect(MINIMUM_NODE).toEqual({ major: 20, minor: 20 });
  });

  test("begins with the line that makes a file a program", () => {
    expect(preamble({ shebang: true })).toMatch(/^#!\/usr\/bin\/env node\n"use strict";/);
  });
});

describe.each(["cli.js", "action.js"])("dist/%s", (name) => {
  const text = readFileSync(new URL(`../../dist/${name}`, import.meta.url), "utf8");

  test("holds modules of src/ and of packages, and so nothing of the test authorities", () => {
    const modules = [...text.matchAll(/^\/\/ (\S+\.(?:[cm]?[jt]s|json))$/gm)].map(([, path = ""]) => path);
    expect(modules.length).toBeGreaterThan(200);
    expect(
      modules.filter((path) => !/^(src\/|node_modules\/|\\0rolldown\/|\\0@oxc-project\+runtime@)/.test(path)),
    ).toEqual([]);
  });

  test("asks its surroundings for nothing but modules of Node", () => {
    const asked = [...text.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, module = ""]) => module);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((module) => !isBuiltin(module))).toEqual([]);
  });
});
