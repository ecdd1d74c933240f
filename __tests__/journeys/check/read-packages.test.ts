import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { CheckOrder } from "../../../src/journeys/check/check-order.ts";
import { readPackages } from "../../../src/journeys/check/read-packages.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

/** What is read of a checkout with these files, by path: the version, or what kind of answer there is instead. */
async function versions(checkout: Readonly<Record<string, string>>, packages?: readonly string[]) {
  const top = temporaryFolder();
  for (const [path, text] of Object.entries(checkout)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  const order = {
    checkout: { facts: { top } },
    manifest: { path: "release/manifest.yaml", release: { packages } },
  } as unknown as CheckOrder;
  const found = await readPackages(order, systemFiles);
  return Object.fromEntries(
    found.map(({ path, declared }) => [path, declared?.kind === "version" ? declared.version : declared?.kind]),
  );
}

const CARGO = {
  "Cargo.toml":
    '[workspace]\nmembers = ["crates/*", "tools/lint"]\nexclude = ["crates/old"]\n[workspace.package]\nversion = "1.2.3"\n',
  "crates/a/Cargo.toml": '[package]\nname = "a"\nversion.workspace = true\n',
  "crates/b/Cargo.toml": '[package]\nname = "b"\nversion = "1.2.2"\n',
  "crates/old/Cargo.toml": '[package]\nname = "old"\nversion = "0.1.0"\n',
  "crates/test/Cargo.toml": '[package]\nname = "test"\nversion = "0.0.0"\npublish = false\n',
  "crates/notes/README.md": "none\n",
};

test("the members of a listed Cargo workspace are read, with the version that they inherit", async () => {
  expect(await versions(CARGO, ["Cargo.toml"])).toEqual({
    "Cargo.toml": "1.2.3",
    "crates/a/Cargo.toml": "1.2.3",
    "crates/b/Cargo.toml": "1.2.2",
    "tools/lint/Cargo.toml": undefined,
  });
});

test("the members of a listed npm workspace are read, below its own folder, private ones left out", async () => {
  const json = (value: object) => JSON.stringify(value);
  const checkout = {
    "js/package.json": json({
      private: true,
      version: "1.2.3",
      workspaces: { packages: ["./packages/**", "!packages/x"] },
    }),
    "js/packages/one/package.json": json({ name: "one", version: "1.2.3" }),
    "js/packages/group/two/package.json": json({ name: "two", version: "1.0.0" }),
    "js/packages/x/package.json": json({ name: "x", version: "9.0.0" }),
    "js/packages/one/node_modules/dep/package.json": json({ name: "dep", version: "5.0.0" }),
    "js/packages/site/package.json": json({ name: "site", private: true, version: "0.0.0" }),
  };
  expect(await versions(checkout, ["js/package.json"])).toEqual({
    "js/package.json": "1.2.3",
    "js/packages/one/package.json": "1.2.3",
    "js/packages/group/two/package.json": "1.0.0",
  });
});

test("without a list only the root is read, since members may have versions of their own", async () => {
  expect(await versions(CARGO)).toEqual({ "Cargo.toml": "1.2.3" });
});

test("a member outside of the workspace is not looked at, and a broken root has no members", async () => {
  const climbing = '[workspace]\nmembers = ["../out", "/etc", "."]\n[workspace.package]\nversion = "1.2.3"\n';
  expect(
    await versions({ "w/Cargo.toml": climbing, "out/Cargo.toml": '[package]\nversion = "1"\n' }, ["w/Cargo.toml"]),
  ).toEqual({
    "w/Cargo.toml": "1.2.3",
  });
  expect(await versions({ "package.json": '{"workspaces": ["a"]' }, ["package.json"])).toEqual({
    "package.json": "unreadable",
  });
});

test("a package that is listed and member of a listed workspace is read once", async () => {
  const found = await versions(CARGO, ["crates/b/Cargo.toml", "Cargo.toml"]);
  expect(Object.keys(found).filter((path) => path === "crates/b/Cargo.toml")).toHaveLength(1);
});
