import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LINTER = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
const COMPILER = join(ROOT, "node_modules/typescript/bin/tsc");

describe("the types of browsers alone refuse", () => {
  let folder = "";
  beforeAll(() => {
    mkdirSync(join(ROOT, "reports"), { recursive: true });
    folder = mkdtempSync(join(ROOT, "reports/portable-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the compiler says of one more file of the portable program. */
  function compiled(code: string): string {
    writeFileSync(join(folder, "planted.ts"), `${code}\nexport {};\n`);
    const settings = { extends: "../../tsconfig.portable.json", include: ["planted.ts"], exclude: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    try {
      return execFileSync(process.execPath, [COMPILER, "-p", folder], { encoding: "utf8" });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }

  test.each([
    ["a module of Node", 'import { createHash } from "node:crypto"; createHash("sha256");', "node:crypto"],
    ["a Buffer", "Buffer.alloc(1);", "Buffer"],
    ["what imports such a module", 'import { sha256 } from "../../src/crypto/node-digest.ts"; sha256;', "node:crypto"],
  ])("%s", (_, code, named) => {
    expect(compiled(code)).toContain(`Cannot find name '${named}'`);
  });

  test("nothing of what browsers have", () => {
    expect(compiled('import { webCryptography } from "../../src/crypto/web.ts"; webCryptography;')).toBe("");
  });
});

describe("the linter refuses in what runs in browsers", () => {
  let folder = "";
  beforeAll(() => {
    mkdirSync(join(ROOT, "reports"), { recursive: true });
    folder = mkdtempSync(join(ROOT, "reports/linted-"));
    const settings = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the linter says of a file at that path. */
  function linted(path: string, code: string): string {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), code);
    try {
      return execFileSync(process.execPath, [LINTER, "lint", path], { cwd: folder, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return stdout + stderr;
    }
  }

  test.each([
    ["src/kernel/a.ts", 'import { crc32 } from "node:zlib";\n\nexport const a = crc32("");\n'],
    ["src/kernel/b.ts", 'import { b } from "./archives/gzip.ts";\n\nexport const a = b;\n'],
    ["src/crypto/a.ts", 'import { sha256 } from "./node-digest.ts";\n\nexport const a = sha256;\n'],
    ["src/domain/sigstore/log/a.ts", "export const a = Buffer.alloc(1);\n"],
    ["src/domain/capsule/a.ts", 'import { b } from "../../kernel/archives/gzip.ts";\n\nexport const a = b;\n'],
    ["src/journeys/verify/a.ts", 'import { basename } from "node:path";\n\nexport const a = basename;\n'],
    ["src/views/a.ts", "export const a = Buffer.byteLength;\n"],
  ])("%s: %j", (path, code) => {
    expect(linted(path, code)).toMatch(/This runs in browsers too|No browser has it/);
  });

  test.each([
    ["src/kernel/archives/a.ts", 'import { crc32 } from "node:zlib";\n\nexport const a = Buffer.of(crc32(""));\n'],
    ["src/crypto/node-digest.ts", 'import { createHash } from "node:crypto";\n\nexport const a = createHash;\n'],
    ["src/domain/sbom/a.ts", 'import { sha256 } from "../../crypto/node-digest.ts";\n\nexport const a = sha256;\n'],
    ["src/journeys/seal/a.ts", 'import { basename } from "node:path";\n\nexport const a = basename;\n'],
  ])("but not %s: %j", (path, code) => {
    expect(linted(path, code)).not.toMatch(/browser/);
  });
});
