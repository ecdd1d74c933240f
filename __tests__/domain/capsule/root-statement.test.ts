import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { buildRoot } from "../../../src/domain/capsule/build-root.ts";
import { requireClosed, requireEvidence } from "../../../src/domain/capsule/require-closed.ts";
import type { RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { formatRootStatement, parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { compareUtf8 } from "../../../src/kernel/bytewise.ts";
import { canonicalJson } from "../../../src/kernel/canonical-json.ts";
import type { JsonValue } from "../../../src/kernel/json.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { digestsOf } from "./digests-of.ts";
import { ASSET, ENTRIES, entryMap, sampleRoot } from "./sample-root.ts";

const canonical = (value: unknown) => encodeUtf8(canonicalJson(value as JsonValue));
const root = sampleRoot();
const withPredicate = (change: object) => ({ ...root, predicate: { ...root.predicate, ...change } });
const withRelease = (change: object) => withPredicate({ release: { ...root.predicate.release, ...change } });
const withSubjects = (...names: string[]) => ({
  ...root,
  subject: names.map((name) => ({ name, digest: root.subject[0]!.digest, annotations: { kind: "file" } })),
});
const withEvidence = (change: (list: RootStatement["predicate"]["evidence"]) => unknown) =>
  withPredicate({ evidence: change(structuredClone(root.predicate.evidence)) });
const firstEvidence = (change: object) => withEvidence(([first, ...others]) => [{ ...first, ...change }, ...others]);

const BACKFILL = { published: "2026-11-20T07:00:00Z", sealed: "2026-11-21T08:00:00Z", commit: "ab".repeat(20) };
/** Each wrong in one part of the time. */
const BAD_TIMES = [
  ...["x2026-11-20T07:00:00Z", "2026-11-20T07:00:00Zx", "026-11-20T07:00:00Z", "y026-11-20T07:00:00Z"],
  ...["2026-00-20T07:00:00Z", "2026-13-20T07:00:00Z", "2026-1-20T07:00:00Z", "2026-1x-20T07:00:00Z"],
  ...["2026-0x-20T07:00:00Z", "2026-11-00T07:00:00Z", "2026-11-32T07:00:00Z", "2026-11-0xT07:00:00Z"],
  ...["2026-11-1xT07:00:00Z", "2026-11-3xT07:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T2x:00:00Z"],
  ...["2026-11-20T0x:00:00Z", "2026-11-20T07:60:00Z", "2026-11-20T07:0x:00Z", "2026-11-20T07:00:60Z"],
  ...["2026-11-20T07:00:0xZ", "2026-11-20T07:00:00.5Z", "2026-11-20 07:00:00Z", "2026-11-20T07:00:00+00:00", ""],
];
const BAD_COMMITS = ["", "a", "AB".repeat(20), "zz".repeat(32), `z${"0".repeat(40)}`, `${"0".repeat(40)}z`].map(
  (commit) => ({ commit }),
);

const withSubjectDigest = (digest: object) => ({ ...root, subject: [{ ...root.subject[0], digest }] });

const withImage = (name: string) => {
  const image = { name, digest: { sha256: "01".repeat(32) }, annotations: { kind: "image" } };
  return { ...root, subject: [...root.subject, image].sort((a, b) => compareUtf8(a.name, b.name)) };
};

/** A good text with something before, behind or in the middle of it that the format does not allow. */
function badTexts(what: string, good: string, place: (text: string) => unknown): [string, unknown][] {
  const middle = `${good.slice(0, 5)}\u00e9${good.slice(6)}`;
  return [`\u00e9${good}`, `${good}\u00e9`, `${good}\n`, middle, ""].map((text) => [
    `${what} spelled ${JSON.stringify(text)}`,
    place(text),
  ]);
}

describe("root statement", () => {
  test("is written canonically and reads back equal", () => {
    const payload = formatRootStatement(root);
    expect(parseRootStatement(payload)).toEqual(root);
    expect(formatRootStatement(parseRootStatement(payload))).toEqual(payload);
  });

  test("keeps the predicate type of an entry that has one, and the reasons for no previous release", () => {
    const kept = parseRootStatement(formatRootStatement(root)).predicate;
    const types = kept.evidence.map(({ name, annotations }) => [name, annotations.predicateType]);
    expect(types).toContainEqual(["provenance.sigstore.json", "p"]);
    expect(types).toContainEqual(["VERIFY.md", undefined]);
    for (const none of ["first-release", "first-capsule", "unavailable"]) {
      const value = withPredicate({ previous: { none, reason: "because" } });
      expect(parseRootStatement(canonical(value))).toEqual(value);
    }
  });

  test("may pin inputs, and name a commit of 40 or 64 hexadecimal characters", () => {
    const pins = [
      { uri: "git+https://github.com/owner/tool@refs/tags/v1.2.3", digest: { gitCommit: "ef".repeat(20) } },
    ];
    for (const value of [withPredicate({ pins }), withRelease({ commit: "0a".repeat(32) })]) {
      expect(parseRootStatement(canonical(value))).toEqual(value);
    }
  });

  test.each(["a", "z".repeat(64), "z".repeat(40)])("is refused with the commit %s", async (commit) => {
    await expectFault("root-malformed", () => parseRootStatement(canonical(withRelease({ commit }))));
  });

  test("is refused with evidence that is filed under the digest of other bytes", async () => {
    const entry = { bytes: encodeUtf8("scan"), mediaType: "application/json" };
    const right = sampleRoot([{ ...entry, name: `evidence/${sha256Hex(entry.bytes)}.json` }]);
    expect(parseRootStatement(canonical(right))).toEqual(right);
    const wrong = sampleRoot([{ ...entry, name: `evidence/${"00".repeat(32)}.json` }]);
    await expectFault("root-malformed", () => parseRootStatement(canonical(wrong)));
  });

  test("is the same whatever the order of assets and entries", () => {
    expect(formatRootStatement(sampleRoot([...ENTRIES].reverse()))).toEqual(formatRootStatement(root));
    const assets = [{ ...ASSET, name: "b.tgz" }, ASSET, { ...ASSET, name: "a-b.tgz" }];
    expect(sampleRoot(ENTRIES, assets).subject.map(({ name }) => name)).toEqual(["a-b.tgz", "a.tgz", "b.tgz"]);
  });

  test("names images by one digest, among the assets in the order of names", () => {
    const { release, pins, previous } = root.predicate;
    const images = ["z.example/x", "a.example/x"].map((name) => ({ name, sha256: "01".repeat(32) }));
    const built = buildRoot({ release, pins, previous, assets: [ASSET], images, entries: [] }, sha256Hex);
    const digest = { sha256: ASSET.sha256, sha512: ASSET.sha512 };
    expect(built.subject).toEqual([
      { name: "a.example/x", digest: { sha256: "01".repeat(32) }, annotations: { kind: "image" } },
      { name: ASSET.name, digest, annotations: { kind: "file" } },
      { name: "z.example/x", digest: { sha256: "01".repeat(32) }, annotations: { kind: "image" } },
    ]);
  });

  test("may say that the release was public before, and then holds no provenance", async () => {
    const withBackfill = (change: object = {}) =>
      withPredicate({
        backfill: { ...BACKFILL, ...change },
        evidence: root.predicate.evidence.filter(({ name }) => name !== "provenance.sigstore.json"),
      });
    for (const good of [
      {},
      { commit: "0a".repeat(32) },
      { published: "2026-01-01T00:00:00Z", sealed: "2026-12-31T23:59:59Z" },
      { published: "1999-10-10T19:09:10Z", sealed: "2026-09-20T20:30:40Z" },
      { published: "2026-11-29T09:00:00Z", sealed: "2026-12-30T10:00:00Z" },
    ]) {
      expect(parseRootStatement(canonical(withBackfill(good)))).toEqual(withBackfill(good));
    }
    const { release, pins, previous } = root.predicate;
    const built = buildRoot({ release, pins, previous, assets: [ASSET], entries: [], backfill: BACKFILL }, sha256Hex);
    expect(built.predicate.backfill).toEqual(BACKFILL);
    for (const bad of [...BAD_TIMES.flatMap((time) => [{ published: time }, { sealed: time }]), ...BAD_COMMITS]) {
      await expectFault("root-malformed", () => parseRootStatement(canonical(withBackfill(bad))));
    }
    await expectFault("root-malformed", () => parseRootStatement(canonical(withBackfill({ more: 1 }))));
    await expectFault("root-malformed", () => parseRootStatement(canonical(withPredicate({ backfill: BACKFILL }))));
  });

  test("may lack tag, commit, repository, ids and run", () => {
    const bare = withRelease({
      purl: "pkg:generic/tool@1.2.3",
      tag: null,
      tagTemplate: null,
      commit: null,
      repository: null,
      repositoryId: null,
      ownerId: null,
      runUri: null,
    });
    expect(parseRootStatement(canonical(bare))).toEqual(bare);
  });

  test("may name an image by its digest alone, and the previous release by its root", () => {
    const image = { name: "ghcr.io/owner/tool", digest: { sha256: "01".repeat(32) }, annotations: { kind: "image" } };
    const previous = { name: "tool", version: "1.2.2", tag: "v1.2.2", rootDigest: { sha256: "02".repeat(32) } };
    const full = { ...withPredicate({ previous }), subject: [...root.subject, image] };
    expect(parseRootStatement(canonical(full))).toEqual(full);
  });

  test("lists evidence of each family under the digest that its name holds", () => {
    const bytes = encodeUtf8("scan");
    const own = sha256Hex(bytes);
    const about = { bytes, mediaType: "application/json", subject: ASSET.sha256 };
    const full = sampleRoot([
      ...ENTRIES,
      { ...about, name: `sbom/${ASSET.sha256}.cdx.json` },
      { ...about, name: `evidence/${own}.json` },
      { name: "sbom/release.cdx.json", bytes, mediaType: "application/json" },
    ]);
    expect(parseRootStatement(canonical(full))).toEqual(full);
  });

  test.each([`sbom/${"00".repeat(32)}.cdx.json`, `assets/${"00".repeat(32)}.sigstore.json`])(
    "is refused with %s about another asset",
    async (name) => {
      const bytes = encodeUtf8("x");
      const full = sampleRoot([{ name, bytes, mediaType: "m", subject: ASSET.sha256 }]);
      await expectFault("root-malformed", () => parseRootStatement(canonical(full)));
    },
  );

  test.each<[string, unknown]>([
    ["another _type (B24)", { ...root, _type: "https://in-toto.io/Statement/v0.1" }],
    ["another predicate type (B24)", { ...root, predicateType: "https://example.org/capsule/v1" }],
    ["an unknown field (J14)", { ...root, status: "signed" }],
    ["an unknown field of the predicate (J14)", withPredicate({ signingStatus: "present" })],
    ["an unknown field of the release (J14)", withRelease({ url: "x" })],
    ["an unknown annotation (J14)", firstEvidence({ annotations: { size: 1, status: "ok" } })],
    ["an unknown digest (J14)", firstEvidence({ digest: { sha256: "00".repeat(32), md5: "x" } })],
    ["no subject (B26)", { ...root, subject: [] }],
    ["1,025 subjects (B31)", withSubjects(...Array.from({ length: 1025 }, (_, n) => `a${String(n).padStart(4, "0")}`))],
    ["an upper-case digest (B28)", firstEvidence({ digest: { sha256: "AB".repeat(32) } })],
    ["subjects out of order", withSubjects("b", "a")],
    ["a subject twice", withSubjects("a", "a")],
    ["subjects that collide (N09)", withSubjects("File", "file")],
    ["a subject that is a path (N10)", withSubjects("../x")],
    ["a subject with a line feed (N03)", withSubjects("a\nb")],
    ["a file without SHA-512", withSubjectDigest({ sha256: ASSET.sha256 })],
    ["a file of no kind", { ...root, subject: [{ name: "a", digest: root.subject[0]!.digest }] }],
    ["a version of another scheme (X14)", withRelease({ version: "1.2.3_x" })],
    ["a tag of another version (X14)", withRelease({ tag: "v1.2.4" })],
    ["the package URL of another project (X6)", withRelease({ purl: "pkg:github/kubernetes/kubernetes@v1.2.3" })],
    ["the package URL of another version (X6)", withRelease({ purl: "pkg:github/owner/tool@v1.2.4" })],
    ["a template without a tag (X14)", withRelease({ tag: null })],
    ["an image whose name is a path (N10)", withImage("../../etc/passwd")],
    ["an image with a tag", withImage("ghcr.io/owner/tool:1.2.3")],
    ["an image with a line feed (N03)", withImage("ghcr.io/owner/tool\n")],
    ["a subject that hides characters (N05)", withSubjects("a\u202eb")],
    ["evidence out of order", withEvidence((list) => list.reverse())],
    ["evidence twice", withEvidence((list) => [list[0], ...list])],
    ["itself as evidence (A25)", firstEvidence({ name: "capsule.sigstore.json" })],
    ["evidence that the layout does not know", firstEvidence({ name: "README.md" })],
    ["evidence that climbs out (A01)", firstEvidence({ name: "../evil" })],
    ["a signature about another asset", withEvidence((list) => list.map((entry) => withoutSubject(entry)))],
    ["evidence about no subject of it", firstEvidence({ annotations: { size: 1, subject: "00".repeat(32) } })],
    ["evidence filed under another digest", firstEvidence({ name: `evidence/${"00".repeat(32)}.bin` })],
    ["a negative size", firstEvidence({ annotations: { size: -1 } })],
    ["a fractional size", firstEvidence({ annotations: { size: 0.5 } })],
    ["a release name that is a path (N10)", withRelease({ name: "../x" })],
    ["an abbreviated commit", withRelease({ commit: "abcdef0" })],
    ["a missing release field", withPredicate({ release: { name: "tool" } })],
    ["an unknown reason for no previous release", withPredicate({ previous: { none: "forgotten", reason: "x" } })],
    [
      "evidence filed under a digest that only begins alike",
      firstEvidence({ name: `evidence/${"00".repeat(32)}.json` }),
    ],
    ...badTexts("a digest", "ab".repeat(32), (sha256) => firstEvidence({ digest: { sha256 } })),
    ...badTexts("a sha512", "ab".repeat(64), (sha512) => withSubjectDigest({ sha256: ASSET.sha256, sha512 })),
    ...badTexts("a commit", "ab".repeat(20), (commit) => withRelease({ commit })),
    ...badTexts("a longer commit", "ab".repeat(32), (commit) => withRelease({ commit })),
    ...badTexts("a name of evidence", "VERIFY.md", (name) => firstEvidence({ name })),
    ["a commit that begins in hexadecimal only", withRelease({ commit: `a${"z".repeat(39)}` })],
    ["a release name that ends in a line feed", withRelease({ name: "tool\n" })],
    ["a release name of 65 characters", withRelease({ name: "t".repeat(65) })],
    ["a pin without a digest", withPredicate({ pins: [{ uri: "git+https://example.com/x" }] })],
    ["a pin with an unknown field (J14)", withPredicate({ pins: [{ uri: "u", digest: {}, note: "x" }] })],
    ["null at its top (J11)", null],
    ["a list at its top (J11)", [root]],
  ])("is refused with %s", async (_, value) => {
    await expectFault("root-malformed", () => parseRootStatement(canonical(value)));
  });

  test("is refused in any other form of the same content", async () => {
    const spaced = encodeUtf8(JSON.stringify(root, null, 1));
    await expectFault("root-not-canonical", () => parseRootStatement(spaced));
    const unsorted = encodeUtf8(JSON.stringify(root));
    await expectFault("root-not-canonical", () => parseRootStatement(unsorted));
    const lineEnd = encodeUtf8(`${canonicalJson(root as unknown as JsonValue)}\n`);
    await expectFault("root-not-canonical", () => parseRootStatement(lineEnd));
  });

  test("is refused with a byte order mark, a key twice or two documents (J01, J04, J05)", async () => {
    const text = canonicalJson(root as unknown as JsonValue);
    for (const bad of [`\ufeff${text}`, text.replace("{", '{"_type":"x",'), text + text]) {
      await expectFault("json-malformed", () => parseRootStatement(encodeUtf8(bad)));
    }
  });

  test("that none would read is not written", async () => {
    await expectFault("root-malformed", () => formatRootStatement({ ...root, subject: [] }));
  });
});

describe("a capsule is closed", () => {
  test("where it holds exactly what its root lists", () => {
    expect(requireClosed(root, entryMap())).toBeUndefined();
    expect(requireEvidence(root, digestsOf(entryMap()))).toBeUndefined();
  });

  test("and is refused with an entry more than its root lists (A24)", async () => {
    const more = entryMap().set("log/checkpoint", encodeUtf8("x"));
    const fault = await expectFault("capsule-not-closed", () => requireClosed(root, more));
    expect(fault.message).toContain('"log/checkpoint"');
  });

  test("and is refused with an entry less than its root lists (A24)", async () => {
    const fewer = entryMap();
    fewer.delete("VERIFY.md");
    const fault = await expectFault("capsule-not-closed", () => requireClosed(root, fewer));
    expect(fault.message).toContain('"VERIFY.md"');
  });

  test("and is refused with other bytes of the same length, or another length", async () => {
    for (const text of ["# Verifx\n", "# Verify\n\n", ""]) {
      const changed = entryMap().set("VERIFY.md", encodeUtf8(text));
      expect(requireClosed(root, changed)).toBeUndefined();
      await expectFault("evidence-differs", () => requireEvidence(root, digestsOf(changed)));
    }
  });

  test("and a wrong size in the root is refused even where the digest is right", async () => {
    const lying = structuredClone(root);
    lying.predicate.evidence[0]!.annotations.size += 1;
    await expectFault("evidence-differs", () => requireEvidence(lying, digestsOf(entryMap())));
  });
});

function withoutSubject(entry: RootStatement["predicate"]["evidence"][number]) {
  const { subject: _, ...annotations } = entry.annotations;
  return entry.name.includes(ASSET.sha256) ? { ...entry, annotations } : entry;
}
