import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { readArtifact } from "../../../src/journeys/verify/read-artifact.ts";
import { SmallFiles } from "../../../src/journeys/verify/small-files.ts";
import { expectFault } from "../../expect-fault.ts";
import { HELLO } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

const PATH = "/home/hello.txt";
const both = ["sha256", "sha512"] as const;
const { sha256, sha512 } = HELLO;

describe("a file", () => {
  test("is hashed, kept by each of its digests if there is room, and closed", async () => {
    const files = memoryFiles({ [PATH]: HELLO.bytes });
    const small = new SmallFiles();
    const found = await readArtifact({ path: PATH, algorithms: both, small }, { files, crypto: nodeCryptography });
    expect(found).toEqual({ digests: { sha256, sha512 }, size: HELLO.bytes.length });
    const bytes = new Uint8Array(HELLO.bytes);
    expect([small.get(sha256), small.get(sha512)]).toEqual([bytes, bytes]);
    expect(files.opened()).toBe(0);
  });

  test("is a stream if there is no room, or nobody keeps it", async () => {
    const files = memoryFiles({ [PATH]: HELLO.bytes });
    const small = new SmallFiles();
    small.keep(["x"], new Uint8Array(16 * 1024 * 1024));
    for (const kept of [{}, { small }]) {
      const order = { path: PATH, algorithms: both, ...kept };
      const found = await readArtifact(order, { files, crypto: nodeCryptography });
      expect(found.digests).toEqual({ sha256, sha512 });
    }
    expect(small.get(sha256)).toBeUndefined();
  });

  test("is hashed as the bytes that are kept of it, whatever another look would find", async () => {
    const files = memoryFiles({ [PATH]: HELLO.bytes });
    let looks = 0;
    const turning = {
      ...files,
      open: async (path: string) => {
        const file = await files.open(path);
        const read = async (into: Uint8Array, position: number) => {
          if (position === 0) looks += 1;
          return looks === 1 ? file.read(into, position) : into.subarray(0, file.size - position).fill(7).length;
        };
        return { ...file, read };
      },
    };
    const small = new SmallFiles();
    const order = { path: PATH, algorithms: both, small };
    const found = await readArtifact(order, { files: turning, crypto: nodeCryptography });
    expect(found.digests.sha256).toBe(sha256);
    expect(small.get(sha256)).toEqual(new Uint8Array(HELLO.bytes));
  });

  test("that changes while it is read is refused, is not kept, and is closed", async () => {
    const files = memoryFiles({ [PATH]: HELLO.bytes });
    const small = new SmallFiles();
    const crypto = {
      ...nodeCryptography,
      streamHash: (...given: Parameters<typeof nodeCryptography.streamHash>) => {
        files.held.set(PATH, new Uint8Array(1));
        return nodeCryptography.streamHash(...given);
      },
    };
    const fault = await expectFault("asset-changed", () =>
      readArtifact({ path: PATH, algorithms: both, small }, { files, crypto }),
    );
    expect(fault.message).toBe('"/home/hello.txt" changed while it was read');
    expect([small.get(sha256), files.opened()]).toEqual([undefined, 0]);
  });
});

test("a file that became shorter is refused, as what it was when it was opened", async () => {
  const files = memoryFiles({ [PATH]: HELLO.bytes });
  const cut = {
    ...files,
    open: async (path: string) => {
      const file = await files.open(path);
      return { ...file, size: file.size + 1 };
    },
  };
  const small = new SmallFiles();
  await expectFault("source-truncated", () =>
    readArtifact({ path: PATH, algorithms: both, small }, { files: cut, crypto: nodeCryptography }),
  );
});
