import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { parseManifest } from "../../src/domain/release/manifest.ts";
import { TOOL } from "../../src/domain/tool.ts";
import { appendLayer } from "../../tools/image/append-layer.ts";
import { readWorkflow } from "../examples/our-step.ts";
import { programFile } from "../program-file.ts";
import { newFolder } from "../run-program.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const SCRIPT = at("tools/scripts/make-image.ts");
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const FILES = ["cli.js", "cli.licenses.txt", "verify.js", "verify.licenses.txt"];
const hasUmoci = spawnSync("umoci", ["--version"]).status === 0;
const mayChroot = process.getuid?.() === 0 && process.platform === "linux";

/** A base as distroless has it: Node.js in /nodejs and the libraries that it needs, for one platform or more. */
function baseLayout(platforms: readonly string[], withNode = false): string {
  const layout = join(newFolder(), "base");
  mkdirSync(join(layout, "blobs/sha256"), { recursive: true });
  const put = (bytes: Buffer, mediaType: string) => {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(layout, "blobs/sha256", sha256), bytes);
    return { mediaType, digest: `sha256:${sha256}`, size: bytes.length };
  };
  const json = (value: object, type: string) => put(Buffer.from(JSON.stringify(value)), type);
  const layer = put(withNode ? rootWithNode() : Buffer.alloc(1024), "application/vnd.oci.image.layer.v1.tar");
  const images = platforms.map((architecture) => {
    const config = json(
      {
        architecture,
        os: "linux",
        config: { Env: ["PATH=/usr/bin"], User: "65532" },
        rootfs: { type: "layers", diff_ids: [layer.digest] },
      },
      "application/vnd.oci.image.config.v1+json",
    );
    const manifest = json({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] }, MANIFEST);
    return { ...manifest, platform: { os: "linux", architecture } };
  });
  const [first] = images;
  const INDEX = "application/vnd.oci.image.index.v1+json";
  const top = images.length === 1 ? first : json({ schemaVersion: 2, mediaType: INDEX, manifests: images }, INDEX);
  writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [top] }));
  writeFileSync(join(layout, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  return layout;
}

/** The Node.js of this test in a root folder of its own, as tar. */
function rootWithNode(): Buffer {
  const root = newFolder();
  chmodSync(root, 0o755);
  mkdirSync(join(root, "nodejs/bin"), { recursive: true });
  copyFileSync(process.execPath, join(root, "nodejs/bin/node"));
  const needed = execFileSync("ldd", [process.execPath], { encoding: "utf8" });
  for (const [, library = ""] of needed.matchAll(/(?:=> |^\s+)(\/\S+)/gm)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  return execFileSync("tar", ["-C", root, "-cf", "-", "."], { maxBuffer: 1 << 29 });
}

function releaseFiles(): string {
  const folder = newFolder();
  for (const name of FILES) copyFileSync(join(dirname(programFile("cli")), name), join(folder, name));
  return folder;
}

const makeImage = (base: string, files: string) => {
  const out = join(newFolder(), "image");
  const facts = [
    `gcr.io/distroless/nodejs24-debian13@sha256:${"ab".repeat(32)}`,
    files,
    TOOL.version,
    "2026-11-30T00:00:00Z",
  ];
  const digest = execFileSync(process.execPath, [SCRIPT, base, ...facts, out], { encoding: "utf8" }).trim();
  const blob = (name: string) => JSON.parse(readFileSync(join(out, "blobs", name.replace(":", "/")), "utf8"));
  return { out, digest, blob };
};

test("every platform of the base gets the same layer, and the same order gives the same digest", () => {
  const [base, files] = [baseLayout(["amd64", "arm64"]), releaseFiles()];
  const { digest, blob } = makeImage(base, files);
  const images = blob(digest).manifests;
  expect(images.map((one: { platform: { architecture: string } }) => one.platform.architecture)).toEqual([
    "amd64",
    "arm64",
  ]);
  const layers = images.map((one: { digest: string }) => blob(one.digest).layers.at(-1).digest);
  expect(new Set(layers).size).toBe(1);
  const { config } = blob(blob(images[0].digest).config.digest);
  expect(config).toMatchObject({
    ...{ User: "65532", Entrypoint: ["/nodejs/bin/node", "/opt/release-capsule/cli.js"] },
    Labels: { "org.opencontainers.image.base.digest": `sha256:${"ab".repeat(32)}` },
  });
  expect(makeImage(base, files).digest).toBe(digest);
});

test("a base that is not one OCI image, or whose blobs are other than their digests say, is refused", () => {
  const order = { files: [], entrypoint: [], labels: {}, created: "2026-11-30T00:00:00Z" };
  const damaged = baseLayout(["amd64"]);
  for (const name of readdirSync(join(damaged, "blobs/sha256")))
    writeFileSync(join(damaged, "blobs/sha256", name), "{}");
  expect(() => appendLayer({ ...order, base: damaged, out: join(newFolder(), "x") })).toThrow("has other bytes");
  const docker = baseLayout(["amd64"]);
  const index = readFileSync(join(docker, "index.json"), "utf8");
  writeFileSync(
    join(docker, "index.json"),
    index.replace(MANIFEST, "application/vnd.docker.distribution.manifest.v2+json"),
  );
  expect(() => appendLayer({ ...order, base: docker, out: join(newFolder(), "x") })).toThrow("copy it as OCI");
});

describe.skipIf(!hasUmoci || !mayChroot)("unpacked by umoci", () => {
  let bundle = "";
  const files = releaseFiles();
  beforeAll(() => {
    const { out } = makeImage(baseLayout(["amd64"], true), files);
    bundle = join(newFolder(), "bundle");
    execFileSync("umoci", ["unpack", "--image", `${out}:image`, bundle], { stdio: "ignore" });
  }, 120_000);

  test("it holds the files of the release byte for byte, beside the base", () => {
    for (const name of FILES) {
      const found = readFileSync(join(bundle, "rootfs/opt/release-capsule", name));
      expect(found.equals(readFileSync(join(files, name)))).toBe(true);
    }
    expect(readdirSync(join(bundle, "rootfs/nodejs/bin"))).toEqual(["node"]);
  });

  test("its entry point runs in that root, as the user of the base, and verifies a release", () => {
    const { process: started } = JSON.parse(readFileSync(join(bundle, "config.json"), "utf8"));
    expect(started.args).toEqual(["/nodejs/bin/node", "/opt/release-capsule/cli.js"]);
    const golden = at(`docs/golden/${TOOL.version}`);
    cpSync(golden, join(bundle, "rootfs/golden"), { recursive: true });
    const run = (...args: string[]) =>
      spawnSync("chroot", ["--userspec=65532:65532", join(bundle, "rootfs"), ...started.args, ...args], {
        encoding: "utf8",
        env: { PATH: "/usr/sbin:/usr/bin" },
      });
    expect(run("--version").stdout).toContain(TOOL.version);
    const [name = ""] = readdirSync(join(golden, "keyless")).filter((file) => file.endsWith(".capsule"));
    const trust = ["--repository", "octo-org/octo-tool", "--trusted-root", "/golden/trusted_root.json"];
    const verified = run("verify", ...trust, `/golden/keyless/${basename(name)}`, "/golden/keyless/tool.txt");
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringMatching(/^VERIFIED /)]);
  });
});

test("the workflow pushes the images that the manifest names, which are sealed, and replaces none", () => {
  const [release] = parseManifest(readFileSync(at("release/image.yaml")), "image.yaml");
  const steps = readWorkflow(".github/workflows/image.yml").jobs["image"]?.steps ?? [];
  const push = steps.find(({ run }) => run?.includes("skopeo login"))?.run ?? "";
  const folder = newFolder();
  const skopeo = `#!/bin/sh\necho "$*" >> '${folder}/calls'\ncase "$1 $2" in "inspect docker://$THERE") exit 0 ;; inspect*) exit 1 ;; esac\n`;
  writeFileSync(join(folder, "skopeo"), skopeo, { mode: 0o755 });
  const run = (there: string) => {
    rmSync(join(folder, "calls"), { force: true });
    const env = {
      PATH: `${folder}:${process.env["PATH"]}`,
      THERE: there,
      TAG: "v1.2.3",
      TOKEN: "t",
      GITHUB_ACTOR: "octocat",
    };
    const places = { RUNNER_TEMP: folder, REGISTRY_AUTH_FILE: join(folder, "auth"), IMAGE };
    const { status } = spawnSync("bash", ["-e", "-c", push], { env: { ...env, ...places } });
    return { status, copied: readFileSync(join(folder, "calls"), "utf8").match(/^copy .*$/gm) ?? [] };
  };
  const { status, copied } = run("none");
  expect(status).toBe(0);
  expect(copied.map((call) => call.replace(/^.* docker:\/\//, ""))).toEqual(
    release?.images?.map((image) => image.replace("{version}", "1.2.3")),
  );
  expect(copied.map((call) => /image-([a-z-]+):image/.exec(call)?.[1])).toEqual(["nonroot", "debug-nonroot"]);
  expect(run(`${IMAGE}:1.2.3`)).toEqual({ status: 1, copied: [] });
});

const IMAGE = "ghcr.io/release-capsule/release-capsule";
