import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../../src/domain/attestation/dsse.ts";
import { PROVENANCE_PREDICATE_TYPE } from "../../../../src/domain/attestation/slsa-provenance.ts";
import { parseStatement, STATEMENT_TYPE } from "../../../../src/domain/attestation/statement.ts";
import type { Evidence } from "../../../../src/domain/capsule/root-schema.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../../../src/domain/image/signature-type.ts";
import { simpleSigning } from "../../../../src/domain/image/simple-signing.ts";
import { parseBundle } from "../../../../src/domain/sigstore/bundle.ts";
import { checkEvidence } from "../../../../src/domain/verification/checks/check-evidence.ts";
import { requireImages } from "../../../../src/domain/verification/checks/require-images.ts";
import { decodeHex } from "../../../../src/kernel/hex.ts";
import type { CertifiedSession } from "../../../../src/ports/signer.ts";
import { expectFault } from "../../../expect-fault.ts";
import { createTestForge } from "../../../signing/test-forge.ts";
import { type TestEvidence, testEvidence } from "../test-evidence.ts";

const TYPES = {
  signature: IMAGE_SIGNATURE_TYPE,
  provenance: PROVENANCE_PREDICATE_TYPE,
  cdx: "https://cyclonedx.org/bom",
  spdx: "https://spdx.dev/Document/v2.3",
} as const;
const BUILDKIT_TYPE = "https://slsa.dev/provenance/v0.2";
const NAME = "ghcr.io/octo-org/octo-tool";
const OTHER = "f".repeat(64);

const json = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document));
const inToto = (predicateType: string, predicate: unknown, ...subjects: string[]) =>
  json({
    ...{ _type: STATEMENT_TYPE, predicateType, predicate },
    subject: subjects.map((sha256) => ({ name: NAME, digest: { sha256 } })),
  });
const placed = (bytes: Uint8Array, mediaType: string, annotations?: object) => ({
  ...{ mediaType, digest: `sha256:${sha256Hex(bytes)}`, size: bytes.length, annotations },
});

// One platform, and what BuildKit stated of it.
const CHILD = json({ schemaVersion: 2, layers: [] });
const CHILD_SHA = sha256Hex(CHILD);
const STATED = inToto(BUILDKIT_TYPE, {}, CHILD_SHA, OTHER);
const ATTESTATION = json({
  layers: [placed(STATED, "application/vnd.in-toto+json", { "in-toto.io/predicate-type": BUILDKIT_TYPE })],
});
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const INDEX = json({
  manifests: [
    placed(CHILD, MANIFEST_TYPE),
    placed(ATTESTATION, MANIFEST_TYPE, {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": `sha256:${CHILD_SHA}`,
    }),
  ],
});
const INDEX_SHA = sha256Hex(INDEX);

interface Held {
  readonly bytes: Uint8Array;
  readonly predicateType?: string;
}

let session: CertifiedSession;
let genuine: TestEvidence;
let whole: Record<string, Held>;
let predicate: unknown;

const at = (part: string, sha256 = INDEX_SHA) => `images/${sha256}/${part}.json`;
const sign = (statement: Uint8Array) => session.signPayload(IN_TOTO_PAYLOAD_TYPE, statement);

beforeAll(async () => {
  session = await createTestForge().session();
  genuine = await testEvidence({ session });
  const { content } = parseBundle(genuine.entries.get("provenance.sigstore.json") ?? new Uint8Array());
  if (content.kind !== "dsse") throw new Error("the provenance is no statement");
  predicate = parseStatement(content.payload).predicate;
  const simple = simpleSigning(NAME, `sha256:${INDEX_SHA}`);
  whole = {
    [at("manifest")]: { bytes: INDEX },
    [at("manifest", CHILD_SHA)]: { bytes: CHILD },
    [at("manifest", sha256Hex(ATTESTATION))]: { bytes: ATTESTATION },
    [at("buildkit-0", CHILD_SHA)]: { bytes: STATED, predicateType: BUILDKIT_TYPE },
    [at("signature.sigstore")]: await statement("signature", {}, INDEX_SHA),
    [at("provenance.sigstore")]: await statement("provenance", predicate, INDEX_SHA, CHILD_SHA),
    [at("cdx.sigstore", CHILD_SHA)]: await statement("cdx", {}, CHILD_SHA),
    [at("spdx.sigstore")]: await statement("spdx", {}, INDEX_SHA),
    [at("simple")]: { bytes: simple },
    [at("simple.sigstore")]: { bytes: await session.signDigest(decodeHex(sha256Hex(simple))) },
  };
});

beforeEach(() => {
  genuine.verified.length = 0;
});

async function statement(kind: keyof typeof TYPES, said: unknown, ...subjects: string[]): Promise<Held> {
  return { bytes: await sign(inToto(TYPES[kind], said, ...subjects)), predicateType: TYPES[kind] };
}

/** What a capsule of this image alone holds, with entries changed or, if undefined, left out. */
function holding(changes: Record<string, Held | undefined> = {}, isAsked = (_: string) => true) {
  const held = Object.entries({ ...whole, ...changes }).filter((one): one is [string, Held] => one[1] !== undefined);
  const evidence = held.map(
    ([name, { bytes, predicateType }]): Evidence => ({
      ...{ name, digest: { sha256: sha256Hex(bytes) }, mediaType: "application/json" },
      annotations: { size: bytes.length, subject: INDEX_SHA, ...(predicateType && { predicateType }) },
    }),
  );
  const file = { name: "tool", digest: { sha256: OTHER, sha512: "e".repeat(128) }, annotations: { kind: "file" } };
  const image = { name: NAME, digest: { sha256: INDEX_SHA }, annotations: { kind: "image" } };
  const own = genuine.root.statement;
  const entries = new Map([...genuine.entries, ...held.map(([name, { bytes }]) => [name, bytes] as const)]);
  return {
    ...genuine,
    entries,
    digests: new Map(Array.from(entries, ([name, bytes]) => [name, { size: bytes.length, sha256: sha256Hex(bytes) }])),
    asked: new Set(held.map(([name]) => name).filter(isAsked)),
    root: {
      ...genuine.root,
      statement: { ...own, subject: [file, image], predicate: { ...own.predicate, evidence } },
    },
  } as unknown as TestEvidence;
}

const refuses = async (name: string, changes: Record<string, Held | undefined>) => {
  const fault = await expectFault("evidence-subject", () => requireImages(holding(changes)));
  expect(fault.message).toBe(`"${name}" is not what its place says of the image`);
};

describe("what a capsule holds of an image", () => {
  test("is counted once all of it is of that image, and each bundle is verified for its own manifest", async () => {
    expect(await requireImages(holding())).toStrictEqual({ statements: 4, signatures: 1, carried: 1 });
    const { signer } = genuine;
    const of = (part: string, sha256: string, about = INDEX_SHA) => ({
      ...{ bundle: parseBundle(whole[at(part, about)]?.bytes ?? new Uint8Array()), signer, artifact: { sha256 } },
    });
    expect(genuine.verified).toStrictEqual([
      of("signature.sigstore", INDEX_SHA),
      of("provenance.sigstore", INDEX_SHA),
      of("cdx.sigstore", CHILD_SHA, CHILD_SHA),
      of("spdx.sigstore", INDEX_SHA),
      of("simple.sigstore", sha256Hex(whole[at("simple")]?.bytes ?? new Uint8Array())),
    ]);
  });

  test("is not looked at where nobody asks, nor of another image", async () => {
    const none = { statements: 0, signatures: 0, carried: 0 };
    expect(await requireImages(holding({}, () => false))).toStrictEqual(none);
    const other = holding();
    for (const { annotations } of other.root.statement.predicate.evidence)
      Object.assign(annotations, { subject: OTHER });
    expect(await requireImages(other)).toStrictEqual(none);
    const alone = holding({}, (name) => name === at("signature.sigstore"));
    expect(await requireImages(alone)).toStrictEqual({ ...none, statements: 1 });
  });

  test("may be that of one platform, without an index", async () => {
    const own = holding(Object.fromEntries(Object.keys(whole).map((name) => [name, undefined])));
    expect(await requireImages(own)).toStrictEqual({ statements: 0, signatures: 0, carried: 0 });
    const changes = { [at("manifest")]: undefined, [at("manifest", CHILD_SHA)]: undefined };
    await refuses(at("manifest", sha256Hex(ATTESTATION)), changes);
  });
});

test("what was found is said beside the rest, what BuildKit stated by itself", async () => {
  const reasonOf = async (...left: string[]) => {
    const evidence = holding(Object.fromEntries(left.map((name) => [name, undefined])));
    const names = new Set(evidence.root.statement.predicate.evidence.map(({ name }) => name));
    const digests = new Map([...evidence.digests].filter(([name]) => names.has(name)));
    return (await checkEvidence({ ...evidence, digests }, { get: () => undefined })).reason;
  };
  expect(await reasonOf()).toBe(
    "10 entries, 0 signatures of assets, 5 signed statements about images, 1 statement of BuildKit, bound by digest",
  );
  const signed = Object.keys(whole).filter((name) => /sigstore|simple/.test(name));
  expect(await reasonOf(at("buildkit-0", CHILD_SHA), ...signed.filter((name) => name !== at("spdx.sigstore")))).toBe(
    "4 entries, 0 signatures of assets, 1 signed statement about images",
  );
  const all = (kept: (name: string) => boolean) => signed.filter((name) => !kept(name));
  expect(await reasonOf(...all((name) => name === at("spdx.sigstore")))).toBe(
    "5 entries, 0 signatures of assets, 1 signed statement about images, 1 statement of BuildKit, bound by digest",
  );
  const simple = all((name) => name === at("spdx.sigstore") || name.includes("/simple."));
  expect(await reasonOf(at("buildkit-0", CHILD_SHA), ...simple)).toBe(
    "6 entries, 0 signatures of assets, 2 signed statements about images",
  );
  expect(await reasonOf(...signed)).toBe(
    "4 entries, 0 signatures of assets, 0 signed statements about images, 1 statement of BuildKit, bound by digest",
  );
  expect(await reasonOf(at("buildkit-0", CHILD_SHA), ...signed)).toBe("3 entries, 0 signatures of assets");
});

describe("refused is", () => {
  test.each(["manifest", "buildkit-0", "signature.sigstore", "simple"])(
    "%s about a manifest that the image does not name",
    async (part) => {
      const bytes = part === "manifest" ? CHILD : (whole[at(part)]?.bytes ?? STATED);
      await refuses(at(part, OTHER), { [at(part, OTHER)]: { bytes, predicateType: BUILDKIT_TYPE } });
    },
  );

  test("an entry whose name is none of an image's", async () => {
    await refuses("images/more.json", { "images/more.json": { bytes: CHILD } });
  });

  test.each(["signature", "cdx", "spdx"] as const)("a statement about more than the image as its %s", async (kind) => {
    const name = at(`${kind}.sigstore`);
    await refuses(name, { [name]: await statement(kind, {}, INDEX_SHA, OTHER) });
    const withoutSha256 = json({
      ...{ _type: STATEMENT_TYPE, predicateType: TYPES[kind], predicate: {} },
      subject: [{ name: NAME, digest: { sha512: "e".repeat(128) } }],
    });
    await refuses(name, { [name]: { bytes: await sign(withoutSha256), predicateType: TYPES[kind] } });
  });

  test.each(Object.keys(TYPES) as (keyof typeof TYPES)[])("a statement of another type as its %s", async (kind) => {
    const name = at(`${kind}.sigstore`);
    const [own, other] = [TYPES[kind], "https://example.com/other"];
    const said = kind === "provenance" ? predicate : {};
    const signed = (type: string) => sign(inToto(type, said, INDEX_SHA));
    await refuses(name, { [name]: { bytes: await signed(other), predicateType: other } });
    await refuses(name, { [name]: { bytes: await signed(other), predicateType: own } });
    await refuses(name, { [name]: { bytes: await signed(own), predicateType: other } });
    await refuses(name, { [name]: { bytes: await signed(own) } });
  });

  test("provenance that says something else than that of the release, or of a release that has none", async () => {
    const name = at("provenance.sigstore");
    await refuses(name, { [name]: await statement("provenance", { buildDefinition: {} }, INDEX_SHA) });
    const evidence = holding();
    evidence.entries.delete("provenance.sigstore.json");
    await expectFault("evidence-subject", () => requireImages(evidence));
    const message = holding();
    const signature = whole[at("simple.sigstore")]?.bytes ?? new Uint8Array();
    message.entries.set("provenance.sigstore.json", signature);
    await expectFault("evidence-subject", () => requireImages(message));
  });

  test("what cosign 2 signs, if it names another image, or its signature is a statement", async () => {
    await refuses(at("simple"), { [at("simple")]: { bytes: simpleSigning(NAME, `sha256:${CHILD_SHA}`) } });
    await refuses(at("simple"), { [at("simple.sigstore")]: whole[at("signature.sigstore")] });
    const evidence = holding();
    (evidence.digests as Map<string, unknown>).delete(at("simple"));
    await expectFault("evidence-subject", () => requireImages(evidence));
  });

  test("what cosign 2 signs without a signature, and a statement that is none", async () => {
    await expectFault("json-malformed", () => requireImages(holding({ [at("simple.sigstore")]: undefined })));
    const name = at("signature.sigstore");
    const signature = whole[at("simple.sigstore")];
    if (signature === undefined) throw new Error("there is a signature");
    await expectFault("statement-malformed", () => requireImages(holding({ [name]: signature })));
  });

  test("a statement of BuildKit that the image does not list, under another type, or about another", async () => {
    const name = at("buildkit-0", CHILD_SHA);
    await refuses(name, {
      [name]: { bytes: inToto(BUILDKIT_TYPE, { more: 1 }, CHILD_SHA), predicateType: BUILDKIT_TYPE },
    });
    await refuses(name, { [name]: { bytes: STATED, predicateType: "https://example.com/other" } });
    await refuses(name, { [name]: { bytes: STATED } });
    await refuses(at("buildkit-0"), { [at("buildkit-0")]: { bytes: STATED, predicateType: BUILDKIT_TYPE } });
    await refuses(name, { [at("manifest", sha256Hex(ATTESTATION))]: undefined });
  });

  test("a statement of BuildKit about an image that the index does not name", async () => {
    const annotations = {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": `sha256:${OTHER}`,
    };
    const index = json({
      manifests: [placed(CHILD, MANIFEST_TYPE), placed(ATTESTATION, MANIFEST_TYPE, annotations)],
    });
    await refuses(at("buildkit-0", CHILD_SHA), { [at("manifest")]: { bytes: index } });
  });

  test.each([
    ["says another type than the image lists", inToto("https://example.com/other", {}, CHILD_SHA)],
    ["is about another image", inToto(BUILDKIT_TYPE, {}, OTHER)],
  ])("a statement of BuildKit that %s", async (_, stated) => {
    const layer = placed(stated, "application/vnd.in-toto+json", { "in-toto.io/predicate-type": BUILDKIT_TYPE });
    const attestation = json({ layers: [layer] });
    const index = json({
      manifests: [
        placed(CHILD, MANIFEST_TYPE),
        placed(attestation, MANIFEST_TYPE, {
          "vnd.docker.reference.type": "attestation-manifest",
          "vnd.docker.reference.digest": `sha256:${CHILD_SHA}`,
        }),
      ],
    });
    const name = at("buildkit-0", CHILD_SHA);
    // The index is read from its place, whose digest other checks hold.
    await refuses(name, {
      [at("manifest")]: { bytes: index },
      [at("manifest", sha256Hex(ATTESTATION))]: undefined,
      [at("manifest", sha256Hex(attestation))]: { bytes: attestation },
      [name]: { bytes: stated, predicateType: BUILDKIT_TYPE },
    });
  });
});
