import { describe, expect, test } from "vitest";
import type { ReleaseAttestation } from "../../../../src/domain/attestation/release-attestation.ts";
import { checkPublished, type SealedSide } from "../../../../src/domain/verification/checks/check-published.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";
import { expectFault } from "../../../expect-fault.ts";

const [TOOL, DATA, LIST, LIST_SIGNED, GUIDE, CAPSULE] = ["1", "2", "3", "4", "5", "6"].map((one) => one.repeat(64)) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const COMMIT = "c".repeat(40);
const TAG_OBJECT = "7".repeat(40);
const OTHER = "f".repeat(64);

const FILES = [
  { name: "tool", sha256: TOOL },
  { name: "data", sha256: DATA },
];
const STATED: ReleaseAttestation = {
  ...{ repository: "octo-org/octo-tool", repositoryId: "74", ownerId: "65", databaseId: "1" },
  ...{ tag: "v1.2.3", commit: COMMIT, files: FILES },
};
const CAPSULE_FILE = { name: "octo-tool-1.2.3.capsule", sha256: CAPSULE };
const RELEASE = {
  ...{ name: "octo-tool", version: "1.2.3", tag: "v1.2.3", commit: COMMIT },
  ...{ repository: "https://github.com/octo-org/octo-tool", repositoryId: "74", ownerId: "65" },
};
const IMAGE = { name: "ghcr.io/octo-org/tool", digest: { sha256: OTHER }, annotations: { kind: "image" } };
const EXTENSIONS = { sourceRepositoryIdentifier: "74", sourceRepositoryOwnerIdentifier: "65" };

interface Change {
  readonly release?: object;
  readonly extensions?: object;
  readonly signer?: object;
  readonly tagObject?: string;
}

function sealed({ release = {}, extensions = EXTENSIONS, signer, tagObject }: Change = {}): SealedSide {
  const subject = [
    ...FILES.map(({ name, sha256 }) => ({ name, digest: { sha256 }, annotations: { kind: "file" } })),
    IMAGE,
  ];
  const root = {
    statement: { subject, predicate: { release: { ...RELEASE, ...release } } },
    signer: signer ?? { kind: "certificate", certificate: { extensions } },
  };
  const document = (name: string, sha256: string) => ({ name, sha256, isReserved: true });
  return {
    root: root as unknown as SealedSide["root"],
    documents: [
      document("VERIFY.md", GUIDE),
      document("checksums.txt", LIST),
      document("checksums.txt.sigstore.json", LIST_SIGNED),
    ],
    capsuleSha256: CAPSULE,
    ...(tagObject === undefined ? {} : { tagObject }),
  };
}

const withFiles = (...more: { name: string; sha256: string }[]) => ({ ...STATED, files: [...FILES, ...more] });

describe("what GitHub published is the sealed release", () => {
  test("with its capsule and evidence, or with the assets alone", () => {
    expect(checkPublished(STATED, sealed())).toEqual({
      ...{ id: "published", status: "verified", required: true },
      reason:
        'GitHub published the release "v1.2.3" with exactly the 2 files that were sealed; the capsule itself was not published with it',
    });
    const whole = withFiles(CAPSULE_FILE, { name: "VERIFY.md", sha256: GUIDE });
    expect(checkPublished(whole, sealed()).reason).toBe(
      'GitHub published the release "v1.2.3" with exactly the 2 files that were sealed, and 2 files of its evidence',
    );
    expect(checkPublished(withFiles(CAPSULE_FILE), sealed()).reason).toMatch(/, and 1 file of its evidence$/);
  });

  test("whatever the letters of its repository, and whoever signed with a key", () => {
    expect(checkPublished({ ...STATED, repository: "Octo-Org/octo-tool" }, sealed()).status).toBe("verified");
    expect(checkPublished(STATED, sealed({ signer: { kind: "key" } })).status).toBe("verified");
  });

  test("also if neither release nor certificate state numbers", () => {
    const release = { repositoryId: undefined, ownerId: undefined };
    expect(checkPublished(STATED, sealed({ release, extensions: {} })).status).toBe("verified");
  });

  test("also if GitHub names the object of an annotated tag", () => {
    const annotated = { ...STATED, commit: TAG_OBJECT };
    expect(checkPublished(annotated, sealed({ tagObject: TAG_OBJECT })).status).toBe("verified");
  });

  test("and the list of checksums may have a name of its own, as may its signature", () => {
    const list = { name: "SHA256SUMS", sha256: LIST };
    const signed = { name: "SHA256SUMS.sigstore.json", sha256: LIST_SIGNED };
    expect(checkPublished(withFiles(list), sealed()).status).toBe("verified");
    expect(checkPublished(withFiles(list, signed), sealed()).status).toBe("verified");
  });
});

describe("refused is", () => {
  test.each([
    ["another repository", { repository: "mallory/octo-tool" }, {}, "repository is"],
    ["another number of the repository", { repositoryId: "75" }, {}, "number of the repository is"],
    ["another number of the owner", { ownerId: "66" }, {}, "number of the owner is"],
    ["another tag", { tag: "v1.2.4" }, {}, "tag is"],
    ["another commit", { commit: "d".repeat(40) }, {}, "commit is"],
    ["the object of another tag", { commit: "d".repeat(40) }, { tagObject: TAG_OBJECT }, "commit is"],
    ["a number that the certificate alone contradicts", {}, { extensions: { sourceRepositoryIdentifier: "75" } }, "75"],
    [
      "an owner that the certificate alone contradicts",
      {},
      { extensions: { sourceRepositoryOwnerIdentifier: "66" } },
      "66",
    ],
    [
      "a number that the certificate contradicts, and the root does not state",
      {},
      { release: { repositoryId: undefined }, extensions: { sourceRepositoryIdentifier: "75" } },
      "75",
    ],
    ["a number that the root alone contradicts", {}, { release: { repositoryId: "75" } }, '"75"'],
    ["a release that states no tag", {}, { release: { tag: null } }, "in the capsule not stated"],
    ["a release that states no repository", {}, { release: { repository: null } }, "in the capsule not stated"],
    ["a release that states no commit", {}, { release: { commit: null } }, "in the capsule not stated"],
  ])("%s", async (_, stated, change, words) => {
    const fault = await expectFault("release-mismatch", () => checkPublished({ ...STATED, ...stated }, sealed(change)));
    expect(fault.message).toContain(words);
    expect(fault.message).toMatch(/^GitHub published another release: its /);
  });

  test("a commit, with the advice that an annotated tag has a digest of its own", async () => {
    const stated = { ...STATED, commit: TAG_OBJECT };
    const { hint = "" } = await expectFault("release-mismatch", () => checkPublished(stated, sealed()));
    expect(spelled(hint, asFlag)).toBe("an annotated tag has a digest of its own, which GitHub tells with --online");
    const repository = { ...STATED, repositoryId: "75" };
    expect((await expectFault("release-mismatch", () => checkPublished(repository, sealed()))).hint).toBeUndefined();
  });

  test("a release without an asset that was sealed", async () => {
    const stated = { ...STATED, files: FILES.slice(0, 1) };
    const fault = await expectFault("published-mismatch", () => checkPublished(stated, sealed()));
    expect(fault.message).toBe('"data" was sealed, and GitHub did not publish it');
    expect(fault.hint).toBe("ask the maintainer why GitHub's release and the capsule hold other files");
  });

  test.each([
    ["an asset", [FILES[0], { name: "data", sha256: OTHER }], "data"],
    ["a document", [...FILES, { name: "VERIFY.md", sha256: OTHER }], "VERIFY.md"],
    ["the capsule", [...FILES, { ...CAPSULE_FILE, sha256: OTHER }], "octo-tool-1.2.3.capsule"],
    [
      "the signature of the list",
      [...FILES, { name: "checksums.txt.sigstore.json", sha256: OTHER }],
      "checksums.txt.sigstore.json",
    ],
  ])("%s with other bytes", async (_, files, name) => {
    const stated = { ...STATED, files: files as ReleaseAttestation["files"] };
    const fault = await expectFault("digest-mismatch", () => checkPublished(stated, sealed()));
    expect(fault.message).toBe(`"${name}" is not the file that GitHub published`);
  });

  test.each([
    ["a file that was not sealed", [{ name: "more", sha256: OTHER }]],
    ["an asset under another name", [{ name: "more", sha256: TOOL }]],
    ["an image under its name", [{ name: IMAGE.name, sha256: OTHER }]],
    ["a signature of a list that is not there", [{ name: "SHA256SUMS.sigstore.json", sha256: LIST_SIGNED }]],
    [
      "another signature of a list with its own name",
      [
        { name: "SHA256SUMS", sha256: LIST },
        { name: "SHA256SUMS.sigstore.json", sha256: OTHER },
      ],
    ],
    [
      "a signature of another list",
      [
        { name: "checksums.txt", sha256: LIST },
        { name: "SHA256SUMS.sigstore.json", sha256: LIST_SIGNED },
      ],
    ],
  ])("%s", async (_, more) => {
    const fault = await expectFault("published-mismatch", () => checkPublished(withFiles(...more), sealed()));
    expect(fault.message).toMatch(/^GitHub published ".*", which was not sealed$/);
  });

  test("a file whose list is neither sealed nor published", async () => {
    const side = { ...sealed(), documents: [] };
    for (const name of ["more", "more.sigstore.json"]) {
      await expectFault("published-mismatch", () => checkPublished(withFiles({ name, sha256: OTHER }), side));
    }
  });
});
