import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeAsset } from "../../../src/domain/sbom/describe/describe-asset.ts";
import { describeRelease } from "../../../src/domain/sbom/describe/describe-release.ts";
import type { Inventory } from "../../../src/domain/sbom/model/inventory.ts";
import { isImplausiblyEmpty } from "../../../src/domain/sbom/quality/require-quality.ts";
import { readSbomSubject } from "../../../src/domain/sbom/read/sbom-subject.ts";
import { formatCycloneDx } from "../../../src/domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../../src/domain/sbom/write/spdx-2-3.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { formatTar } from "../../../src/kernel/tar.ts";
import { corpus, ownCorpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { cycloneDxFacts, spdxFacts } from "./sbom-facts.ts";
import { cycloneDxErrors, spdx23Errors } from "./sbom-schemas.ts";

const DOCUMENT = {
  epoch: 1_795_244_400,
  tool: { name: "release-capsule", version: "0.1.0" },
  producer: { name: "Example Org", url: "https://example.org", email: "security@example.org" },
};

const LOCK = JSON.stringify({
  name: "tool",
  version: "1.0.0",
  lockfileVersion: 3,
  packages: {
    "": { name: "tool", version: "1.0.0", dependencies: { "@a/b": "^1.0.0" }, devDependencies: { c: "*" } },
    "node_modules/@a/b": {
      version: "1.2.3",
      resolved: "https://user:secret@npm.example/@a/b/-/b-1.2.3.tgz?token=x",
      integrity: `sha512-${createHash("sha512").update("b").digest("base64")}`,
      license: "(MIT OR Apache-2.0)",
      dependencies: { c: "*" },
    },
    "node_modules/c": {
      version: "2.0.0",
      license: "See LICENSE",
      integrity: `sha1-${createHash("sha1").update("c").digest("base64")}`,
    },
  },
});

function asset(name: string, content: Uint8Array | string) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return { name, size: bytes.length, sha256: hash("sha256"), sha512: hash("sha512"), source: bytesSource(bytes) };
}

function tarOf(files: Record<string, string | Uint8Array>): Uint8Array {
  return formatTar(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
    })),
  );
}

async function expectBothFormats(inventory: Inventory): Promise<void> {
  for (const version of ["1.6", "1.7"] as const) {
    expect(await cycloneDxErrors(formatCycloneDx(inventory, DOCUMENT, version), version)).toBeNull();
  }
  expect(spdx23Errors(formatSpdx23(inventory, DOCUMENT)) ?? null).toBeNull();
  expect(spdxFacts(formatSpdx23(inventory, DOCUMENT))).toEqual(cycloneDxFacts(formatCycloneDx(inventory, DOCUMENT)));
}

describe("an archive with a lockfile", () => {
  const packed = asset(
    "tool-1.0.0.tar.gz",
    gzipSync(tarOf({ "tool/package-lock.json": LOCK, "tool/README.md": "hello" })),
  );

  test("lists what the lockfile lists, valid and equal in both formats", async () => {
    const inventory = await describeAsset(packed);
    expect(inventory.components.map(({ ref }) => ref)).toEqual([
      "first-party:tool-1.0.0.tar.gz!tool/package-lock.json#.",
      "pkg:npm/%40a/b@1.2.3",
      "pkg:npm/c@2.0.0",
    ]);
    expect(inventory.recognised).toEqual(["npm-package-lock"]);
    expect(inventory.completeness[0]).toMatchObject({ level: "incomplete", refs: [`asset:${packed.sha256}`] });
    await expectBothFormats(inventory);
  });

  test("never repeats a credential of an address", async () => {
    const text = new TextDecoder().decode(formatCycloneDx(await describeAsset(packed), DOCUMENT));
    expect(text).toContain("https://npm.example/@a/b/-/b-1.2.3.tgz");
    expect(text).not.toMatch(/secret|token=/);
  });

  test("gives equal bytes for equal input, and others for another time", async () => {
    const once = formatCycloneDx(await describeAsset(packed), DOCUMENT);
    expect(formatCycloneDx(await describeAsset(packed), DOCUMENT)).toEqual(once);
    const later = formatCycloneDx(await describeAsset(packed), { ...DOCUMENT, epoch: DOCUMENT.epoch + 1 });
    expect(JSON.parse(new TextDecoder().decode(later)).serialNumber).not.toBe(
      JSON.parse(new TextDecoder().decode(once)).serialNumber,
    );
  });

  test("names the asset it describes by its SHA-256, in both formats", async () => {
    const inventory = await describeAsset(packed);
    const expected = { sha256: [packed.sha256], purl: undefined, components: 3, completeness: "incomplete" };
    expect(readSbomSubject(formatCycloneDx(inventory, DOCUMENT))).toMatchObject({ format: "cyclonedx", ...expected });
    expect(readSbomSubject(formatSpdx23(inventory, DOCUMENT))).toMatchObject({ format: "spdx", ...expected });
  });

  test("is the same in a zip, nested in a tar", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sbom-"));
    try {
      writeFileSync(join(folder, "package-lock.json"), LOCK);
      execFileSync("python3", ["-m", "zipfile", "-c", "inner.zip", "package-lock.json"], { cwd: folder });
      const inner = new Uint8Array(readFileSync(join(folder, "inner.zip")));
      const inventory = await describeAsset(asset("outer.tar", tarOf({ "inner.zip": inner })));
      expect(inventory.components.map(({ purl }) => purl)).toEqual([
        "pkg:npm/tool@1.0.0",
        "pkg:npm/%40a/b@1.2.3",
        "pkg:npm/c@2.0.0",
      ]);
      expect(inventory.components[0]?.foundIn).toEqual(["outer.tar!inner.zip!package-lock.json"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("what cannot be known", () => {
  test("is declared unknown for bytes of no known kind", async () => {
    const inventory = await describeAsset(asset("notes.dat", "hello"));
    expect(inventory.completeness).toEqual([
      { level: "unknown", refs: [inventory.root.ref], reason: "nothing in it is of a kind that can be read" },
    ]);
    expect(isImplausiblyEmpty(inventory)).toBe(false);
    await expectBothFormats(inventory);
  });

  test("is declared unknown for a program without build information, which is listed by its digest", async () => {
    const program = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...new Array(100).fill(0)]);
    const inventory = await describeAsset(asset("tool.tar", tarOf({ "bin/tool": program })));
    expect(inventory.components).toMatchObject([
      {
        kind: "file",
        name: "bin/tool",
        hashes: [{ algorithm: "SHA-256", hex: createHash("sha256").update(program).digest("hex") }],
      },
    ]);
    expect(inventory.completeness.map(({ level }) => level)).toEqual(["unknown", "unknown"]);
    await expectBothFormats(inventory);
  });

  test("passes over lockfiles of tests and says so", async () => {
    const inventory = await describeAsset(asset("a.tar", tarOf({ "a/tests/fixtures/package-lock.json": LOCK })));
    expect(inventory.components).toEqual([]);
    expect(inventory.remarks).toEqual(["1 lockfiles of tests, examples or vendored code were passed over"]);
  });

  test("says which lockfile within an archive could not be read", async () => {
    const inventory = await describeAsset(asset("a.tar", tarOf({ "a/package-lock.json": "{\n  oops" })));
    expect(inventory.remarks.join()).toMatch(/a\/package-lock\.json.*at line 2/);
    expect(inventory.completeness[0]?.level).toBe("unknown");
  });
});

test("refuses an asset that is a lockfile and cannot be read, naming file and line", async () => {
  const fault = await expectFault("sbom-source-malformed", () => describeAsset(asset("package-lock.json", "{\n\n1}")));
  expect(fault.message).toContain('"package-lock.json" (npm-package-lock)');
  expect(fault.message).toContain("line 3");
});

test("calls an archive that is cut short unknown, and says why (A19)", async () => {
  const whole = gzipSync(tarOf({ "a/package-lock.json": LOCK }), { level: 0 });
  const { unread, completeness } = await describeAsset(asset("a.tar.gz", whole.subarray(0, -600)));
  expect(unread).toEqual([
    { path: "a.tar.gz", reason: "could not be read: the gzip stream ends too early", limit: false },
  ]);
  expect(completeness[0]?.level).toBe("unknown");
});

test("looks into a gzip that grows a thousand times, as disk images do, and ends where its work is done (A17)", async () => {
  expect((await describeAsset(asset("zeros.gz", gzipSync(new Uint8Array(8 << 20))))).unread).toEqual([]);
  const zeros = gzipSync(new Uint8Array(700 << 20), { level: 9 });
  const { unread, root, components } = await describeAsset(asset("zeros.gz", zeros));
  expect(unread).toMatchObject([
    { limit: true, reason: expect.stringMatching(/ takes more than the 30\d\d million steps /) },
  ]);
  expect([root.name, components]).toEqual(["zeros.gz", []]);
});

test("calls an inventory implausibly empty where something was recognised and nothing found", async () => {
  const inventory = await describeAsset(asset("notes.dat", "hello"));
  expect(isImplausiblyEmpty({ ...inventory, recognised: ["cargo-lock"] })).toBe(true);
});

test("merges assets and the lockfiles of the source into one release", async () => {
  const one = await describeAsset(asset("one.txt", "1"));
  const two = await describeAsset(asset("two.tar", tarOf({ "package-lock.json": LOCK })));
  const release = describeRelease({
    name: "tool",
    version: "1.0.0",
    purl: "pkg:github/example/tool@v1.0.0",
    assets: [one, two],
    sources: [{ path: "package-lock.json", bytes: new TextEncoder().encode(LOCK) }],
  });
  expect(release.edges.filter(({ from }) => from === release.root.ref).map(({ to }) => to)).toEqual(
    [one.root.ref, two.root.ref, "first-party:package-lock.json#."].sort(),
  );
  expect(release.components.filter(({ purl }) => purl === "pkg:npm/c@2.0.0")).toHaveLength(1);
  expect(release.recognised).toEqual(["npm-package-lock"]);
  await expectBothFormats(release);
  expect(readSbomSubject(formatCycloneDx(release, DOCUMENT))).toMatchObject({
    sha256: [],
    completeness: "incomplete",
  });
});

const LOCKFILES_OF_OURS = ["npm/package-lock.json", "cargo/Cargo.lock", "uv/uv.lock"];
const LARGEST = ["npm-pdfjs/package-lock.json", "cargo-registry-stack/Cargo.lock"];

test.for([
  { title: "real lockfiles of our corpus", paths: LOCKFILES_OF_OURS.map((path) => ownCorpus(`lockfiles/${path}`)) },
  { title: "the largest lockfiles of other projects", paths: LARGEST.map((path) => corpus(`sbom/${path}`)) },
])("writes $title valid and equal in both formats", async ({ paths }, { skip }) => {
  for (const path of paths) {
    if (path === undefined) return skip("the sets of other projects are not beside the repository");
    const bytes = new Uint8Array(readFileSync(path));
    const inventory = await describeAsset(asset(basename(path), bytes));
    expect(inventory.completeness[0]?.level).toBe("complete");
    await expectBothFormats(inventory);
  }
});
