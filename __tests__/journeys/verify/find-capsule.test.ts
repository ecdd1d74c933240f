import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { withCapsule } from "../../../src/journeys/verify/find-capsule.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { assetSignature, HELLO, sealTestRelease } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

let capsule: Uint8Array;
let bundle: Uint8Array;
beforeAll(async () => {
  const session = await createTestForge().session();
  capsule = await sealTestRelease({ session });
  bundle = (await assetSignature(session, HELLO)).bytes;
});

const LINE = `${HELLO.sha256}  hello.txt\n`;

async function find(contents: Parameters<typeof memoryFiles>[0], order: Partial<VerifyOrder> = {}) {
  const files = memoryFiles(contents);
  const [path = ""] = Object.keys(contents);
  const given: VerifyOrder = {
    ...{ capsule: { path }, assets: [{ path: "/elsewhere/x" }] },
    identity: { kind: "repository", repository: "https://github.com/octo-org/octo-tool" },
    ...order,
  };
  try {
    const found = await withCapsule(given, { files, crypto: nodeCryptography });
    return { found, given };
  } finally {
    expect(files.opened()).toBe(0);
  }
}

describe("evidence is taken as it is named", () => {
  test.each<[string, () => Parameters<typeof memoryFiles>[0]]>([
    ["a file that ends in .capsule, whatever it is", () => ({ "/r/x.CAPSULE": "x", "/r/a.capsule": "" })],
    ["a capsule under any name", () => ({ "/r/download": capsule, "/r/a.capsule": "" })],
    ["an empty file", () => ({ "/r/x": "", "/r/a.capsule": "" })],
    ["a checksum list with its bundle", () => ({ "/r/x": LINE, "/r/x.sigstore.json": "", "/r/a.capsule": "" })],
    [
      "one with escaped names, in large letters",
      () => ({ "/r/x": `\\${LINE.toUpperCase()}`, "/r/x.sigstore.json": "", "/r/a.capsule": "" }),
    ],
    [
      "one in the form of BSD",
      () => ({ "/r/x": `SHA256 (hello.txt) = ${HELLO.sha256}`, "/r/x.sigstore.json": "", "/r/a.capsule": "" }),
    ],
  ])("%s", async (_, contents) => {
    const { found, given } = await find(contents());
    expect(found).toBe(given);
  });

  test("a bundle, with its bytes", async () => {
    const { found, given } = await find({ "/r/x.json": bundle, "/r/a.capsule": "" });
    expect(found).toEqual({ ...given, capsule: { path: "/r/x.json", json: new Uint8Array(bundle) } });
  });

  test("a capsule that is not a file", async () => {
    const { found, given } = await find({}, { capsule: { bytes: bytesSource(new Uint8Array()), fileName: "x" } });
    expect(found).toBe(given);
  });

  test("JSON that is too large to look at, which its reader refuses", async () => {
    const path = "/r/x.json";
    const files = memoryFiles({ [path]: "{}", "/r/a.capsule": "" });
    const order = { capsule: { path }, assets: [], identity: { kind: "any-of", of: [] } } as const;
    const large = 64 * 1024 * 1024 + 1;
    const sized = { ...files, open: async (one: string) => ({ ...(await files.open(one)), size: large }) };
    expect(await withCapsule(order, { files: sized, crypto: nodeCryptography })).toBe(order);
  });
});

describe("for any other file the capsule beside it is taken", () => {
  test.each<[string, () => Parameters<typeof memoryFiles>[0]]>([
    ["an asset", () => ({ "/r/x": "a file" })],
    ["one byte", () => ({ "/r/x": "\u001f" })],
    ["an archive that is not a capsule", () => ({ "/r/x.gz": gzipCanonical(new Uint8Array(600)) })],
    ["what begins as gzip in its first byte alone", () => ({ "/r/x": new Uint8Array([0x1f, 0x8c, 8, 0]) })],
    ["what begins as gzip in its second byte alone", () => ({ "/r/x": new Uint8Array([0x1e, 0x8b, 8, 0]) })],
    ["JSON that speaks of no bundle", () => ({ "/r/x.json": '{"a":1}'.padEnd(200) })],
    ["what only holds the ending in its name", () => ({ "/r/x.capsule.sha256": "a digest" })],
    ["a checksum list without a bundle", () => ({ "/r/x": LINE })],
    ["a text with a bundle", () => ({ "/r/x": `a${LINE}`, "/r/x.sigstore.json": "" })],
    ["a digest with a bundle", () => ({ "/r/x": HELLO.sha256, "/r/x.sigstore.json": "" })],
    ["a shorter digest with a bundle", () => ({ "/r/x": LINE.slice(1), "/r/x.sigstore.json": "" })],
    ["a line of another kind with a bundle", () => ({ "/r/x": `SHA1 (${LINE}`, "/r/x.sigstore.json": "" })],
  ])("%s", async (_, contents) => {
    const more = {
      "/r/b.capsule.txt": "",
      "/r/a.Capsule": "x",
      "/r/c.capsule": "a folder",
      "/q/d.capsule": "",
    } as const;
    const [path = ""] = Object.keys(contents());
    const { found, given } = await find({ ...contents(), ...more });
    expect(found).toEqual({
      ...given,
      capsule: { path: "/r/a.Capsule" },
      assets: [{ path }, { path: "/elsewhere/x" }],
    });
  });

  test("and refused is which of several, or none", async () => {
    const none = await expectFault("usage", () => find({ "/r/x": "a", "/r/c.capsule": "a folder" }));
    expect(none.message).toBe('"x" is not evidence, and there is none beside it');
    const several = await expectFault("usage", () => find({ "/r/x": "a", "/r/c.capsule": "", "/r/d.capsule": "" }));
    expect(several.message).toBe('"x" is not a capsule, and there are several beside it');
    await expectFault("file-missing", () => find({}, { capsule: { path: "/r/gone" } }));
  });
});

describe("where no capsule lies beside a file, other evidence is taken", () => {
  const FILE = { "/r/hello.txt": "hello\n" };
  const found = async (beside: Parameters<typeof memoryFiles>[0]) => {
    const { found } = await find({ ...FILE, ...beside });
    expect(found.assets[0]).toEqual({ path: "/r/hello.txt" });
    return "path" in found.capsule ? found.capsule.path : undefined;
  };
  const list = { "/r/SHA256SUMS": LINE, "/r/SHA256SUMS.sigstore.json": "{}" };
  const statements = { "/r/tool-1.2.3.intoto.jsonl": "{}" };
  const kept = { [`/r/sha256:${HELLO.sha256}.jsonl`]: "{}", [`/r/sha256-${"00".repeat(32)}.jsonl`]: "{}" };
  const own = { "/r/hello.txt.sigstore.json": "{}", "/r/tool.bin.sigstore.json": "{}", "/r/tool.bin": "" };

  test("its bundle, before what was downloaded about its digest, statements, and signed lists", async () => {
    expect(await found({ ...list, ...statements, ...kept, ...own })).toBe("/r/hello.txt.sigstore.json");
    expect(await found({ ...list, ...statements, ...kept })).toBe(`/r/sha256:${HELLO.sha256}.jsonl`);
    expect(await found({ ...list, ...statements })).toBe("/r/tool-1.2.3.intoto.jsonl");
    expect(await found(list)).toBe("/r/SHA256SUMS");
  });

  test("the statements that bear its name among several", async () => {
    expect(await found({ ...statements, "/r/hello.txt.intoto.jsonl": "{}" })).toBe("/r/hello.txt.intoto.jsonl");
    const several = () => find({ ...FILE, ...statements, "/r/other.intoto.jsonl": "{}" });
    expect((await expectFault("usage", several)).message).toContain("several files of statements");
  });

  test.each<[string, Parameters<typeof memoryFiles>[0]]>([
    [
      "a list that names other files",
      { "/r/SHA256SUMS": LINE.replace("hello", "other"), "/r/SHA256SUMS.sigstore.json": "" },
    ],
    ["a list without a bundle", { "/r/SHA256SUMS": LINE }],
    ["the bundle of another file", { "/r/tool.bin": "", "/r/tool.bin.sigstore.json": "{}" }],
    ["signatures that are not checked", { "/r/hello.txt.asc": "", "/r/hello.txt.sig": "", "/r/hello.txt.minisig": "" }],
    ["what was downloaded about another digest", { [`/r/sha256:${"00".repeat(32)}.jsonl`]: "{}" }],
  ])("but not %s", async (_, beside) => {
    const none = await expectFault("usage", () => find({ ...FILE, ...beside }));
    expect(none.message).toBe('"hello.txt" is not evidence, and there is none beside it');
  });
});
