import { expect, test } from "vitest";
import { parseStatement } from "../../../../src/domain/attestation/statement.ts";
import { parseBundle } from "../../../../src/domain/sigstore/bundle.ts";
import type { Sealed } from "../../../../src/journeys/seal/seal.ts";
import { expectFault } from "../../../expect-fault.ts";
import { dieAfter, EVIDENCE, type PublishingRun, publishingRun } from "../publishing-run.ts";

/** Says what the file a.tgz with the content `a` is. */
const LIST = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.tgz\n";
const FROM_RELEASE = { assets: [], assetsFrom: ["release"] };

/** A draft that another tool filled. */
function filledDraft(files: Readonly<Record<string, string>> = { "a.tgz": "a", "b.tgz": "b" }): PublishingRun {
  const run = publishingRun({});
  const release = run.github.addRelease({ tag_name: "v1.2.3" });
  for (const [name, text] of Object.entries(files)) run.github.addAsset(release, name, text);
  return run;
}

function provenanceOf({ entries }: Sealed): Record<string, unknown> {
  const bundle = parseBundle(
    entries.find(({ name }) => name === "provenance.sigstore.json")?.bytes ?? new Uint8Array(),
  );
  if (bundle.content.kind !== "dsse") throw new Error("no statement");
  return parseStatement(bundle.content.payload).predicate["buildDefinition"] as Record<string, unknown>;
}

test("seals what another tool put on the draft, uploads none of it again, and publishes", async () => {
  const run = filledDraft();
  const sealed = await run.seal(FROM_RELEASE);
  expect(sealed.assets.map(({ name }) => name)).toEqual(["a.tgz", "b.tgz"]);
  expect(
    run.github.visible().filter((request) => request.startsWith("POST /repos/octo-org/octo-tool/releases/")),
  ).toHaveLength(EVIDENCE.length);
  expect(run.names().sort()).toEqual(["a.tgz", "b.tgz", ...EVIDENCE].sort());
  expect(run.github.releases).toMatchObject([{ draft: false }]);
});

test("the provenance says that the run did not build what it received", async () => {
  const sealed = await filledDraft().seal(FROM_RELEASE);
  const { buildType, resolvedDependencies } = provenanceOf(sealed);
  expect(buildType).toMatch(/\/build\/received\/v1$/);
  expect(resolvedDependencies).toMatchObject([
    { uri: expect.stringMatching(/^git\+/) },
    { name: "a.tgz" },
    { name: "b.tgz" },
  ]);
  expect(sealed.claims.find(({ id }) => id === "provenance")?.reason).toContain("did not build 2 of 2 assets");
});

test("files of this run beside received ones are told apart", async () => {
  const run = publishingRun({ "own.tgz": "own" });
  run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), "theirs.tgz", "theirs");
  const sealed = await run.seal({ assetsFrom: ["release"] });
  expect(provenanceOf(sealed)["resolvedDependencies"]).toMatchObject([{}, { name: "theirs.tgz" }]);
  expect(run.names()).toContain("own.tgz");
});

test("a rerun takes over what was sealed and signs nothing again", async () => {
  const run = filledDraft();
  await run.seal(FROM_RELEASE, { keepDraft: true });
  const again = await run.seal(FROM_RELEASE);
  expect(again.recovered).toBe(true);
  expect(run.opened()).toBe(1);
});

test("publishes what an earlier job sealed and kept as a draft, and signs nothing again", async () => {
  const run = publishingRun({ "tool.bin": "a tool" });
  const kept = await run.seal({}, { keepDraft: true });
  const published = await run.seal(FROM_RELEASE);
  expect([published.recovered, run.opened()]).toEqual([true, 1]);
  expect(published.capsule.sha256).toBe(kept.capsule.sha256);
  expect(provenanceOf(published)["buildType"]).toBe("https://actions.github.io/buildtypes/workflow/v1");
  expect(run.github.releases).toMatchObject([{ draft: false }]);
});

test("a checksum list on the draft that agrees gives way to ours", async () => {
  const run = filledDraft({ "a.tgz": "a", "checksums.txt": LIST });
  const sealed = await run.seal(FROM_RELEASE);
  expect(sealed.assets.map(({ name }) => name)).toEqual(["a.tgz"]);
  expect(run.names().sort()).toEqual(["a.tgz", ...EVIDENCE].sort());
});

test("bytes that are not what GitHub states are refused before anything is signed", async () => {
  const run = filledDraft();
  run.github.afterwards = ({ url, method }) => {
    if (method !== "GET" || !/\/releases\/assets\/\d+$/.test(url)) return undefined;
    return { body: Buffer.from("x") };
  };
  await expectFault("checksums-disagree", () => run.seal(FROM_RELEASE));
  expect(run.opened()).toBe(0);
});

test("a server without digests is taken at its bytes (G19)", async () => {
  const run = filledDraft();
  run.github.digests = false;
  expect((await run.seal(FROM_RELEASE)).assets).toHaveLength(2);
});

test("waits for a draft that another step made a moment ago, for a minute and no longer", async () => {
  const run = publishingRun({});
  const begun = run.forge.clock.elapsed();
  run.github.interfere = () => {
    if (run.forge.clock.elapsed() - begun > 30_000 && run.github.releases.length === 0) {
      run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), "a.tgz", "a");
    }
    return undefined;
  };
  expect((await run.seal(FROM_RELEASE)).assets.map(({ name }) => name)).toEqual(["a.tgz"]);
  const none = publishingRun({});
  await expectFault("assets-none", () => none.seal(FROM_RELEASE));
  expect(none.forge.clock.elapsed()).toBeLessThan(90_000);
});

test("refuses a tag without a release, a draft without files, and a file that is half uploaded (P04)", async () => {
  await expectFault("assets-none", () => publishingRun({}).seal(FROM_RELEASE));
  await expectFault("assets-none", () => filledDraft({}).seal(FROM_RELEASE));
  const run = filledDraft();
  const [release] = run.github.releases;
  if (release !== undefined) run.github.addAsset(release, "c.tgz", "c", "starter");
  await expectFault("release-conflict", () => run.seal(FROM_RELEASE));
  expect(run.github.visible()).toEqual([]);
});

test("a received file that is gone when the draft is filled is not uploaded again", async () => {
  const run = filledDraft();
  run.github.interfere = ({ method, url }) => {
    const [release] = run.github.releases;
    if (method === "GET" && url.includes("/git/") && release !== undefined) release.assets.splice(0, 1);
    return undefined;
  };
  await expectFault("release-changed", () => run.seal(FROM_RELEASE));
});

test("a received file that changes before the draft is filled stays, and stops the run, also with replace (G16)", async () => {
  const run = filledDraft();
  let changed = false;
  run.github.interfere = ({ method, url }) => {
    const [release] = run.github.releases;
    if (changed || method !== "GET" || !url.includes("/git/") || release === undefined) return undefined;
    changed = true;
    release.assets.splice(0, 1);
    run.github.addAsset(release, "a.tgz", "changed");
    return undefined;
  };
  await expectFault("release-conflict", () => run.seal(FROM_RELEASE, { replace: true }));
  expect(run.names().sort()).toEqual(["a.tgz", "b.tgz"]);
  expect(run.opened()).toBe(0);
});

test("a run that was killed after any visible request is finished by the next one (P01, P04)", async () => {
  const files = { "a.tgz": "a", "checksums.txt": LIST };
  const whole = filledDraft(files);
  await whole.seal(FROM_RELEASE);
  const count = whole.github.visible().length;
  expect(count).toBeGreaterThan(EVIDENCE.length);
  for (let last = 1; last <= count; last++) {
    const run = filledDraft(files);
    dieAfter(run.github, last);
    await expect(run.seal(FROM_RELEASE)).rejects.toThrow("killed");
    run.github.afterwards = () => undefined;
    run.github.interfere = () => undefined;
    await run.seal(FROM_RELEASE);
    expect(run.names().sort()).toEqual(whole.names().sort());
    expect(run.github.releases).toMatchObject([{ draft: false }]);
  }
});

test("a download that breaks off is begun anew, from an empty file (G08)", async () => {
  const run = filledDraft({ "a.tgz": "the whole file" });
  let broken = 0;
  run.github.afterwards = ({ url, method }) => {
    if (method !== "GET" || !/\/releases\/assets\/\d+$/.test(url) || broken++ > 0) return undefined;
    return { body: Buffer.from("the whole") };
  };
  expect((await run.seal(FROM_RELEASE)).assets).toMatchObject([{ size: 14 }]);
  expect(broken).toBeGreaterThan(1);
});

test.each([
  ["asset-name-invalid", "..."],
  ["asset-name-control", "a\u0007b"],
  ["asset-name-bidi", "a\u202eb"],
  ["asset-name-collision", "A.TGZ"],
  ["asset-name-reserved", "VERIFY.md"],
] as const)("a file of the draft whose name is refused anywhere is refused: %s", async (code, name) => {
  const run = filledDraft({ "a.tgz": "a", [name]: "x" });
  await expectFault(code, () => run.seal(FROM_RELEASE));
  expect(run.opened()).toBe(0);
});
