import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseStatement } from "../../../src/domain/attestation/statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { json, OPEN_VEX, statement } from "../../domain/evidence/sample-evidence.ts";
import { expectFault } from "../../expect-fault.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";
import { publishingRun } from "./publishing-run.ts";

const HEX = "ab".repeat(32);
const NAME = "ghcr.io/octo-org/octo-tool";
const IMAGES = { images: [`${NAME}@sha256:${HEX}`] };

function subjectsOf(bundle: Uint8Array) {
  const { content } = parseBundle(bundle);
  if (content.kind !== "dsse") throw new Error("no statement");
  return parseStatement(content.payload).subject;
}

test("an image is a subject of root and provenance by its digest alone, and stands in no checksum list", async () => {
  const run = publishingRun();
  const sealed = await run.seal(IMAGES);
  const entry = (name: string) => sealed.entries.find((one) => one.name === name)?.bytes ?? new Uint8Array();
  for (const bundle of [sealed.root, entry("provenance.sigstore.json")]) {
    expect(subjectsOf(bundle)).toContainEqual({ name: NAME, digest: { sha256: HEX } });
    expect(subjectsOf(bundle)).toHaveLength(3);
  }
  expect(Buffer.from(entry("checksums.txt")).toString()).not.toContain(HEX);
  expect(Buffer.from(entry("VERIFY.md")).toString()).toContain(`${NAME}@sha256:${HEX}`);
  expect(sealed.entries.some(({ name }) => name.startsWith("images/"))).toBe(false);
  expect(run.names().some((name) => name.includes("ghcr"))).toBe(false);
});

test("a verifier asks for no image where every asset must be there, and compares a digest that is given", async () => {
  const run = publishingRun();
  const { capsule, assets } = await run.seal(IMAGES);
  const files = assets.map(({ name, sha256, sha512 }) => ({ name, sha256, sha512 }));
  const verify = (more: readonly { sha256: string }[]) =>
    verifyTestCapsule(capsule.bytes, run.forge.trustedRoot, { assets: [...files, ...more], all: true });
  const found = await verify([]);
  expect(found.exitCode).toBe(0);
  expect(found.assets.find(({ sealedName }) => sealedName === NAME)).toMatchObject({
    status: "not-asked",
    reason: expect.stringContaining(`sha256:${HEX}`),
  });
  expect((await verify([{ sha256: HEX }])).assets.at(-1)).toMatchObject({ sealedName: NAME, status: "verified" });
  const foreign = await verify([{ sha256: "c".repeat(64) }]);
  expect([foreign.exitCode, foreign.assets.some(({ status }) => status === "not-part")]).toEqual([3, true]);
});

test("another image than the sealed one makes the release be sealed again", async () => {
  const run = publishingRun();
  await run.seal(IMAGES, { keepDraft: true });
  expect((await run.seal(IMAGES, { keepDraft: true })).recovered).toBe(true);
  const other = { images: [`${NAME}@sha256:${"c".repeat(64)}`] };
  expect((await run.seal(other, { keepDraft: true })).recovered).toBe(false);
});

test("evidence may be about an image, named or by its digest, and is bound to it in the root", async () => {
  const run = publishingRun();
  writeFileSync(join(run.folder, "vex.json"), json(OPEN_VEX));
  const report = statement(
    "https://in-toto.io/attestation/test-result/v0.1",
    { result: "PASSED", configuration: [] },
    HEX,
  );
  writeFileSync(join(run.folder, "report.json"), report);
  const sealed = await run.seal({ ...IMAGES, evidence: [`vex.json=${NAME}`, "report.json"] });
  const statements = sealed.entries
    .filter(({ name }) => name.startsWith("evidence/"))
    .map(({ bytes }) => subjectsOf(bytes));
  expect(statements).toEqual([[{ name: NAME, digest: { sha256: HEX } }], [{ name: NAME, digest: { sha256: HEX } }]]);
  expect(sealed.claims.find(({ id }) => id === "evidence")).toMatchObject({ status: "verified" });
});

test("a reference that is no digest is refused before anything is signed", async () => {
  const run = publishingRun();
  await expectFault("usage", () => run.seal({ images: [`${NAME}:v1.2.3`] }));
  expect(run.opened()).toBe(0);
});

test("a release may be of images alone: without a checksum list, and verified by the digest of the image", async () => {
  const run = publishingRun({});
  const sealed = await run.seal({ ...IMAGES, assets: [] });
  expect(run.names().sort()).toEqual([
    "VERIFY.md",
    "octo-tool-1.2.3.capsule",
    "octo-tool-1.2.3.cdx.json",
    "octo-tool-1.2.3.intoto.jsonl",
    "octo-tool-1.2.3.spdx.json",
  ]);
  expect(run.github.releases[0]).toMatchObject({ draft: false });
  expect(sealed.entries.some(({ name }) => name.includes("checksums"))).toBe(false);
  const verify = (assets: readonly { sha256: string }[]) =>
    verifyTestCapsule(sealed.capsule.bytes, run.forge.trustedRoot, { assets: [...assets] });
  const good = await verify([{ sha256: HEX }]);
  expect([good.exitCode, claimOf(good, "checksums").status]).toEqual([0, "not-applicable"]);
  expect((await verify([{ sha256: "c".repeat(64) }])).exitCode).toBe(3);
  // Nothing was looked at: the evidence is sound, and that is all.
  expect((await verify([])).exitCode).toBe(3);
  const guide = Buffer.from(sealed.entries.find(({ name }) => name === "VERIFY.md")?.bytes ?? []).toString();
  expect(guide).toContain(`octo-tool-1.2.3.capsule sha256:${HEX}`);
  expect(guide).not.toContain("checksums.txt");
});

test("a release of images alone that was interrupted is taken over", async () => {
  const run = publishingRun({});
  await run.seal({ ...IMAGES, assets: [] }, { keepDraft: true });
  const again = await run.seal({ ...IMAGES, assets: [] });
  expect([again.recovered, run.opened()]).toEqual([true, 1]);
});

test("neither a file nor an image is nothing to seal", async () => {
  const run = publishingRun({});
  const fault = await expectFault("validation-incomplete", () => run.seal({ assets: [] }));
  expect(fault.message).toContain("no file and no image was named");
  expect(run.opened()).toBe(0);
});
