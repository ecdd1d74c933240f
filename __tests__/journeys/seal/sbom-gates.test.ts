import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReleaseSbomOrder } from "../../../src/journeys/seal/order/seal-order.ts";
import type { Sealed } from "../../../src/journeys/seal/seal.ts";
import { formatTar } from "../../../src/kernel/tar.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { publishingRun } from "./publishing-run.ts";

const sri = (text: string) => `sha512-${Buffer.alloc(64, text).toString("base64")}`;

function lock(bytes: string, version = "1.0.0"): string {
  const packages = {
    "": { name: "app", dependencies: { a: "*" } },
    "node_modules/a": { version, license: "MIT", integrity: sri(bytes) },
  };
  return JSON.stringify({ name: "app", lockfileVersion: 3, packages });
}

/** A run of 1.2.3 beside the public 1.2.2, whose capsule holds the SBOM that sealing `before` made. */
async function runAfter(before: string, now: string, tamper: (sbom: Uint8Array) => Uint8Array | undefined = (b) => b) {
  const first = await publishingRun({ "package-lock.json": before }).seal();
  const sbom = first.entries.find(({ name }) => name === "sbom/release.cdx.json")?.bytes;
  const run = publishingRun({ "package-lock.json": now });
  // What was sealed as 1.2.3 becomes the SBOM of the release before.
  const kept = tamper(encodeUtf8(new TextDecoder().decode(sbom).replaceAll("1.2.3", "1.2.2")));
  const capsule = await sealTestRelease({
    session: await run.forge.session({ ref: "refs/tags/v1.2.2" }),
    version: "1.2.2",
    assets: [describeFile("package-lock.json", before)],
    entries: (entries) =>
      kept === undefined
        ? entries
        : [...entries, { name: "sbom/release.cdx.json", bytes: kept, mediaType: "application/vnd.cyclonedx+json" }],
  });
  const release = run.github.addRelease({ tag_name: "v1.2.2", draft: false });
  run.github.addAsset(release, "octo-tool-1.2.2.capsule", capsule);
  return run;
}

const gates = (changes: Partial<ReleaseSbomOrder>) => ({
  sbom: { quality: { kind: "off" }, diff: "off", ...changes } as const,
});

describe("sbom-quality", () => {
  test("refuses what could not be read if it has to be plausible, before anything is signed", async () => {
    const broken = formatTar([{ name: "app/package-lock.json", bytes: encodeUtf8("{ oops") }]);
    const run = publishingRun({ "app.tar": Buffer.from(broken).toString("latin1") });
    const fault = await expectFault("sbom-quality", () => run.seal(gates({ quality: { kind: "plausible" } })));
    expect(fault.message).toContain("app.tar");
    expect(run.opened()).toBe(0);
    await expectFault("sbom-quality", () => run.seal(gates({ quality: { kind: "score", least: 0 } })));
    await run.seal(gates({}));
    expect(run.opened()).toBe(1);
  });

  test("refuses an SBOM below the least score, and says what costs most", async () => {
    const run = publishingRun({ "package-lock.json": lock("a") });
    const fault = await expectFault("sbom-quality", () => run.seal(gates({ quality: { kind: "score", least: 100 } })));
    expect(fault.message).toMatch(/scores \d\d of 100, less than 100: .+: \d of \d components/);
    expect(run.opened()).toBe(0);
    await run.seal(gates({ quality: { kind: "score", least: 30 } }));
  });

  test("scores nothing for a file in which nothing is recognised", async () => {
    const run = publishingRun({ "hello.txt": "hello\n" });
    const fault = await expectFault("sbom-quality", () => run.seal(gates({ quality: { kind: "score", least: 100 } })));
    expect(fault.message).toContain("octo-tool");
  });
});

describe("sbom-diff", () => {
  test("warns of other bytes in the same version, and fails where that is asked for", async () => {
    const run = await runAfter(lock("a"), lock("b"));
    const fault = await expectFault("sbom-diff", () => run.seal(gates({ diff: "fail" })));
    expect(fault.message).toContain("same-version-different-digest: pkg:npm/a 1.0.0");
    expect(run.opened()).toBe(0);
    await run.seal();
    expect(run.warnings.join("\n")).toContain("same-version-different-digest: pkg:npm/a 1.0.0");
  });

  test("says nothing of an update, of a first release, and where it is off", async () => {
    const updated = await runAfter(lock("a"), lock("b", "1.1.0"));
    await updated.seal(gates({ diff: "fail" }));
    expect(updated.warnings).toEqual([]);
    const first = publishingRun();
    await first.seal(gates({ diff: "fail" }));
    expect(first.warnings).toEqual([]);
    const off = await runAfter(lock("a"), lock("b"));
    await off.seal(gates({ diff: "off" }));
    expect(off.warnings).toEqual([]);
  });

  test("says where nothing was compared", async () => {
    const without = await runAfter(lock("a"), lock("b"), () => undefined);
    await without.seal(gates({ diff: "fail" }));
    expect(without.warnings.join()).toContain("not compared with that of the release before: it holds no SBOM");
    const broken = await runAfter(lock("a"), lock("b"), () =>
      encodeUtf8('{"bomFormat":"CycloneDX","specVersion":"9.9","components":7}'),
    );
    await broken.seal(gates({ diff: "warn" }));
    expect(broken.warnings.join()).toContain("not compared");
  });
});

describe("a run that takes over what an earlier run sealed", () => {
  const refuse = { sbom: { quality: { kind: "score", least: 100 }, diff: "off" } } as const;

  test("is held to its own gates, and says what changed", async () => {
    const run = await runAfter(lock("a"), lock("b"));
    await run.seal({}, { keepDraft: true });
    await expectFault("sbom-diff", () => run.seal(gates({ diff: "fail" })));
    await expectFault("sbom-quality", () => run.seal(refuse));
    const sealed = await run.seal(gates({ diff: "warn" }));
    expect(sealed.recovered).toBe(true);
    expect(run.opened()).toBe(1);
    expect(sealed.sbomDelta).toMatchObject({ since: "1.2.2", findings: [{ rule: "same-version-different-digest" }] });
  });
});

describe("SBOMs of other tools", () => {
  const HELLO = createHash("sha256").update("hello\n").digest("hex");

  /** One that lists a package, of a file with this digest or of none. */
  function foreign(digest?: string): string {
    const hashes = digest === undefined ? {} : { hashes: [{ alg: "SHA-256", content: digest }] };
    return JSON.stringify({
      ...{ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 },
      metadata: { component: { type: "file", name: "x", "bom-ref": "x", ...hashes } },
      components: [{ type: "library", name: "z", version: "1.0.0", purl: "pkg:npm/z@1.0.0", "bom-ref": "z" }],
    });
  }

  function sealWith(...sboms: string[]) {
    const run = publishingRun({ "hello.txt": "hello\n" });
    const given = sboms.map((text, index) => {
      const path = join(run.folder, `foreign-${index}.json`);
      writeFileSync(path, text);
      return path;
    });
    return { run, sealed: () => run.seal(gates({ given })) };
  }

  const holds = (sealed: Sealed, entry: string) =>
    Buffer.from(sealed.entries.find(({ name }) => name === entry)?.bytes ?? []).includes("pkg:npm/z@1.0.0");

  test("are merged into the SBOM of the asset whose digest they name, and so into the release's", async () => {
    const sealed = await sealWith(foreign(HELLO)).sealed();
    for (const form of ["cdx", "spdx"]) {
      expect(holds(sealed, `sbom/${HELLO}.${form}.json`)).toBe(true);
      expect(holds(sealed, `sbom/release.${form}.json`)).toBe(true);
    }
  });

  test("are merged into the release's alone where they name no digest", async () => {
    const sealed = await sealWith(foreign()).sealed();
    expect(holds(sealed, `sbom/${HELLO}.cdx.json`)).toBe(false);
    expect(holds(sealed, "sbom/release.cdx.json")).toBe(true);
  });

  test("are refused, by their names, where they are of other bytes or no SBOM", async () => {
    const other = sealWith(foreign(HELLO), foreign("0".repeat(64)));
    expect((await expectFault("sbom-subject", other.sealed)).message).toContain("foreign-1.json");
    expect(other.run.opened()).toBe(0);
    await expectFault("sbom-malformed", sealWith("{}").sealed);
    await expectFault("json-malformed", sealWith("{").sealed);
  });
});
