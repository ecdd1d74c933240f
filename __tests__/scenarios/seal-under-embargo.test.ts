import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import { EMBEDDED_ROOTS } from "../../src/domain/sigstore/embedded-roots.ts";
import { gitHubInstance } from "../../src/services/sigstore/instances.ts";
import { requireUntraced } from "../../src/services/sigstore/require-untraced.ts";
import { expectFault } from "../expect-fault.ts";
import { gitHubRun } from "../github-sigstore/github-run.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newPrivateKey, publicPemOf } from "../keys/test-keys.ts";
import { bodyOf, type LoopbackServer, startLoopback } from "../loopback-server.ts";
import { capsule, newFolder } from "../run-program.ts";

/** What leaves the machine while a release is sealed of which nobody may know. */
let sigstore: GitHubSigstore;
let recorder: LoopbackServer;
let folder: string;
/** Requests to the timestamp authority, the certificate authority and the log of the signing config, and to any host of the network. */
const sent: { readonly to: string; readonly body: Buffer }[] = [];

/** In front of a service: notes what comes, and hands it on. */
async function noted(to: string, url: string): Promise<LoopbackServer> {
  return startLoopback(async (request, response) => {
    const body = await bodyOf(request);
    sent.push({ to: `${to} ${request.method} ${request.url}`, body });
    const { method = "GET", headers } = request;
    const { host: _, "content-length": __, connection: ___, ...kept } = headers;
    const answer = await fetch(new URL(request.url ?? "/", url), {
      ...{ method, headers: kept as Record<string, string> },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    const content = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(content);
  });
}

const FACTS = ["--name", "tool", "--version", "1.2.3", "--tag", "v1.2.3", "--repository", "octo-org/octo-tool"];
const WORDS = ["octo-tool", "tool.bin", "v1.2.3", "1.2.3", gitHubRun().commit];

function seal(more: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const proxied = { HTTPS_PROXY: recorder.url, HTTP_PROXY: recorder.url, ...env };
  const args = ["seal", "--embargo", ...FACTS, "--commit", gitHubRun().commit, ...more, "tool.bin"];
  return capsule(args, { cwd: folder, env: proxied });
}

/** The signing config of the test's instance, with the recorder in front of what it names. */
async function signingConfig(name: string, log: boolean): Promise<string> {
  const config = JSON.parse(readFileSync(sigstore.signingConfigPath, "utf8"));
  for (const key of ["caUrls", "tsaUrls", "rekorTlogUrls"]) {
    for (const service of config[key]) {
      const { origin } = new URL(service.url);
      const front = await noted(key, origin);
      closing.push(front);
      service.url = service.url.replace(origin, front.url);
    }
  }
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(log ? config : { ...config, rekorTlogUrls: [] }));
  return path;
}

const closing: LoopbackServer[] = [];
let [withLog, withoutLog, withoutCertificateLog] = ["", "", ""];
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  recorder = await startLoopback((_, response) => response.writeHead(502).end());
  recorder.server.on("connect", ({ url }, socket) => {
    sent.push({ to: `CONNECT ${url}`, body: Buffer.alloc(0) });
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  folder = newFolder();
  const key = newPrivateKey("P-256");
  writeFileSync(join(folder, "k"), String(key.export({ format: "pem", type: "pkcs8" })));
  writeFileSync(join(folder, "k.pub"), publicPemOf(key));
  writeFileSync(join(folder, "tool.bin"), "the fixed tool\n");
  withLog = await signingConfig("with-log.json", true);
  withoutLog = await signingConfig("without-log.json", false);
  const root = JSON.parse(readFileSync(sigstore.trustedRootPath, "utf8"));
  withoutCertificateLog = join(folder, "root.json");
  writeFileSync(withoutCertificateLog, JSON.stringify({ ...root, ctlogs: [], tlogs: [] }));
}, 60_000);
afterAll(async () => {
  await Promise.all([sigstore.close(), recorder.close(), ...closing.map((one) => one.close())]);
});

/** Every signature in a capsule. */
async function signaturesIn(path: string): Promise<Buffer[]> {
  const bytes = readFileSync(path);
  const chunks = (async function* () {
    yield bytes;
  })();
  const { root, entries } = await readCapsule(chunks, nodeCryptography);
  const bundles = [root, ...[...entries].flatMap(([name, entry]) => (name.endsWith(".sigstore.json") ? [entry] : []))];
  return bundles.map((bundle) => {
    const { messageSignature, dsseEnvelope } = JSON.parse(Buffer.from(bundle).toString());
    return Buffer.from(messageSignature?.signature ?? dsseEnvelope.signatures[0].sig, "base64");
  });
}

test("of a key a timestamp authority gets one digest of each signature, and nobody gets anything else", async () => {
  sent.length = 0;
  const trust = ["--sigstore", withLog, "--trusted-root", sigstore.trustedRootPath];
  const { status, stderr } = await seal([...trust, "--key", "k", "--out", "by-key"]);
  expect([status, stderr]).toEqual([0, expect.not.stringContaining("cannot be undone")]);
  const signatures = await signaturesIn(join(folder, "by-key/tool-1.2.3.capsule"));
  expect(signatures.length).toBeGreaterThan(3);
  expect(sent.map(({ to }) => to)).toEqual(
    signatures.map(() => expect.stringMatching(/^tsaUrls POST \/api\/v1\/timestamp$/)),
  );
  const digests = signatures.map((signature) => createHash("sha256").update(signature).digest("hex")).sort();
  const asked = sent.map(({ body }) => digests.find((digest) => body.toString("hex").includes(digest)));
  expect([...asked].sort()).toEqual(digests);
  // A request is its digest, a nonce and what every request has: there is no room for more.
  for (const { body } of sent) expect(body.length).toBeLessThan(100);
  const verified = await capsule(
    ["verify", "--key", "k.pub", "--trusted-root", sigstore.trustedRootPath, "by-key/tool-1.2.3.capsule", "tool.bin"],
    { cwd: folder },
  );
  expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining("VERIFIED")]);
}, 60_000);

test("a key with the public instance reaches its update repository and its timestamp authority, and no other host", async () => {
  sent.length = 0;
  const { status } = await seal(["--sigstore", "public-good", "--key", "k", "--out", "public"]);
  expect(status).toBe(4);
  const hosts = new Set(sent.map(({ to }) => to));
  expect([...hosts].sort()).toEqual(["CONNECT timestamp.sigstore.dev:443", "CONNECT tuf-repo-cdn.sigstore.dev:443"]);
}, 120_000);

test("an instance without logs certifies and stamps, and its log is not asked", async () => {
  sent.length = 0;
  const trust = ["--sigstore", withoutLog, "--trusted-root", withoutCertificateLog];
  const env = sigstore.jobOf({ ref: "refs/tags/v1.2.3" });
  const { status, stderr } = await seal([...trust, "--out", "by-instance"], env);
  expect([status, stderr.slice(-800)]).toEqual([0, expect.any(String)]);
  const services = sent.map(({ to }) => to.split(" ")[0]);
  expect(services.filter((one) => one === "caUrls")).toHaveLength(1);
  expect(services.every((one) => one === "caUrls" || one === "tsaUrls")).toBe(true);
  // Only the authority, which certifies it, learns what the release is.
  const stamped = sent.filter(({ to }) => to.startsWith("tsaUrls")).map(({ body }) => body.toString("latin1"));
  for (const word of WORDS) expect(stamped.filter((body) => body.includes(word))).toEqual([]);
}, 60_000);

describe("is refused, and nothing was asked, signed or written:", () => {
  const key = ["--key", "k"];
  const private_ = (config: string, root: string) => ["--sigstore", config, "--trusted-root", root];
  test.each<[string, () => readonly string[], string]>([
    [
      "an instance that the token decides",
      () => [],
      "the public one makes public, at once and for good: a certificate",
    ],
    ["the public instance", () => ["--sigstore", "public-good"], "repository, tag, commit and run"],
    ["its newer log", () => ["--sigstore", "public-good-rekor-v2"], "an entry for each signature"],
    ["staging, which is as public", () => ["--sigstore", "staging"], "staging makes public"],
    ["a key with an entry in a log", () => [...key, "--key-log"], "who signs it"],
    ["leave for a public log", () => [...key, "--unsafe-public-log"], "enter a public log"],
    ["images in a registry", () => [...key, "--images", `ghcr.io/octo-org/tool@sha256:${"1".repeat(64)}`], "registry"],
    ["a private instance with a log", () => private_(withLog, withoutCertificateLog), "writes into the log"],
    [
      "a private instance with a log of certificates",
      () => private_(withoutLog, sigstore.trustedRootPath),
      "log of certificates",
    ],
  ])("%s", async (_what, more, words) => {
    sent.length = 0;
    const env = sigstore.jobOf({ ref: "refs/tags/v1.2.3" });
    const { status, stdout } = await seal([...more(), "--json", "--out", "refused"], env);
    expect([status, JSON.parse(stdout).code]).toEqual([2, "embargo-refused"]);
    expect(JSON.parse(stdout).message).toContain(words);
    expect(sent.filter(({ to }) => !to.startsWith("CONNECT tuf-repo"))).toEqual([]);
  });

  test("and a dry run says so, too", async () => {
    const { status, stdout } = await seal(["--sigstore", "public-good", "--dry-run", "--json"]);
    expect([status, JSON.parse(stdout).code]).toEqual([2, "embargo-refused"]);
  });
});

test("GitHub's own instance has neither log, and public-good has both: what the built-in roots say", async () => {
  const gitHub = gitHubInstance("https://github.com");
  requireUntraced(gitHub, EMBEDDED_ROOTS.github.bytes());
  await expectFault("embargo-refused", () => requireUntraced({ logs: [] }, EMBEDDED_ROOTS["public-good"].bytes()));
});
