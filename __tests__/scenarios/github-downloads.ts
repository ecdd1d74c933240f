import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { join } from "node:path";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { makeServerCertificate } from "../openssl.ts";

export interface GitHubDownloads {
  /** With these variables, curl and gh take the loopback for github.com. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface Published {
  readonly repository: string;
  readonly tag: string;
  /** Name of the file with the bundle that GitHub keeps for every asset; none by default. */
  readonly attestation?: string;
  /** Further files of github.com, by path. */
  readonly others?: ReadonlyMap<string, Uint8Array>;
}

/** The files of a folder as those of a release on github.com, behind a proxy on the loopback. */
export async function startGitHubDownloads(
  folder: string,
  { repository, tag, attestation, others }: Published,
): Promise<GitHubDownloads> {
  const { key, cert, caPath } = makeServerCertificate(["github.com", "api.github.com"]);
  const names = readdirSync(folder);
  const tls = createTlsServer({ key, cert }, ({ url = "" }, response) => {
    const path = decodeURIComponent(url.replace(/\?.*$/, ""));
    const name = names.find((one) =>
      [`/${repository}/releases/download/${tag}/${one}`, `/asset/${names.indexOf(one)}`].includes(path),
    );
    const subject = new RegExp(`^/repos/${repository}/attestations/sha256:([0-9a-f]{64})$`).exec(path)?.[1];
    if (attestation !== undefined && subject !== undefined) {
      const bundle = JSON.parse(readFileSync(join(folder, attestation), "utf8"));
      const isThere =
        isOfType(bundle, new URL(url, "https://api.github.com").searchParams.get("predicate_type")) &&
        names.some((one) => sha256Hex(readFileSync(join(folder, one))) === subject);
      response.end(JSON.stringify({ attestations: isThere ? [{ bundle, bundle_url: "", initiator: "user" }] : [] }));
    } else if (name !== undefined) response.end(readFileSync(join(folder, name)));
    else if (others?.has(path)) response.end(others.get(path));
    else if (path === `/repos/${repository}/releases/tags/${tag}`) response.end(JSON.stringify(release(tag, names)));
    // gh asks for a draft of that tag at the same time, and takes the first answer.
    else if (path === "/graphql") response.end('{"data":{"repository":{"release":null}}}');
    else response.writeHead(404, { "content-type": "application/json" }).end('{"message":"Not Found"}');
  });
  const target = await listening(tls);
  const sockets = new Set<Socket>();
  const proxy = createServer().on("connect", (_request, socket: Socket) => {
    const through = connect(target, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    for (const one of [socket, through]) sockets.add(one.on("error", () => one.destroy()));
    socket.pipe(through).pipe(socket);
  });
  const address = `http://127.0.0.1:${await listening(proxy)}`;
  return {
    env: { HTTPS_PROXY: address, CURL_CA_BUNDLE: caPath, SSL_CERT_FILE: caPath, GH_TOKEN: "no-token" },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const server of [proxy, tls]) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function release(tag: string, names: readonly string[]): object {
  const assets = names.map((name, id) => ({ id, name, url: `https://api.github.com/asset/${id}`, state: "uploaded" }));
  return { id: 1, tag_name: tag, draft: false, assets };
}

function listening(server: Server | ReturnType<typeof createTlsServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** GitHub gives back what is of the type that is named; gh does not compare it again. */
function isOfType(bundle: { readonly dsseEnvelope: { readonly payload: string } }, type: string | null): boolean {
  const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString());
  return type === null || statement.predicateType === type;
}
