import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { openCapsule } from "../../../src/journeys/verify/open-capsule.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

let capsule: Uint8Array;
beforeAll(async () => {
  capsule = await sealTestRelease({ session: await createTestForge().session() });
});

async function open(bytes: Uint8Array, { isFile = true, error }: { isFile?: boolean; error?: unknown } = {}) {
  const files = memoryFiles({ "/r/a.capsule": bytes });
  const chosen: unknown[] = [];
  const choose = async (root: Uint8Array, folder: string | undefined) => {
    if (error !== undefined) throw error;
    chosen.push([JSON.parse(new TextDecoder().decode(root)).mediaType, folder]);
    return { holds: (name: string) => name === "checksums.txt", asked: 7 };
  };
  const order = isFile ? { path: "/r/a.capsule" } : { bytes: bytesSource(bytes), fileName: "b.capsule" };
  try {
    return { opened: await openCapsule(order, choose, { files, crypto: nodeCryptography }), chosen };
  } finally {
    expect(files.opened()).toBe(0);
  }
}

const MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

describe("a capsule", () => {
  test("is opened as a file, by its name, with what lies beside it", async () => {
    const { opened, chosen } = await open(capsule);
    expect(chosen).toEqual([[MEDIA_TYPE, "/r"]]);
    expect(opened).toMatchObject({
      fileName: "a.capsule",
      sha256: sha256Hex(capsule),
      content: { chosen: { asked: 7 } },
    });
    if (opened.content instanceof Fault) throw opened.content;
    expect([[...opened.content.entries.keys()], opened.content.digests.size]).toEqual([["checksums.txt"], 9]);
  });

  test("is opened as bytes, under the name that they would have, with nothing beside", async () => {
    const { opened, chosen } = await open(capsule, { isFile: false });
    expect(chosen).toEqual([[MEDIA_TYPE, undefined]]);
    expect(opened).toMatchObject({
      fileName: "b.capsule",
      sha256: sha256Hex(capsule),
      content: { chosen: { asked: 7 } },
    });
  });

  test("that is refused is a finding, with the digest of all of it, and says what the file is", async () => {
    const page = encodeUtf8(`<html>${" ".repeat(100_000)}`);
    for (const isFile of [true, false]) {
      const { content, sha256 } = (await open(page, { isFile })).opened;
      expect(sha256).toBe(sha256Hex(page));
      expect(content).toMatchObject({
        message: expect.stringMatching(/^a web page, not a capsule: it begins with "<html>/),
      });
    }
    const { content, sha256 } = (await open(capsule.subarray(0, 3000))).opened;
    expect([content, sha256]).toEqual([expect.any(Fault), sha256Hex(capsule.subarray(0, 3000))]);
    expect(content).toMatchObject({ code: "archive-truncated", message: "the download is cut short" });
  });

  test("is not judged by the fault of somebody else", async () => {
    for (const error of [new TypeError("a test"), new Fault("usage", "a test"), new Fault("file-missing", "a test")]) {
      await expect(open(capsule, { error })).rejects.toBe(error);
    }
    const refusal = new Fault("root-malformed", "a test");
    expect((await open(capsule, { error: refusal })).opened.content).toBe(refusal);
  });
});
