import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectFault } from "../../expect-fault.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { verifyTestCapsule } from "../../signing/verify-test-capsule.ts";
import { CAPSULE, COMMIT, dieAfter, EVIDENCE, publishingRun } from "./publishing-run.ts";

describe("a release without a draft", () => {
  test("is made, filled assets first and capsule next, read back, and made public last", async () => {
    const run = publishingRun();
    const sealed = await run.seal();
    expect(run.names().slice(0, 2).sort()).toEqual(["hello.txt", "tool.bin"]);
    expect(run.names().slice(2)).toEqual(EVIDENCE);
    expect(run.github.releases).toMatchObject([{ draft: false, body: "Notes", tag_name: "v1.2.3", prerelease: false }]);
    expect(sealed.publication).toMatchObject({
      isPublic: true,
      location: "https://github.com/octo-org/octo-tool/releases/tag/v1.2.3",
      immutable: false,
    });
    const visible = run.github.visible();
    expect(visible.at(0)).toBe("POST /repos/octo-org/octo-tool/releases");
    expect(visible.at(-1)).toMatch(/^PATCH /);
    expect(visible.filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
  });

  test("is verified again from downloads of every file before it becomes public", async () => {
    const run = publishingRun();
    await run.seal();
    const patch = run.github.requests.findIndex(({ method }) => method === "PATCH");
    const read = new Set(
      run.github.requests
        .slice(0, patch)
        .filter(({ receive }) => receive !== undefined)
        .map(({ url }) => url),
    );
    expect(read.size).toBe(2 + EVIDENCE.length);
  });

  test("is said to be exposed only when nothing but the last call is left, and at once where it is public already", async () => {
    const run = publishingRun();
    run.github.interfere = ({ method }) => {
      if (method === "PATCH") expect(run.stages).toEqual(["signing", "exposing"]);
      if (method === "POST") expect(run.stages).not.toContain("exposing");
      return undefined;
    };
    await run.seal({}, { attestations: "off" });
    const other = publishingRun();
    other.github.addAsset(other.github.addRelease({ tag_name: "v1.2.3", draft: false }), "tool.bin", "a tool\n");
    other.github.interfere = ({ method }) => {
      if (method === "POST") expect(other.stages).toContain("exposing");
      return undefined;
    };
    await other.seal({}, { attestations: "off" });
  });

  test("stays a draft where that is asked for, and the next run publishes it without signing again", async () => {
    const run = publishingRun();
    const kept = await run.seal({}, { keepDraft: true });
    expect(kept.publication?.isPublic).toBe(false);
    expect(run.github.releases[0]?.draft).toBe(true);
    const again = await run.seal();
    expect(again.recovered).toBe(true);
    expect(run.opened()).toBe(1);
    expect(again.capsule.sha256).toBe(kept.capsule.sha256);
    expect(run.github.releases).toMatchObject([{ draft: false }]);
  });

  test("is read back as immutable where the repository says so", async () => {
    const run = publishingRun();
    run.github.immutable = true;
    expect((await run.seal()).publication?.immutable).toBe(true);
  });
});

describe("a rerun", () => {
  test("of a finished release verifies it and writes nothing (P02)", async () => {
    const run = publishingRun();
    run.github.immutable = true;
    const first = await run.seal();
    const before = run.github.visible().length;
    const second = await run.seal();
    expect(run.github.visible()).toHaveLength(before);
    expect(second.capsule.sha256).toBe(first.capsule.sha256);
    expect(run.opened()).toBe(1);
  });

  test("after any visible request that was the last one ends as an uninterrupted run (P01, P04)", async () => {
    const whole = publishingRun();
    await whole.seal();
    const count = whole.github.visible().length;
    for (let last = 1; last <= count; last++) {
      const run = publishingRun();
      dieAfter(run.github, last);
      await expect(run.seal()).rejects.toThrow("killed");
      run.github.afterwards = () => undefined;
      run.github.interfere = () => undefined;
      await run.seal();
      expect(run.github.releases).toHaveLength(1);
      expect(run.github.releases[0]).toMatchObject({ draft: false, body: "Notes" });
      expect(run.names().sort()).toEqual(whole.names().sort());
    }
  });

  test("removes only the evidence of a capsule that is of other assets, and seals again", async () => {
    const run = publishingRun();
    await run.seal({ assets: ["dist/tool.bin"] }, { keepDraft: true });
    const [asset] = run.github.releases[0]?.assets ?? [];
    const sealed = await run.seal();
    expect(sealed.recovered).toBe(false);
    expect(run.warnings.join()).toContain("was not taken over");
    expect(run.github.releases[0]?.assets[0]).toBe(asset);
    expect(run.names().sort()).toEqual(["hello.txt", "tool.bin", ...EVIDENCE].sort());
  });

  test("with another mode of publishing leaves no evidence that it does not want", async () => {
    const run = publishingRun();
    await run.seal({ publish: "full" }, { keepDraft: true });
    expect(run.names()).toContain("tool.bin.sigstore.json");
    await run.seal();
    expect(run.opened()).toBe(1);
    expect(run.names().sort()).toEqual(["hello.txt", "tool.bin", ...EVIDENCE].sort());
  });

  test("of a draft whose capsule somebody deleted knows its evidence, and seals again", async () => {
    const run = publishingRun();
    await run.seal({}, { keepDraft: true });
    const [release] = run.github.releases;
    release?.assets.splice(
      release.assets.findIndex(({ name }) => name === CAPSULE),
      1,
    );
    await run.seal();
    expect(run.opened()).toBe(2);
    expect(run.warnings).toContainEqual(expect.stringContaining("of an earlier run without its capsule: removed"));
    expect(run.names().sort()).toEqual(["hello.txt", "tool.bin", ...EVIDENCE].sort());
  });

  test("takes no capsule of the draft that somebody else signed", async () => {
    const run = publishingRun();
    await run.seal({}, { keepDraft: true });
    const capsule = run.github.releases[0]?.assets.find(({ name }) => name === CAPSULE);
    if (capsule !== undefined) capsule.bytes = Buffer.from("not a capsule");
    const sealed = await run.seal();
    expect(sealed.recovered).toBe(false);
    expect(run.opened()).toBe(2);
  });
});

describe("before anything is signed", () => {
  const refused = async (code: Parameters<typeof expectFault>[0], run = publishingRun(), settings = {}) => {
    const fault = await expectFault(code, () => run.seal({}, settings));
    expect(run.opened()).toBe(0);
    expect(run.github.releases.every(({ draft }) => draft) || run.github.visible().length === 0).toBe(true);
    expect(fault.hint).toBeDefined();
    return fault;
  };

  test("another file in the place of an asset stops the run, and replace lets it go on", async () => {
    const run = publishingRun();
    run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), "tool.bin", "another tool");
    await refused("release-conflict", run);
    await run.seal({}, { replace: true });
    expect(run.github.releases[0]).toMatchObject({ draft: false });
  });

  test("an equal asset that another tool put there is kept (G10)", async () => {
    const run = publishingRun();
    const there = run.github.addAsset(
      run.github.addRelease({ tag_name: "v1.2.3", body: "Mine" }),
      "tool.bin",
      "a tool\n",
    );
    await run.seal();
    expect(run.github.releases).toMatchObject([{ draft: false, body: "Mine" }]);
    expect(run.github.releases[0]?.assets[0]).toBe(there);
  });

  test("a file of the draft that is not sealed stops the run", async () => {
    const run = publishingRun();
    run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), "stranger.txt", "?");
    await refused("release-conflict", run);
  });

  test("a checksum list of another tool that agrees gives way, one that does not stops the run", async () => {
    const sums = "bbf5e5ff3b2b2dd7a24e5f5c0c3e9b1f2c9f7bbfd2e3f7f5b6f1c0c5e6f7a8b9  tool.bin\n";
    const run = publishingRun();
    const draft = run.github.addRelease({ tag_name: "v1.2.3" });
    run.github.addAsset(draft, "checksums.txt", sums);
    await refused("release-conflict", run);
    const { createHash } = await import("node:crypto");
    draft.assets = [];
    run.github.addAsset(draft, "checksums.txt", `${createHash("sha256").update("a tool\n").digest("hex")}  tool.bin\n`);
    await run.seal();
    expect(run.github.releases[0]).toMatchObject({ draft: false });
  });

  test.each([
    null,
    "",
    "checksums.txt",
    "Release Capsule",
    "tool.bin (Release Capsule)",
    "checksums.txt (release capsule)",
  ])("a list of another tool whose label is %j is not taken for ours (W10)", async (label) => {
    const run = publishingRun();
    const list = run.github.addAsset(
      run.github.addRelease({ tag_name: "v1.2.3" }),
      "checksums.txt",
      `${"0".repeat(64)}  x\n`,
    );
    list.label = label;
    await refused("release-conflict", run);
    expect(run.names()).toEqual(["checksums.txt"]);
  });

  test("evidence that bears our label, and lost its capsule, is put anew (P04, W10)", async () => {
    const run = publishingRun();
    const list = run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), "checksums.txt", "half");
    list.label = "checksums.txt (Release Capsule)";
    await run.seal();
    expect(run.names().sort()).toEqual(["hello.txt", "tool.bin", ...EVIDENCE].sort());
  });

  test("files whose labels equal their names are assets of another tool, those with our label are none (W10)", async () => {
    const run = publishingRun();
    const draft = run.github.addRelease({ tag_name: "v1.2.3" });
    for (const name of ["tool.bin", "tool.bin.sig"]) run.github.addAsset(draft, name, name).label = name;
    run.github.addAsset(draft, "VERIFY.md", "left").label = "VERIFY.md (Release Capsule)";
    const sealed = await run.seal({ assets: [], assetsFrom: ["release"] });
    expect(sealed.assets.map(({ name }) => name)).toEqual(["tool.bin", "tool.bin.sig"]);
  });

  test("an immutable release that lacks something is refused (G11)", async () => {
    const run = publishingRun();
    run.github.addRelease({ tag_name: "v1.2.3", draft: false, immutable: true });
    await refused("release-immutable", run);
  });

  test("replace is refused on a published release", async () => {
    const run = publishingRun();
    run.github.addRelease({ tag_name: "v1.2.3", draft: false });
    await refused("release-conflict", run, { replace: true });
  });

  test("a tag that leads elsewhere or does not exist is refused, an annotated one is peeled (G17, G18)", async () => {
    const run = publishingRun();
    run.github.tag = { commit: "b".repeat(40), annotated: true };
    await refused("tag-moved", run);
    run.github.tag = undefined;
    await refused("tag-missing", run);
    run.github.tag = { commit: COMMIT, annotated: true };
    await run.seal();
  });

  test("a tag that was pushed a moment ago is waited for (W3)", async () => {
    const run = publishingRun();
    run.github.tag = undefined;
    const begun = run.forge.clock.elapsed();
    run.github.interfere = () => {
      if (run.forge.clock.elapsed() - begun > 20_000) run.github.tag = { commit: COMMIT, annotated: false };
      return undefined;
    };
    await run.seal();
    expect(run.names().sort()).toEqual(["hello.txt", "tool.bin", ...EVIDENCE].sort());
  });

  test("a name that GitHub would change is refused with the name to use (N18)", async () => {
    const run = publishingRun({ "a b+c@.tgz": "x" });
    const { message, hint } = await refused("asset-name-renamed", run);
    expect([message, hint]).toEqual(['GitHub would store "a b+c@.tgz" as "a.b+c@.tgz"', "name it a-b+c@.tgz"]);
  });

  test("a token that may not write is refused with the permission to add, and is in no message (G02, G26)", async () => {
    const run = publishingRun();
    run.github.interfere = ({ method, headers }) =>
      method === "POST"
        ? {
            status: 403,
            body: { message: `Resource not accessible by integration: ${headers?.["authorization"]}` },
          }
        : undefined;
    const fault = await refused("permission-missing", run);
    expect(fault.hint).toContain("contents: write");
    expect(fault.message + fault.hint).not.toContain("canary");
  });

  test("several drafts that hold something are refused (G13)", async () => {
    const run = publishingRun();
    for (const text of ["one", "two"]) run.github.addAsset(run.github.addRelease({ tag_name: "v1.2.3" }), text, text);
    await refused("release-conflict", run);
  });
});

describe("on a published release", () => {
  test("evidence is added where it is mutable, capsule first and assets last, so that nothing unsealed is public", async () => {
    const run = publishingRun();
    const release = run.github.addRelease({ tag_name: "v1.2.3", draft: false });
    run.github.addAsset(release, "tool.bin", "a tool\n");
    run.github.addAsset(release, "other.txt", "of somebody");
    await run.seal();
    expect(run.names()).toEqual(["tool.bin", "other.txt", ...EVIDENCE, "hello.txt"]);
    expect(run.warnings.join()).toContain("other.txt");
    expect(run.github.visible().some((request) => request.startsWith("PATCH"))).toBe(false);
  });
});

test.each([true, false])(
  "a file that GitHub stored otherwise stops the run, and public (%s) is said as it is (G09)",
  async (isPublic) => {
    const run = publishingRun();
    const release = run.github.addRelease({ tag_name: "v1.2.3", draft: !isPublic });
    run.github.afterwards = ({ method, url }) => {
      const list = release.assets.find(({ name }) => name === "checksums.txt");
      if (method === "POST" && url.includes("VERIFY.md") && list !== undefined) list.bytes = Buffer.from("evil");
      return undefined;
    };
    const fault = await expectFault("published-differs", () => run.seal());
    expect(fault.hint).toContain(isPublic ? "the release was public before" : "nothing became public");
  },
);

describe("two runs at once (P03)", () => {
  test("the later draft is deleted again", async () => {
    const run = publishingRun();
    let raced = false;
    run.github.interfere = ({ method, url }, _count, github) => {
      if (method === "POST" && url.endsWith("/releases") && !raced) {
        raced = true;
        github.addRelease({ tag_name: "v1.2.3", body: "Notes" });
      }
      return undefined;
    };
    await run.seal();
    expect(run.github.releases).toHaveLength(1);
  });

  test("the one whose capsule comes second says so, and deletes nothing", async () => {
    const run = publishingRun();
    run.github.interfere = ({ method, url }, _count, github) => {
      const release = github.releases[0];
      const first = release !== undefined && !release.assets.some(({ name }) => name === CAPSULE);
      if (method === "POST" && url.includes(CAPSULE) && first) github.addAsset(release, CAPSULE, "of the other run");
      return undefined;
    };
    await expectFault("release-contended", () => run.seal());
    expect(run.names()).toContain(CAPSULE);
    expect(run.github.releases[0]?.draft).toBe(true);
  });
});

describe("while the draft is being filled", () => {
  test("a file that changes after it was read back stops the run before it is public (G16)", async () => {
    const run = publishingRun();
    let downloads = 0;
    run.github.afterwards = ({ receive }, _count, github) => {
      if (receive !== undefined) downloads += 1;
      const tool = github.releases[0]?.assets.find(({ name }) => name === "tool.bin");
      if (downloads === 2 + EVIDENCE.length && tool !== undefined) tool.bytes = Buffer.from("evil");
      return undefined;
    };
    await expectFault("release-changed", () => run.seal());
    expect(run.github.releases[0]?.draft).toBe(true);
  });

  test("a file that is exchanged in the last moment is found out", async () => {
    const run = publishingRun();
    run.github.interfere = ({ method }, _count, github) => {
      const release = github.releases[0];
      if (method === "PATCH" && release !== undefined) github.addAsset(release, "late.txt", "?");
      return undefined;
    };
    await expectFault("release-changed", () => run.seal());
  });

  test("a tag that moves meanwhile stops the run (G17)", async () => {
    const run = publishingRun();
    run.github.interfere = ({ url }, _count, github) => {
      if (url.includes(CAPSULE)) github.tag = { commit: "c".repeat(40), annotated: false };
      return undefined;
    };
    await expectFault("tag-moved", () => run.seal());
    expect(run.github.releases[0]?.draft).toBe(true);
  });

  test("a draft that is deleted meanwhile stops the run (G12)", async () => {
    const run = publishingRun();
    run.github.interfere = ({ url }, _count, github) => {
      if (url.includes(CAPSULE)) github.releases.splice(0);
      return undefined;
    };
    await expectFault("release-changed", () => run.seal());
  });
});

test("a server without digests and immutability is served by downloads (G19)", async () => {
  const run = publishingRun();
  run.github.digests = false;
  const sealed = await run.seal();
  expect(sealed.publication?.isPublic).toBe(true);
});

test("hundreds of assets are listed by all pages (G14)", async () => {
  const assets = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`file-${index}.txt`, `${index}`]));
  const run = publishingRun(assets);
  await run.seal({ sign: "once" });
  expect(run.names()).toHaveLength(150 + EVIDENCE.length);
});

describe("attestations", () => {
  const count = (run: ReturnType<typeof publishingRun>): number => run.github.attestations.length;
  const refusing = (status: number) => {
    const run = publishingRun();
    run.github.interfere = ({ url }) =>
      url.includes("/attestations") ? { status, body: { message: "no" } } : undefined;
    return run;
  };

  test("of root and provenance are stored once, however often the run is repeated", async () => {
    const run = publishingRun();
    const sealed = await run.seal();
    expect(count(run)).toBe(2);
    expect(sealed.publication?.attestation).toMatch(/^https:\/\/github.com\/octo-org\/octo-tool\/attestations\/\d+$/);
    await run.seal();
    expect(count(run)).toBe(2);
  });

  test("whose answer is lost are looked for before they are stored again", async () => {
    const run = publishingRun();
    run.github.afterwards = ({ method, url }) =>
      method === "POST" && url.endsWith("/attestations") ? { status: 502 } : undefined;
    await run.seal();
    expect(count(run)).toBe(2);
  });

  test.each([400, 403, 404, 413, 500])(
    "that the plan, the token, a limit or a failure of GitHub keeps away (%d) are said to be missing (G19, G27, W13)",
    async (status) => {
      const run = refusing(status);
      const sealed = await run.seal();
      expect(sealed.publication).toMatchObject({ isPublic: true });
      expect(sealed.publication?.attestation).toBeUndefined();
      expect(run.warnings.join()).toContain("GitHub keeps no attestation");
    },
  );

  test("that are required stop the run before the release is public (G27)", async () => {
    const run = refusing(404);
    await expectFault("attestation-refused", () => run.seal({}, { attestations: "required" }));
    expect(run.github.releases[0]?.draft).toBe(true);
  });

  test("that are off are not asked about", async () => {
    const run = refusing(500);
    await run.seal({}, { attestations: "off" });
    expect(run.github.requests.some(({ url }) => url.includes("/attestations"))).toBe(false);
  });
});

describe("the capsule of the release before", () => {
  const sealedBefore = async (tag = "v1.2.2", capsule?: Uint8Array) => {
    const run = publishingRun();
    const version = tag.slice(tag.lastIndexOf("v") + 1);
    const ref = `refs/tags/${tag}`;
    const bytes = capsule ?? (await sealTestRelease({ session: await run.forge.session({ ref }), version, tag }));
    const release = run.github.addRelease({ tag_name: tag, draft: false });
    run.github.addAsset(release, `octo-tool-${version}.capsule`, bytes);
    return run;
  };
  const previousOf = async (run: ReturnType<typeof publishingRun>) => {
    const { capsule } = await run.seal();
    const verification = await verifyTestCapsule(capsule.bytes, run.forge.trustedRoot);
    expect(verification.verdict).toBe("verified");
    return verification.root?.statement.predicate.previous;
  };

  test("is linked by the digest of its root once it verifies", async () => {
    const previous = await previousOf(await sealedBefore());
    expect(previous).toEqual({
      ...{ name: "octo-tool", version: "1.2.2", tag: "v1.2.2" },
      rootDigest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test("is the highest public one below, of tags made alike", async () => {
    const run = await sealedBefore();
    for (const tag_name of ["v1.2.10", "v2.0.0", "other-v1.2.1", "v1.2.3-rc.1", "v1.0.0", "nightly"]) {
      run.github.addRelease({ tag_name, draft: false });
    }
    run.github.addRelease({ tag_name: "v1.2.2-draft", draft: true });
    expect(await previousOf(run)).toMatchObject({ version: "1.2.2" });
  });

  test("is missing where there is no such release, or it has none", async () => {
    expect(await previousOf(publishingRun())).toMatchObject({ none: "first-release" });
    const run = publishingRun();
    run.github.addRelease({ tag_name: "v1.2.2", draft: false });
    expect(await previousOf(run)).toMatchObject({ none: "first-capsule" });
  });

  test("is not linked where it does not verify", async () => {
    expect(await previousOf(await sealedBefore("v1.2.2", Buffer.from("no capsule")))).toMatchObject({
      none: "unavailable",
      reason: expect.stringContaining("does not verify"),
    });
  });
});

describe("flags (G23)", () => {
  const NAMED = { tag_name: "v1.2.3", target_commitish: "main" };
  const patchOf = (run: ReturnType<typeof publishingRun>) => {
    const patch = run.github.requests.find(({ method }) => method === "PATCH");
    return JSON.parse(Buffer.from(patch?.body as Uint8Array).toString());
  };

  test("of a draft stay as they are unless others are asked for", async () => {
    const run = publishingRun();
    run.github.addRelease({ tag_name: "v1.2.3", prerelease: true });
    await run.seal();
    expect(patchOf(run)).toEqual({ ...NAMED, draft: false, prerelease: true });
    const asked = publishingRun();
    asked.github.addRelease({ tag_name: "v1.2.3", prerelease: true });
    await asked.seal({}, { prerelease: false, latest: true });
    expect(patchOf(asked)).toEqual({ ...NAMED, draft: false, prerelease: false, make_latest: "true" });
  });

  test("of a prerelease never make it the latest one", async () => {
    const run = publishingRun();
    await run.seal({}, { prerelease: true, latest: true });
    expect(patchOf(run)).toEqual({ ...NAMED, draft: false, prerelease: true, make_latest: "false" });
  });
});

describe("a run that stops before it put anything", () => {
  test("takes the draft back that it made, and leaves one that was there", async () => {
    for (const there of [false, true]) {
      const run = publishingRun();
      if (there) run.github.addRelease({ tag_name: "v1.2.3", body: "Mine" });
      await expectFault("asset-changed", async () => {
        run.github.afterwards = ({ url }) => {
          if (url.includes("/assets?")) writeFileSync(join(run.folder, "dist", "tool.bin"), "another tool");
          return undefined;
        };
        await run.seal();
      });
      expect(run.github.releases).toHaveLength(there ? 1 : 0);
    }
  });
});

test("a list that does not hold the last upload yet is read again", async () => {
  const run = publishingRun();
  let stale = true;
  run.github.afterwards = ({ method, url }, _count, github) => {
    const names = github.releases[0]?.assets.map(({ name }) => name) ?? [];
    if (method !== "GET" || !url.includes("/assets?") || !names.includes("VERIFY.md") || !stale) return undefined;
    stale = false;
    return { body: [] };
  };
  await run.seal();
  expect(stale).toBe(false);
  expect(run.github.releases).toMatchObject([{ draft: false }]);
});

test("a rerun with another set of files says so of a published release", async () => {
  const run = publishingRun();
  await run.seal();
  writeFileSync(join(run.folder, "dist", "hello.txt"), "hello, again\n");
  const changed = await expectFault("release-conflict", () => run.seal());
  expect(changed.message).not.toContain("does not verify");
  writeFileSync(join(run.folder, "dist", "hello.txt"), "hello\n");
  writeFileSync(join(run.folder, "dist", "more.bin"), "one more\n");
  const more = await expectFault("release-conflict", () => run.seal());
  expect(more.message).toContain("it is of other files or images than were named now");
  expect(run.opened()).toBe(1);
});

test.each([
  ["2024.11", "octo-tool-2024.11.capsule"],
  ["v2024.11.03", "octo-tool-2024.11.03.capsule"],
  ["octo-tool@1.2.3", "octo-tool-1.2.3.capsule"],
  ["@octo-org/octo-tool@1.2.3", "octo-tool-1.2.3.capsule"],
  ["release-1.2.3", "octo-tool-1.2.3.capsule"],
  ["V1.2.3", "octo-tool-1.2.3.capsule"],
  ["1.2.3-rc.1", "octo-tool-1.2.3-rc.1.capsule"],
])("the tag %s is released as it is, without a manifest (Y6)", async (tag, capsule) => {
  const run = publishingRun(undefined, { ref: `refs/tags/${tag}` });
  const sealed = await run.seal();
  expect(sealed.examined.verdict).toBe("ready");
  expect(run.github.releases).toMatchObject([{ tag_name: tag, draft: false }]);
  expect(run.names()).toContain(capsule);
});
