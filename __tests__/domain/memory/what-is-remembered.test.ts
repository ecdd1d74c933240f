import { describe, expect, test } from "vitest";
import { headIn, LOCK_NAME, parseCapsuleLock, withHead } from "../../../src/domain/memory/capsule-lock.ts";
import { lostEvidence, REMEMBERED_KINDS } from "../../../src/domain/memory/evidence-strength.ts";
import { higherReleases, releaseBefore } from "../../../src/domain/memory/release-order.ts";
import { releaseOfRoot, releaseOfTag } from "../../../src/domain/memory/seen-release.ts";
import { projectOf, signedAs } from "../../../src/domain/memory/signer-project.ts";
import type { CertificateFacts } from "../../../src/domain/sigstore/certificate-facts.ts";
import type { VerifiedRoot } from "../../../src/domain/verification/verification.ts";
import { remembered } from "./remembered.ts";

const SOURCE = "https://github.com/octo-org/tool";
const EXTENSIONS = {
  ...{ sourceRepositoryUri: SOURCE, sourceRepositoryIdentifier: "74", sourceRepositoryOwnerIdentifier: "65" },
};
const certificate = (value: string, extensions: object = EXTENSIONS, kind = "uri") =>
  ({ subjectAlternativeName: { kind, value }, extensions }) as unknown as CertificateFacts;

describe("the project of a signer", () => {
  test("is its repository with both numbers, and none without any of the three", () => {
    const of = (extensions: object) => projectOf({ kind: "certificate", certificate: certificate("x", extensions) });
    expect(of(EXTENSIONS)).toStrictEqual({ repository: SOURCE, repositoryId: "74", ownerId: "65" });
    for (const name of Object.keys(EXTENSIONS)) expect(of({ ...EXTENSIONS, [name]: undefined })).toBeUndefined();
    expect(projectOf({ kind: "key", publicKey: new Uint8Array(), fingerprint: "" })).toBeUndefined();
  });

  const PATH = ".github/workflows/release.yml";
  test.each([
    ["the path of its own workflow", `${SOURCE}/${PATH}@refs/tags/v1`, PATH],
    ["its own workflow in other letters", `https://github.com/Octo-Org/tool/${PATH}@refs/tags/v1`, PATH],
    [
      "another's workflow with its address",
      `https://github.com/labs/sign/${PATH}@refs/heads/main`,
      `https://github.com/labs/sign/${PATH}`,
    ],
    ["what is no workflow of its own, without the ref", `${SOURCE}//.gitlab-ci.yml@refs/tags/v1`, ".gitlab-ci.yml"],
    ["what is no workflow with a ref of two lines", `${SOURCE}/ci@refs/tags/v1\n2`, "ci"],
    ["what is of another that begins so", `${SOURCE}s//.gitlab-ci.yml@refs/tags/v1`, `${SOURCE}s//.gitlab-ci.yml`],
  ])("has signed as %s", (_, value, name) => {
    expect(signedAs(certificate(value), { repositoryId: "74" })).toBe(name);
  });

  test("has signed with the address of whatever is of another number, or says no source", () => {
    for (const extensions of [
      { ...EXTENSIONS, sourceRepositoryIdentifier: "75" },
      { sourceRepositoryIdentifier: "75" },
    ]) {
      const named = (value: string) => signedAs(certificate(value, extensions), { repositoryId: "74" });
      expect(named(`${SOURCE}/${PATH}@refs/tags/v1`)).toBe(`${SOURCE}/${PATH}`);
      expect(named(`${SOURCE}//ci.yml@refs/tags/v1`)).toBe(`${SOURCE}//ci.yml`);
    }
    const withoutSource = certificate("/ci@refs/tags/v1", { sourceRepositoryIdentifier: "74" });
    expect(signedAs(withoutSource, { repositoryId: "74" })).toBe("ci");
  });

  test("has signed as any other name as it is", () => {
    const value = "someone@refs/tags/v1.example";
    expect(signedAs(certificate(value, EXTENSIONS, "email"), { repositoryId: "74" })).toBe(value);
  });
});

describe("a release is remembered", () => {
  test("as its root says", () => {
    const release = { name: "tool", version: "1.2.3", versioning: "semver", tag: "v1.2.3", purl: "pkg:x" };
    const subject = [{ name: "a", digest: { sha256: "1".repeat(64), sha512: "2" }, annotations: {} }];
    const root = { statement: { subject, predicate: { release } }, sha256: "f".repeat(64) } as unknown as VerifiedRoot;
    expect(releaseOfRoot(root)).toStrictEqual({
      ...{ name: "tool", version: "1.2.3", versioning: "semver", tag: "v1.2.3", rootSha256: "f".repeat(64) },
      files: [{ name: "a", sha256: "1".repeat(64) }],
    });
  });

  test("as its tag says, by the program that it names or the repository's", () => {
    const files = [{ name: "a", sha256: "1".repeat(64) }];
    const rest = { rootSha256: null, files };
    expect(releaseOfTag("v1.2.3", SOURCE, files)).toStrictEqual({
      ...{ name: "tool", version: "1.2.3", versioning: "semver", tag: "v1.2.3", ...rest },
    });
    expect(releaseOfTag("cli-v1.2.3", SOURCE, files)).toMatchObject({ name: "cli", version: "1.2.3" });
    expect(releaseOfTag("nightly", SOURCE, files)).toStrictEqual({
      ...{ name: "tool", version: "nightly", versioning: "none", tag: "nightly", ...rest },
    });
  });
});

describe("evidence is lost", () => {
  const WORDS = {
    capsule: "a capsule",
    attestations: "an attestation of its build",
    bundle: "a signature of each file",
    "signed-checksums": "a signed checksum list",
    checksums: "a checksum list",
    published: "GitHub's attestation of the release",
  };

  test.each(REMEMBERED_KINDS)("if there was %s and nothing is there", (kind) => {
    expect(lostEvidence([kind], [])).toEqual([WORDS[kind]]);
    expect(lostEvidence([kind], [kind])).toEqual([]);
  });

  test("by strength alone, and GitHub's word beside it", () => {
    expect(lostEvidence(["bundle"], ["signed-checksums"])).toEqual([]);
    expect(lostEvidence(["signed-checksums"], ["bundle"])).toEqual([]);
    expect(lostEvidence(["capsule", "published"], ["attestations"])).toEqual([WORDS.capsule, WORDS.published]);
    expect(lostEvidence(["checksums"], ["published"])).toEqual([WORDS.checksums]);
    expect(lostEvidence(["published"], ["capsule"])).toEqual([WORDS.published]);
    expect(lostEvidence([], ["capsule", "published"])).toEqual([]);
    for (const [at, kind] of ["checksums", "bundle", "attestations", "capsule"].entries()) {
      const stronger = ["checksums", "bundle", "attestations", "capsule"].slice(
        at + 1,
      ) as (typeof REMEMBERED_KINDS)[number][];
      for (const one of stronger) expect(lostEvidence([one], [kind as "bundle"])).toEqual([WORDS[one]]);
      for (const one of stronger) expect(lostEvidence([kind as "bundle"], [one])).toEqual([]);
    }
  });
});

describe("of the releases of a project", () => {
  const [known] = remembered().projects[0]?.releases ?? [];
  if (known === undefined) throw new Error("there is a release");
  const one = (version: string, more: object = {}) => ({ ...known, latest: false, version, ...more });
  const versions = (all: readonly { version: string }[]) => all.map(({ version }) => version);

  test("those that hold this one back are told from the highest on", () => {
    const all = [one("1.2.4"), one("1.2.6"), one("1.2.5"), one("1.2.3"), one("1.2.9", { withdrawn: true })];
    expect(versions(higherReleases(all, one("1.2.3"), "found"))).toEqual(["1.2.6", "1.2.5", "1.2.4"]);
  });

  test("the one before is the highest that is lower, else the last without an order", () => {
    const all = [one("1.2.2"), one("1.2.1"), one("1.2.3"), one("1.2.4")];
    expect(releaseBefore(all, one("1.2.3"))?.version).toBe("1.2.2");
    const unordered = ["b", "a"].map((version) => one(version, { versioning: "none" }));
    expect(releaseBefore([...unordered, one("1.2.4")], one("1.2.3"))?.version).toBe("a");
    expect(releaseBefore([one("1.2.4")], one("1.2.3"))).toBeUndefined();
    expect(releaseBefore([one("1.2.2", { name: "other" })], one("1.2.3"))).toBeUndefined();
    expect(releaseBefore([one("x", { name: "other", versioning: "none" })], one("1.2.3"))).toBeUndefined();
  });

  test("those of another program or scheme have no order with this one", () => {
    for (const other of [one("1.2.4", { name: "other" }), one("2026.11.1", { versioning: "calver" })]) {
      expect(higherReleases([{ ...other, latest: true }], one("1.2.3"), "latest")).toEqual([]);
    }
  });

  test("one whose version is none of its scheme has no order, on either side", () => {
    for (const [a, b] of [
      ["not a version", "1.2.3"],
      ["1.2.3", "not a version"],
    ] as const) {
      expect(higherReleases([one(a)], one(b), "found")).toEqual([]);
      expect(releaseBefore([one(a)], one(b))?.version).toBe(a);
    }
  });
});

describe("the head of a log", () => {
  const empty = parseCapsuleLock(undefined);

  test("is remembered once for each, in their order, and no change if it is the same", () => {
    expect(LOCK_NAME).toBe("capsule.lock");
    expect(headIn(empty, "b")).toBeUndefined();
    const first = withHead(empty, "b", "1");
    const both = withHead(first ?? empty, "a", "2");
    expect(both).toStrictEqual({
      ...empty,
      logs: [
        { origin: "a", head: "2" },
        { origin: "b", head: "1" },
      ],
    });
    expect(both && withHead(both, "a", "2")).toBeUndefined();
    const later = both && withHead(both, "b", "3");
    expect(later?.logs).toEqual([
      { origin: "a", head: "2" },
      { origin: "b", head: "3" },
    ]);
    expect(later && [headIn(later, "a"), headIn(later, "b"), headIn(later, "c")]).toEqual(["2", "3", undefined]);
  });
});
