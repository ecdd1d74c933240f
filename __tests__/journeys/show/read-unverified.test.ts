import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { GUIDE_ENTRY, PROVENANCE_ENTRY, sbomEntry } from "../../../src/domain/capsule/entry-names.ts";
import { packCapsule } from "../../../src/domain/capsule/pack.ts";
import type { SourceFacts } from "../../../src/domain/source/source-facts.ts";
import { compare } from "../../../src/journeys/diff/diff.ts";
import { readGuide } from "../../../src/journeys/guide/guide.ts";
import { loadSbom } from "../../../src/journeys/sbom/load-sbom.ts";
import { readNamedPrevious } from "../../../src/journeys/seal/describe/named-previous.ts";
import { readUnverified } from "../../../src/journeys/show/read-unverified.ts";
import { showCapsule } from "../../../src/journeys/show/show.ts";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import { MAX_UNVERIFIED_BYTES } from "../../../src/kernel/limits.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const ports = {
  files: systemFiles,
  crypto: nodeCryptography,
  env: () => undefined,
  git: { open: async () => undefined },
  trust: { trustedRoots: async () => [] },
  progress: quietProgress(),
};
const NOTHING = new Set<string>();
const EVIDENCE = `evidence/${"0".repeat(64)}.bin`;

const FACTS: SourceFacts = {
  ...{ name: "octo-tool", version: "1.3.0", versioning: "semver", tag: "v1.3.0", commit: null },
  ...{ repository: "https://github.com/octo-org/octo-tool", repositoryId: null, ownerId: null, runUri: null },
  ...{ ref: null, dirty: null, epoch: 0 },
};

/** Every command that reads a capsule and verifies nothing, or nothing yet. */
const READERS: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  show: (path) => showCapsule(path, ports),
  guide: (path) => readGuide(path, ports),
  diff: (path) => compare([path, path], ports),
  sbom: (path) => loadSbom(path, ports),
  "seal --previous": (path) => readNamedPrevious(path, FACTS, ports),
};

describe.each(Object.entries(READERS))("%s", (_command, read) => {
  test("reads nothing behind a root that is none", async () => {
    const whole = packCapsule(
      { root: Buffer.from("{}"), entries: new Map([[EVIDENCE, randomBytes(1 << 20)]]) },
      gzipCanonical,
    );
    // Whoever reads on finds that it is cut short.
    await expectFault("bundle-malformed", () => read(written(whole.subarray(0, whole.length / 2))));
  });

  test("says what a file is that is no capsule", async () => {
    const fault = await expectFault("gzip-malformed", () => read(written(Buffer.from("<!DOCTYPE html><html>"))));
    expect(fault.message).toMatch(/^a web page, not a capsule/);
  });
});

test("holds what is wanted, and of everything else the digest alone", async () => {
  const path = written(await strangersRelease({ [GUIDE_ENTRY]: Buffer.from("# page\n"), [EVIDENCE]: randomBytes(99) }));
  const { entries, digests } = await readUnverified({ path }, new Set([GUIDE_ENTRY]), ports);
  expect([...entries.keys()]).toEqual([GUIDE_ENTRY]);
  expect(digests.get(EVIDENCE)?.size).toBe(99);
  expect((await readUnverified({ path }, NOTHING, ports)).entries.size).toBe(0);
});

test.each([
  ["guide", GUIDE_ENTRY],
  ["diff", PROVENANCE_ENTRY],
  ["diff", sbomEntry("release", "cdx")],
  ["sbom", sbomEntry("release", "cdx")],
])("%s refuses more of %s than may be held of a capsule that nobody vouches for", async (command, name) => {
  const path = written(await strangersRelease({ [name]: Buffer.alloc(MAX_UNVERIFIED_BYTES + 1, " ") }));
  await expectFault("archive-limit", () => READERS[command]?.(path));
  // Nobody wants it here.
  expect((await showCapsule(path, ports)).entries.find((entry) => entry.name === name)?.size).toBe(
    MAX_UNVERIFIED_BYTES + 1,
  );
});

function written(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), "octo-tool-1.2.3.capsule");
  writeFileSync(path, bytes);
  return path;
}

/** Signed by somebody whom no trusted root knows; the entries are not in its root. */
function strangersRelease(entries: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const packed = (all: Map<string, Uint8Array>) => {
    for (const [name, bytes] of Object.entries(entries)) all.set(name, bytes);
  };
  return createTestForge()
    .session({})
    .then((session) => sealTestRelease({ session, packed }));
}
