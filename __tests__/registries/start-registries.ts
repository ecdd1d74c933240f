import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A file that was published, by the name that its registry gives it. */
export interface PublishedPackage {
  readonly registry: "npm" | "pypi" | "crates";
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface Registries {
  readonly npm: string;
  readonly pypi: string;
  readonly crates: string;
  /** A test may publish, replace and take away. */
  readonly packages: PublishedPackage[];
  /** Path of each request so far. */
  readonly requests: readonly string[];
  /** Set to answer everything with this status. */
  failing: number | undefined;
  close(): Promise<void>;
}

/**
 * npm, PyPI and crates.io on one loopback socket, with the fields that are read of them and some of the others:
 *
 *     npm     https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md, one version
 *     PyPI    https://docs.pypi.org/api/json/, one release
 *     crates  https://doc.rust-lang.org/cargo/reference/registry-index.html, sparse; downloads as its config.json has them
 */
export async function startRegistries(): Promise<Registries> {
  const packages: PublishedPackage[] = [];
  const requests: string[] = [];
  let origin = "";
  const answer = (path: string): { status: number; body: string | Uint8Array } => {
    if (registries.failing !== undefined) return { status: registries.failing, body: "" };
    const [, registry = "", ...rest] = path.split("/").map(decodeURIComponent);
    if (registry === "files") return found(packages.find(({ file }) => file === rest[0])?.bytes);
    const of = packages.filter((one) => one.registry === registry);
    switch (registry) {
      case "npm": {
        const name = rest[0]?.startsWith("@") === true && rest.length === 3 ? rest.slice(0, 2).join("/") : rest[0];
        const one = of.find((other) => other.name === name && other.version === rest.at(-1));
        return found(one && JSON.stringify(npmVersion(one, origin)));
      }
      case "pypi": {
        const all = of.filter(({ name, version }) => name === rest[0] && version === rest[1]);
        return found(all.length === 0 ? undefined : JSON.stringify(pypiRelease(all, origin)));
      }
      case "crates": {
        if (rest[0] === "crates")
          return found(of.find((one) => one.name === rest[1] && one.version === rest[2])?.bytes);
        const all = of.filter(({ name }) => indexPath(name) === rest.join("/"));
        return found(all.length === 0 ? undefined : all.map((one) => `${JSON.stringify(crateLine(one))}\n`).join(""));
      }
      default:
        return { status: 404, body: "" };
    }
  };
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const { status, body } = answer(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const registries: Registries = {
    ...{ npm: `${origin}/npm`, pypi: `${origin}/pypi`, crates: `${origin}/crates`, packages, requests },
    failing: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return registries;
}

function found(body: string | Uint8Array | undefined): { status: number; body: string | Uint8Array } {
  return body === undefined ? { status: 404, body: "{}" } : { status: 200, body };
}

function digest(algorithm: string, bytes: Uint8Array, encoding: "hex" | "base64" = "hex"): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}

function npmVersion({ name, version, file, bytes }: PublishedPackage, origin: string): object {
  return {
    ...{ name, version, _id: `${name}@${version}`, license: "MIT" },
    dist: {
      ...{ tarball: `${origin}/files/${file}`, shasum: digest("sha1", bytes), fileCount: 1 },
      integrity: `sha512-${digest("sha512", bytes, "base64")}`,
    },
  };
}

function pypiRelease(all: readonly PublishedPackage[], origin: string): object {
  return {
    info: { name: all[0]?.name, version: all[0]?.version, yanked: false },
    urls: all.map(({ file, bytes }) => ({
      ...{ filename: file, size: bytes.length, url: `${origin}/files/${file}`, yanked: false },
      digests: { blake2b_256: "0".repeat(64), md5: digest("md5", bytes), sha256: digest("sha256", bytes) },
    })),
  };
}

function crateLine({ name, version, bytes }: PublishedPackage): object {
  return { name, vers: version, deps: [], cksum: digest("sha256", bytes), features: {}, yanked: false };
}

/** "Files are in directories by the length of the name." */
function indexPath(name: string): string {
  if (name.length <= 2) return `${name.length}/${name}`;
  return name.length === 3 ? `3/${name[0]}/${name}` : `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
}
