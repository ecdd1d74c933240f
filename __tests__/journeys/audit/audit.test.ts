import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { AuditCode, AuditRow, AuditRowId } from "../../../src/domain/audit/audit-row.ts";
import { AUDIT_CODES } from "../../../src/domain/audit/audit-row.ts";
import { parsePackage } from "../../../src/domain/audit/packages.ts";
import { audit } from "../../../src/journeys/audit/audit.ts";
import type { AuditOrder } from "../../../src/journeys/audit/audit-order.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { cratesRegistry } from "../../../src/services/crates/crates-registry.ts";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { gitHubPublicRuns } from "../../../src/services/github/public-runs.ts";
import { gitHubPublicReleases } from "../../../src/services/github/release/public-releases.ts";
import { npmRegistry } from "../../../src/services/npm/npm-registry.ts";
import { pypiRegistry } from "../../../src/services/pypi/pypi-registry.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { temporaryFolders } from "../../../src/world/files/temporary-folders.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { addAttestation } from "../../github-server/attestations.ts";
import type { GitHubState, StoredRelease } from "../../github-server/github-state.ts";
import { addTag } from "../../github-server/github-state.ts";
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from "../../github-server/start-github-server.ts";
import { gitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { type PublishedPackage, type Registries, startRegistries } from "../../registries/start-registries.ts";
import { newFolder } from "../../run-program.ts";
import { CAPSULE_NAME, type PublishedTestRelease, publishedTestRelease } from "../../signing/published-release.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { createTestPublisher, type ReleaseStatement } from "../../signing/test-publisher.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { testClock } from "../../test-clock.ts";

const CAPSULE = CAPSULE_NAME;
const PACKED = describeFile(
  "tool-1.2.3.tgz",
  gzipSync(tarOf({ "package/index.js": "x\n", "package/tool.bin": "a tool\n" })),
);
const WHEEL = describeFile("octo_tool-1.2.3-py3-none-any.whl", "a wheel, as far as digests go\n");
const CRATE = describeFile("octo-tool-1.2.3.crate", gzipSync(tarOf({ "octo-tool-1.2.3/src/lib.rs": "//\n" })));
const ASSETS = [HELLO, TOOL, PACKED];
const ENDED = { conclusion: "success", at: "2026-01-01T00:05:00Z" };

let forge: TestForge;
const publisher = createTestPublisher();
let registries: Registries;
let capsule: Uint8Array;
let session: CertifiedSession;
let published: PublishedTestRelease;

beforeAll(async () => {
  forge = createTestForge();
  registries = await startRegistries();
  session = await forge.session({ environment: "release" });
  published = await publishedTestRelease(session, ASSETS);
  ({ capsule } = published);
});
afterAll(() => registries.close());

interface World {
  readonly options?: Partial<GitHubServerOptions>;
  /** Bytes by name, instead of those that were sealed. */
  readonly assets?: Readonly<Record<string, Uint8Array | "starter" | undefined>>;
  /** Changes what is public, after it was published. */
  readonly mutate?: (state: GitHubState, release: StoredRelease, server: GitHubServer) => void;
  readonly order?: Partial<AuditOrder>;
  readonly anonymous?: boolean;
  /** GitHub's attestation of the release, which is immutable then. */
  readonly attested?: ReleaseStatement;
}

/** Audits a release that was published as it was sealed, but for what a test changes. */
async function audited({ options = {}, assets = {}, mutate, order = {}, anonymous = false, attested }: World = {}) {
  const files = { ...published.files, ...assets };
  const present = Object.entries(files).flatMap(([name, bytes]) =>
    bytes === undefined ? [] : [[name, bytes] as const],
  );
  const server = await startGitHubServer({
    releases: [{ tag: "v1.2.3", assets: Object.fromEntries(present), immutable: attested !== undefined }],
    ...options,
    reality: { runEnded: ENDED, ...options.reality },
  });
  onTestFinished(() => server.close());
  onTestFinished(() => expect(server.violations).toEqual([]));
  published.attest(server.state);
  const release = server.release("v1.2.3");
  if (release === undefined) throw new Error("the release was not seeded");
  if (attested !== undefined) {
    const predicate = { databaseId: String(release.id), ...attested.predicate };
    addAttestation(server.state, await publisher.attest({ ...attested, predicate }), "github");
  }
  mutate?.(server.state, release, server);
  const address = gitHubAddress(server.url, "https://github.com/octo-org/octo-tool");
  const ports = { http: createHttp(() => undefined), clock: testClock() };
  const reading = { address, token: anonymous ? undefined : server.token, ports };
  const found = await audit(
    {
      ...{ tag: "v1.2.3", now: forge.clock.now(), expected: [], packages: [], optional: [], download: false },
      identity: { kind: "repository", repository: "https://github.com/octo-org/octo-tool" },
      ...order,
    },
    {
      ...{ crypto: nodeCryptography, files: systemFiles, progress: quietProgress(), temporary: temporaryFolders },
      trust: {
        trustedRoots: async () =>
          [forge, publisher].map(({ trustedRoot }) => ({ bytes: trustedRoot, origin: "test root", dated: undefined })),
      },
      releases: gitHubPublicReleases(reading),
      runs: gitHubPublicRuns(reading),
      registries: [
        npmRegistry(ports, registries.npm),
        pypiRegistry(ports, registries.pypi.replace(/\/pypi$/, "")),
        cratesRegistry(ports, registries.crates, registries.crates),
      ],
    },
  );
  return { ...found, server };
}

function open(rows: readonly AuditRow[]): string[] {
  return rows.flatMap(({ id, subject, status, code, required }) =>
    status === "holds" || (status === "unseen" && !required)
      ? []
      : [[status, id, ...(subject === null ? [] : [subject]), code].join(" ")],
  );
}

function keptCapsule(): string {
  const path = join(newFolder(), CAPSULE);
  writeFileSync(path, capsule);
  return path;
}

describe("a release that is public as it was sealed", () => {
  test("holds in every row, with a token and without, in at most ten requests", async () => {
    for (const anonymous of [false, true]) {
      const found = await audited({ anonymous, order: { kept: keptCapsule(), expected: ["latest"] } });
      expect([found.outcome, open(found.rows)]).toEqual(["holds", []]);
      expect(found.rows.map(({ id, subject }) => (subject === null ? id : `${id} ${subject}`))).toEqual([
        ...["release", "capsule", "asset hello.txt", "asset tool.bin", "asset tool-1.2.3.tgz", "published"],
        ...["repository", "flags", "publication", "tag", "run", "review"],
        ...["attestation root statement", "attestation provenance"],
      ]);
      expect(found.requests).toBeLessThanOrEqual(10);
      const api = found.server.requests.filter(({ operation }) => /^(?:GET|POST) \//.test(operation));
      expect(found.requests).toBe(api.length);
    }
  });

  test("is compared by its bytes where GitHub states no digest, or all are downloaded", async () => {
    const old = await audited({ options: { features: { assetDigests: false } } });
    expect([old.outcome, open(old.rows)]).toEqual(["holds", []]);
    const all = await audited({ order: { download: true } });
    expect([all.outcome, open(all.rows)]).toEqual(["holds", []]);
  });
});

/** What somebody may do to a release after it was published, and the rows that must say so. */
const MUTATIONS: Readonly<Record<string, World & { readonly says: readonly string[] }>> = {
  "an asset replaced": {
    assets: { "tool.bin": Buffer.from("another tool\n") },
    says: ["differs asset tool.bin asset-replaced"],
  },
  "an asset replaced, and no digest stated": {
    assets: { "tool.bin": Buffer.from("another tool\n") },
    options: { features: { assetDigests: false } },
    says: ["differs asset tool.bin asset-replaced"],
  },
  "an asset renamed": {
    assets: { "tool.bin": undefined, "tool2.bin": TOOL.bytes },
    says: ["differs asset tool2.bin asset-renamed"],
  },
  "an asset added": {
    assets: { "extra.exe": Buffer.from("more") },
    says: ["differs asset extra.exe asset-added"],
  },
  "an asset added under the name of an approval": {
    assets: { "octo-tool-1.2.3.x.approval.sigstore.json": Buffer.from("{}") },
    says: ["differs asset octo-tool-1.2.3.x.approval.sigstore.json asset-added"],
  },
  "an asset removed": { assets: { "hello.txt": undefined }, says: ["differs asset hello.txt asset-removed"] },
  "an upload that never ended": {
    assets: { "hello.txt": "starter" },
    says: ["differs asset hello.txt asset-unfinished"],
  },
  "two assets that changed their names": {
    assets: { "hello.txt": TOOL.bytes, "tool.bin": HELLO.bytes },
    says: ["differs asset hello.txt asset-replaced", "differs asset tool.bin asset-replaced"],
  },
  "the capsule removed": { assets: { [CAPSULE]: undefined }, says: ["unseen capsule capsule-missing"] },
  "a second capsule added": {
    assets: { "other-1.2.3.capsule": Buffer.from("x") },
    says: ["unseen capsule capsule-missing"],
  },
  "the tag moved": {
    mutate: (state) => addTag(state, "v1.2.3", { commit: "1".repeat(40) }),
    says: ["differs tag tag-moved"],
  },
  "the tag moved to an annotated one of another commit": {
    mutate: (state) => addTag(state, "v1.2.3", { commit: "2".repeat(40), annotated: true }),
    says: ["differs tag tag-moved"],
  },
  "the tag removed": {
    mutate: (state) => state.refs.delete("refs/tags/v1.2.3"),
    says: ["differs tag tag-removed"],
  },
  "the release made a draft again": {
    mutate: (_, release) => {
      release.draft = true;
    },
    says: ["differs release release-removed"],
  },
  "the release removed": {
    mutate: (state, { id }) => state.releases.delete(id),
    says: ["differs release release-removed"],
  },
  "the release recreated": {
    mutate: (state, release) => {
      state.releases.delete(release.id);
      state.releases.set(9999, { ...release, id: 9999, publishedAt: "2026-03-01T00:00:00Z" });
    },
    says: ["unseen publication published-later"],
  },
  "an attestation removed": {
    mutate: ({ attestations }) => attestations.splice(0, 1),
    says: ["differs attestation provenance attestation-removed"],
  },
  "all attestations removed": {
    mutate: ({ attestations }) => attestations.splice(0),
    says: [
      "unseen attestation root statement attestation-removed",
      "unseen attestation provenance attestation-removed",
    ],
  },
  "a run that failed": {
    options: { reality: { runEnded: { ...ENDED, conclusion: "failure" } } },
    says: ["differs run run-failed"],
  },
  "a run that was cancelled": {
    options: { reality: { runEnded: { ...ENDED, conclusion: "cancelled" } } },
    says: ["differs run run-failed"],
  },
  "a run of another event": {
    mutate: (state) => {
      state.run = { ...state.run, event: "pull_request_target" };
    },
    says: ["differs run run-other"],
  },
  "a run of another commit": {
    mutate: (state) => {
      state.run = { ...state.run, commit: "3".repeat(40) };
    },
    says: ["differs run run-other"],
  },
  "a run that is gone": {
    mutate: (state) => {
      state.run = { ...state.run, runId: "1" };
    },
    says: ["unseen run not-readable"],
  },
  "a reviewer who rejected": {
    options: { reality: { reviews: [{ state: "rejected", environment: "release", user: "reviewer" }] } },
    says: ["differs review review-rejected"],
  },
  "no review where one is expected": {
    order: { expected: ["reviewed"] },
    says: ["differs review review-missing"],
  },
  "a review by who started the run": {
    options: { reality: { reviews: [{ state: "approved", environment: "release", user: "octocat" }] } },
    order: { expected: ["reviewed"] },
    says: ["differs review review-missing"],
  },
  "a review of another environment": {
    options: { reality: { reviews: [{ state: "approved", environment: "staging", user: "reviewer" }] } },
    order: { expected: ["reviewed"] },
    says: ["differs review review-missing"],
  },
  "the repository transferred": {
    mutate: (state) => {
      state.formerNames.add("octo-org/octo-tool");
      state.run = { ...state.run, repository: "other-org/octo-tool", ownerId: "9065" };
    },
    says: ["differs repository repository-transferred"],
  },
  "its name squatted by another owner": {
    mutate: (state) => {
      state.run = { ...state.run, repositoryId: "9074", ownerId: "9065" };
    },
    says: ["differs repository repository-squatted", "differs run run-other"],
  },
  "not the latest": {
    order: { expected: ["latest"] },
    mutate: (_, release) => {
      release.makeLatest = "false";
    },
    says: ["differs flags release-flags"],
  },
  "still changeable": { order: { expected: ["immutable"] }, says: ["differs flags release-flags"] },
  "no prerelease where one is expected": {
    order: { expected: ["prerelease"] },
    says: ["differs flags release-flags"],
  },
  "a prerelease where none is expected": {
    order: { expected: ["full-release"] },
    mutate: (_, release) => {
      release.prerelease = true;
    },
    says: ["differs flags release-flags"],
  },
};

describe("a release that changed", () => {
  test.each(Object.entries(MUTATIONS))(
    "%s is named by row and code, and never accepted",
    async (_, { says, ...world }) => {
      const found = await audited(world);
      expect(open(found.rows).sort()).toEqual([...says].sort());
      const isDifferent = says.some((one) => one.startsWith("differs"));
      expect(found.outcome).toBe(isDifferent ? "differs" : "incomplete");
      for (const { code } of found.rows) if (code !== undefined) expect(AUDIT_CODES[code]).toBeDefined();
    },
  );

  test("every row and every mutation of the wishes is in the table", () => {
    const named = new Set(Object.values(MUTATIONS).flatMap(({ says }) => says.map((one) => one.split(" ").at(-1))));
    const wanted: AuditCode[] = [
      ...(["asset-replaced", "asset-renamed", "asset-added", "asset-removed", "tag-moved", "published-later"] as const),
      ...(["attestation-removed", "run-failed", "repository-transferred", "repository-squatted"] as const),
    ];
    expect(wanted.filter((code) => !named.has(code))).toEqual([]);
  });

  test("is told from a kept capsule: another one on the release, none, or a release that is gone", async () => {
    const kept = keptCapsule();
    const other = await sealTestRelease({ session: await forge.session({ environment: "release" }), assets: ASSETS });
    const replaced = await audited({ assets: { [CAPSULE]: other }, order: { kept } });
    expect(open(replaced.rows)).toContain("differs capsule capsule-other");
    const gone = await audited({ assets: { [CAPSULE]: undefined }, order: { kept } });
    expect([gone.outcome, open(gone.rows)]).toEqual(["differs", ["differs capsule capsule-missing"]]);
    const squatted = await audited({
      order: { kept },
      mutate: (state, { id }) => {
        state.releases.delete(id);
        state.run = { ...state.run, repositoryId: "9074", ownerId: "9065" };
      },
    });
    expect(open(squatted.rows).slice(0, 2)).toEqual([
      "differs release release-removed",
      "differs repository repository-squatted",
    ]);
  });

  test("by a squatter who seals a release of the same name is told from a kept capsule", async () => {
    const run = gitHubRun({ repositoryId: "9074", ownerId: "9065", environment: "release" });
    const own = await sealTestRelease({ session: await forge.session(run), assets: ASSETS });
    const squat = { assets: { [CAPSULE]: own }, options: { run: { repositoryId: "9074", ownerId: "9065" } } };
    const found = await audited({ ...squat, order: { kept: keptCapsule() } });
    expect(open(found.rows)).toEqual(
      expect.arrayContaining(["differs capsule capsule-other", "differs repository repository-squatted"]),
    );
  });

  test("a capsule of another signer is refused with the code of its claim", async () => {
    const other = await sealTestRelease({
      session: await forge.session({ repository: "mallory/tool" }),
      assets: ASSETS,
    });
    const found = await audited({ assets: { [CAPSULE]: other } });
    expect(found.outcome).toBe("differs");
    const row = found.rows.find(({ id }) => id === "capsule");
    expect([row?.code, row?.reason]).toEqual(["capsule-refused", expect.stringContaining("identity-mismatch")]);
  });
});

/** What GitHub says of the release that was sealed, the capsule beside its assets. */
const attestation = (): ReleaseStatement => ({
  assets: [...ASSETS, { name: CAPSULE, sha256: createHash("sha256").update(capsule).digest("hex") }],
});
const isPublished = ({ id }: AuditRow) => id === "published";

describe("an immutable release that GitHub attested", () => {
  test("holds in that row, too, with a token and without, in at most ten requests", async () => {
    for (const anonymous of [false, true]) {
      const found = await audited({ anonymous, attested: attestation(), order: { expected: ["immutable"] } });
      expect([found.outcome, open(found.rows)]).toEqual(["holds", []]);
      expect(found.rows.filter(isPublished).map(({ reason }) => reason)).toEqual([
        'GitHub published the release "v1.2.3" with exactly the 3 files that were sealed, and 1 file of its evidence',
      ]);
      expect(found.requests).toBeLessThanOrEqual(10);
    }
  });

  /** What else the row says; what nobody can see beside it stays as it was. */
  const ALSO: Readonly<Record<string, readonly string[]>> = {
    "the release recreated": ["differs published release-recreated"],
    "the tag moved to an annotated one of another commit": ["unseen published published-missing"],
    "the tag removed": ["unseen published published-missing"],
    "all attestations removed": ["unseen published published-missing"],
  };
  const { "still changeable": _, ...all } = MUTATIONS;

  test.each(Object.entries(all))("%s is named as before, in at most ten requests", async (name, { says, ...world }) => {
    const found = await audited({ ...world, attested: attestation() });
    expect(open(found.rows).sort()).toEqual([...says, ...(ALSO[name] ?? [])].sort());
    expect(found.outcome).not.toBe("holds");
    expect(found.requests).toBeLessThanOrEqual(10);
  });

  test.each<[string, ReleaseStatement]>([
    ["another file", { assets: [{ ...HELLO, sha256: TOOL.sha256 }, TOOL, PACKED] }],
    ["a file more", { assets: [...ASSETS, { name: "extra.exe", sha256: TOOL.sha256 }] }],
    ["a file less", { assets: [HELLO, TOOL] }],
    ["a file under another name", { assets: [{ ...HELLO, name: "hallo.txt" }, TOOL, PACKED] }],
    ["another number of the repository", { assets: ASSETS, predicate: { repositoryId: "77" } }],
    ["another number of the owner", { assets: ASSETS, predicate: { ownerId: "77" } }],
  ])("differs if GitHub published %s", async (_what, attested) => {
    const found = await audited({ attested });
    expect([found.outcome, open(found.rows)]).toEqual(["differs", ["differs published published-other"]]);
  });

  test("differs if somebody else signed the attestation", async () => {
    const stranger = createTestPublisher({ name: "https://dotcom.releases.github.com.evil.example" });
    const bundle = await stranger.attest(attestation());
    const found = await audited({ options: {}, mutate: (state) => void addAttestation(state, bundle, "user") });
    expect(open(found.rows)).toEqual(["differs published published-other"]);
  });

  test("is incomplete while GitHub shows no attestation, and differs if it once did", async () => {
    const record = join(newFolder(), "record.json");
    const without = (state: GitHubState) => {
      const at = state.attestations.findIndex(({ predicateType }) => predicateType.includes("/release/"));
      state.attestations.splice(at, 1);
    };
    const attested = attestation();
    const lagging = await audited({ attested, mutate: without, order: { record } });
    expect([lagging.outcome, open(lagging.rows)]).toEqual(["incomplete", ["unseen published published-missing"]]);
    expect((await audited({ attested, order: { record } })).outcome).toBe("holds");
    expect(JSON.parse(readFileSync(record, "utf8")).attested).toBe(true);
    const gone = await audited({ attested, mutate: without, order: { record } });
    expect([gone.outcome, open(gone.rows)]).toEqual(["differs", ["differs published attestation-removed"]]);
    const optional: AuditRowId[] = ["published"];
    expect((await audited({ attested, mutate: without, order: { optional } })).outcome).toBe("holds");
  });

  test("is found by its annotated tag, and not believed for another commit that the tag leads to now", async () => {
    const { commit } = gitHubRun();
    const object = `${"a".repeat(36)}beef`;
    const { release } = await audited();
    const predicate = { databaseId: release?.id ?? "" };
    const attestedTag = await publisher.attest({ ...attestation(), commit: object, predicate });
    const tagged = (leadsTo: string) => (state: GitHubState) => {
      state.annotatedTags.set(object, {
        tag: "v1.2.3",
        object: { type: "commit", sha: leadsTo },
        signature: undefined,
      });
      state.refs.set("refs/tags/v1.2.3", { type: "tag", sha: object });
      addAttestation(state, attestedTag, "github");
    };
    const still = await audited({ mutate: tagged(commit) });
    expect([still.outcome, open(still.rows)]).toEqual(["holds", []]);
    expect(still.requests).toBeLessThanOrEqual(10);
    const moved = await audited({ mutate: tagged("1".repeat(40)) });
    expect(open(moved.rows)).toEqual(["differs published published-other", "differs tag tag-moved"]);
  });
});

describe("a record", () => {
  test("is written by the first audit that holds, and tells a release that was made anew or marked otherwise", async () => {
    const record = join(newFolder(), "record.json");
    const bad = await audited({ assets: { "hello.txt": undefined }, order: { record } });
    expect([bad.outcome, existsSync(record)]).toEqual(["differs", false]);
    expect((await audited({ order: { record } })).outcome).toBe("holds");
    const written = readFileSync(record, "utf8");
    expect((await audited({ order: { record } })).outcome).toBe("holds");
    const anew = await audited({
      order: { record },
      mutate: (state, release) => {
        state.releases.delete(release.id);
        state.releases.set(9999, { ...release, id: 9999 });
      },
    });
    expect(open(anew.rows)).toEqual(["differs publication release-recreated"]);
    const marked = await audited({
      order: { record },
      mutate: (_, release) => {
        release.prerelease = true;
      },
    });
    expect(open(marked.rows)).toEqual(["differs flags release-flags"]);
    expect(readFileSync(record, "utf8")).toBe(written);
  });

  test("of another release, or none at all, is refused", async () => {
    const record = join(newFolder(), "record.json");
    await audited({ order: { record } });
    writeFileSync(record, readFileSync(record, "utf8").replace('"v1.2.3"', '"v1.2.2"'));
    await expectFault("audit-record-malformed", () => audited({ order: { record } }));
    writeFileSync(record, "{}");
    await expectFault("audit-record-malformed", () => audited({ order: { record } }));
  });
});

test("what is optional may stay unseen, and a difference stays one", async () => {
  const none = { mutate: ({ attestations }: GitHubState) => attestations.splice(0) };
  const optional: AuditRowId[] = ["attestation"];
  expect((await audited({ ...none, order: { optional } })).outcome).toBe("holds");
  const partly = { mutate: ({ attestations }: GitHubState) => attestations.splice(0, 1) };
  expect((await audited({ ...partly, order: { optional } })).outcome).toBe("differs");
});

describe("copies in registries", () => {
  const npm = (bytes: Uint8Array, file = "tool-1.2.3.tgz"): PublishedPackage => ({
    ...{ registry: "npm", name: "@octo/tool", version: "1.2.3", file, bytes },
  });
  const look = async (published: readonly PublishedPackage[], packages = ["npm:@octo/tool"]) => {
    registries.packages.splice(0, registries.packages.length, ...published);
    onTestFinished(() => void registries.packages.splice(0));
    const { rows, outcome } = await audited({ order: { packages: packages.map(parsePackage) } });
    const found = rows.filter(({ id }) => id === "registry").map(({ status, code, reason }) => [status, code, reason]);
    return { outcome, found };
  };

  test.each<[string, () => PublishedPackage, string, AuditCode | undefined, RegExp]>([
    ["the same bytes", () => npm(PACKED.bytes), "holds", undefined, /^same bytes as "tool-1\.2\.3\.tgz"$/],
    [
      "the same content, packed otherwise",
      () => npm(gzipSync(tarOf({ "package/tool.bin": "a tool\n", "package/index.js": "x\n" }), { level: 1 })),
      "holds",
      undefined,
      /^same content as "tool-1\.2\.3\.tgz", packed otherwise$/,
    ],
    [
      "a package that holds a sealed file",
      () => npm(gzipSync(tarOf({ "package/bin/tool": "a tool\n", "package/package.json": "{}" })), "octo-tool.tgz"),
      "holds",
      undefined,
      /^it holds the sealed "tool\.bin" as "package\/bin\/tool"/,
    ],
    [
      "other content under the name of a sealed file",
      () => npm(gzipSync(tarOf({ "package/index.js": "evil\n", "package/tool.bin": "a tool\n" }))),
      "differs",
      "registry-differs",
      /"package\/index\.js" differs/,
    ],
    [
      "one file more under the name of a sealed file",
      () => npm(gzipSync(tarOf({ "package/index.js": "x\n", "package/tool.bin": "a tool\n", "package/more": "!" }))),
      "differs",
      "registry-differs",
      /"package\/more" was not sealed/,
    ],
    [
      "nothing that was sealed",
      () => npm(gzipSync(tarOf({ "package/index.js": "y\n" })), "other.tgz"),
      "unseen",
      "registry-unrelated",
      /nothing of what is in it was sealed/,
    ],
    ["no archive", () => npm(Buffer.from("junk"), "other.tgz"), "unseen", "not-readable", /./],
  ])("%s", async (_, published, status, code, reason) => {
    const { found, outcome } = await look([published()]);
    expect(found).toEqual([[status, code, expect.stringMatching(reason)]]);
    expect(outcome).toBe(status === "holds" ? "holds" : status === "differs" ? "differs" : "incomplete");
  });

  test("a version that is not there, or not yet, is no difference", async () => {
    const { found, outcome } = await look([{ ...npm(PACKED.bytes), version: "1.2.2" }]);
    expect([outcome, found[0]?.slice(0, 2)]).toEqual(["incomplete", ["unseen", "registry-absent"]]);
  });

  test("a registry that does not answer is unseen", async () => {
    registries.failing = 404;
    const absent = await look([npm(PACKED.bytes)]);
    registries.failing = 401;
    const { found, outcome } = await look([npm(PACKED.bytes)]);
    registries.failing = undefined;
    expect(absent.found[0]?.[1]).toBe("registry-absent");
    expect([outcome, found[0]?.slice(0, 2)]).toEqual(["incomplete", ["unseen", "not-readable"]]);
  });

  test("wheels and crates are found by the names of sealed files, and need not be there", async () => {
    const all = [...ASSETS, WHEEL, CRATE];
    const of = await sealTestRelease({ session, assets: all });
    const assets = { ...Object.fromEntries([WHEEL, CRATE].map(({ name, bytes }) => [name, bytes])), [CAPSULE]: of };
    const wanted = { assets, order: { optional: ["attestation"] as AuditRowId[] } };
    const lagging = await audited(wanted);
    expect(lagging.outcome).toBe("holds");
    expect(lagging.rows.filter(({ id }) => id === "registry").map(({ subject, code }) => [subject, code])).toEqual([
      ["crates octo-tool 1.2.3", "registry-absent"],
      ["pypi octo-tool 1.2.3", "registry-absent"],
    ]);
    const packages: PublishedPackage[] = [
      { registry: "pypi", name: "octo-tool", version: "1.2.3", file: WHEEL.name, bytes: WHEEL.bytes },
      { registry: "crates", name: "octo-tool", version: "1.2.3", file: CRATE.name, bytes: CRATE.bytes },
    ];
    registries.packages.push(...packages);
    onTestFinished(() => void registries.packages.splice(0));
    const there = await audited(wanted);
    expect(there.rows.filter(({ id }) => id === "registry").map(({ status, reason }) => [status, reason])).toEqual([
      ["holds", `same bytes as "${CRATE.name}"`],
      ["holds", `same bytes as "${WHEEL.name}"`],
    ]);
  });

  test.each(["npm:", "gem:x", "pypi:a/b", "crates:-x", "npm:@a", "npm:a@1@2", "npm:a b"])(
    "%j names none",
    async (text) => {
      await expectFault("usage", () => parsePackage(text));
    },
  );
});

function tarOf(files: Readonly<Record<string, string>>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const bytes = Buffer.from(text);
    const header = Buffer.alloc(512);
    new Header({ path, size: bytes.length, mode: 0o644, type: "File", mtime: new Date(0) }).encode(header);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
