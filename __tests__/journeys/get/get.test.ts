import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import type { GotRelease } from "../../../src/domain/release/got-release.ts";
import { addAttestation } from "../../github-server/attestations.ts";
import { gitHubRun } from "../../github-sigstore/github-run.ts";
import { describeFile, type TestAsset } from "../../signing/test-asset.ts";
import {
  ASSETS,
  bundleFiles,
  bytesOf,
  capsuleFile,
  checksumFile,
  provenance,
  publishedRelease,
  releaseAttestation,
  signedChecksums,
} from "./published-release.ts";

const statuses = ({ evidence }: GotRelease): Record<string, string> =>
  Object.fromEntries(evidence.map(({ kind, status }) => [kind, status]));

describe("a release", () => {
  test("of ours is proven by its capsule, and put into place", async () => {
    const { get, placed, server } = await publishedRelease({ files: { ...bytesOf(), ...(await capsuleFile()) } });
    const got = await get();
    expect(got).toMatchObject({ verdict: "verified", exitCode: 0, tag: "v1.2.3", isLatest: false });
    expect(got.files.map(({ name, provenBy }) => [name, provenBy])).toEqual([
      ["hello.txt", ["capsule"]],
      ["tool.bin", ["capsule"]],
    ]);
    expect(statuses(got)).toMatchObject({ capsule: "verified", published: "absent", attestations: "not-needed" });
    expect(placed()).toEqual(["hello.txt", "tool.bin"]);
    expect(got.others).toEqual(["octo-tool-1.2.3.capsule"]);
    expect(got.requests).toBeLessThanOrEqual(10);
    expect(server.violations).toEqual([]);
  });

  test("with attestations only is proven by them", async () => {
    const { get, placed } = await publishedRelease({ files: bytesOf(), attested: [await provenance()] });
    const got = await get();
    expect(got).toMatchObject({ verdict: "verified", exitCode: 0 });
    expect(statuses(got)).toMatchObject({ capsule: "absent", attestations: "verified", bundle: "not-needed" });
    expect(placed()).toEqual(["hello.txt", "tool.bin"]);
  });

  test("with bundles only is proven by them", async () => {
    const { get, placed } = await publishedRelease({ files: { ...bytesOf(), ...(await bundleFiles()) } });
    const got = await get();
    expect(got).toMatchObject({ verdict: "verified", exitCode: 0 });
    expect(got.files.map(({ provenBy }) => provenBy)).toEqual([["bundle"], ["bundle"]]);
    expect(placed()).toEqual(["hello.txt", "tool.bin"]);
  });

  test("with a signed checksum list is proven by it", async () => {
    const { get } = await publishedRelease({ files: { ...bytesOf(), ...(await signedChecksums()) } });
    const got = await get();
    expect(got).toMatchObject({ verdict: "verified", exitCode: 0 });
    expect(got.files.map(({ provenBy }) => provenBy)).toEqual([["signed-checksums"], ["signed-checksums"]]);
  });

  test("with GitHub's attestation only is proven by it, unless the signer was named", async () => {
    const published = { files: bytesOf(), released: [await releaseAttestation()], immutable: true };
    const { get, placed, order } = await publishedRelease(published);
    const named = await get({ namesSigner: true, identity: order.identity });
    expect([named.verdict, placed()]).toEqual(["incomplete", []]);
    const got = await get();
    expect(got).toMatchObject({ verdict: "verified", exitCode: 0, immutable: true });
    expect(got.files.map(({ provenBy }) => provenBy)).toEqual([["published"], ["published"]]);
    expect(placed()).toEqual(["hello.txt", "tool.bin"]);
  });

  test("with checksums that nobody signed ends with 3, and is put into place only if they are accepted", async () => {
    const { get, placed } = await publishedRelease({ files: { ...bytesOf(), ...checksumFile() } });
    const got = await get();
    expect(got).toMatchObject({ verdict: "incomplete", exitCode: 3 });
    expect(statuses(got)).toMatchObject({ checksums: "listed", bundle: "absent" });
    expect(placed()).toEqual([]);
    expect(await get({ acceptChecksums: true })).toMatchObject({ verdict: "accepted", exitCode: 0 });
    expect(placed()).toEqual(["hello.txt", "tool.bin"]);
  });
});

describe("evidence that the repository's workflow made on a branch", () => {
  const run = { ref: "refs/heads/main" };

  test("proves nothing by itself, is nothing false, and says how to accept it", async () => {
    for (const published of [
      { files: bytesOf(), attested: [await provenance(run)] },
      { files: { ...bytesOf(), ...(await bundleFiles(run)) } },
      { files: { ...bytesOf(), ...(await signedChecksums(run)) } },
    ]) {
      const { get, placed } = await publishedRelease(published);
      const got = await get();
      expect([got.verdict, got.exitCode, placed()]).toEqual(["incomplete", 3, []]);
      const found = got.evidence.find(({ code }) => code === "identity-mismatch");
      expect(found).toMatchObject({ status: "not-checked", reason: expect.stringContaining(`on the branch "main"`) });
      expect(JSON.stringify(found?.hint)).toContain("source-ref");
    }
  });

  test("leaves it to GitHub's attestation of the release to prove the files", async () => {
    const published = { files: bytesOf(), attested: [await provenance(run)], released: [await releaseAttestation()] };
    const { get, placed } = await publishedRelease({ ...published, immutable: true });
    const got = await get();
    expect(got).toMatchObject({ verdict: "verified", exitCode: 0 });
    expect(got.files.map(({ provenBy }) => provenBy)).toEqual([["published"], ["published"]]);
    expect(placed()).toEqual(["hello.txt", "tool.bin"]);
  });

  test("is refused if it is about other bytes", async () => {
    const files = { ...bytesOf(), ...(await bundleFiles(run)), "tool.bin": Buffer.from("another tool") };
    const { get, placed } = await publishedRelease({ files });
    expect([(await get()).verdict, placed()]).toEqual(["rejected", []]);
  });
});

describe("is rejected, and nothing is put anywhere,", () => {
  const replaced = { ...bytesOf(), "tool.bin": Buffer.from("another tool") };

  async function rejected(published: Parameters<typeof publishedRelease>[0], kind: string, changes = {}) {
    const { get, placed } = await publishedRelease(published);
    const got = await get(changes);
    const refused = got.evidence.find(({ status }) => status === "refused");
    expect([got.verdict, got.exitCode, refused?.kind, placed()]).toEqual(["rejected", 1, kind, []]);
    return refused;
  }

  test("a file that the capsule has otherwise", async () => {
    const refused = await rejected({ files: { ...replaced, ...(await capsuleFile()) } }, "capsule");
    expect(refused?.code).toBe("digest-mismatch");
  });

  test("two files that took each other's names", async () => {
    const [hello, tool] = [bytesOf()["hello.txt"], bytesOf()["tool.bin"]];
    const files = { "hello.txt": tool as Uint8Array, "tool.bin": hello as Uint8Array };
    expect((await rejected({ files: { ...files, ...(await capsuleFile()) } }, "capsule"))?.code).toBe(
      "digest-mismatch",
    );
    const released = [await releaseAttestation()];
    expect((await rejected({ files, released }, "published"))?.code).toBe("digest-mismatch");
    const attested = [await provenance()];
    expect((await rejected({ files, attested }, "attestations"))?.code).toBe("digest-mismatch");
  });

  test("a file that was renamed", async () => {
    const { "tool.bin": tool = new Uint8Array(), ...rest } = bytesOf();
    const files = { ...rest, "other.bin": tool };
    expect((await rejected({ files: { ...files, ...(await capsuleFile()) } }, "capsule"))?.code).toBe(
      "digest-mismatch",
    );
    const released = [await releaseAttestation()];
    expect((await rejected({ files, released }, "published"))?.code).toBe("release-mismatch");
  });

  test("a file that was added or removed after GitHub attested the release", async () => {
    const released = [await releaseAttestation()];
    const added = await rejected({ files: { ...bytesOf(), "more.bin": Buffer.from("more") }, released }, "published");
    expect(added?.reason).toContain("more.bin");
    const { "tool.bin": _, ...rest } = bytesOf();
    const removed = await rejected({ files: rest, released }, "published");
    expect(removed?.reason).toContain("tool.bin");
  });

  test("a release of a tag that moved", async () => {
    const tags = { "v1.2.3": { commit: "1".repeat(40) } };
    const files = { ...bytesOf(), ...(await capsuleFile()) };
    expect((await rejected({ files, server: { tags }, immutable: false }, "capsule"))?.code).toBe("identity-mismatch");
    const attested = [await provenance()];
    expect((await rejected({ files: bytesOf(), attested, server: { tags } }, "attestations"))?.code).toBe(
      "identity-mismatch",
    );
    // It is found by the digests of the files, though no longer by the tag.
    const released = [await releaseAttestation()];
    expect((await rejected({ files: bytesOf(), released, server: { tags } }, "published"))?.code).toBe("tag-moved");
  });

  test("a capsule of another tag, whoever signed it", async () => {
    const old = await capsuleFile({ ref: "refs/tags/v1.2.2" }, { version: "1.2.2" });
    const files = { ...bytesOf(), "octo-tool-1.2.2.capsule": Object.values(old)[0] as Uint8Array };
    expect((await rejected({ files }, "capsule"))?.code).toBe("identity-mismatch");
    const identity = {
      kind: "exact",
      subjectAlternativeName: "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.2",
      issuer: "https://token.actions.githubusercontent.com",
    };
    expect((await rejected({ files }, "capsule", { identity, namesSigner: true }))?.code).toBe("release-mismatch");
  });

  test("evidence of another repository, of another tag, or of a repository that had the name before", async () => {
    for (const run of [
      { repository: "evil/octo-tool" },
      { ref: "refs/tags/v1.2.2" },
      { repository: "evil/octo-tool", ref: "refs/heads/main" },
      { repositoryId: "999" },
      { repositoryId: "999", ref: "refs/heads/main" },
      { workflow: ".github/workflows/release.yml", signerWorkflow: "evil/w/.github/workflows/x.yml@refs/heads/main" },
    ]) {
      const attested = [await provenance(run)];
      expect((await rejected({ files: bytesOf(), attested }, "attestations"))?.code).toBe("identity-mismatch");
      const files = { ...bytesOf(), ...(await bundleFiles(run)) };
      expect((await rejected({ files }, "bundle"))?.code).toBe("identity-mismatch");
      const listed = { ...bytesOf(), ...(await signedChecksums(run)) };
      expect((await rejected({ files: listed }, "signed-checksums"))?.code).toBe("identity-mismatch");
    }
  });

  test("bundles and lists that are about other bytes", async () => {
    expect((await rejected({ files: { ...replaced, ...(await bundleFiles()) } }, "bundle"))?.code).toBe(
      "digest-mismatch",
    );
    const signed = await signedChecksums();
    expect((await rejected({ files: { ...replaced, ...signed } }, "signed-checksums"))?.code).toBe("digest-mismatch");
    const changed = {
      ...signed,
      "checksums.txt": Buffer.concat([signed["checksums.txt"] ?? Buffer.alloc(0), Buffer.from("\n")]),
    };
    expect((await rejected({ files: { ...bytesOf(), ...changed } }, "signed-checksums"))?.code).toBe("digest-mismatch");
    expect((await rejected({ files: { ...replaced, ...checksumFile() } }, "checksums"))?.code).toBe("digest-mismatch");
  });

  test("what GitHub published for another repository", async () => {
    const released = [await releaseAttestation({ predicate: { repositoryId: "999" } })];
    expect((await rejected({ files: bytesOf(), released }, "published"))?.code).toBe("release-mismatch");
  });

  test("a damaged capsule, although everything else is in order", async () => {
    const [bytes] = Object.values(await capsuleFile());
    const damaged = Buffer.from(bytes as Uint8Array);
    damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
    const files = { ...bytesOf(), "octo-tool-1.2.3.capsule": damaged };
    await rejected({ files, attested: [await provenance()], released: [await releaseAttestation()] }, "capsule");
  });
});

test("GitHub's attestation of another release with the same file, or of the same commit, says nothing of this one", async () => {
  for (const other of [{ tag: "v1.2.2", commit: "2".repeat(40) }, { tag: "v1" }]) {
    const released = [await releaseAttestation(other)];
    const { get } = await publishedRelease({ files: bytesOf(), attested: [await provenance()], released });
    const got = await get();
    expect([got.verdict, statuses(got)["published"]]).toEqual(["verified", "absent"]);
    const capsule = await capsuleFile();
    const sealed = await (await publishedRelease({ files: { ...bytesOf(), ...capsule }, released })).get();
    expect(sealed.verdict).toBe("verified");
  }
});

test("what GitHub calls the latest release is told to whoever named another, and decides nothing", async () => {
  const old = { tag: "v1.2.3", assets: bytesOf() };
  const releases = [old, { tag: "v2.0.0", assets: {} }, { tag: "v3.0.0-rc.1", prerelease: true }];
  const { get, server } = await publishedRelease({ files: {}, attested: [await provenance()], server: { releases } });
  expect(await get()).toMatchObject({ verdict: "verified", isLatest: false, latest: "v2.0.0" });
  server.faults.add({ operation: "GET /repos/{owner}/{repo}/releases/latest", times: 9, fault: { kind: "html" } });
  expect(await get({ out: undefined })).toMatchObject({ verdict: "verified", latest: undefined });
  const { get: again } = await publishedRelease({ files: bytesOf(), attested: [await provenance()] });
  expect(await again({ tag: undefined })).toMatchObject({ isLatest: true, latest: "v1.2.3", tag: "v1.2.3" });
});

describe("a capsule and GitHub's attestation", () => {
  const policy = parsePolicy(
    Buffer.from(
      JSON.stringify({
        schema: POLICY_SCHEMA_ID,
        signers: [{ repository: "octo-org/octo-tool" }],
        require: ["published"],
      }),
    ),
  );
  const identity = { kind: "any-of", of: policy.signers } as const;
  const required = { policy, identity, namesSigner: true };

  test("are two witnesses, of which a policy may require both, also for an annotated tag", async () => {
    const capsule = await capsuleFile();
    const [[name = "", bytes = new Uint8Array()] = []] = Object.entries(capsule);
    const assets = [...ASSETS, describeFile(name, bytes)];
    const files = { ...bytesOf(), ...capsule };
    const { commit } = gitHubRun();
    for (const annotated of [false, true]) {
      const server = { tags: { "v1.2.3": { commit, annotated } }, releases: [{ tag: "v1.2.3", assets: files }] };
      const published = await publishedRelease({ files, server });
      expect((await published.get({ ...required, out: undefined })).verdict).toBe("incomplete");
      const object = published.server.state.refs.get("refs/tags/v1.2.3")?.sha ?? "";
      addAttestation(published.server.state, await releaseAttestation({ assets, commit: object }), "github");
      const got = await published.get(required);
      expect([got.verdict, got.files.map(({ provenBy }) => provenBy)]).toEqual([
        "verified",
        [
          ["capsule", "published"],
          ["capsule", "published"],
        ],
      ]);
      expect(got.requests).toBeLessThanOrEqual(10);
    }
  });

  test("that do not agree reject the release", async () => {
    const files = { ...bytesOf(), ...(await capsuleFile()) };
    // It knows nothing of the capsule, which lies on the release.
    const { get } = await publishedRelease({ files, released: [await releaseAttestation()] });
    const got = await get();
    expect([got.verdict, got.evidence.find(({ status }) => status === "refused")?.kind]).toEqual([
      "rejected",
      "published",
    ]);
    const others = { files, released: [await releaseAttestation({ assets: [ASSETS[0] as TestAsset] })] };
    const other = await (await publishedRelease(others)).get();
    expect([other.verdict, other.evidence[0]?.kind, other.evidence[0]?.status]).toEqual([
      "rejected",
      "capsule",
      "refused",
    ]);
  });
});

describe("what cannot be judged is said, and rejects nothing:", () => {
  /** Of a bundle whose material is a hint at a key, and of the form that cosign had before. */
  const byKey = {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: "k" } },
  };
  const older = { base64Signature: "AA==", cert: "x", rekorBundle: {} };

  test.each([
    ["a bundle that a key signed", byKey, "signed by a key"],
    ["a bundle of an older form", older, "not in a form that this program understands"],
  ])("%s", async (_, bundle, said) => {
    const text = Buffer.from(JSON.stringify(bundle));
    for (const files of [
      { ...bytesOf(), "tool.bin.sigstore.json": text, "hello.txt.sigstore.json": text },
      { ...bytesOf(), ...checksumFile(), "checksums.txt.sigstore.json": text },
    ]) {
      const { get, placed } = await publishedRelease({ files });
      const got = await get();
      expect([got.verdict, got.exitCode, placed()]).toEqual(["incomplete", 3, []]);
      expect(got.evidence.find(({ status }) => status === "not-checked")?.reason).toContain(said);
    }
  });

  test("attestations that cannot be read", async () => {
    const { get, server } = await publishedRelease({ files: bytesOf(), attested: [await provenance()] });
    server.faults.add({ operation: "GET bundle", times: 9, fault: { kind: "status", status: 404, when: "before" } });
    const got = await get();
    expect([got.verdict, got.exitCode]).toEqual(["incomplete", 3]);
    expect(got.evidence.find(({ kind }) => kind === "attestations")?.reason).toBe(
      "1 attestation of GitHub could not be read",
    );
  });
});

describe("asks GitHub at most ten times", () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`file-${n}`, Buffer.from(`bytes ${n}`)]));

  test("for a release with many files, although each has to be asked for alone", async () => {
    const { get, server } = await publishedRelease({
      files: many,
      server: { releases: [{ tag: "v1.2.3", assets: many }], reality: { noBulkList: true } },
    });
    const got = await get();
    expect([got.verdict, got.requests]).toEqual(["incomplete", 10]);
    expect(server.requests.filter(({ operation }) => operation.includes("/repos/")).length).toBeLessThanOrEqual(10);
    expect(got.evidence.find(({ kind }) => kind === "attestations")?.reason).toContain("no request was left");
  });

  test("beside the files of a private repository, which come through its API", async () => {
    const { get } = await publishedRelease({
      files: many,
      server: {
        releases: [{ tag: "v1.2.3", assets: many }],
        run: { visibility: "private" },
        features: { attestations: true },
      },
    });
    const got = await get();
    expect(got.files).toHaveLength(40);
    expect(got.requests).toBeLessThanOrEqual(10);
    expect(got.evidence.find(({ kind }) => kind === "attestations")?.status).toBe("absent");
  });

  test("and far less for one that answers for all of them at once", async () => {
    const { get } = await publishedRelease({ files: many });
    expect((await get()).requests).toBeLessThanOrEqual(6);
  });
});
