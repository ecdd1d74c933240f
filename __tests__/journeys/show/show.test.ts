import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { showCapsule } from "../../../src/journeys/show/show.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

test("lists what a capsule holds, also what its root does not list, and verifies nothing", async () => {
  const path = join(temporaryFolder(), "a.capsule");
  const session = await createTestForge().session({ repository: "mallory/octo-tool" });
  const added = `evidence/${"0".repeat(64)}.json`;
  const packed = (entries: Map<string, Uint8Array>) => void entries.set(added, Buffer.from("{}"));
  writeFileSync(path, await sealTestRelease({ session, packed }));
  const shown = await showCapsule(path, { files: systemFiles, crypto: nodeCryptography });
  expect(shown.root.predicate.release.version).toBe("1.2.3");
  expect(shown.certificate?.extensions.sourceRepositoryUri).toBe("https://github.com/mallory/octo-tool");
  expect(shown.entries[0]).toMatchObject({ name: "capsule.sigstore.json", listed: undefined });
  expect(shown.entries.find(({ name }) => name === added)?.listed).toBe(false);
  expect(shown.entries.filter(({ listed }) => listed === false)).toHaveLength(1);
});

test("refuses what is no capsule", async () => {
  const path = join(temporaryFolder(), "a.capsule");
  writeFileSync(path, "nothing");
  await expectFault("gzip-malformed", () => showCapsule(path, { files: systemFiles, crypto: nodeCryptography }));
});
