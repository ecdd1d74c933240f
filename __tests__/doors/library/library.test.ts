import { openAsBlob, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as format from "../../../src/doors/library/format.ts";
import * as sbom from "../../../src/doors/library/sbom.ts";
import { type VerifyAnswer, type VerifyOrder, verify } from "../../../src/doors/library/verify.ts";
import { verify as verifyInNode } from "../../../src/doors/library/verify-in-node.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder } from "../../run-program.ts";
import { releasedFolder } from "../../scenarios/guide-release.ts";

const CAPSULE = "tool-1.4.2.capsule";
let sigstore: GitHubSigstore;
let release: string;
let trustedRoot: VerifyOrder["trustedRoot"] & object;

beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  const run = { repository: "acme/tool", ref: "refs/tags/v1.4.2" };
  const assets = { "tool-linux-x64": "the tool\n", "tool.exe": Buffer.alloc(5_000_000, 7) };
  release = await releasedFolder(sigstore, { run, assets, publish: "standard" });
  trustedRoot = { name: "trusted_root.json", content: readFileSync(sigstore.trustedRootPath) };
}, 120_000);
afterAll(() => sigstore.close());

const bytesOf = (name: string) => ({ name, content: new Uint8Array(readFileSync(join(release, name))) });
const blobOf = async (name: string) => ({ name, content: await openAsBlob(join(release, name)) });
const SIGNER = { repository: "acme/tool" };

describe.each([
  ["the Web platform", verify],
  ["Node", verifyInNode],
])("verify, by the cryptography of %s", (_name, ask) => {
  const asked = (more: Partial<VerifyOrder>): Promise<VerifyAnswer> =>
    ask({ evidence: bytesOf(CAPSULE), files: [bytesOf("tool.exe")], signer: SIGNER, trustedRoot, ...more });

  test("says of genuine files what the command line says, word for word", async () => {
    const files = [await blobOf("tool.exe"), bytesOf("tool-linux-x64")];
    const answer = await asked({ evidence: await blobOf(CAPSULE), files });
    expect(answer.verdict).toBe("verified");
    const trust = ["--trusted-root", "trusted_root.json", "--repository", "acme/tool"];
    const run = await capsule(["verify", "--json", ...trust, CAPSULE, "tool.exe", "tool-linux-x64"], { cwd: release });
    const printed = JSON.parse(run.stdout);
    expect(comparable(answer)).toEqual(comparable(printed));
  });

  test("rejects a changed file, another repository, another release, and a changed capsule", async () => {
    const changed = { name: "tool.exe", content: Buffer.alloc(5_000_000, 8) };
    expect((await asked({ files: [changed] })).verdict).toBe("rejected");
    expect((await asked({ signer: { repository: "evil/tool" } })).verdict).toBe("rejected");
    expect((await asked({ release: "tool@1.4.3" })).verdict).toBe("rejected");
    const flipped = readFileSync(join(release, CAPSULE));
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    expect((await asked({ evidence: { name: CAPSULE, content: flipped } })).verdict).toBe("rejected");
  });

  test("is incomplete without a file, unless the evidence is all that is meant, and with a file that is of no release", async () => {
    expect((await asked({ files: [] })).verdict).toBe("incomplete");
    expect((await asked({ files: [], evidenceOnly: true })).verdict).toBe("verified");
    const other = { name: "other", content: new Uint8Array([1]) };
    expect((await asked({ files: [other] })).verdict).toBe("incomplete");
    expect((await asked({ all: true })).verdict).toBe("incomplete");
  });

  test("takes a digest for a file", async () => {
    const digest = await asked({});
    if (digest.verdict !== "verified") throw new Error(digest.verdict);
    const sha256 = digest.assets.find(({ looked }) => looked === "tool.exe")?.sha256 ?? "";
    expect((await asked({ files: [{ name: "tool.exe", sha256 }] })).verdict).toBe("verified");
    expect((await asked({ files: [{ name: "tool.exe", sha256: "0".repeat(64) }] })).verdict).toBe("rejected");
  });

  test.each([
    ["usage", { signer: { repository: " " } }],
    ["usage", { signer: { identity: "a", issuer: "" } }],
    ["usage", { release: "tool" }],
    ["usage", { files: [{ name: "../tool", content: new Uint8Array() }] }],
    ["usage", { files: [{ name: CAPSULE, content: new Uint8Array() }] }],
    ["usage", { files: [{ sha256: "xyz" }] }],
    ["repository-invalid", { signer: { repository: "a b" } }],
    ["trusted-root-malformed", { trustedRoot: { name: "r.json", content: new Uint8Array([0]) } }],
  ] as const)("answers %s instead of throwing", async (code, more) => {
    expect(await asked(more)).toMatchObject({ verdict: "unanswered", problem: { code } });
  });

  test("hints name fields of the order", async () => {
    const answer = await asked({ signer: { repository: "evil/tool" } });
    expect(JSON.stringify(answer)).not.toMatch(/--[a-z]/);
  });
});

test("readCapsule tells what a capsule says of itself, marks it unverified, and refuses what is none", async () => {
  const read = await format.readCapsule(bytesOf(CAPSULE));
  if (!read.ok) throw new Error(read.problem.message);
  expect(read.content).toMatchObject({ verified: false, root: { predicate: { release: { version: "1.4.2" } } } });
  expect(read.content.root.predicateType).toBe(format.CAPSULE_PREDICATE_TYPE);
  const shown = await capsule(["show", "--json", CAPSULE], { cwd: release });
  expect(read.content).toEqual(JSON.parse(shown.stdout));
  const none = await format.readCapsule({ name: "a.capsule", content: new Uint8Array([1, 2]) });
  expect(none).toMatchObject({ ok: false, problem: { code: "gzip-malformed", exitCode: 1 } });
});

test("checksum lists are read as they are written, and what misleads is refused by its code", async () => {
  const checksums = [
    { name: "b", digest: "1".repeat(64) },
    { name: "a", digest: "0".repeat(64) },
  ];
  const text = format.formatChecksums(checksums);
  expect(await format.parseChecksums(text, "sha256")).toEqual({ ok: true, checksums: checksums.toReversed() });
  expect(await format.parseChecksums(`${"0".repeat(64)}  ../a\n`, "sha256")).toMatchObject({
    ok: false,
    problem: { code: "checksums-malformed" },
  });
  expect(format.capsuleFileName({ name: "tool", version: "1.0.0+7" })).toBe("tool-1.0.0_7.capsule");
});

const LOCKFILE = {
  name: "empty",
  lockfileVersion: 3,
  packages: {
    "": { name: "empty", version: "1.0.0", dependencies: { semver: "7.8.6" } },
    "node_modules/semver": { version: "7.8.6", integrity: `sha512-${"A".repeat(86)}==` },
  },
};

describe("describe", () => {
  const folder = newFolder();
  const path = join(folder, "package-lock.json");
  writeFileSync(path, JSON.stringify(LOCKFILE));

  test("writes what the command line writes, in each format", async () => {
    for (const [name, specVersion] of [
      ["cyclonedx", "1.6"],
      ["spdx", "2.3"],
    ] as const) {
      const made = await sbom.describe(path, { format: name, specVersion });
      const run = await capsule(["sbom", "--format", name, "--spec-version", specVersion, path], { cwd: folder });
      expect(made).toMatchObject({ ok: true, components: 2, unknown: null, text: run.stdout });
    }
  });

  test("has the time that it is given, and no other", async () => {
    const made = await sbom.describe(path, { sourceDate: 1_795_000_000 });
    expect(made.ok && JSON.parse(made.text).metadata.timestamp).toBe("2026-11-18T11:06:40Z");
    expect(await sbom.describe(path)).toEqual(await sbom.describe(path));
  });

  test("says why it does not know what a file is made of", async () => {
    writeFileSync(join(folder, "noise.bin"), Buffer.from("\x01\x02\x00\xff".repeat(300), "latin1"));
    const made = await sbom.describe(join(folder, "noise.bin"));
    expect(made).toMatchObject({ ok: true, components: 0 });
    expect(made.ok && made.unknown).toMatch(/\w/);
  });

  test("refuses by code", async () => {
    expect(await sbom.describe(join(folder, "absent"))).toMatchObject({ problem: { code: "file-missing" } });
    expect(await sbom.describe(path, { specVersion: "0.1" })).toMatchObject({ problem: { code: "usage" } });
    writeFileSync(join(folder, "bad.cdx.json"), "{");
    expect(await sbom.score(join(folder, "bad.cdx.json"))).toMatchObject({ ok: false });
  });

  test("scores what it made, as its schema has it", async () => {
    const scored = await sbom.score(path);
    if (!scored.ok) throw new Error(scored.problem.message);
    const schema = JSON.parse(readFileSync("docs/schemas/sbom-score.json", "utf8"));
    expect(new Ajv2020({ strict: false }).validate(schema, scored.score)).toBe(true);
    expect(scored.score.problems).toEqual([]);
  });
});

/** Hints are spelled for their reader, and the command line looks at what lies beside the capsule. */
function comparable(answer: VerifyAnswer): unknown {
  if (answer.verdict === "unanswered") return answer;
  const claims = answer.claims.map(({ hint: _, ...claim }) => claim);
  const assets = answer.assets.map((asset) => ({ ...asset, looked: asset.looked?.replace(/^.*\//, "") ?? null }));
  const trustedRoot = { ...answer.trustedRoot, origin: "given" };
  const text = JSON.stringify({ ...answer, claims, assets, trustedRoot });
  return JSON.parse(text.replaceAll(`${release}/`, ""));
}
