import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { asFlag } from "../../../src/doors/options/as-flag.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { VerifyOrder, VerifyPorts } from "../../../src/journeys/verify/verify-order.ts";
import { spelled } from "../../../src/kernel/advice.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { gitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { createTestPublisher, type ReleaseStatement } from "../../signing/test-publisher.ts";
import { checksumsOf, HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf } from "../../signing/verify-test-capsule.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const forge = createTestForge();
const publisher = createTestPublisher();
const REPOSITORY = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
const OTHER = "b".repeat(64);
let capsule: Uint8Array;

beforeAll(async () => {
  capsule = await sealTestRelease({ session: await forge.session() });
});

/** Of the capsule as it was published beside both assets, with the list of checksums. */
const SEALED = () => [
  HELLO,
  TOOL,
  { name: "octo-tool-1.2.3.capsule", sha256: sha256Hex(capsule) },
  { name: "checksums.txt", sha256: sha256Hex(checksumsOf([HELLO, TOOL], "sha256")) },
];

interface Given {
  readonly attestation?: object;
  readonly order?: Partial<VerifyOrder>;
  readonly publications?: VerifyPorts["publications"];
  readonly named?: string;
  readonly roots?: readonly Uint8Array[];
}

/** Verifies the capsule with GitHub's statement beside it. */
async function verify({ attestation, order = {}, publications, named, roots }: Given = {}) {
  const folder = temporaryFolder();
  const at = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  for (const { name, bytes } of [HELLO, TOOL]) at(name, bytes);
  const path = at("octo-tool-1.2.3.capsule", capsule);
  const beside = named ?? "octo-tool-1.2.3.release.sigstore.json";
  if (attestation !== undefined) at(beside, JSON.stringify(attestation));
  const published = named === undefined ? {} : { published: join(folder, named) };
  const trusted = roots ?? [forge.trustedRoot, publisher.trustedRoot];
  return verifyAny(
    { capsule: { path }, assets: [], identity: REPOSITORY, ...published, ...order },
    {
      ...{ crypto: nodeCryptography, files: systemFiles, progress: quietProgress() },
      trust: {
        trustedRoots: async () => trusted.map((bytes) => ({ bytes, origin: "test root", dated: undefined })),
      },
      ...(publications === undefined ? {} : { publications }),
    },
  );
}

const requiring = (): Partial<VerifyOrder> => {
  const schema = "https://release-capsule.github.io/release-capsule/schemas/policy/v1";
  const signers = [{ repository: "octo-org/octo-tool" }];
  const policy = parsePolicy(Buffer.from(JSON.stringify({ schema, signers, require: ["published"] })));
  return { identity: { kind: "any-of", of: policy.signers }, policy, effectiveTime: new Date("2026-11-22T08:00:00Z") };
};

test("GitHub's statement beside the capsule agrees with it, and says what was compared", async () => {
  const found = await verify({ attestation: await publisher.attest({ assets: SEALED() }) });
  expect([found.exitCode, claimOf(found, "published")]).toMatchObject([0, { status: "verified", required: true }]);
  expect(claimOf(found, "published").reason).toBe(
    'GitHub published the release "v1.2.3" with exactly the 2 files that were sealed, and 2 files of its evidence',
  );
  const bare = await verify({ attestation: await publisher.attest(), named: "release.json" });
  expect(claimOf(bare, "published").reason).toContain("the capsule itself was not published with it");
});

test("without it nothing is required, and the hint names both ways to it; a policy may require it", async () => {
  const found = await verify();
  expect([found.exitCode, claimOf(found, "published")]).toMatchObject([0, { status: "not-checked", required: false }]);
  expect(spelled(claimOf(found, "published").hint ?? "", asFlag)).toContain(
    "--published, or let GitHub be asked with --online",
  );
  expect((await verify({ order: requiring() })).exitCode).toBe(3);
  expect((await verify({ order: requiring(), attestation: await publisher.attest() })).exitCode).toBe(0);
});

const swapped = [
  { name: HELLO.name, sha256: TOOL.sha256 },
  { name: TOOL.name, sha256: HELLO.sha256 },
];
const extra = describeFile("extra.txt", "extra");

/** What GitHub could state that is not what was sealed. */
const MUTATIONS: readonly (readonly [what: string, code: string, ReleaseStatement])[] = [
  ["a file replaced", "digest-mismatch", { assets: [{ ...HELLO, sha256: OTHER }, TOOL] }],
  ["two names swapped", "digest-mismatch", { assets: swapped }],
  ["a file renamed", "published-mismatch", { assets: [{ ...HELLO, name: "hallo.txt" }, TOOL] }],
  ["a file added", "published-mismatch", { assets: [HELLO, TOOL, extra] }],
  ["a file removed", "published-mismatch", { assets: [HELLO] }],
  [
    "another file under the name of evidence",
    "digest-mismatch",
    { assets: [HELLO, TOOL, { name: "checksums.txt", sha256: OTHER }] },
  ],
  ["another capsule", "digest-mismatch", { assets: [HELLO, TOOL, { name: "octo-tool-1.2.3.capsule", sha256: OTHER }] }],
  ["another tag", "release-mismatch", { tag: "v1.2.4" }],
  ["another commit", "release-mismatch", { commit: "c".repeat(40) }],
  [
    "another repository",
    "release-mismatch",
    {
      predicate: { repository: "octo-org/other", purl: "pkg:github/octo-org/other@v1.2.3" },
      edit: (statement) => {
        statement.subject[0].uri = "pkg:github/octo-org/other@v1.2.3";
      },
    },
  ],
  ["another repository of the name", "release-mismatch", { predicate: { repositoryId: "77" } }],
  ["another owner of the name", "release-mismatch", { predicate: { ownerId: "77" } }],
  ["a field that is not known", "statement-malformed", { predicate: { approved: "yes" } }],
  ["a tag that the package URL does not have", "statement-malformed", { predicate: { tag: "v9.9.9" } }],
  ["no tag", "statement-malformed", { edit: (statement) => void statement.subject.shift() }],
  ["two tags", "statement-malformed", { edit: ({ subject }) => void subject.unshift(subject[0]) }],
  ["a name twice", "statement-malformed", { assets: [HELLO, HELLO, TOOL] }],
  [
    "a file by a weak digest",
    "statement-malformed",
    {
      edit: ({ subject }) => {
        subject[1].digest = { sha1: "a".repeat(40) };
      },
    },
  ],
  [
    "another predicate",
    "statement-malformed",
    {
      edit: (statement) => {
        statement.predicateType = "https://example.com/x";
      },
    },
  ],
];

test.each(MUTATIONS)("a capsule refuses GitHub's statement with %s", async (_what, code, stated) => {
  const found = await verify({ attestation: await publisher.attest(stated) });
  expect([found.exitCode, claimOf(found, "published")]).toMatchObject([1, { status: "failed", code }]);
  const named = await verify({ attestation: await publisher.attest(stated), named: "x.json" });
  expect([named.exitCode, claimOf(named, "published")]).toMatchObject([1, { status: "failed", code }]);
});

const SIGNERS = [
  [
    "another name",
    "identity-mismatch",
    createTestPublisher({ name: "https://dotcom.releases.github.com.evil.example" }),
    true,
  ],
  [
    "an issuer beside the name",
    "identity-mismatch",
    createTestPublisher({ issuer: "https://token.actions.githubusercontent.com" }),
    true,
  ],
  ["an authority that nobody trusts", "log-unknown", createTestPublisher(), false],
] as const;

test.each(SIGNERS)(
  "a capsule refuses GitHub's statement that was signed by %s",
  async (_what, code, signer, isTrusted) => {
    const roots = [forge.trustedRoot, isTrusted ? signer.trustedRoot : publisher.trustedRoot];
    const found = await verify({ attestation: await signer.attest(), roots });
    expect([found.exitCode, claimOf(found, "published")]).toMatchObject([1, { status: "failed", code }]);
  },
);

test("a statement that the project's own workflow signed is not GitHub's", async () => {
  const session = await forge.session();
  const { releaseStatement } = await import("../../signing/test-publisher.ts");
  const own = await session.signPayload(
    "application/vnd.in-toto+json",
    Buffer.from(JSON.stringify(releaseStatement())),
  );
  const found = await verify({ attestation: JSON.parse(Buffer.from(own).toString()) });
  expect(claimOf(found, "published")).toMatchObject({ status: "failed", code: "identity-mismatch" });
});

describe("GitHub, asked", () => {
  const { commit } = gitHubRun();
  const object = "d".repeat(40);
  const answering =
    (attestation: object | undefined, tag = { object: commit, commit }): VerifyPorts["publications"] =>
    () => ({
      tag: async () => ({ ...tag, isAnnotated: false }) as never,
      releaseAttestation: async () => ({
        bundles: attestation === undefined ? [] : [attestation],
        unread: 0,
        isClosed: false,
      }),
    });

  test("gives the statement, or says that there is none", async () => {
    const attestation = await publisher.attest();
    expect(claimOf(await verify({ publications: answering(attestation) }), "published").status).toBe("verified");
    const none = await verify({ publications: answering(undefined) });
    expect([none.exitCode, claimOf(none, "published").status]).toEqual([0, "missing"]);
    expect((await verify({ publications: answering(undefined), order: requiring() })).exitCode).toBe(3);
    const moved = await verify({ publications: answering(await publisher.attest({ tag: "v2.0.0" })) });
    expect([moved.exitCode, claimOf(moved, "published").code]).toEqual([1, "release-mismatch"]);
  });

  test("knows the object of an annotated tag, which is not its commit", async () => {
    const attestation = await publisher.attest({ commit: object });
    const found = await verify({ publications: answering(attestation, { object, commit }) });
    expect(claimOf(found, "published").status).toBe("verified");
  });

  test("is not believed for the object of a tag that leads to another commit now", async () => {
    const attestation = await publisher.attest({ commit: object });
    const found = await verify({ publications: answering(attestation, { object, commit: "1".repeat(40) }) });
    expect(claimOf(found, "published")).toMatchObject({ status: "failed", code: "release-mismatch" });
  });
});

describe("GitHub's statement alone", () => {
  /** Verifies files by the statement, without a capsule. */
  async function alone(stated: ReleaseStatement, order: Partial<VerifyOrder>, files = [HELLO], signer = publisher) {
    const folder = temporaryFolder();
    const path = join(folder, "release.sigstore.json");
    writeFileSync(path, JSON.stringify(await signer.attest(stated)));
    const assets = files.map(({ name, bytes }) => {
      writeFileSync(join(folder, name), bytes);
      return { path: join(folder, name) };
    });
    return verifyAny(
      { capsule: { path }, assets, identity: REPOSITORY, ...order },
      {
        ...{ crypto: nodeCryptography, files: systemFiles, progress: quietProgress() },
        trust: {
          trustedRoots: async () => [{ bytes: signer.trustedRoot, origin: "test root", dated: undefined }],
        },
      },
    );
  }

  test("verifies files for the repository that is named, and says what it did not compare", async () => {
    const found = await alone({}, {});
    expect([found.exitCode, claimOf(found, "published").reason]).toEqual([
      0,
      'GitHub published the release "v1.2.3" of "octo-org/octo-tool"; the repository was compared, and the tag was not; how the files were built, and by whom, it does not say',
    ]);
    const tagged = await alone({}, { identity: { ...REPOSITORY, sourceRef: "refs/tags/v1.2.3" } });
    expect(claimOf(tagged, "published").reason).toContain("the repository and the tag were compared");
  });

  test.each([
    [
      "another repository",
      { identity: { ...REPOSITORY, repository: "https://github.com/octo-org/other" } },
      "--repository octo-org/octo-tool",
    ],
    [
      "another GitHub",
      { identity: { ...REPOSITORY, repository: "https://ghe.example/octo-org/octo-tool" } },
      "--repository octo-org/octo-tool",
    ],
    ["another tag", { identity: { ...REPOSITORY, sourceRef: "refs/tags/v2" } }, "--source-ref refs/tags/v1.2.3"],
    [
      "a workflow",
      { identity: { ...REPOSITORY, signerWorkflow: { repository: REPOSITORY.repository, path: "a.yml" } } },
      "leave out --signer-workflow",
    ],
    [
      "a name with an issuer",
      { identity: { kind: "exact", subjectAlternativeName: "https://dotcom.releases.github.com", issuer: "" } },
      "--repository octo-org/octo-tool",
    ],
  ] as const)("is refused for %s, with the option that helps", async (_what, order, hint) => {
    const found = await alone({}, order);
    expect([found.exitCode, claimOf(found, "root").code]).toEqual([1, "identity-mismatch"]);
    expect(spelled(claimOf(found, "root").hint ?? "", asFlag)).toContain(hint);
  });

  const PATTERN = { kind: "unsafe-pattern", subjectAlternativeName: ".*", issuer: ".*" } as const;

  test("a pattern switches off nothing that can be compared, and the result says the rest", async () => {
    const found = await alone({}, { identity: PATTERN });
    expect([found.exitCode, claimOf(found, "published").reason]).toEqual([
      0,
      'GitHub published the release "v1.2.3" of "octo-org/octo-tool"; names and digests of files were compared, repository and tag were not, since none was named; how the files were built, and by whom, it does not say',
    ]);
    expect((await alone({ assets: swapped }, { identity: PATTERN })).exitCode).toBe(1);
    expect((await alone({ assets: [TOOL] }, { identity: PATTERN })).exitCode).not.toBe(0);
    const stranger = createTestPublisher({ name: "https://evil.example" });
    expect((await alone({}, { identity: PATTERN }, [HELLO], stranger)).exitCode).toBe(1);
    expect(claimOf(await alone({ predicate: { approved: "yes" } }, { identity: PATTERN }), "root").code).toBe(
      "statement-malformed",
    );
    const others = await verify({
      attestation: await publisher.attest({ assets: [HELLO] }),
      order: { identity: PATTERN },
    });
    expect([others.exitCode, claimOf(others, "published").code]).toEqual([1, "published-mismatch"]);
  });
});
