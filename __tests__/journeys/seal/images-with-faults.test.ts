import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { putTestImage } from "../../registry-server/put-test-image.ts";
import { type RegistrySettings, startRegistry, type TestRegistry } from "../../registry-server/start-registry.ts";
import { testClock } from "../../test-clock.ts";
import { publishingRun } from "./publishing-run.ts";

/**
 * A registry that fails from some request on, in every way that registries and what stands before them fail: each run ends in a fault
 * of ours or is whole, and the run after it, when the registry is well again, leaves everything attached, once.
 */
const open: TestRegistry[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const REPOSITORY = "octo-org/octo-tool";
const LOGIN = { kind: "password", user: "octo", password: "a-password-that-stays-here" } as const;
const INDEX = { "content-type": "application/vnd.oci.image.index.v1+json" };

const FAULTS: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  "a connection that is cut": (request) => void request.socket.destroy(),
  "a login that is never enough": (_request, response) =>
    void response.writeHead(401, { "www-authenticate": 'Basic realm="again"' }).end(),
  "bytes that are not those of the digest": (_request, response) => void response.writeHead(200, INDEX).end("{}"),
  "an answer that is too large": (_request, response) =>
    void response.writeHead(200, INDEX).end(Buffer.alloc(6 << 20, " ")),
  "a redirect to another host": (_request, response) =>
    void response.writeHead(307, { location: `http://127.0.0.1:${open[1]?.port}/elsewhere` }).end(),
  "pages without end": (request, response) =>
    void response.writeHead(200, { ...INDEX, link: `<${request.url}x>; rel="next"` }).end('{"manifests":[]}'),
  "a service that is busy": (_request, response) => void response.writeHead(503).end(),
};

/** Of some 70 requests; the first are of looking up, the middle ones of attaching, the last of reading back. */
const FROM = [0, 5, 20, 45] as const;

describe.each(["api", "tag"] as const)("with the referrers kept as %s", (referrers) => {
  describe.each(Object.keys(FAULTS))("%s", (what) => {
    test.each(FROM)("from request %i on ends in a fault or in nothing, and a rerun finishes", async (from) => {
      let [count, isWell] = [0, false];
      const settings: RegistrySettings = {
        referrers,
        before(request, response) {
          if (isWell || count++ < from) return false;
          FAULTS[what]?.(request, response);
          return true;
        },
      };
      const registry = await startRegistry(settings);
      const heard: (string | undefined)[] = [];
      const elsewhere = await startRegistry({
        before(request) {
          heard.push(request.headers.authorization);
          return false;
        },
      });
      open.push(registry, elsewhere);
      const digest = putTestImage(registry, REPOSITORY, 2);
      const http = createHttp(() => undefined);
      const registryOf = async (image: Parameters<typeof ociRegistry>[0]) =>
        ociRegistry(image, { http, clock: testClock(), credentials: async () => LOGIN });
      const run = publishingRun({}, {}, { registry: registryOf });
      const order = { images: [`${registry.host}/${REPOSITORY}@${digest}`], assets: [] };

      const first = await run.seal(order).catch((error: unknown) => error);
      if (first instanceof Error) {
        expect(first).toBeInstanceOf(Fault);
        expect(`${first.message}${(first as Fault).hint}`).not.toContain(LOGIN.password);
      }
      expect(heard.filter((header) => header !== undefined)).toEqual([]);
      isWell = true;
      if (first instanceof Error) await run.seal(order);
      const client = await registryOf(parseImageName(order.images[0] ?? ""));
      for (const subject of [digest, ...platformsOf(registry, digest)]) {
        const types = typesAt(registry, subject);
        // Signature, provenance, and the root or an SBOM.
        expect([types.length, new Set(types).size], subject).toEqual([3, 3]);
        expect(await client.referrers(subject)).toHaveLength(3);
        expect(registry.manifests.has(`${REPOSITORY}@${subject.replace(":", "-")}.sig`)).toBe(true);
      }
    });
  });
});

function platformsOf(registry: TestRegistry, index: string): string[] {
  const { manifests } = JSON.parse(String(registry.manifests.get(`${REPOSITORY}@${index}`)?.bytes));
  return manifests.slice(0, 2).map(({ digest }: { digest: string }) => digest);
}

/** Predicate types of what refers to a manifest, whether it is listed or not. */
function typesAt(registry: TestRegistry, subject: string): string[] {
  return [...registry.manifests]
    .filter(([key, { bytes }]) => key.includes("@sha256:") && JSON.parse(String(bytes)).subject?.digest === subject)
    .map(([, { bytes }]) => JSON.parse(String(bytes)).annotations["dev.sigstore.bundle.predicateType"] as string);
}
