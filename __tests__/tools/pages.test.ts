import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HOME } from "../../src/domain/home.ts";
import { pageFiles } from "../../tools/pages/pages.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Addresses that identify something new each time, and are no pages: namespaces of SPDX documents. */
const NAMESPACES = ["sbom", "spdx", "spdx3"];

test("every address that the sources make has a page, and each page says the address", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const made = sources.flatMap((path) =>
    [...readFileSync(join(ROOT, "src", path), "utf8").matchAll(/\$\{HOME\}\/([^`$]*)`/g)].map(([, rest = ""]) => rest),
  );
  const files = pageFiles();
  const types = made.filter((path) => path !== "" && !NAMESPACES.includes(path.replace(/\/$/, "")));
  expect(types.length).toBeGreaterThan(6);
  for (const path of types) expect([...files.keys()], path).toContain(`${path}.html`);
  for (const [path, text] of files)
    if (path.endsWith(".html")) expect(text).toContain(`<code>${HOME}/${path.replace(/\.html$/, "")}</code>`);
});

test("a schema lies beside its page, and is the one of docs/schemas", () => {
  const files = pageFiles();
  for (const name of readdirSync(join(ROOT, "docs/schemas"))) {
    const text = readFileSync(join(ROOT, "docs/schemas", name), "utf8");
    expect(files.get(`schemas/${name.replace(/\.json$/, "")}/v1.json`)).toBe(text);
    expect(JSON.parse(text).$id).toBe(`${HOME}/schemas/${name.replace(/\.json$/, "")}/v1`);
  }
});
