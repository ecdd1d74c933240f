import { afterEach, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { BUNDLE_MEDIA_TYPE, bundleAnnotations } from "../../../src/domain/image/bundle-manifest.ts";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { EMPTY_CONFIG, referrerManifest } from "../../../src/domain/image/referrer-manifest.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../../src/domain/image/signature-type.ts";
import { type TaggedLayer, taggedName } from "../../../src/domain/image/simple-signing.ts";
import { type AttachOrder, type AttachPorts, attachStatement } from "../../../src/journeys/image/attach-statement.ts";
import { recordStorage } from "../../../src/journeys/image/record-storage.ts";
import { verifyImage } from "../../../src/journeys/image/verify-image.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { parsePem } from "../../../src/kernel/pem.ts";
import type { StoredImage } from "../../../src/ports/storage-records.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { digestOf } from "../../registry-server/contents.ts";
import { putTestImage } from "../../registry-server/put-test-image.ts";
import { type RegistrySettings, startRegistry, type TestRegistry } from "../../registry-server/start-registry.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { claimOf } from "../../signing/verify-test-capsule.ts";
import { testClock } from "../../test-clock.ts";

const forge = createTestForge();
const trust = { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test root", dated: undefined }] };
const identity = {
  kind: "repository",
  repository: "https://github.com/octo-org/octo-tool",
  sourceRef: "refs/tags/v1.2.3",
} as const;
const open: TestRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

async function start(settings: RegistrySettings = {}, platforms = 0) {
  const registry = await startRegistry(settings);
  open.push(registry);
  const digest = putTestImage(registry, "octo-org/octo-tool", platforms);
  return { registry, digest, name: `${registry.host}/octo-org/octo-tool@${digest}` };
}

function ports(name: string) {
  const settings = { http: createHttp(() => undefined), clock: testClock(), credentials: async () => undefined };
  return {
    ...{ crypto: nodeCryptography, files: systemFiles, trust, progress: quietProgress() },
    registry: ociRegistry(parseImageName(name), settings),
  };
}

const verify = (name: string) => verifyImage({ image: parseImageName(name), verify: { identity } }, ports(name));

function attach(
  name: string,
  order: Partial<AttachOrder> = {},
  run: Partial<GitHubRun> = {},
  more: Partial<AttachPorts> = {},
) {
  return attachStatement(
    {
      ...{
        image: parseImageName(name),
        predicateType: IMAGE_SIGNATURE_TYPE,
        predicate: {},
        indexOnly: false,
        format: "both" as const,
      },
      now: new Date("2026-11-29T00:00:00Z"),
      ...order,
    },
    { ...ports(name), signer: forge.signer(run), signerTrust: trust, ...more },
  );
}

describe.each<[string, RegistrySettings]>([
  ["a registry with the referrers API", {}],
  ["one without it, where a tag stands in", { referrers: "tag" }],
  ["one that says another artifact type", { artifactType: "application/vnd.oci.empty.v1+json" }],
  ["one that gives its answers in pages", { pageSize: 1 }],
])("in %s", (_name, settings) => {
  test("what was signed verifies, by digest and by tag, and nothing else does", async () => {
    const { registry, digest, name } = await start(settings);
    const unsigned = await expectFault("image-unsigned", () => verify(name));
    expect(String(unsigned.hint)).toMatch(/^ask its publisher for one, since [^;]*with notary$/);
    const attached = await attach(name);
    expect(attached).toMatchObject({ image: name, subjects: [digest] });
    const { verification, image } = await verify(name);
    expect([verification.verdict, image]).toEqual(["verified", name]);
    registry.manifests.set("octo-org/octo-tool@v1", registry.manifests.get(`octo-org/octo-tool@${digest}`)!);
    expect((await verify(`${registry.host}/octo-org/octo-tool:v1`)).image).toBe(name);
    const other = putTestImage(registry, "octo-org/octo-tool", 1);
    await expectFault("image-unsigned", () => verify(name.replace(digest, other)));
  });

  test("several statements stand beside each other", async () => {
    const { name } = await start(settings);
    await attach(name);
    await attach(name, { predicateType: "https://spdx.dev/Document", predicate: { spdxVersion: "SPDX-2.3" } });
    await attach(name, {}, { repository: "else-org/tool" });
    const { verification } = await verify(name);
    expect(verification.verdict).toBe("verified");
    expect(claimOf(verification, "root")?.reason).toContain("1 bundle of others does not count");
  });
});

describe("an image for several platforms", () => {
  test("is signed with each of them by one statement, and without what BuildKit put beside them", async () => {
    const { registry, name, digest } = await start({}, 3);
    const before = registry.blobs.size;
    const { subjects } = await attach(name, { format: "bundle" });
    expect(subjects).toHaveLength(4);
    for (const subject of subjects)
      expect((await verify(name.replace(digest, subject))).verification.verdict).toBe("verified");
    expect(registry.blobs.size - before).toBe(2);
  });

  test("or its index alone", async () => {
    const { name, digest } = await start({}, 2);
    const { subjects } = await attach(name, { indexOnly: true });
    expect(subjects).toEqual([digest]);
  });
});

describe("what cosign 2 reads", () => {
  const layersOf = (registry: TestRegistry, digest: string, kind: "sig" | "att"): TaggedLayer[] => {
    const stored = registry.manifests.get(`octo-org/octo-tool@${taggedName(digest, kind)}`);
    return stored === undefined ? [] : JSON.parse(stored.bytes.toString()).layers;
  };

  test("is a signature of each digest by itself, under the tag of that digest", async () => {
    const { registry, name, digest } = await start({}, 2);
    const { subjects } = await attach(name);
    for (const subject of subjects) {
      const [layer, ...others] = layersOf(registry, subject, "sig");
      expect(others).toEqual([]);
      const payload = JSON.parse(registry.blobs.get(`octo-org/octo-tool@${layer?.digest}`)?.toString() ?? "");
      expect(payload.critical.image["docker-manifest-digest"]).toBe(subject);
      expect(payload.critical.identity["docker-reference"]).toBe(name.split("@")[0]);
      const { "dev.sigstore.cosign/bundle": logged = "", ...annotations } = layer?.annotations ?? {};
      expect(Object.keys(JSON.parse(logged))).toEqual(["SignedEntryTimestamp", "Payload"]);
      expect(parsePem(annotations["dev.sigstore.cosign/certificate"] ?? "").length).toBeGreaterThan(0);
    }
    expect(layersOf(registry, digest, "att")).toEqual([]);
  });

  test("keeps what others signed, and is left out with bundle alone", async () => {
    const { registry, name, digest } = await start();
    await attach(name, { format: "bundle" });
    expect(layersOf(registry, digest, "sig")).toEqual([]);
    await attach(name);
    await attach(name, {}, { repository: "else-org/tool" });
    expect(layersOf(registry, digest, "sig")).toHaveLength(2);
  });

  test("is the statement, too, if that is asked for", async () => {
    const { registry, name, digest } = await start();
    await attach(name, { predicateType: "https://spdx.dev/Document", predicate: {}, format: "all" });
    const [layer] = layersOf(registry, digest, "att");
    expect(layer?.annotations["predicateType"]).toBe("https://spdx.dev/Document");
    expect(JSON.parse(registry.blobs.get(`octo-org/octo-tool@${layer?.digest}`)?.toString() ?? "{}").payloadType).toBe(
      IN_TOTO_PAYLOAD_TYPE,
    );
    expect(layersOf(registry, digest, "sig")).toEqual([]);
  });

  test("does not replace what cannot be read", async () => {
    const { registry, name, digest } = await start();
    const foreign = { bytes: Buffer.from('{"layers":"none"}'), type: "application/x" };
    registry.manifests.set(`octo-org/octo-tool@${taggedName(digest, "sig")}`, foreign);
    await expectFault("registry-refused", () => attach(name));
  });
});

describe("evidence that does not count", () => {
  test("that of another repository is refused", async () => {
    const { name } = await start();
    await attach(name, {}, { repository: "else-org/tool" });
    expect((await verify(name)).verification.verdict).toBe("rejected");
  });

  test("an SBOM speaks of an image and does not vouch for it", async () => {
    const { name } = await start();
    await attach(name, { predicateType: "https://spdx.dev/Document", predicate: {} });
    const { verification } = await verify(name);
    expect(verification.exitCode).not.toBe(0);
    expect(claimOf(verification, "assets")?.reason).toContain("does not vouch");
  });

  test("a bundle about another image that refers to this one is refused", async () => {
    const { registry, name, digest } = await start();
    const session = await forge.session();
    const statement = {
      ...{ _type: "https://in-toto.io/Statement/v1", predicateType: IMAGE_SIGNATURE_TYPE, predicate: {} },
      subject: [{ name: "x", digest: { sha256: "ab".repeat(32) } }],
    };
    const bundle = Buffer.from(await session.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(JSON.stringify(statement))));
    putReferrer(registry, digest, bundle);
    expect((await verify(name)).verification.verdict).toBe("rejected");
  });

  test.each<[string, (registry: TestRegistry, digest: string) => void]>([
    [
      "a manifest that refers elsewhere",
      (registry, digest) => putReferrer(registry, digest, Buffer.from("{}"), `sha256:${"0".repeat(64)}`),
    ],
    ["a bundle that is not JSON", (registry, digest) => putReferrer(registry, digest, Buffer.from("no"))],
    ["a manifest that is not one", (registry, digest) => listUnderTag(registry, digest, Buffer.from('{"layers":1}'))],
    ["a manifest that is not JSON", (registry, digest) => listUnderTag(registry, digest, Buffer.from("<html>"))],
  ])("%s is left out", async (_what, put) => {
    const { registry, name, digest } = await start({ referrers: "tag" });
    put(registry, digest);
    await expectFault("image-unsigned", () => verify(name));
  });
});

function putReferrer(registry: TestRegistry, digest: string, bundle: Buffer, subject = digest): void {
  const blob = { mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf(bundle), size: bundle.length };
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: digestOf(EMPTY_CONFIG), size: 2 };
  const about = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: subject, size: 1 };
  registry.blobs.set(`octo-org/octo-tool@${blob.digest}`, bundle);
  const facts = {
    subject: about,
    artifactType: BUNDLE_MEDIA_TYPE,
    layer: blob,
    config,
    annotations: bundleAnnotations(IMAGE_SIGNATURE_TYPE, "2026-11-29T00:00:00Z"),
  };
  listUnderTag(registry, digest, Buffer.from(referrerManifest(facts)));
}

function listUnderTag(registry: TestRegistry, digest: string, manifest: Buffer): void {
  const type = "application/vnd.oci.image.manifest.v1+json";
  registry.manifests.set(`octo-org/octo-tool@${digestOf(manifest)}`, { bytes: manifest, type });
  const manifests = [{ mediaType: type, digest: digestOf(manifest), size: manifest.length }];
  const index = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests }),
  );
  registry.manifests.set(`octo-org/octo-tool@${digest.replace(":", "-")}`, {
    bytes: index,
    type: "application/vnd.oci.image.index.v1+json",
  });
}

describe("before anything is signed, and after it was attached", () => {
  test("a repository that takes nothing is found out before the signature", async () => {
    const { name } = await start({
      before(request, response) {
        if (request.method !== "POST") return false;
        response.writeHead(403).end();
        return true;
      },
    });
    const signer = {
      open: () => Promise.reject(new Error("signed")),
      identify: () => Promise.reject(new Error("asked")),
    };
    const order = {
      image: parseImageName(name),
      predicateType: IMAGE_SIGNATURE_TYPE,
      predicate: {},
      indexOnly: false,
      format: "both" as const,
    };
    const attached = () =>
      attachStatement({ ...order, now: new Date(0) }, { ...ports(name), signer, signerTrust: trust });
    await expectFault("registry-refused", attached);
  });

  test("an older bundle of the same signer does not stand for the one that a registry lost", async () => {
    let isLosing = false;
    const { name } = await start({
      before(request, response) {
        if (!isLosing || request.method !== "PUT" || request.url?.includes("/manifests/sha256:") !== true) return false;
        response.writeHead(201, { "oci-subject": name.split("@")[1] }).end();
        return true;
      },
    });
    await attach(name);
    isLosing = true;
    const fault = await expectFault("self-verification", () => attach(name));
    expect(fault.message).toContain("does not give back");
  });
});

test("an image that is not there is told by its name", async () => {
  const { name } = await start();
  const fault = await expectFault("image-missing", () => verify(name.replace(/.{8}$/, "00000000")));
  expect(fault.message).toContain("no image is at");
});

describe("where an image lies", () => {
  test("is recorded once it is attached, by the digest of what was named", async () => {
    const { registry, name, digest } = await start({}, 2);
    const storageRecords = {
      async record(image: StoredImage) {
        expect((await verify(name)).verification.verdict).toBe("verified");
        expect(image).toEqual({ name: `${registry.host}/octo-org/octo-tool`, registry: registry.host, digest });
        return [7, 8];
      },
    };
    expect((await attach(name, {}, {}, { storageRecords })).storageRecords).toEqual([
      { digest, id: 7 },
      { digest, id: 8 },
    ]);
    expect((await attach(name)).storageRecords).toEqual([]);
  });

  test.each([
    ["permission-missing", "give the job artifact-metadata: write"],
    ["token-refused", "give the job artifact-metadata: write"],
    ["github-refused", "run again"],
    ["network-unreachable", "run again"],
  ] as const)("is a warning and no fault where GitHub says %s", async (code, fix) => {
    const warnings: string[] = [];
    const progress = { ...quietProgress(), warn: (text: string) => void warnings.push(text) };
    let asked = 0;
    const storageRecords = {
      async record() {
        if (asked++ > 0) throw new Fault(code, "could not create a storage record");
        return [7];
      },
    };
    const image = { name: "ghcr.io/o/n", registry: "ghcr.io", digest: "sha256:1" };
    const images = [image, { ...image, digest: "sha256:2" }, { ...image, digest: "sha256:3" }];
    expect(await recordStorage(images, { storageRecords, progress })).toEqual([{ digest: "sha256:1", id: 7 }]);
    expect(warnings).toEqual([expect.stringContaining(fix)]);
    expect(asked).toBe(2);
  });

  test("but an error of the program stays one", async () => {
    const { name } = await start();
    const record = async () => {
      throw new TypeError("no");
    };
    await expect(attach(name, {}, {}, { storageRecords: { record } })).rejects.toThrow(TypeError);
  });
});
