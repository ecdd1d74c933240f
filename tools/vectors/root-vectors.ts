import type { EvidenceEntry } from "../../src/domain/capsule/build-root.ts";
import { CHECKSUMS_SHA512_ENTRY, PROVENANCE_ENTRY, ROOT_ENTRY } from "../../src/domain/capsule/entry-names.ts";
import type { RootStatement } from "../../src/domain/capsule/root-schema.ts";
import { formatRootStatement } from "../../src/domain/capsule/root-statement.ts";
import { canonicalJson } from "../../src/kernel/canonical-json.ts";
import type { FaultCode } from "../../src/kernel/fault-codes.ts";
import type { JsonValue } from "../../src/kernel/json.ts";
import { formatTar } from "../../src/kernel/tar.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { bad, inOrder } from "./archive-vectors.ts";
import { keyBundle } from "./key-bundle.ts";
import { EVERY_KIND, SMALL, SOURCELESS, sampleRoot } from "./sample-release.ts";
import { storedGzip } from "./stored-gzip.ts";
import type { Vector } from "./vector.ts";

/** Capsules that a reader must accept. */
export function goodVectors(): Vector[] {
  return [
    good("small", SMALL, sampleRoot(), "few entries"),
    good("every-kind", EVERY_KIND, sampleRoot(EVERY_KIND), "one entry of each family of names"),
    good("sourceless", SMALL, sampleRoot(SMALL, SOURCELESS), "a release without a known source"),
    good("root-alone", [], sampleRoot([]), "no entry but the root"),
    good("image", SMALL, withImage(sampleRoot()), "a file and a container image"),
    good(
      "calver",
      SMALL,
      sampleRoot(SMALL, {
        ...NAMED,
        version: "2024.11.03",
        versioning: "calver",
        tag: "v2024.11.03",
        purl: "pkg:github/owner/tool@v2024.11.03",
      }),
      "a version that is not a semantic one",
    ),
    good(
      "tag-without-version",
      SMALL,
      sampleRoot(SMALL, { ...NAMED, tag: "nightly", tagTemplate: null, purl: "pkg:github/owner/tool@nightly" }),
      "a tag without a version",
    ),
    good("backfilled", GUIDE_ALONE, backfilled(GUIDE_ALONE), "a release that was public before it was sealed"),
  ];
}

function withImage(root: RootStatement): RootStatement {
  const image = {
    name: "ghcr.io/owner/tool",
    digest: { sha256: "ab".repeat(32) },
    annotations: { kind: "image" },
  } as const;
  return { ...root, subject: [image, ...root.subject] };
}

const NAMED = sampleRoot().predicate.release;

/** Canonical archives whose root is wrong, or whose entries are not those of the root. */
export function rootVectors(): Vector[] {
  return [...closureVectors(), ...statementVectors(), ...subjectVectors(), ...releaseVectors(), ...formVectors()];
}

function closureVectors(): Vector[] {
  const [provenance, guide] = SMALL as [EvidenceEntry, EvidenceEntry];
  const altered = { ...guide, bytes: encodeUtf8("# Verifx\n") };
  const lying = structuredClone(sampleRoot());
  lying.predicate.evidence[0]!.annotations.size = 10;
  return [
    sealed("unlisted-entry", [...SMALL, sha512List()], sampleRoot(), "capsule-not-closed", "an entry is not listed"),
    sealed("absent-entry", [provenance], sampleRoot(), "capsule-not-closed", "a listed entry is absent"),
    sealed("altered-entry", [provenance, altered], sampleRoot(), "evidence-differs", "an entry has another digest"),
    sealed("wrong-size", SMALL, lying, "evidence-differs", "an entry has another size than the root says"),
  ];
}

/** The entries of a release of which no provenance is claimed. */
const GUIDE_ALONE = SMALL.filter(({ name }) => name !== PROVENANCE_ENTRY);

function backfilled(entries: readonly EvidenceEntry[]): RootStatement {
  const root = sampleRoot(entries);
  const times = { published: "2024-02-03T04:05:06Z", sealed: "2026-11-21T07:00:00Z" };
  return { ...root, predicate: { ...root.predicate, backfill: { ...times, commit: "f".repeat(40) } } };
}

function statementVectors(): Vector[] {
  const root = sampleRoot();
  const { predicate } = root;
  const { tag: _, ...tagless } = predicate.release;
  const evidence = (change: object) => ({ ...predicate, evidence: [{ ...predicate.evidence[0], ...change }] });
  return [
    malformed("statement-type", { ...root, _type: "https://in-toto.io/Statement/v0.1" }, "the statement type is old"),
    malformed("predicate-type", { ...root, predicateType: "https://example.org/x" }, "the predicate type is another"),
    malformed("unknown-field", { ...root, predicate: { ...predicate, status: "signed" } }, "a field is unknown"),
    malformed("backfill-provenance", backfilled(SMALL), "a release that was public before has provenance"),
    malformed("missing-field", { ...root, predicate: { ...predicate, release: tagless } }, "a field is missing"),
    malformed("evidence-order", reversed(root), "evidence is not in bytewise order"),
    malformed(
      "evidence-unknown",
      { ...root, predicate: evidence({ name: "README.md" }) },
      "the layout has no such name",
    ),
    malformed("evidence-root", { ...root, predicate: evidence({ name: ROOT_ENTRY }) }, "the root lists itself"),
    malformed(
      "evidence-subject",
      { ...root, predicate: evidence({ annotations: { size: 9, subject: "00".repeat(32) } }) },
      "evidence is about something that is not a subject",
    ),
    malformed(
      "evidence-misfiled",
      { ...root, predicate: evidence({ name: `evidence/${"00".repeat(32)}.json` }) },
      "evidence is filed under a digest that is not its own",
    ),
  ];
}

function subjectVectors(): Vector[] {
  const root = sampleRoot();
  const { digest } = root.subject[0]!;
  const annotations = { kind: "file" };
  const named = (...names: string[]) => ({ ...root, subject: names.map((name) => ({ name, digest, annotations })) });
  const upper = { ...digest, sha256: digest.sha256.toUpperCase() };
  return [
    malformed("subject-none", { ...root, subject: [] }, "there is no subject"),
    malformed("subject-order", named("b", "a"), "subjects are not in bytewise order"),
    malformed("subject-twice", named("a", "a"), "a subject stands twice"),
    malformed("subject-case", named("File", "file"), "two subjects differ in letter case only"),
    malformed("subject-normal-form", named("cafe\u0301", "caf\u00e9"), "two subjects differ in normal form only"),
    malformed("subject-renamed", named("a b", "a.b"), "two subjects are one file on GitHub"),
    malformed("subject-path", named("../tool"), "a subject is a path"),
    malformed("subject-control", named("a\nb"), "a subject holds a control character"),
    malformed("subject-bidi", named("a\u202eb"), "a subject holds a bidirectional control"),
    malformed(
      "subject-digest",
      { ...root, subject: [{ name: "a", digest: upper, annotations }] },
      "a digest is in upper case",
    ),
    malformed("subject-kind-none", { ...root, subject: [{ name: "a", digest }] }, "a subject says no kind"),
    malformed(
      "subject-kind-unknown",
      { ...root, subject: [{ name: "a", digest, annotations: { kind: "chart" } }] },
      "a subject is of an unknown kind",
    ),
    malformed(
      "subject-file-sha256-alone",
      { ...root, subject: [{ name: "a", digest: { sha256: digest.sha256 }, annotations }] },
      "a file has no SHA-512 digest",
    ),
    malformed(
      "subject-image-sha512",
      { ...root, subject: [{ name: "ghcr.io/owner/tool", digest, annotations: { kind: "image" } }] },
      "an image has a SHA-512 digest",
    ),
    malformed(
      "subject-image-name",
      { ...root, subject: [{ name: "tool", digest: { sha256: digest.sha256 }, annotations: { kind: "image" } }] },
      "the name of an image is that of a file",
    ),
  ];
}

function releaseVectors(): Vector[] {
  const root = sampleRoot();
  const { predicate } = root;
  const release = (change: object) => ({
    ...root,
    predicate: { ...predicate, release: { ...predicate.release, ...change } },
  });
  return [
    malformed("release-version", release({ version: "1.2.3_x" }), "the version is not one of its scheme"),
    malformed("release-versioning", release({ versioning: "other" }), "the scheme of the version is unknown"),
    malformed("release-tag", release({ tag: "v1.2.4" }), "the tag is not that of the version"),
    malformed("release-tag-none", release({ tag: null }), "there is a template, and no tag"),
    malformed(
      "release-tag-longer",
      release({ tag: "v11.2.3", tagTemplate: "v1{version}" }),
      "the tag holds a longer number than the version",
    ),
    malformed(
      "release-tag-other",
      release({ tag: "v1.2.3-rc.1", tagTemplate: "v{version}-rc.1" }),
      "the tag says another version",
    ),
  ];
}

/** The very content of a good root in forms that a reader refuses. */
function formVectors(): Vector[] {
  const root = sampleRoot();
  const text = canonicalJson(root as unknown as JsonValue);
  const forms: readonly [string, string, FaultCode, string][] = [
    ["spaces", JSON.stringify(JSON.parse(text), null, 1), "root-not-canonical", "the root is written with spaces"],
    ["key-order", JSON.stringify(root), "root-not-canonical", "keys are not in canonical order"],
    ["line-end", `${text}\n`, "root-not-canonical", "a line feed follows the root"],
    ["escapes", text.replace("tool", "\\u0074ool"), "root-not-canonical", "a letter is written as an escape"],
    ["key-twice", text.replace("{", '{"_type":"x",'), "json-malformed", "a key stands twice"],
    ["byte-order-mark", `\ufeff${text}`, "json-malformed", "a byte order mark begins the root"],
    ["two-documents", `${text}{}`, "json-malformed", "a second document follows the root"],
    ["prototype-key", text.replace("{", '{"__proto__":{},'), "json-malformed", "a key would change a prototype"],
  ];
  return forms.map(([name, form, code, why]) => bad(`root-${name}`, capsule(SMALL, encodeUtf8(form)), code, why));
}

function malformed(name: string, root: object, why: string): Vector {
  const payload = encodeUtf8(canonicalJson(root as JsonValue));
  return bad(name, capsule(SMALL, payload), "root-malformed", why);
}

function sealed(
  name: string,
  entries: readonly EvidenceEntry[],
  root: RootStatement,
  ...verdict: [FaultCode, string]
): Vector {
  return bad(name, capsule(entries, formatRootStatement(root)), ...verdict);
}

function good(name: string, entries: readonly EvidenceEntry[], root: RootStatement, why: string): Vector {
  return { file: `accept/${name}.capsule`, bytes: capsule(entries, formatRootStatement(root)), code: undefined, why };
}

function capsule(entries: readonly EvidenceEntry[], payload: Uint8Array): Uint8Array {
  return storedGzip(formatTar([{ name: ROOT_ENTRY, bytes: keyBundle(payload) }, ...inOrder(entries)]));
}

function reversed(root: RootStatement): object {
  return { ...root, predicate: { ...root.predicate, evidence: [...root.predicate.evidence].reverse() } };
}

function sha512List(): EvidenceEntry {
  return { name: CHECKSUMS_SHA512_ENTRY, bytes: encodeUtf8("\n"), mediaType: "text/plain" };
}
