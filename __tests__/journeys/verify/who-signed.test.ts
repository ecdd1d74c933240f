import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { whoSigned } from "../../../src/journeys/verify/who-signed.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { Files } from "../../../src/ports/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { assetSignature, HELLO, sealTestRelease } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

let forge: TestForge;
let capsule: Uint8Array;
let bundle: Uint8Array;
beforeAll(async () => {
  forge = createTestForge();
  const session = await forge.session({ repository: "anybody/anything" });
  capsule = await sealTestRelease({ session });
  bundle = (await assetSignature(session, HELLO)).bytes;
});

interface Case {
  readonly trustedRoot?: Uint8Array;
  readonly origin?: string;
  readonly unsafeCapsuleRoot?: boolean;
  readonly change?: (files: Files) => Partial<Files>;
}

async function who(
  contents: Parameters<typeof memoryFiles>[0],
  { trustedRoot, origin = "test", unsafeCapsuleRoot, change }: Case = {},
) {
  const [path = ""] = Object.keys(contents);
  const files = memoryFiles(contents);
  const roots = [{ bytes: trustedRoot ?? forge.trustedRoot, origin, dated: undefined }];
  const order = { capsule: { path }, assets: [], ...(unsafeCapsuleRoot === undefined ? {} : { unsafeCapsuleRoot }) };
  const found = await whoSigned(order, {
    ...{ crypto: nodeCryptography, files: { ...files, ...change?.(files) }, progress: quietProgress() },
    trust: { trustedRoots: async () => roots },
  });
  return found?.signer.kind === "certificate" ? found.signer.certificate.extensions.sourceRepositoryUri : found;
}

const ANYBODY = "https://github.com/anybody/anything";

describe("who signed a capsule", () => {
  test("is said of a genuine signature, whoever it is, also of one beside a file", async () => {
    expect(await who({ "/r/a.capsule": capsule })).toBe(ANYBODY);
    expect(await who({ "/r/hello.txt": HELLO.bytes, "/r/a.capsule": capsule })).toBe(ANYBODY);
  });

  test.each<[string, () => Parameters<typeof memoryFiles>[0]]>([
    ["of a bundle", () => ({ "/r/x.json": bundle })],
    ["of what is not a capsule", () => ({ "/r/a.capsule": "x" })],
    ["of a file without a capsule", () => ({ "/r/x": "x" })],
    ["of no file", () => ({})],
  ])("is not said %s", async (_, contents) => {
    expect(await who(contents())).toBeUndefined();
  });

  test("is not said if the trusted root does not know who vouches for it", async () => {
    expect(await who({ "/r/a.capsule": capsule }, { trustedRoot: createTestForge().trustedRoot })).toBeUndefined();
  });

  test("is not said under the root that the capsule carries, unless the user insists", async () => {
    const origin = "/r/snapshot.trusted_root.json";
    await expectFault("trusted-root-archival", () => who({ "/r/a.capsule": capsule }, { origin }));
    expect(await who({ "/r/a.capsule": capsule }, { origin, unsafeCapsuleRoot: true })).toBe(ANYBODY);
  });

  test.each([new TypeError("a test"), new Fault("internal", "a test")])("hides no defect: %s", async (error) => {
    const change = () => ({ open: () => Promise.reject(error) });
    await expect(who({ "/r/a.capsule": capsule }, { change })).rejects.toBe(error);
  });
});
