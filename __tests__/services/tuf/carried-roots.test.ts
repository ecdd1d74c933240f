import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { EMBEDDED_ROOTS } from "../../../src/domain/sigstore/embedded-roots.ts";
import { type CarriedRoot, formatRootsFile, parseRootsFile } from "../../../src/domain/sigstore/roots-file.ts";
import { runCli } from "../../../src/doors/cli/run-cli.ts";
import { surroundings } from "../../../src/doors/wire.ts";
import { exportRoots } from "../../../src/journeys/roots/export-roots.ts";
import { importRoots } from "../../../src/journeys/roots/import-roots.ts";
import type { CarriedRoots } from "../../../src/ports/carried-roots.ts";
import type { Http } from "../../../src/ports/http.ts";
import { carriedRoots } from "../../../src/services/tuf/carried-roots.ts";
import { importedTrust } from "../../../src/services/tuf/imported-trust.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { type Editable, editJson } from "../../signing/edit-bundle.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testClock } from "../../test-clock.ts";
import { startFiles } from "./start-files.ts";
import { createTufKey, metadataOf, rootOf, type TufOptions } from "./test-repository.ts";

const KEY = createTufKey();
const TARGET = Buffer.from(createTestForge().trustedRoot).toString();
const OPTIONS: TufOptions = {
  ...{ rootKeys: [KEY], key: createTufKey(), target: TARGET, version: 7 },
  timestampExpires: "2026-11-28T00:00:00Z",
};
const ROOT = rootOf(1, OPTIONS);
/** What has no network. */
const NONE: Http = { request: () => Promise.reject(new Error("a socket was asked for")) };

let exported: CarriedRoot;
let mirror: string;
beforeAll(async () => {
  const server = await startFiles(new Map([...metadataOf(OPTIONS), ["2.root.json", rootOf(2, OPTIONS)]]));
  mirror = server.address;
  exported = await rootsAt(
    "2026-11-24T07:00:00Z",
    createHttp(() => undefined),
  ).fetch("github");
  await server.close();
});

function rootsAt(time: string, http = NONE): CarriedRoots {
  return carriedRoots({ http, clock: testClock(time), crypto: nodeCryptography }, (name) => ({
    name,
    mirror,
    root: () => ROOT,
  }));
}

/** A month later, where no network is. */
const there = rootsAt("2026-12-24T07:00:00Z");

describe("a carried root", () => {
  test("is proven by the update framework at the other end, without a socket, after its timestamp expired", async () => {
    const [carried] = parseRootsFile(formatRootsFile([exported]));
    const root = await there.prove(carried as CarriedRoot);
    expect(Buffer.from(root.bytes).toString()).toBe(TARGET);
    expect(root).toMatchObject({
      fetched: "2026-11-24T07:00:00Z",
      versions: { root: 2, timestamp: 7, snapshot: 7, targets: 7 },
      repository: mirror,
    });
  });

  test.each<[string, (root: Editable) => void]>([
    ["another trusted root", (root) => edit(root, "trusted_root.json", (text) => text.replace("fulcio", "fulcia"))],
    ["other targets", (root) => edit(root, "targets.json", (text) => text.replace('"version":7', '"version":8'))],
    ["another digest than it proves", (root) => Object.assign(root, { sha256: "0".repeat(64) })],
    ["another version than it proves", (root) => Object.assign(root.versions, { targets: 8 })],
    ["another repository than that of the instance", (root) => Object.assign(root, { repository: "https://a.b" })],
    ["no timestamp", (root) => delete root.files["timestamp.json"]],
    [
      "a date after its timestamp expired, to pass for newer",
      (root) => Object.assign(root, { fetched: "2026-11-29T00:00:00Z" }),
    ],
    ["a date in the future", (root) => Object.assign(root, { fetched: "2027-11-24T07:00:00Z" })],
    ["a root that is no JSON", (root) => Object.assign(root.files, { "3.root.json": "{" })],
  ])("with %s is refused (F12)", async (_what, change) => {
    const root = structuredClone(exported);
    change(root);
    await expectFault("trust-update-refused", () => there.prove(root));
  });

  test("may hold files that nobody reads, and they prove nothing", async () => {
    const files = { ...exported.files, "99.snapshot.json": "{" };
    expect((await there.prove({ ...exported, files })).versions.snapshot).toBe(7);
  });
});

function edit(root: Editable, name: string, change: (text: string) => string): void {
  const [path = ""] = Object.keys(root.files).filter((one) => one.endsWith(name));
  const changed = change(root.files[path]);
  expect(changed).not.toBe(root.files[path]);
  root.files[path] = changed;
}

describe("a roots file that is none is refused", () => {
  test.each<[string, (file: Editable) => void]>([
    ["an unknown field", (file) => Object.assign(file, { more: 1 })],
    ["an instance of another name", (file) => Object.assign(file.roots[0], { instance: "mine" })],
    ["an instance twice", (file) => file.roots.push(file.roots[0])],
    ["a path that climbs", (file) => Object.assign(file.roots[0].files, { "../root.json": "{}" })],
    ["a date that is none", (file) => Object.assign(file.roots[0], { fetched: "2026-99-99T99:99:99Z" })],
    ["no root", (file) => Object.assign(file, { roots: [] })],
  ])("%s (F12)", async (_what, change) => {
    const bytes = editJson(formatRootsFile([exported]), change);
    await expectFault("trusted-root-malformed", () => parseRootsFile(bytes));
  });

  test.each(["", "{", '{"schema":1,"schema":2}', "\u00ff"])("%j (F12)", async (text) => {
    await expectFault("trusted-root-malformed", () => parseRootsFile(Buffer.from(text, "latin1")));
  });
});

describe("importing", () => {
  test("keeps what is newer than the built-in root and than what was imported, and says what it did not use", async () => {
    const folder = temporaryFolder();
    const [path, store] = [join(folder, "roots.json"), join(folder, "a", "b", "store.json")];
    writeFileSync(path, formatRootsFile([exported]));
    const ports = { files: systemFiles, roots: there };
    expect((await importRoots({ path, store }, ports)).map(({ status }) => status)).toEqual(["imported"]);
    expect(parseRootsFile(readFileSync(store))).toEqual([exported]);
    expect((await importRoots({ path, store }, ports)).map(({ status }) => status)).toEqual([
      { notNewerThan: "2026-11-24T07:00:00Z" },
    ]);
    const trust = importedTrust(["public-good", "github"], builtIn, { path: store, ...ports });
    expect(
      (await trust.trustedRoots()).map(({ origin, dated, mayBeOutdated }) => [origin, dated, mayBeOutdated]),
    ).toEqual([
      ["built-in public-good", "2020-01-01", true],
      [`imported github root, version 7 of ${mirror}`, "2026-11-24", true],
    ]);
  });

  test("uses no root that is older than the built-in one, neither when importing nor when verifying (F12)", async () => {
    const folder = temporaryFolder();
    const [path, store] = [join(folder, "roots.json"), join(folder, "store.json")];
    const old = { ...exported, fetched: "2026-08-20T00:00:00Z" };
    writeFileSync(path, formatRootsFile([old]));
    const ports = { files: systemFiles, roots: there };
    const [result] = await importRoots({ path, store }, ports);
    expect([result?.status, existsSync(store)]).toEqual([{ notNewerThan: EMBEDDED_ROOTS.github.dated }, false]);
    const trust = importedTrust(["github"], builtIn, { path, ...ports });
    expect((await trust.trustedRoots()).map(({ origin }) => origin)).toEqual(["built-in github"]);
  });

  test("writes nothing where one root is not proven, and verifying refuses a damaged store (F12)", async () => {
    const folder = temporaryFolder();
    const [path, store] = [join(folder, "roots.json"), join(folder, "store.json")];
    writeFileSync(path, formatRootsFile([{ ...exported, sha256: "0".repeat(64) }]));
    const ports = { files: systemFiles, roots: there };
    await expectFault("trust-update-refused", () => importRoots({ path, store }, ports));
    expect(existsSync(store)).toBe(false);
    await expectFault("trust-update-refused", () =>
      importedTrust(["github"], builtIn, { path, ...ports }).trustedRoots(),
    );
    writeFileSync(path, "{}");
    const fault = await expectFault("trusted-root-malformed", () =>
      importedTrust(["github"], builtIn, { path, ...ports }).trustedRoots(),
    );
    expect(fault.message).toContain("roots.json");
  });
});

const builtIn = (instance: string) => ({
  ...{ bytes: new Uint8Array(), origin: `built-in ${instance}`, dated: "2020-01-01", mayBeOutdated: true },
});

describe("capsule roots", () => {
  /** Runs the command with these roots instead of those of the instances. */
  async function run(folder: string, argv: readonly string[], roots: CarriedRoots) {
    const text: string[] = [];
    const exitCode = await runCli(["roots", ...argv], {
      ...surroundings(folder, process.stderr),
      rootsPorts: async () => ({ files: systemFiles, roots, store: join(folder, "store.json") }),
      out: (line) => void text.push(line),
      err: (line) => void text.push(line),
      paint: (_style, line) => line,
      program: ["capsule"],
    });
    return { exitCode, text: text.join("") };
  }

  test("exports and imports, and says what in text and as JSON", async () => {
    const folder = temporaryFolder();
    const fake: CarriedRoots = { ...there, fetch: async (instance) => ({ ...exported, instance }) };
    const out = await run(folder, ["export", "roots.json", "--json"], fake);
    expect([out.exitCode, JSON.parse(out.text).roots.map((root: Editable) => [root.instance, root.status])]).toEqual([
      0,
      [
        ["public-good", "exported"],
        ["github", "exported"],
      ],
    ]);
    const back = await run(folder, ["import", "roots.json"], fake);
    expect([back.exitCode, back.text]).toEqual([0, expect.stringContaining("imported")]);
    const again = await run(folder, ["import", "roots.json"], fake);
    expect(again.text).toContain("not used: one of 2026-11-24T07:00:00Z is here");
  });

  test.each([
    [["publish", "a.json"], 2],
    [["import", "a.json", "--sigstore", "github"], 2],
    [["export", "a.json", "--sigstore", "mine"], 2],
    [["import"], 2],
    [["import", "nowhere.json"], 4],
  ] as const)("%j ends with exit code %i", async (argv, exitCode) => {
    expect((await run(temporaryFolder(), argv, there)).exitCode).toBe(exitCode);
  });

  test("a run that cannot reach a repository leaves no file", async () => {
    const folder = temporaryFolder();
    const fetch = () =>
      rootsAt(
        "2026-11-24T07:00:00Z",
        createHttp(() => undefined),
      ).fetch("github");
    await expect(
      exportRoots(
        { path: join(folder, "a.json"), instances: ["github"] },
        { files: systemFiles, roots: { ...there, fetch } },
      ),
    ).rejects.toThrow();
    expect(existsSync(join(folder, "a.json"))).toBe(false);
  });
});
