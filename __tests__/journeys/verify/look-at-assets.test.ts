import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { ReleaseSubject } from "../../../src/domain/capsule/root-schema.ts";
import type { Failures } from "../../../src/journeys/verify/attempt-claim.ts";
import { compareAssets, type ReadAsset, readAssets } from "../../../src/journeys/verify/look-at-assets.ts";
import { SmallFiles } from "../../../src/journeys/verify/small-files.ts";
import type { AssetToVerify, VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { Files } from "../../../src/ports/files.ts";
import { HELLO, TOOL } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

const IMAGE = "c".repeat(64);
const SUBJECTS: readonly ReleaseSubject[] = [
  ...[HELLO, TOOL].map(
    ({ name, sha256, sha512 }): ReleaseSubject => ({ name, digest: { sha256, sha512 }, annotations: { kind: "file" } }),
  ),
  { name: "ghcr.io/octo-org/tool", digest: { sha256: IMAGE }, annotations: { kind: "image" } },
];

function orderOf(assets: readonly AssetToVerify[], more: Partial<VerifyOrder> = {}): VerifyOrder {
  const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
  return { capsule: { path: "/home/a.capsule" }, assets, identity, ...more };
}

async function read(
  assets: readonly AssetToVerify[],
  folder?: string,
  files: Files = memoryFiles(FOLDER),
  small = new SmallFiles(),
) {
  const steps: string[] = [];
  const progress = { step: (step: string) => steps.push(step) };
  const ports = { crypto: nodeCryptography, files, trust: { trustedRoots: async () => [] }, progress } as never;
  const found = await readAssets({ order: orderOf(assets), folder, subjects: SUBJECTS, small }, ports);
  return { found, steps };
}

const PAGE = `<html>${" ".repeat(2000)}`;
const FOLDER = {
  ...{ "/home/hello.txt": HELLO.bytes, "/home/tool.bin": TOOL.bytes, "/home/ghcr.io": "x", "/home/page": PAGE },
  "/elsewhere/hello.txt": HELLO.bytes,
};

describe("files are read", () => {
  test("if they were named, in that order, with their first bytes", async () => {
    const { found, steps } = await read(
      [{ path: "/home/page" }, { path: "/elsewhere/hello.txt", isListed: true }],
      "/home",
    );
    expect(found).toMatchObject([
      { asset: { path: "/home/page" }, found: { name: "page", looked: "/home/page", size: PAGE.length } },
      {
        asset: { path: "/elsewhere/hello.txt", isListed: true },
        found: {
          ...{ name: "hello.txt", looked: "/elsewhere/hello.txt", size: HELLO.bytes.length },
          ...{ sha256: HELLO.sha256, sha512: HELLO.sha512, start: new Uint8Array(HELLO.bytes) },
        },
      },
    ]);
    expect(found[0]?.found).toMatchObject({ start: new TextEncoder().encode(PAGE.slice(0, 1024)) });
    expect(steps).toEqual(['reading "page"', 'reading "hello.txt"']);
  });

  test("else those beside the capsule that have the name of an asset", async () => {
    const { found } = await read([], "/home");
    expect(found.map(({ asset }) => asset)).toEqual([{ path: "/home/hello.txt" }, { path: "/home/tool.bin" }]);
    expect((await read([], undefined)).found).toEqual([]);
  });

  test("and not if only a digest is known", async () => {
    const { found, steps } = await read([{ name: "a", sha256: "1", sha512: "2" }, { sha256: "3" }]);
    expect(found.map((one) => one.found)).toEqual([
      { name: "a", looked: "sha256:1", sha256: "1", sha512: "2" },
      { name: undefined, looked: "sha256:3", sha256: "3", sha512: undefined },
    ]);
    expect(steps).toEqual([]);
  });

  test("as a stream, without their first bytes, if there is no room for them", async () => {
    const full = new SmallFiles();
    full.keep([], new Uint8Array(16 * 1024 * 1024));
    const { found } = await read([{ path: "/home/hello.txt" }], undefined, memoryFiles(FOLDER), full);
    expect(found).toMatchObject([{ found: { sha256: HELLO.sha256, start: undefined } }]);
  });

  test("each on its own: one that cannot be is told, and the others are", async () => {
    const { found } = await read([{ path: "/home/gone" }, { path: "/home/hello.txt" }]);
    expect(found).toMatchObject([{ found: { code: "file-missing" } }, { found: { sha256: HELLO.sha256 } }]);
  });

  test.each([new TypeError("a test"), new Fault("internal", "a test")])(
    "unless the program has a defect: %s",
    async (error) => {
      const files = { ...memoryFiles(FOLDER), open: () => Promise.reject(error) };
      await expect(read([{ path: "/home/hello.txt" }], undefined, files)).rejects.toBe(error);
    },
  );
});

async function compare(given: readonly ReadAsset[], order: Partial<VerifyOrder> = {}) {
  const failures: Failures = [];
  const documents = async () => [{ name: "VERIFY.md", sha256: "d".repeat(64), isReserved: true }];
  const results = await compareAssets(given, { order: orderOf([], order), subjects: SUBJECTS, documents, failures });
  return { results, failures };
}

function found(name: string, sha256: string, isListed?: boolean): ReadAsset {
  const path = `/home/${name}`;
  const asset = isListed === undefined ? { path } : { path, isListed };
  return { asset, found: { name, looked: path, sha256, sha512: undefined } };
}

const REST = {
  hello: { sealedName: "hello.txt", looked: undefined, status: "not-asked", reason: '"hello.txt" was not looked at' },
  tool: { sealedName: "tool.bin", looked: undefined, status: "not-asked", reason: '"tool.bin" was not looked at' },
  image: {
    ...{ sealedName: "ghcr.io/octo-org/tool", looked: undefined, status: "not-asked" },
    reason: `"ghcr.io/octo-org/tool" is an image, to be used by its digest sha256:${IMAGE}`,
  },
};

describe("files are compared", () => {
  test("in their order, and what nobody looked at stands last", async () => {
    const { results } = await compare([found("copy", TOOL.sha256)]);
    expect(results).toEqual([
      expect.objectContaining({ status: "renamed", sealedName: "tool.bin" }),
      REST.hello,
      REST.image,
    ]);
    expect((await compare([])).results).toStrictEqual([REST.hello, REST.tool, REST.image]);
  });

  test("and absent is what all were asked for, but for an image", async () => {
    const { results } = await compare([found("hello.txt", HELLO.sha256)], { all: true });
    expect(results.slice(1)).toStrictEqual([
      { sealedName: "tool.bin", looked: undefined, status: "absent", reason: '"tool.bin" is not there' },
      REST.image,
    ]);
  });

  test("and a document is one", async () => {
    const { results } = await compare([found("VERIFY.md", "d".repeat(64))]);
    expect(results[0]).toMatchObject({ status: "verified", isDocument: true });
  });

  test("and what only lies in a named folder decides nothing, unless all there must be of the release", async () => {
    const status = async (isListed: boolean | undefined, order: Partial<VerifyOrder> = {}) =>
      (await compare([found("x", "0".repeat(64), isListed)], order)).results[0]?.status;
    expect(await status(true)).toBe("beside");
    expect(await status(true, { allFiles: false })).toBe("beside");
    expect(await status(true, { allFiles: true })).toBe("not-part");
    expect(await status(false)).toBe("not-part");
    expect(await status(undefined)).toBe("not-part");
    const { results } = await compare([found("hello.txt", TOOL.sha256, true), found("tool.bin", TOOL.sha256, true)]);
    expect(results.map((one) => one.status).slice(0, 2)).toEqual(["failed", "verified"]);
    const digest = {
      asset: { sha256: "0".repeat(64) },
      found: { name: undefined, looked: "x", sha256: "0", sha512: undefined },
    };
    expect((await compare([digest])).results[0]?.status).toBe("not-part");
  });

  test("and one that could not be read fails, or is remembered, by whose fault it is", async () => {
    const changed = new Fault("asset-changed", "it changed");
    const gone = new Fault("file-missing", "it is gone");
    const asset = { path: "/home/hello.txt" };
    const { results, failures } = await compare([
      { asset, found: changed },
      { asset, found: gone },
      { asset: { sha256: "0".repeat(64) }, found: gone },
    ]);
    expect(results.slice(0, 3)).toStrictEqual([
      { sealedName: undefined, looked: "/home/hello.txt", status: "failed", reason: "it changed" },
      { sealedName: undefined, looked: "/home/hello.txt", status: "unreadable", reason: "it is gone" },
      { sealedName: undefined, looked: undefined, status: "unreadable", reason: "it is gone" },
    ]);
    expect(failures).toEqual([gone, gone]);
    expect(results).toHaveLength(6);
  });
});
