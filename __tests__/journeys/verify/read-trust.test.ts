import { expect, test } from "vitest";
import { asFlag } from "../../../src/doors/options/as-flag.ts";
import { readTrust } from "../../../src/journeys/verify/read-trust.ts";
import { spelled } from "../../../src/kernel/advice.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { TrustedRootFile } from "../../../src/ports/trust.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { memoryFiles } from "./memory-files.ts";

const forge = createTestForge();
const file = (changes: Partial<TrustedRootFile> = {}): TrustedRootFile => ({
  ...{ bytes: forge.trustedRoot, origin: "/home/root.json", dated: undefined },
  ...changes,
});

function read(files: readonly TrustedRootFile[], unsafeCapsuleRoot?: boolean) {
  return readTrust({ trust: { trustedRoots: async () => files }, files: memoryFiles({}) }, unsafeCapsuleRoot);
}

test("each trusted root is read, with its origin and date", async () => {
  const dated = file({ dated: "2026-08-21", origin: "built-in" });
  expect(await read([file(), dated])).toEqual([
    { root: forge.trust, origin: "/home/root.json", dated: undefined, mayBeOutdated: undefined },
    { root: forge.trust, origin: "built-in", dated: "2026-08-21", mayBeOutdated: undefined },
  ]);
});

test("only a root with a date, for which nobody looked, may be outdated since then", async () => {
  const since = async (changes: Partial<TrustedRootFile>) => (await read([file(changes)]))[0]?.mayBeOutdated;
  expect(await since({ dated: "2026-08-21", mayBeOutdated: true })).toEqual(new Date("2026-08-21"));
  expect(await since({ dated: "2026-08-21", mayBeOutdated: false })).toBeUndefined();
  expect(await since({ mayBeOutdated: true })).toBeUndefined();
});

test("without a trusted root nothing is verified", async () => {
  await expectFault("trusted-root-malformed", () => read([]));
});

test("what is not a trusted root is named", async () => {
  const fault = await expectFault("trusted-root-malformed", () => read([file(), file({ bytes: encodeUtf8("{}") })]));
  expect(fault.message).toMatch(/^"root\.json" is not a trusted root: ./);
  expect(fault.cause).toMatchObject({ code: "trusted-root-malformed" });
  expect(spelled(fault.hint ?? "", asFlag)).toBe(
    "name the file that the instance publishes, or leave out --trusted-root",
  );
  await expect(read([file({ bytes: null as never })])).rejects.toThrow(TypeError);
});

test("the snapshot that a capsule carried is refused by its name, unless the user insists", async () => {
  const snapshot = file({ origin: "/home/snapshot.trusted_root.json" });
  for (const unsafe of [false, undefined]) {
    await expectFault("trusted-root-archival", () => read([file(), snapshot], unsafe));
  }
  expect(await read([snapshot], true)).toHaveLength(1);
});
