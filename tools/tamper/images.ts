import { putTestImage } from "../../__tests__/registry-server/put-test-image.ts";
import { startRegistry } from "../../__tests__/registry-server/start-registry.ts";
import type { TestAsset } from "../../__tests__/signing/test-asset.ts";
import { createTestForge } from "../../__tests__/signing/test-forge.ts";
import { HELLO, provenanceOf, sealTestRelease, TOOL } from "../../__tests__/signing/test-release.ts";
import { verifyTestCapsule } from "../../__tests__/signing/verify-test-capsule.ts";
import { testClock } from "../../__tests__/test-clock.ts";
import type { ImageName } from "../../src/domain/image/image-name.ts";
import { lookUpImages } from "../../src/journeys/seal/images/look-up-images.ts";
import { signImages } from "../../src/journeys/seal/images/sign-images.ts";
import type { SealOrder } from "../../src/journeys/seal/order/seal-order.ts";
import { ociRegistry } from "../../src/services/registry/oci-registry.ts";
import { createHttp } from "../../src/world/http/http.ts";
import { equivalentOf } from "./equivalents.ts";
import type { Judged, TamperKind, TamperOrder } from "./kinds.ts";
import { mutantsOf } from "./mutations.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

const REPOSITORY = "octo-org/octo-tool";

/** A release of one image of two platforms, and its capsule with other entries, sealed anew by the run that sealed it. */
interface ImageRelease {
  readonly entries: ReadonlyMap<string, Uint8Array>;
  verifies(entries: ReadonlyMap<string, Uint8Array>): Promise<boolean>;
}

/**
 * What a capsule holds of images, changed before the root closes over it: no digest of the root objects, so the signatures, the names and
 * the chain of digests from the image must.
 */
export const tamperedImages: TamperKind = {
  name: "images",
  atLeast: 1000,
  async *judged({ random, share }: TamperOrder): AsyncGenerator<Judged> {
    const release = await imageRelease();
    if (!(await release.verifies(release.entries))) throw new Error("the genuine release does not verify");
    const entries = [...release.entries].filter(([name]) => name.startsWith("images/"));
    for (const [name, bytes] of entries) {
      const genuine = Buffer.from(bytes).toString();
      const id = name.replace(/[0-9a-f]{64}/, "DIGEST");
      for (const [other, content] of entries) {
        if (other === name || Buffer.compare(content, bytes) === 0) continue;
        yield* judge(release, { id, change: `${other} in its place`, entries: changed(release, name, content) });
      }
      for (const { path, kind, text } of mutantsOf(JSON.parse(genuine), {}, random)) {
        if (random() >= share) continue;
        const clause = equivalentOf({ path, kind, text }, genuine)?.clause;
        const entries = changed(release, name, Buffer.from(text));
        yield* judge(release, { id, change: `${path} ${kind}`, entries, clause });
      }
    }
  },
};

interface Change {
  readonly id: string;
  readonly change: string;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly clause?: string | undefined;
}

async function* judge(release: ImageRelease, { id, change, entries, clause }: Change): AsyncGenerator<Judged> {
  const found = await accepts(() => release.verifies(entries));
  const why = found === true ? clause : undefined;
  yield { id, change, verdict: verdictOf(found, why), clause: why };
}

function changed({ entries }: ImageRelease, name: string, bytes: Uint8Array): Map<string, Uint8Array> {
  return new Map([...entries].map(([own, content]) => [own, own === name ? bytes : content]));
}

async function imageRelease(): Promise<ImageRelease> {
  const registry = await startRegistry();
  const digest = putTestImage(registry, REPOSITORY, 2);
  const settings = { http: createHttp(() => undefined), clock: testClock(), credentials: async () => undefined };
  const progress = { step() {}, advance() {}, warn() {}, done() {} };
  const ports = { registry: async (image: ImageName) => ociRegistry(image, settings), progress };
  const order = { images: [`${registry.host}/${REPOSITORY}@${digest}`], assets: [] } as unknown as SealOrder;
  const images = await lookUpImages(order, ports);
  await registry.close();
  const forge = createTestForge();
  const session = await forge.session();
  const ofAll = await provenanceOf(session, [HELLO, TOOL, ...images.map((image) => image as unknown as TestAsset)]);
  const bundle = JSON.parse(Buffer.from(ofAll.bytes).toString());
  const provenance = Buffer.from(bundle.dsseEnvelope.payload, "base64");
  const signed = await signImages({ images, provenance, simply: true, sboms: [] }, session, progress);
  const own = [...images.flatMap(({ carried = [] }) => carried), ...signed];
  return {
    entries: new Map(own.map(({ name, bytes }) => [name, bytes])),
    async verifies(entries) {
      const changed = own.map((entry) => ({ ...entry, bytes: entries.get(entry.name) ?? entry.bytes }));
      const capsule = await sealTestRelease({
        session,
        images,
        entries: (honest) => [...honest.filter(({ name }) => name !== ofAll.name), ofAll, ...changed],
      });
      return (await verifyTestCapsule(capsule, forge.trustedRoot, { all: true })).verdict === "verified";
    },
  };
}
