import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
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
