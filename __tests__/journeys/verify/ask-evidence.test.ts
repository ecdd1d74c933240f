import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { askEvidence } from "../../../src/journeys/verify/ask-evidence.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { HELLO, TOOL } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

const GUIDE = "d".repeat(64);
const SBOM = "e".repeat(64);
const SBOMS = [HELLO, TOOL].map(({ sha256 }) => `sbom/${sha256}.cdx.json`);
const STATEMENT = {
  subject: [HELLO, TOOL].map(({ name, sha256, sha512 }) => ({
    ...{ name, digest: { sha256, sha512 }, annotations: { kind: "file" } },
  })),
  predicate: {
    evidence: [
      { name: "VERIFY.md", digest: { sha256: GUIDE }, annotations: {} },
      { name: SBOMS[0], digest: { sha256: SBOM }, annotations: { subject: HELLO.sha256 } },
      { name: SBOMS[1], digest: { sha256: "f".repeat(64) }, annotations: { subject: TOOL.sha256 } },
    ],
  },
} as unknown as RootStatement;

const FILES = memoryFiles({
  ...{ "/home/hello.txt": HELLO.bytes, "/home/copy": TOOL.bytes, "/home/tool.bin": HELLO.bytes, "/home/x": "x" },
  ...{ "/release/tool.bin": TOOL.bytes, "/release/other": "x", "/empty/x": "x" },
});

function ask(order: Partial<VerifyOrder>, folder?: string, files = FILES) {
  const whole: VerifyOrder = {
    ...{ capsule: { path: "/home/a.capsule" }, assets: [] },
    identity: { kind: "repository", repository: "https://github.com/octo-org/octo-tool" },
    ...order,
  };
  const trust = { trustedRoots: async () => [] };
  return askEvidence(
    STATEMENT,
    { order: whole, folder },
    { crypto: nodeCryptography, files, trust, progress: quietProgress() },
  );
}

const paths = (...names: string[]) => ({ assets: names.map((name) => ({ path: `/home/${name}` })) });
const ALL = ["VERIFY.md", ...SBOMS];

describe("evidence is asked for about", () => {
  test.each<[string, Partial<VerifyOrder>, readonly string[]]>([
    ["a file by its name and bytes", paths("hello.txt"), [HELLO.sha256]],
    ["a file by its bytes alone", paths("copy"), [TOOL.sha256]],
    ["the one that it is, and the one that it is called", paths("tool.bin"), [HELLO.sha256, TOOL.sha256]],
    ["a digest", { assets: [{ sha256: TOOL.sha256 }] }, [TOOL.sha256]],
    ["a digest with a name", { assets: [{ name: "hello.txt", sha256: "0".repeat(64) }] }, [HELLO.sha256]],
    ["what a document is about", { assets: [{ sha256: SBOM }] }, [HELLO.sha256]],
    ["all that are read, whatever cannot be", paths("gone", "hello.txt"), [HELLO.sha256]],
  ])("%s", async (_, order, about) => {
    const found = await ask(order);
    expect(found.about).toEqual(new Set(about));
    const sboms = SBOMS.filter((name) => about.some((sha256) => name.includes(sha256)));
    expect(found.asked).toEqual(new Set(["VERIFY.md", ...sboms]));
  });

  test("what lies beside the capsule, if nothing is named", async () => {
    const found = await ask({}, "/release");
    expect(found.about).toEqual(new Set([TOOL.sha256]));
    expect(found.read).toMatchObject([{ asset: { path: "/release/tool.bin" }, found: { sha256: TOOL.sha256 } }]);
    expect(found.small.get(TOOL.sha256)).toEqual(new Uint8Array(TOOL.bytes));
  });

  test.each<[string, Partial<VerifyOrder>, string | undefined]>([
    ["no file is there", {}, "/empty"],
    ["there is no folder", {}, undefined],
    ["no file is of the release", paths("x"), undefined],
    ["a document is about the release", { assets: [{ sha256: GUIDE }] }, undefined],
    ["all are asked for", { ...paths("hello.txt"), all: true }, undefined],
    ["only the evidence is", { ...paths("hello.txt"), evidenceOnly: true }, undefined],
    ["a summary is", { ...paths("hello.txt"), summary: true }, undefined],
    ["a policy requires SBOMs", { ...paths("hello.txt"), policy: requiring("sbom") }, undefined],
    ["a policy requires evidence", { ...paths("hello.txt"), policy: requiring("lineage", "evidence") }, undefined],
  ])("everything, where %s", async (_, order, folder) => {
    const found = await ask(order, folder);
    expect([found.about, found.asked]).toEqual(["all", new Set(ALL)]);
  });

  test.each<[string, Partial<VerifyOrder>]>([
    ["a policy requires another claim", { policy: requiring("provenance") }],
    ["nothing more is asked for", { all: false, evidenceOnly: false, summary: false }],
  ])("one file, where %s", async (_, order) => {
    expect((await ask({ ...paths("hello.txt"), ...order })).about).toEqual(new Set([HELLO.sha256]));
  });

  test("everything, if the folder cannot be read, which is told later", async () => {
    const found = await ask({}, "/unreadable");
    expect([found.read, found.about]).toEqual([expect.any(Fault), "all"]);
    expect(found.read).toMatchObject({ code: "file-unreadable" });
  });

  test.each([new TypeError("a test"), new Fault("internal", "a test")])(
    "nothing, after a defect: %s",
    async (error) => {
      const files = { ...FILES, list: () => Promise.reject(error) };
      await expect(ask({}, "/release", files)).rejects.toBe(error);
    },
  );
});

function requiring(...ids: readonly string[]): NonNullable<VerifyOrder["policy"]> {
  return { require: ids.map((id) => ({ id })) } as unknown as NonNullable<VerifyOrder["policy"]>;
}
