import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { circularFiles, facelessRooms, unusedFaces, violations } from "./import-law.ts";
import { FACES } from "./room-faces.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function sources(): Map<string, string> {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts"))
    .sort();
  return new Map(files.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

test("the sources keep the import table of ARCHITECTURE.md", () => {
  const files = sources();
  expect(files.size).toBeGreaterThan(20);
  expect(violations(files)).toEqual([]);
});

test("no file needs itself by way of others", () => {
  expect(circularFiles(sources())).toEqual([]);
  const files = new Map([
    ["src/kernel/a.ts", 'import { b } from "./b.ts";'],
    ["src/kernel/b.ts", 'import type { C } from "../ports/c.ts"; import { d } from "./d.ts";'],
    ["src/ports/c.ts", 'export { b } from "../kernel/b.ts";'],
    ["src/kernel/d.ts", ""],
  ]);
  expect(circularFiles(files)).toEqual(["src/kernel/b.ts", "src/ports/c.ts"]);
});

test("every file of a face is imported from outside of its room", () => {
  expect(unusedFaces(sources())).toEqual([]);
  expect(unusedFaces(new Map([["src/doors/a.ts", 'import { b } from "../domain/guide/verify-md.ts";']]))).toHaveLength(
    Object.values(FACES).flat().length - 1,
  );
});

test("a large room that keeps files to itself has a face", () => {
  expect(facelessRooms(sources())).toEqual([]);
  const many = Array.from({ length: 25 }, (_, at) => [`src/domain/a/b${at}.ts`, ""] as const);
  expect(facelessRooms(new Map([...many, ["src/doors/c.ts", 'import { b } from "../domain/a/b1.ts";']]))).toEqual([
    "src/domain/a: 25 files",
  ]);
  expect(facelessRooms(new Map(many.slice(1)))).toEqual([]);
});

describe("the import table refuses", () => {
  test.each([
    ["a kernel that knows the domain", "src/kernel/a.ts", 'import { b } from "../domain/asset/b.ts";'],
    ["cryptography that knows the domain", "src/crypto/a.ts", 'import { b } from "../domain/asset/b.ts";'],
    ["a domain that chooses its cryptography", "src/domain/sigstore/a.ts", 'import { b } from "../../crypto/node.ts";'],
    ["a service that chooses its cryptography", "src/services/oci/a.ts", 'import { b } from "../../crypto/node.ts";'],
    ["a kernel that asks Node", "src/kernel/a.ts", 'import { gunzipSync } from "node:zlib";'],
    ["a verifier that asks Node for a path", "src/journeys/verify/a.ts", 'import { basename } from "node:path";'],
    ["a type of Node in a view", "src/views/a.ts", 'import type { InflateRaw } from "node:zlib";'],
    ["a Buffer in the domain's portable rooms", "src/domain/capsule/a.ts", "export const a = Buffer.alloc(1);"],
    ["the type of a Buffer", "src/domain/sigstore/a.ts", "export const a = (b: Buffer) => b.length;"],
    ["a portable file that packs", "src/domain/capsule/a.ts", 'import { b } from "../../kernel/archives/gzip.ts";'],
    ["a portable file that hashes by Node", "src/views/a.ts", 'import { b } from "../crypto/node-digest.ts";'],
    ["a type taken from a higher floor", "src/domain/asset/a.ts", 'import type { B } from "../../ports/b.ts";'],
    ["a domain that asks a service", "src/domain/asset/a.ts", 'export * from "../../services/github/b.ts";'],
    ["a port that asks the world", "src/ports/a.ts", 'const b = await import("../world/b.ts");'],
    ["a service in another service's room", "src/services/oci/a.ts", 'import { b } from "../github/b.ts";'],
    ["a service that asks the world", "src/services/oci/a.ts", 'import { b } from "../../world/b.ts";'],
    ["a world that asks a service", "src/world/a.ts", 'import { b } from "../services/github/b.ts";'],
    [
      "a journey that takes a step of another",
      "src/journeys/seal/a.ts",
      'import { b } from "../verify/read-trust.ts";',
    ],
    ["a journey that asks a service", "src/journeys/seal/a.ts", 'type B = import("../../services/oci/b.ts").B;'],
    ["a view that asks a port", "src/views/a.ts", 'import { b } from "../ports/b.ts";'],
    ["a view that starts a journey", "src/views/a.ts", 'import { b } from "../journeys/seal/seal.ts";'],
    ["a door other than the wiring that asks the world", "src/doors/cli/a.ts", 'import { b } from "../../world/b.ts";'],
    ["a command line that asks the action", "src/doors/cli/a.ts", 'import { b } from "../action/b.ts";'],
    ["an action that asks the command line", "src/doors/action/a.ts", 'import { b } from "../cli/b.ts";'],
    ["anything outside the sources", "src/kernel/a.ts", 'import { b } from "../../__tests__/b.ts";'],
    ["a floor that is not on the map", "src/lib/a.ts", ""],
    ["a file without a name of its own", "src/kernel/utils.ts", ""],
    ["an import without its extension", "src/kernel/a.ts", 'import { b } from "./b";'],
    ["files opened by the domain", "src/domain/asset/a.ts", 'import { readFileSync } from "node:fs";'],
    ["files opened without the prefix", "src/domain/asset/a.ts", 'import { readFileSync } from "fs";'],
    ["a process started by a service", "src/services/oci/a.ts", 'import { execFile } from "node:child_process";'],
    ["a socket opened by a service", "src/services/oci/a.ts", 'import { request } from "node:https";'],
    ["the environment read by a journey", "src/journeys/seal/a.ts", 'export const token = process.env["TOKEN"];'],
    ["the clock read by the domain", "src/domain/asset/a.ts", "export const now = Date.now();"],
    ["the clock read by a constructor", "src/domain/asset/a.ts", "export const now = new Date();"],
    ["chance in the kernel", "src/kernel/a.ts", "export const dice = Math.random();"],
    [
      "chance by cryptography in a service",
      "src/services/oci/a.ts",
      'import { randomBytes } from "node:crypto"; export const a = randomBytes(8);',
    ],
    [
      "chance by the whole module in a port",
      "src/ports/a.ts",
      'import crypto from "node:crypto"; export const a = crypto.randomInt(8);',
    ],
    ["chance of the web", "src/domain/asset/a.ts", "export const a = crypto.randomUUID();"],
    ["shared services that know one of them", "src/services/http/a.ts", 'import { b } from "../github/b.ts";'],
    [
      "what lies behind the face of a room of the domain",
      "src/journeys/seal/a.ts",
      'import { b } from "../../domain/sbom/write/assemble-inventory.ts";',
    ],
    [
      "what lies behind the face of a service",
      "src/doors/wire.ts",
      'import { b } from "../services/github/upload-file.ts";',
    ],
    [
      "a request made by a service",
      "src/services/oci/a.ts",
      'export const answer = await fetch("https://example.com");',
    ],
  ])("%s", (_what, path, text) => {
    expect(violations(new Map([[path, text]]))).not.toEqual([]);
  });

  test("two rooms of the domain that ask each other", () => {
    const files = new Map([
      ["src/domain/asset/a.ts", 'import { b } from "../sbom/model/inventory.ts";'],
      ["src/domain/sbom/model/inventory.ts", 'import { c } from "../../source/c.ts";'],
      ["src/domain/source/c.ts", 'import type { A } from "../asset/a.ts";'],
    ]);
    expect(violations(files)).toEqual(["rooms in a circle: src/domain/asset, src/domain/sbom, src/domain/source"]);
  });
});

describe("the import table allows", () => {
  test.each([
    ["wiring that composes services and world", "src/doors/wire.ts", 'import { b } from "../services/oci/b.ts";'],
    ["a journey that verifies", "src/journeys/seal/a.ts", 'import { verify } from "../verify/verify.ts";'],
    ["a service that asks what services share", "src/services/oci/a.ts", 'import { b } from "../http/b.ts";'],
    ["the archives of the kernel that ask Node", "src/kernel/archives/a.ts", 'import { gunzipSync } from "node:zlib";'],
    ["a label of that name", "src/views/a.ts", "export const a = (b: { Buffer: number }) => b.Buffer;"],
    ["a seal that hashes by Node", "src/journeys/seal/a.ts", 'import { b } from "../../crypto/node-digest.ts";'],
    ["the face of a room", "src/journeys/seal/a.ts", 'import { b } from "../../domain/guide/verify-md.ts";'],
    ["a room that knows itself", "src/domain/guide/a.ts", 'import { b } from "./cosign-section.ts";'],
    [
      "the chance of a signing session",
      "src/services/sigstore/chance.ts",
      'import { randomBytes } from "node:crypto"; export const a = randomBytes(8);',
    ],
    ["a date of a given time", "src/domain/asset/a.ts", "export const date = new Date(0);"],
    [
      "a port whose method is called fetch",
      "src/services/oci/a.ts",
      "export const b = (port: { fetch(): void }) => port.fetch();",
    ],
    ["a parameter called fetch", "src/services/oci/a.ts", "export const b = (fetch: () => void) => fetch();"],
    ["words in comments and strings", "src/kernel/a.ts", 'export const a = "process.env"; // fetch, Math.random()'],
    ["the clock in the world", "src/world/clock.ts", "export const now = () => Date.now();"],
  ])("%s", (_what, path, text) => {
    expect(violations(new Map([[path, text]]))).toEqual([]);
  });
});
