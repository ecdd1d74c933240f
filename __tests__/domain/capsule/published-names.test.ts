import { describe, expect, test } from "vitest";
import { lintPublishedNames } from "../../../src/domain/capsule/naming-contract.ts";
import { type PublishPlan, planFiles } from "../../../src/domain/capsule/published-names.ts";
import { requirePublishable } from "../../../src/domain/capsule/require-publishable.ts";
import { expectFault } from "../../expect-fault.ts";

const assets = (...names: string[]) => names.map((name, n) => ({ name, sha256: n.toString(16).padStart(64, "0") }));
const plan: PublishPlan = {
  name: "tool",
  version: "1.2.3+linux",
  local: false,
  mode: "standard",
  assets: assets("a.tgz", "b.tgz"),
  signedEach: true,
};
const namesOf = (change: Partial<PublishPlan>) => planFiles({ ...plan, ...change }).map(({ name }) => name);

describe("published files", () => {
  test("are seven however many assets, by names that other programs know", () => {
    expect(namesOf({})).toEqual([
      "tool-1.2.3_linux.capsule",
      "checksums.txt",
      "checksums.txt.sigstore.json",
      "tool-1.2.3_linux.intoto.jsonl",
      "tool-1.2.3_linux.cdx.json",
      "tool-1.2.3_linux.spdx.json",
      "VERIFY.md",
    ]);
  });

  test("are two more for each asset with full, one where assets are not signed each", () => {
    const more = ["a.tgz.sigstore.json", "a.tgz.cdx.json", "b.tgz.sigstore.json", "b.tgz.cdx.json"];
    expect(namesOf({ mode: "full" }).slice(7)).toEqual(more);
    expect(namesOf({ mode: "full", signedEach: false }).slice(7)).toEqual(["a.tgz.cdx.json", "b.tgz.cdx.json"]);
  });

  test("are the capsule and its guide with capsule, and nothing with none", () => {
    expect(namesOf({ mode: "capsule", local: true })).toEqual(["tool-1.2.3_linux.local.capsule", "VERIFY.md"]);
    expect(namesOf({ mode: "none" })).toEqual([]);
  });

  test("hold no provenance where none is made, and all else", () => {
    const names = namesOf({ hasProvenance: false });
    expect(names).toEqual(namesOf({}).filter((name) => !name.endsWith(".intoto.jsonl")));
    expect(namesOf({ hasProvenance: true })).toEqual(namesOf({}));
  });

  test("follow the name that the checksum list is given", () => {
    const names = namesOf({ checksumsName: "SHA256SUMS" });
    expect(names.slice(1, 3)).toEqual(["SHA256SUMS", "SHA256SUMS.sigstore.json"]);
    expect(names).not.toContain("checksums.txt");
  });

  test("come from entries that exist, the provenance on one line", () => {
    const provenance = planFiles(plan).find(({ name }) => name.endsWith(".intoto.jsonl"));
    expect(provenance?.content).toEqual({ kind: "json-line", entry: "provenance.sigstore.json" });
    const signature = planFiles({ ...plan, mode: "full" }).find(({ name }) => name === "b.tgz.sigstore.json");
    expect(signature?.content).toEqual({ kind: "entry", entry: `assets/${assets("", "b")[1]!.sha256}.sigstore.json` });
  });

  test("each name the entry that they are taken from, the capsule apart", () => {
    const sources = planFiles({ ...plan, mode: "full" }).map(({ name, content }) => [
      name,
      "entry" in content ? content.entry : content.kind,
    ]);
    const [a, b] = plan.assets.map(({ sha256 }) => sha256);
    expect(sources).toEqual([
      ["tool-1.2.3_linux.capsule", "capsule"],
      ["checksums.txt", "checksums.txt"],
      ["checksums.txt.sigstore.json", "checksums.txt.sigstore.json"],
      ["tool-1.2.3_linux.intoto.jsonl", "provenance.sigstore.json"],
      ["tool-1.2.3_linux.cdx.json", "sbom/release.cdx.json"],
      ["tool-1.2.3_linux.spdx.json", "sbom/release.spdx.json"],
      ["VERIFY.md", "VERIFY.md"],
      ["a.tgz.sigstore.json", `assets/${a}.sigstore.json`],
      ["a.tgz.cdx.json", `sbom/${a}.cdx.json`],
      ["b.tgz.sigstore.json", `assets/${b}.sigstore.json`],
      ["b.tgz.cdx.json", `sbom/${b}.cdx.json`],
    ]);
  });

  test("hold one name with provenance inside, and no archive name for the capsule", () => {
    const names = namesOf({ mode: "full" });
    expect(names.filter((name) => /provenance|\.intoto\.jsonl|\.attestation$/.test(name))).toHaveLength(1);
    expect(names.filter((name) => /checksum|sha256|shasums/.test(name))).toEqual([
      "checksums.txt",
      "checksums.txt.sigstore.json",
    ]);
    expect(names[0]).not.toMatch(/\.(tar|gz|tgz|zip|xz)/);
  });
});

describe("checking a plan", () => {
  test.each([
    "checksums.txt",
    "checksums.txt.sigstore.json",
    "checksums.sha512.txt",
    "VERIFY.md",
    "verify.MD",
    "tool-1.2.3_linux.capsule",
    "other.capsule",
    "x.intoto.jsonl",
    "local.trusted_root.json",
    "a.tgz.sigstore.json",
    "A.TGZ.cdx.json",
    "tool-1.2.3_linux.spdx.json",
  ])("refuses an asset with the name of a file of ours: %s (N20, N22)", async (name) => {
    const taken = { ...plan, assets: [...plan.assets, ...assets(name)] };
    await expectFault("asset-name-reserved", () => requirePublishable(taken));
    await expectFault("asset-name-reserved", () => requirePublishable({ ...taken, mode: "none" }));
  });

  test("allows a signature of something that is no asset, and a checksum list of another name (N20)", () => {
    expect(
      requirePublishable({ ...plan, assets: assets("a.tgz", "c.tgz.sigstore.json", "SHA256SUMS") }),
    ).toBeUndefined();
    expect(
      requirePublishable({ ...plan, checksumsName: "SHA256SUMS", assets: assets("checksums.txt") }),
    ).toBeUndefined();
  });

  test("refuses what a file system without case would take for a file of ours, in every mode (D10)", async () => {
    for (const mode of ["standard", "full", "capsule", "none"] as const) {
      for (const name of ["Verify.md", "TOOL-1.2.3_LINUX.CAPSULE"]) {
        const taken = { ...plan, mode, assets: [...plan.assets, ...assets(name)] };
        await expectFault("asset-name-reserved", () => requirePublishable(taken));
      }
    }
  });

  test.each([
    "my-verify.md",
    "verify.md.txt",
    "tool.capsule.txt",
    "tool.intoto.jsonl.txt",
    "my-checksums.sha512.txt",
    "checksums.sha512.txt.old",
    "my-local.trusted_root.json",
    "local.trusted_root.json.old",
  ])("allows %s, which only resembles a name of ours", (name) => {
    expect(requirePublishable({ ...plan, assets: [...plan.assets, ...assets(name)] })).toBeUndefined();
  });

  test("refuses more files than a release holds, before anything is signed (G14)", async () => {
    const many = (count: number) => assets(...Array.from({ length: count }, (_, n) => `a${n}`));
    expect(requirePublishable({ ...plan, assets: many(993) })).toBeUndefined();
    expect(requirePublishable({ ...plan, mode: "capsule", assets: many(998) })).toBeUndefined();
    expect(requirePublishable({ ...plan, mode: "none", assets: many(1000) })).toBeUndefined();
    for (const [mode, count, instead] of [
      ["full", 332, "publish: standard"],
      ["full", 993, "publish: standard"],
      ["standard", 994, "publish: capsule"],
      ["capsule", 999, "publish: none"],
      ["none", 1001, "an archive"],
    ] as const) {
      const fault = await expectFault("published-too-many", () =>
        requirePublishable({ ...plan, mode, assets: many(count) }),
      );
      expect(fault.hint).toContain(instead);
    }
  });

  test("tells what other programs would take for evidence", () => {
    expect(lintPublishedNames(plan)).toEqual([]);
    const odd = assets("tool-provenance.zip", "x.attestation", "tool.sha256", "SHASUMS256.txt", "my-checksums.md");
    expect(lintPublishedNames({ ...plan, assets: odd })).toHaveLength(5);
    expect(lintPublishedNames({ ...plan, assets: assets("x.attestation") })).toEqual([
      expect.stringMatching(/^the asset "x\.attestation" is taken for an attestation/),
    ]);
    expect(lintPublishedNames({ ...plan, assets: assets("x.attestation.txt") })).toEqual([]);
  });

  test("tells when the checksum list grows beyond what Renovate reads", () => {
    const exact = Array.from({ length: 64 }, (_, n) => `asset-00000${String(n).padStart(2, "0")}`);
    expect(lintPublishedNames({ ...plan, assets: assets(...exact) })).toEqual([]);
    const longer = assets(...exact.slice(1), "asset-000000-1");
    expect(lintPublishedNames({ ...plan, assets: longer })).toEqual([expect.stringContaining("5121 bytes")]);
    const many = assets(...Array.from({ length: 80 }, (_, n) => `a${n}`));
    expect(lintPublishedNames({ ...plan, assets: many })).toEqual([expect.stringContaining("Renovate")]);
    expect(lintPublishedNames({ ...plan, assets: many, mode: "capsule" })).toEqual([]);
  });
});
