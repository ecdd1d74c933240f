import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { hashByNode, sha256Hex } from "../../../src/crypto/node-digest.ts";
import { mirrorKit } from "../../../src/journeys/kit/mirror-kit.ts";
import { openDatabase } from "../../../src/journeys/scan/open-database.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { storedZip } from "../../domain/sbom/stored-zip.ts";
import { expectFault } from "../../expect-fault.ts";
import { startRegistry, type TestRegistry } from "../../registry-server/start-registry.ts";
import { kitSite } from "./kit-site.ts";

const open: TestRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

const record = (id: string, modified: string, fixed: string) =>
  JSON.stringify({
    ...{ id, modified },
    affected: [
      {
        package: { ecosystem: "npm", name: "left" },
        ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }],
      },
    ],
  });

describe("a feed", () => {
  test("is merged from several sources, and the newest record counts, whoever has it", async () => {
    const { folder, make, into, depot } = await kitSite();
    const zip = (name: string, files: Record<string, string>) => {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "npm.zip"), storedZip(files));
      return { name, path: join(folder, name) };
    };
    const mine = zip("mine", {
      "A-1.json": record("A-1", "2026-11-02T00:00:00Z", "1.0.0"),
      "A-2.json": record("A-2", "2026-11-02T00:00:00Z", "2.0.0"),
    });
    const theirs = zip("theirs", {
      "A-1.json": record("A-1", "2026-11-03T00:00:00Z", "1.0.1"),
      "A-2.json": record("A-2", "2026-11-01T00:00:00Z", "9.9.9"),
    });
    const first = await make("a.kit", { feed: [mine, theirs] });
    await make("b.kit", { feed: [mine, theirs] });
    expect(readFileSync(join(folder, "a.kit")).equals(readFileSync(join(folder, "b.kit")))).toBe(true);
    expect(first.predicate.feed).toMatchObject({
      newest: "2026-11-03T00:00:00Z",
      sources: [
        { name: "mine/npm", records: 2, sha256: sha256Hex(readFileSync(join(folder, "mine/npm.zip"))) },
        { name: "theirs/npm", records: 2 },
      ],
    });
    await into("a.kit");
    const database = await openDatabase(join(depot, "current/feed/osv.index"), systemFiles);
    const { advisories } = await database.find(new Set(["npm/left"]));
    const fixes = advisories.get("npm/left")?.map(({ id, affected }) => [id, affected[0]?.ranges[0]?.events[1]?.fixed]);
    expect(fixes).toEqual([
      ["A-1", "1.0.1"],
      ["A-2", "2.0.0"],
    ]);
    const statement = JSON.parse(readFileSync(join(depot, "current/feed/osv.index.intoto.json"), "utf8"));
    const index = await systemFiles.open(join(depot, "current/feed/osv.index"));
    expect(statement).toMatchObject({
      subject: [{ name: "feed/osv.index", digest: await hashByNode(index, ["sha256"]) }],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: { buildDefinition: { externalParameters: { sources: ["mine/npm", "theirs/npm"] } } },
    });
    await index.close();
  });

  test("can be archives as osv.dev publishes them", async () => {
    const { put, make } = await kitSite();
    put("feed/npm.zip", storedZip({ "A-1.json": record("A-1", "2026-11-02T00:00:00Z", "1.0.0") }));
    expect((await make("a.kit")).predicate.feed).toMatchObject({
      newest: "2026-11-02T00:00:00Z",
      sources: [{ name: "npm" }],
    });
    put("feed/npm.zip", "no archive");
    await expectFault("database-malformed", () => make("b.kit"));
  });
});

describe("the folder of a kit is refused", () => {
  test("with a link, a name that not every system takes, or a file that has no place", async () => {
    const { site, put, make } = await kitSite();
    symlinkSync("/etc/passwd", join(site, "assets/passwd"));
    await expectFault("kit-path", () => make("a.kit"));
    const other = await kitSite();
    other.put("assets/a b", "x");
    await expectFault("kit-path", () => other.make("a.kit"));
    const third = await kitSite();
    third.put("notes.txt", "x");
    await expectFault("kit-path", () => third.make("a.kit"));
    put("capsules/tool-1.2.3.capsule", "no capsule");
  });

  test("with a capsule that is not one, or an image that is not whole", async () => {
    const { put, make } = await kitSite();
    put("capsules/tool-1.2.3.capsule", "no capsule");
    await expectFault("kit-contents", () => make("a.kit"));
    const other = await kitSite();
    const layout = putImage(other.put, "ghcr.io/acme/tool:1.2.3");
    other.put(`images/blobs/sha256/${layout.layer}`, "another layer");
    await expectFault("kit-contents", () => other.make("a.kit"));
  });
});

/** A layout with one image of one layer. */
function putImage(put: (path: string, bytes: Uint8Array | string) => void, name: string) {
  const blob = (content: string) => {
    const sha256 = sha256Hex(Buffer.from(content));
    put(`images/blobs/sha256/${sha256}`, content);
    return { digest: `sha256:${sha256}`, size: content.length };
  };
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", ...blob('{"os":"linux"}') };
  const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar", ...blob("a layer".repeat(20_000)) };
  const type = "application/vnd.oci.image.manifest.v1+json";
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [layer] });
  const image = { mediaType: type, ...blob(manifest), annotations: { "org.opencontainers.image.ref.name": name } };
  put("images/oci-layout", '{"imageLayoutVersion":"1.0.0"}');
  put("images/index.json", JSON.stringify({ schemaVersion: 2, manifests: [image] }));
  return { manifest, digest: image.digest, layer: layer.digest.slice(7) };
}

describe("a registry", () => {
  const start = async () => {
    const registry = await startRegistry();
    open.push(registry);
    return registry;
  };

  test("gets the images under their names, and all other files as one artifact", async () => {
    const registry = await start();
    const { depot, put, make, into } = await kitSite();
    const { manifest, digest, layer } = putImage(put, "ghcr.io/acme/tool:1.2.3");
    const { sha256 } = await make("a.kit");
    const to = `${registry.host}/mirror`;
    const { names, status } = await into("a.kit", { to });
    expect({ names, status }).toEqual({ status: "imported", names: [`${to}/acme/tool:1.2.3`, `${to}/kit:site`] });
    expect(registry.manifests.get("mirror/acme/tool@1.2.3")?.bytes.toString()).toBe(manifest);
    expect(registry.manifests.get(`mirror/acme/tool@${digest}`)?.bytes.toString()).toBe(manifest);
    expect([...registry.blobs.keys()].some((key) => key.includes(layer))).toBe(true);
    const artifact = JSON.parse(registry.manifests.get("mirror/kit@site")?.bytes.toString() ?? "");
    expect(artifact.layers.map((one: { annotations: object }) => Object.values(one.annotations)[0])).toEqual([
      ...["kit.sigstore.json", "checksums.txt", "assets/tool.bin", "keys/kit.pub"],
    ]);
    expect(await into("a.kit", { to })).toMatchObject({ status: "in-place", names });
    expect(sha256).toBe((await into("a.kit")).kit.sha256);
    expect(readFileSync(join(depot, "current/images/oci-layout"), "utf8")).toContain("1.0.0");
  });

  test("alone takes a kit, and none that goes back, is damaged, or needs a folder", async () => {
    const registry = await start();
    const { folder, ports, identity, put, make } = await kitSite();
    const to = `${registry.host}/mirror`;
    const mirror = (name: string, more = {}) =>
      mirrorKit({ path: join(folder, name), identity, to, dryRun: false, force: undefined, ...more }, ports);
    await make("a.kit", { made: "2026-11-20T00:00:00Z" });
    put("assets/b.bin", "b");
    await make("b.kit", { previous: join(folder, "a.kit") });
    await make("delta.kit", { since: join(folder, "a.kit") });
    expect((await mirror("a.kit", { dryRun: true })).names).toEqual([]);
    expect(registry.manifests.size + registry.blobs.size).toBe(0);
    expect((await mirror("a.kit")).names).toEqual([`${to}/kit:site`]);
    await expectFault("kit-base-missing", () => mirror("delta.kit"));
    await mirror("b.kit");
    const before = registry.manifests.get("mirror/kit@site")?.bytes;
    await expectFault("kit-replayed", () => mirror("a.kit"));
    const bytes = readFileSync(join(folder, "b.kit"));
    bytes[bytes.indexOf("tooltool")] = 0x54;
    writeFileSync(join(folder, "c.kit"), bytes);
    await expectFault("kit-member-differs", () => mirror("c.kit"));
    expect(registry.manifests.get("mirror/kit@site")?.bytes).toEqual(before);
    await mirror("a.kit", { force: "b does not start" });
    expect(registry.manifests.get("mirror/kit@site")?.bytes.toString()).toContain("b does not start");
  });

  test("that does not take a layer leaves the folder as it was", async () => {
    const registry = await startRegistry({
      before: (request, response) => {
        if (request.method !== "PUT") return false;
        response.writeHead(403).end();
        return true;
      },
    });
    open.push(registry);
    const { depot, put, make, into } = await kitSite();
    putImage(put, "ghcr.io/acme/tool:1.2.3");
    await make("a.kit");
    await expectFault("registry-refused", () => into("a.kit", { to: `${registry.host}/mirror` }));
    expect(registry.manifests.size).toBe(0);
    await expectFault("kit-missing", async () => {
      const { kitStatus } = await import("../../../src/journeys/kit/kit-status.ts");
      const { ports } = await kitSite();
      await kitStatus(
        { folder: depot, everyFile: false, identity: undefined, maxFeedDays: 7, auditHead: undefined },
        ports,
      );
    });
  });

  test("has no image whose name nobody knows", async () => {
    const registry = await start();
    const { put, make, into } = await kitSite();
    putImage(put, "latest");
    await make("a.kit");
    await expectFault("kit-contents", () => into("a.kit", { to: `${registry.host}/mirror` }));
  });
});
