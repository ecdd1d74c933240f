import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

const folder = newFolder();
mkdirSync(join(folder, "dist"));
writeFileSync(
  join(folder, "dist/package-lock.json"),
  JSON.stringify({
    ...{ name: "app", lockfileVersion: 3 },
    packages: { "": { name: "app", dependencies: { a: "*" } }, "node_modules/a": { version: "1.0.0" } },
  }),
);

const seal = (gate: string) => {
  const argv = ["seal", "--sigstore", "local", "--dry-run", "--version", "1.0.0", "--sbom-quality", gate, "dist"];
  return commandInFolder(folder, argv, {});
};

describe("sbom-quality", () => {
  test.each(["101", "-1", "9.5", "1e2", "070", "0x10", " 50", "high", "Plausible"])("%j is no gate", async (gate) => {
    const { status, err } = await seal(gate);
    expect(status).toBe(2);
    expect(err).toContain("use warn, plausible, off, or a score from 0 to 100");
  });

  test.each(["0", "7", "plausible", "off"])("%j lets a poor SBOM pass", async (gate) => {
    expect(await seal(gate)).toMatchObject({ status: 0 });
  });

  test("100 refuses it, and names its score", async () => {
    const { status, err } = await seal("100");
    expect(status).toBe(1);
    expect(err).toMatch(/scores \d\d of 100, less than 100/);
  });
});
