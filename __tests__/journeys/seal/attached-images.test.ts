import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { isImageEntry } from "../../../src/domain/capsule/entry-names.ts";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { taggedName } from "../../../src/domain/image/simple-signing.ts";
import { verifyNotary } from "../../../src/domain/notary/verify-notary.ts";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import { readNotarySignatures } from "../../../src/journeys/image/read-notary-signatures.ts";
import { verifyImage } from "../../../src/journeys/image/verify-image.ts";
import type { StoredImage } from "../../../src/ports/storage-records.ts";
import { keyNotarySigner } from "../../../src/services/notary/key-notary-signer.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { sealedReleaseJson } from "../../../src/views/release/sealed-release-json.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { tar } from "../../domain/sbom/look.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { digestOf } from "../../registry-server/contents.ts";
import { putLayers, putTestImage } from "../../registry-server/put-test-image.ts";
import { type RegistrySettings, startRegistry, type TestRegistry } from "../../registry-server/start-registry.ts";
import {
  INTERMEDIATE,
  ROOT,
  testAuthority,
  testNotaryCertificate,
  testSigningKey,
  testTrust,
} from "../../signing/test-notary.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";
import { testClock } from "../../test-clock.ts";
import { type PublishingParts, publishingRun } from "./publishing-run.ts";

const open: TestRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

const REPOSITORY = "octo-org/octo-tool";
const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;

async function start(
  settings: RegistrySettings = {},
  platforms = 0,
  {
    assets = {},
    ...parts
  }: Pick<PublishingParts, "notary" | "storageRecords"> & { assets?: Record<string, string> } = {},
) {
  const registry = await startRegistry(settings);
  open.push(registry);
  const digest = putTestImage(registry, REPOSITORY, platforms);
  const http = createHttp(() => undefined);
  const registryOf = async (image: Parameters<typeof ociRegistry>[0]) =>
    ociRegistry(image, { http, clock: testClock(), credentials: async () => undefined });
  const run = publishingRun(assets, {}, { registry: registryOf, ...parts });
  const name = `${registry.host}/${REPOSITORY}@${digest}`;
  const image = { images: [name], ...(Object.keys(assets).length === 0 ? { assets: [] } : {}) };
  const verify = async (reference: string) => {
    const named = parseImageName(reference);
    const trust = { trustedRoots: async () => [{ bytes: run.forge.trustedRoot, origin: "t", dated: undefined }] };
    const ports = { crypto: nodeCryptography, files: systemFiles, trust, progress: quietProgress() };
    const order = { image: named, verify: { identity: { ...identity, sourceRef: "refs/tags/v1.2.3" } } };
    return (await verifyImage(order, { ...ports, registry: await registryOf(named) })).verification;
  };
  return { registry, digest, name, run, image, verify };
}

const hexOf = (digest: string) => digest.slice("sha256:".length);
const referrersOf = (registry: TestRegistry, digest: string) =>
  [...registry.manifests]
    .filter(([key, { bytes }]) => key.includes("@sha256:") && JSON.parse(String(bytes)).subject?.digest === digest)
    .map(([, { bytes }]) => JSON.parse(String(bytes)).annotations["dev.sigstore.bundle.predicateType"] as string);

const TYPES = ["https://sigstore.dev/cosign/sign/v1", "https://slsa.dev/provenance/v1"];

test.each<RegistrySettings["referrers"]>(["api", "tag"])(
  "a release of images alone is attached to each, and verifies (%s)",
  async (referrers) => {
    const { registry, digest, name, run, image, verify } = await start({ referrers: referrers ?? "api" }, 2);
    const sealed = await run.seal(image);
    const children = JSON.parse(String(registry.manifests.get(`${REPOSITORY}@${digest}`)?.bytes)).manifests.slice(0, 2);
    expect(referrersOf(registry, digest)).toEqual(expect.arrayContaining(TYPES));
    expect(referrersOf(registry, digest).some((type) => type.endsWith("/capsule/v1"))).toBe(true);
    for (const child of children) {
      expect(referrersOf(registry, child.digest)).toEqual(expect.arrayContaining(TYPES));
      expect(referrersOf(registry, child.digest).some((type) => type.endsWith("/capsule/v1"))).toBe(false);
      expect(registry.manifests.has(`${REPOSITORY}@${taggedName(child.digest, "sig")}`)).toBe(true);
      expect((await verify(name.replace(digest, child.digest))).verdict).toBe("verified");
    }
    expect((await verify(name)).verdict).toBe("verified");
    const found = await verifyTestCapsule(sealed.capsule.bytes, run.forge.trustedRoot, {
      ...{ assets: [{ sha256: hexOf(digest) }], all: true },
    });
    expect([found.exitCode, claimOf(found, "evidence").status]).toEqual([0, "verified"]);
    expect(claimOf(found, "evidence").reason).toContain("7 signed statements about images");
  },
);

test("what an image is made of is signed, attached and in the SBOM of the release; a chart is attached without", async () => {
  const { registry, run, verify } = await start();
  const layer = gzipSync(tar({ "lib/apk/db/installed": "P:musl\nV:1\nA:x86_64\n" }));
  const { digest } = putLayers(registry, REPOSITORY, [layer]);
  const type = "application/vnd.oci.image.manifest.v1+json";
  const config = {
    mediaType: "application/vnd.cncf.helm.config.v1+json",
    digest: digestOf(Buffer.from("{}")),
    size: 2,
  };
  const chart = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [] }));
  registry.manifests.set(`octo-org/chart@${digestOf(chart)}`, { bytes: chart, type });
  const images = [`${registry.host}/${REPOSITORY}@${digest}`, `${registry.host}/octo-org/chart@${digestOf(chart)}`];
  const sealed = await run.seal({ assets: [], images });
  expect(referrersOf(registry, digest)).toContain("https://cyclonedx.org/bom");
  expect(referrersOf(registry, digestOf(chart))).not.toContain("https://cyclonedx.org/bom");
  const held = (name: string) => String(Buffer.from(sealed.entries.find((one) => one.name === name)?.bytes ?? []));
  expect(held("sbom/release.cdx.json")).toContain("pkg:apk/alpine/musl@1");
  expect(held(`images/${hexOf(digest)}/cdx.sigstore.json`)).toContain("dsseEnvelope");
  for (const name of images) expect((await verify(name)).verdict).toBe("verified");
});

test("a tag is looked up once, and said to have been", async () => {
  const { registry, digest, run } = await start();
  registry.manifests.set(`${REPOSITORY}@1.2.3`, registry.manifests.get(`${REPOSITORY}@${digest}`)!);
  const sealed = await run.seal({ assets: [], images: [`${registry.host}/${REPOSITORY}:1.2.3`] });
  expect(sealed.images.map(({ sha256 }) => sha256)).toEqual([hexOf(digest)]);
  expect(run.warnings.join()).toContain(`the tag "1.2.3" was looked up once and is ${digest}`);
  expect(registry.seen.filter((line) => line === `GET /v2/${REPOSITORY}/manifests/1.2.3`)).toHaveLength(1);
});

test("with none, an image is sealed by its digest, and no registry is asked", async () => {
  const { registry, run, image } = await start();
  const sealed = await run.seal({ ...image, imageFormat: "none" });
  expect(registry.seen).toEqual([]);
  expect(sealed.entries.some(({ name }) => isImageEntry(name))).toBe(false);
});

test("an image that is not there, or cannot be written to, stops the run before anything is signed", async () => {
  const { digest, run, image, name } = await start({
    before(request, response) {
      if (request.method !== "POST") return false;
      response.writeHead(403).end();
      return true;
    },
  });
  await expectFault("registry-refused", () => run.seal(image));
  const other = name.replace(digest, `sha256:${"0".repeat(64)}`);
  const fault = await expectFault("image-missing", () => run.seal({ ...image, images: [other] }));
  expect(fault.message).toContain("no image is at");
  expect(run.opened()).toBe(0);
});

test("a run that was cut off while attaching is finished by a rerun, which signs nothing again", async () => {
  let left = 3;
  const { registry, digest, name, run, image, verify } = await start(
    {
      before(request, response) {
        if (request.method !== "PUT" || request.url?.includes("/manifests/") !== true || left-- > 0) return false;
        response.writeHead(507).end();
        return true;
      },
    },
    2,
  );
  await expectFault("registry-refused", () => run.seal(image));
  expect(run.github.releases[0]).toMatchObject({ draft: true });
  left = 1000;
  const sealed = await run.seal(image);
  expect([sealed.recovered, run.opened()]).toEqual([true, 1]);
  expect(run.github.releases[0]).toMatchObject({ draft: false });
  const types = referrersOf(registry, digest);
  expect(types).toHaveLength(3);
  expect(new Set(types).size).toBe(3);
  expect((await verify(name)).verdict).toBe("verified");
});

describe.each(["jws", "cose"] as const)("with a Notary key, a %s", (format) => {
  const made = async (referrers: "api" | "tag", settings: RegistrySettings = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const window = { notBefore: now - 3600, notAfter: now + 3600 };
    const root = testAuthority(ROOT, ROOT, window);
    const chain = [testNotaryCertificate(window, INTERMEDIATE), testAuthority(INTERMEDIATE, ROOT, window), root];
    const order = { expirySeconds: undefined, askTime: undefined, clock: systemClock, crypto: nodeCryptography };
    const signer = await keyNotarySigner({ ...order, key: testSigningKey("EC-256", chain), format });
    const stores = { ca: [readX509Certificate(root)], tsa: [], signingAuthority: [] };
    const world = await start({ referrers, ...settings }, 2, { assets: { "tool.txt": "tool" }, notary: signer });
    return { ...world, trust: { ...testTrust(), now: Date.now(), stores } };
  };

  test.each(["api", "tag"] as const)("refers to the image, and lies in the capsule (%s)", async (referrers) => {
    const { registry, digest, name, run, verify, trust } = await made(referrers);
    const sealed = await run.seal({ images: [name] });
    const named = parseImageName(name);
    const http = createHttp(() => undefined);
    const of = ociRegistry(named, { http, clock: testClock(), credentials: async () => undefined });
    const [own, ...others] = await readNotarySignatures(digest, of);
    expect(others).toEqual([]);
    const entry = sealed.entries.find((one) => one.name === `notary/${hexOf(digest)}.${format}.sig`);
    expect(entry).toMatchObject({ subject: hexOf(digest), bytes: new Uint8Array(own!.bytes) });
    const { target } = await verifyNotary({ bytes: own!.bytes, format, trust }, nodeCryptography);
    const { bytes, type } = registry.manifests.get(`${REPOSITORY}@${digest}`)!;
    expect(target).toMatchObject({ digest, size: bytes.length, mediaType: type });
    // The signature is of what was named, and of nothing below.
    const [child] = JSON.parse(String(bytes)).manifests;
    expect(await readNotarySignatures(child.digest, of)).toEqual([]);
    const files = sealed.entries.filter(({ name: place }) => place.startsWith("notary/"));
    expect(files).toHaveLength(2);
    expect((await verify(name)).verdict).toBe("verified");
  });

  test("is attached by a rerun where a run was cut off, and made once", async () => {
    let isFull = true;
    const { digest, name, run } = await made("tag", {
      before(request, response) {
        const isSignature = request.method === "POST" && run.opened() > 0 && isFull;
        if (isSignature) response.writeHead(507).end();
        return isSignature;
      },
    });
    await expectFault("registry-refused", () => run.seal({ images: [name] }));
    isFull = false;
    const sealed = await run.seal({ images: [name] });
    expect([sealed.recovered, run.opened()]).toEqual([true, 1]);
    const http = createHttp(() => undefined);
    const of = ociRegistry(parseImageName(name), { http, clock: testClock(), credentials: async () => undefined });
    expect(await readNotarySignatures(digest, of)).toHaveLength(1);
  });
});

test("what BuildKit stated is carried, bound by digests, and refused if it is about something else", async () => {
  const { registry, digest, run } = await start({}, 1);
  const index = JSON.parse(String(registry.manifests.get(`${REPOSITORY}@${digest}`)?.bytes));
  const child = index.manifests[0].digest as string;
  const put = (value: object, type: string) => {
    const bytes = Buffer.from(JSON.stringify(value));
    registry.manifests.set(`${REPOSITORY}@${digestOf(bytes)}`, { bytes, type });
    return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
  };
  const statement = (about: string) => {
    const subject = [{ name: "pkg:docker/octo", digest: { sha256: hexOf(about) } }];
    const predicateType = "https://slsa.dev/provenance/v0.2";
    const stated = {
      _type: "https://in-toto.io/Statement/v0.1",
      subject,
      predicateType,
      predicate: { buildType: "x" },
    };
    const bytes = Buffer.from(JSON.stringify(stated));
    registry.blobs.set(`${REPOSITORY}@${digestOf(bytes)}`, bytes);
    const annotations = { "in-toto.io/predicate-type": predicateType };
    return { mediaType: "application/vnd.in-toto+json", digest: digestOf(bytes), size: bytes.length, annotations };
  };
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest: `sha256:${"0".repeat(64)}`, size: 1 };
  const attested = put(
    { schemaVersion: 2, config, layers: [statement(child), statement(`sha256:${"1".repeat(64)}`)] },
    "application/vnd.oci.image.manifest.v1+json",
  );
  const annotations = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": child };
  const whole = put({ ...index, manifests: [index.manifests[0], { ...attested, annotations }] }, index.mediaType);
  const sealed = await run.seal({ assets: [], images: [`${registry.host}/${REPOSITORY}@${whole.digest}`] });
  expect(sealed.entries.map(({ name }) => name)).toContain(`images/${hexOf(child)}/buildkit-0.json`);
  expect(sealed.entries.map(({ name }) => name)).not.toContain(`images/${hexOf(child)}/buildkit-1.json`);
  expect(run.warnings.join()).toContain("1 of the statements of BuildKit");
  expect(claimOf(sealed.verification, "evidence").reason).toContain("1 statement of BuildKit, bound by digest");
  // The index itself is what it was: nothing was taken out of it.
  expect(digestOf(registry.manifests.get(`${REPOSITORY}@${whole.digest}`)!.bytes)).toBe(whole.digest);
});

test("where each image lies is recorded with the version, after it was attached and before the release is public", async () => {
  const recorded: StoredImage[] = [];
  const storageRecords = {
    record: async (image: StoredImage) => {
      expect(run.github.releases.map(({ draft }) => draft)).toEqual([true]);
      expect(referrersOf(registry, digest)).toEqual(expect.arrayContaining(TYPES));
      return [recorded.push(image)];
    },
  };
  const { registry, digest, run, image } = await start({}, 2, { storageRecords });
  const sealed = await run.seal(image);
  expect(sealed.storageRecords).toEqual([{ digest, id: 1 }]);
  const name = `${registry.host}/${REPOSITORY}`;
  expect(recorded).toEqual([{ name, registry: registry.host, digest, version: "1.2.3" }]);
  expect(sealedReleaseJson(sealed).storageRecords).toEqual([{ digest, id: 1 }]);
});

test("an image that is sealed by its digest alone is recorded nowhere", async () => {
  const record = async (): Promise<never> => expect.unreachable();
  const { run, image } = await start({}, 0, { storageRecords: { record } });
  expect((await run.seal({ ...image, imageFormat: "none" })).storageRecords).toEqual([]);
});
