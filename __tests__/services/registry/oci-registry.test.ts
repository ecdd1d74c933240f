import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { RegistryCredentials } from "../../../src/ports/credential-helper.ts";
import { parseChallenges } from "../../../src/services/registry/challenge.ts";
import { credentialsFor } from "../../../src/services/registry/credentials.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { askCredentialHelper } from "../../../src/world/credential-helper.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { digestOf } from "../../registry-server/contents.ts";
import { putTestImage } from "../../registry-server/put-test-image.ts";
import {
  basic,
  type RegistrySettings,
  startRegistry,
  type TestRegistry,
  USER,
} from "../../registry-server/start-registry.ts";
import { newFolder } from "../../run-program.ts";
import { answersInTurn } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const LOGIN: RegistryCredentials = { kind: "password", user: USER.name, password: USER.password };

async function start(settings: RegistrySettings = {}) {
  const registry = await startRegistry(settings);
  open.push(registry);
  return registry;
}

function client(registry: TestRegistry, login?: RegistryCredentials, clock: Clock = testClock()) {
  const image = parseImageName(`${registry.host}/a/b:v1`);
  return ociRegistry(image, { http: createHttp(() => undefined), clock, credentials: async () => login });
}

const referrer = (subject: string, number = 0) =>
  Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", artifactType: "application/x" },
      config: { mediaType: "application/vnd.oci.empty.v1+json", digest: digestOf(Buffer.from("{}")), size: 2 },
      ...{ layers: [], subject: { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: subject, size: 1 } },
      annotations: { number: String(number) },
    }),
  );

describe("a login", () => {
  test.each(["basic", "bearer"] as const)("by %s is made once, and used for what follows", async (login) => {
    const registry = await start({ login });
    const digest = putTestImage(registry, "a/b");
    const one = client(registry, LOGIN);
    expect((await one.manifest(digest))?.digest).toBe(digest);
    await one.manifest(digest);
    expect(registry.seen.filter((line) => line.includes("/token"))).toHaveLength(login === "bearer" ? 1 : 0);
    expect(new Set(registry.authorizations)).toEqual(new Set([login === "basic" ? basic() : "Bearer granted-token"]));
  });

  test("by a refresh token goes to the token endpoint alone, in the body", async () => {
    const registry = await start({ login: "bearer" });
    const digest = putTestImage(registry, "a/b");
    expect((await client(registry, { kind: "refresh-token", token: "secret" }).manifest(digest))?.digest).toBe(digest);
    expect(registry.seen.join()).toContain("POST /token");
    expect(registry.seen.join()).not.toContain("secret");
  });

  test("that is wrong, or absent, is told without the secret", async () => {
    const registry = await start({ login: "bearer" });
    const wrong = { kind: "password", user: "octo", password: "hunter2" } as const;
    const fault = await expectFault("registry-refused", () => client(registry, wrong).manifest("v1"));
    expect(`${fault.message}${fault.hint}`).not.toContain("hunter2");
    await expectFault("registry-refused", () => client(registry).manifest("v1"));
    const basicOnly = await start({ login: "basic" });
    await expectFault("registry-refused", () => client(basicOnly).manifest("v1"));
  });

  test("never goes to a token endpoint on another host of a private network", async () => {
    for (const realm of [
      "http://127.0.0.2:1/token",
      "https://10.0.0.1/token",
      "https://192.168.1.1/t",
      "https://[fd00::1]/t",
      "https://intranet/t",
    ]) {
      const registry = await start({ login: "bearer", realm });
      const fault = await expectFault("registry-refused", () => client(registry, LOGIN).manifest("v1"));
      expect(fault.message).toContain("private network");
    }
    const bad = await start({ login: "bearer", realm: "file:///etc/passwd" });
    await expectFault("address-refused", () => client(bad, LOGIN).manifest("v1"));
  });

  test("goes to another port of the registry's own host, where registries at home have their token server", async () => {
    const tokens = await start({ login: "bearer" });
    const registry = await start({ login: "bearer", realm: `http://localhost:${tokens.port}/token` });
    const digest = putTestImage(registry, "a/b");
    expect((await client(registry, LOGIN).manifest(digest))?.digest).toBe(digest);
    expect(tokens.seen.join()).toContain("GET /token");
    const otherName = await start({ login: "bearer", realm: `http://127.0.0.1:${tokens.port}/token` });
    await expectFault("registry-refused", () => client(otherName, LOGIN).manifest("v1"));
  });

  test("is not needed for a registry of the internet to have a private host asked: that is refused without one, too", async () => {
    const answers = answersInTurn({
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="https://10.0.0.1/token"' },
    });
    const settings = { http: answers, clock: testClock(), credentials: async () => undefined };
    const registry = ociRegistry(parseImageName("ghcr.io/a/b:v1"), settings);
    await expectFault("registry-refused", () => registry.manifest("v1"));
    expect(answers.requests.map(({ url }) => new URL(url).host)).toEqual(["ghcr.io"]);
  });

  test("is not sent where an upload is sent to another host", async () => {
    const heard: (string | undefined)[] = [];
    const elsewhere = await start({
      before(request, response) {
        heard.push(request.headers.authorization);
        response.writeHead(201).end();
        return true;
      },
    });
    const registry = await start({
      login: "basic",
      before(request, response) {
        if (request.method !== "POST" || request.headers.authorization === undefined) return false;
        response.writeHead(202, { location: `http://127.0.0.1:${elsewhere.port}/v2/a/b/blobs/uploads/1` }).end();
        return true;
      },
    });
    await client(registry, LOGIN).putBlob(Buffer.from("x"));
    expect(heard).toEqual([undefined]);
  });
});

describe("what is read", () => {
  test.each<[string, (digest: string) => RegistrySettings]>([
    [
      "a manifest",
      () => ({ before: (request, response) => answer(response, request.url?.includes("manifests"), "{}") }),
    ],
    ["a blob", () => ({ before: (request, response) => answer(response, request.url?.includes("blobs"), "other") })],
  ])("%s with other bytes than those of its digest is refused", async (what, settings) => {
    const registry = await start(settings(""));
    const digest = digestOf(Buffer.from("true"));
    const read = () =>
      what === "a blob" ? client(registry).blob({ digest, size: 4 }, 100) : client(registry).manifest(digest);
    await expectFault("digest-mismatch", read);
  });

  test("too much of it is refused before it is held", async () => {
    const large = await start({
      before: (_request, response) => answer(response, true, `{"a":"${"x".repeat(5 << 20)}"}`),
    });
    await expectFault("response-too-large", () => client(large).manifest("v1"));
    await expectFault("registry-refused", () =>
      client(large).blob({ digest: digestOf(Buffer.from("")), size: 1 << 40 }, 100),
    );
  });

  test("pages that never end are refused", async () => {
    let page = 0;
    const registry = await start({
      before(request, response) {
        if (request.url?.includes("/referrers/") !== true) return false;
        page += 1;
        const headers = {
          "content-type": "application/vnd.oci.image.index.v1+json",
          link: `</v2/a/b/referrers/x?page=${page}>; rel="next"`,
        };
        response.writeHead(200, headers).end('{"manifests":[]}');
        return true;
      },
    });
    await expectFault("registry-refused", () => client(registry).referrers(`sha256:${"a".repeat(64)}`));
    expect(page).toBeLessThanOrEqual(101);
  });

  test("pages on another host are not read, null is an empty list, what is not a descriptor is passed over", async () => {
    const registry = await start({
      before(request, response) {
        if (request.url?.includes("/referrers/") !== true) return false;
        const headers = {
          "content-type": "application/vnd.oci.image.index.v1+json",
          link: '<http://127.0.0.9/x>; rel="next"',
        };
        const index = request.url.endsWith("b") ? { manifests: null } : { manifests: [1, { digest: "sha512:1" }] };
        response.writeHead(200, headers).end(JSON.stringify(index));
        return true;
      },
    });
    expect(await client(registry).referrers(`sha256:${"a".repeat(64)}`)).toEqual([]);
    expect(await client(registry).referrers(`sha256:${"b".repeat(64)}`)).toEqual([]);
  });

  test.each(["{", "[]", '{"manifests":{}}', '{"a":1,"a":2}'])("an index that is %s is refused", async (text) => {
    const registry = await start({
      before(request, response) {
        if (request.url?.includes("/referrers/") !== true) return false;
        response.writeHead(200, { "content-type": "application/vnd.oci.image.index.v1+json" }).end(text);
        return true;
      },
    });
    await expect(client(registry).referrers(`sha256:${"a".repeat(64)}`)).rejects.toMatchObject({
      code: expect.stringMatching(/malformed/),
    });
  });

  test("what fails for a moment is asked again, and what is refused is told", async () => {
    let failures = 2;
    const registry = await start({
      before(_request, response) {
        if (failures === 0) return false;
        failures -= 1;
        response.writeHead(503).end();
        return true;
      },
    });
    const digest = putTestImage(registry, "a/b");
    expect((await client(registry).manifest(digest))?.digest).toBe(digest);
    const forbidden = await start({ before: (_request, response) => answer(response, true, "", 403) });
    const fault = await expectFault("registry-refused", () => client(forbidden).manifest("v1"));
    expect(fault.message).toContain("403");
  });
});

describe("what refers to an image", () => {
  test.each(["api", "tag"] as const)("is listed once put, also by many at once (%s)", async (referrers) => {
    const registry = await start({ referrers });
    const subject = putTestImage(registry, "a/b");
    const manifests = Array.from({ length: 6 }, (_, number) => referrer(subject, number));
    await Promise.all(
      manifests.map((manifest) => client(registry, undefined, systemClock).putReferrers([manifest], subject)),
    );
    const listed = (await client(registry).referrers(subject)).map(({ digest }) => digest);
    expect(listed.sort()).toEqual(manifests.map((one) => digestOf(one)).sort());
  });

  test.each(["api", "tag"] as const)("is listed with others of one run (%s)", async (referrers) => {
    const registry = await start({ referrers });
    const subject = putTestImage(registry, "a/b");
    const manifests = [1, 2, 3].map((number) => referrer(subject, number));
    const put = await client(registry).putReferrers(manifests, subject);
    expect(put.map(({ digest }) => digest)).toEqual(manifests.map((one) => digestOf(one)));
    const listed = (await client(registry).referrers(subject)).map(({ digest }) => digest);
    expect(listed.sort()).toEqual(manifests.map((one) => digestOf(one)).sort());
  });

  test("is put one after the other: a registry may lose one of two that come at once", async () => {
    let [open, most] = [0, 0];
    const registry = await start({
      referrers: "api",
      before(request, response) {
        if (request.method !== "PUT") return false;
        most = Math.max(most, ++open);
        response.once("finish", () => open--);
        return false;
      },
    });
    const subject = putTestImage(registry, "a/b");
    await client(registry).putReferrers(
      [1, 2, 3, 4].map((number) => referrer(subject, number)),
      subject,
    );
    expect(most).toBe(1);
  });

  test("a tag keeps what several runs add at once", async () => {
    const registry = await start();
    const lines = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()).layers as number[];
    const add = (number: number) =>
      client(registry, undefined, systemClock).changeTag("some", async (stored) => {
        const before = stored === undefined ? [] : lines(stored.bytes);
        return before.includes(number) ? undefined : Buffer.from(JSON.stringify({ layers: [...before, number] }));
      });
    await Promise.all([1, 2, 3, 4].map(add));
    expect(lines(registry.manifests.get("a/b@some")!.bytes).sort()).toEqual([1, 2, 3, 4]);
  });

  test("is put once, however often a run is repeated", async () => {
    const registry = await start({ referrers: "tag" });
    const subject = putTestImage(registry, "a/b");
    for (let run = 0; run < 3; run += 1) await client(registry).putReferrers([referrer(subject)], subject);
    expect(await client(registry).referrers(subject)).toHaveLength(1);
  });

  test("that never stays is told", async () => {
    const registry = await start({
      referrers: "tag",
      before(request, response) {
        if (request.method !== "PUT" || request.url?.includes("manifests/sha256-") !== true) return false;
        response.writeHead(201).end();
        return true;
      },
    });
    const subject = putTestImage(registry, "a/b");
    await expectFault("registry-refused", () => client(registry).putReferrers([referrer(subject)], subject));
  });
});

describe("addresses that are not", () => {
  test("a registry with a port that no host has", async () => {
    const settings = { http: answersInTurn({}), clock: testClock(), credentials: async () => undefined };
    const name = { ...parseImageName("ghcr.io/a/b:v1"), registry: "ghcr.io:99999" };
    await expectFault("address-refused", () => ociRegistry(name, settings));
  });

  test("a place for an upload, and a further page", async () => {
    const registry = await start({
      before(request, response) {
        if (request.method === "POST") response.writeHead(202, { location: "http://[" }).end();
        else if (request.url?.includes("/referrers/") === true) {
          const headers = { "content-type": "application/vnd.oci.image.index.v1+json", link: '<http://[>; rel="next"' };
          response.writeHead(200, headers).end('{"manifests":[]}');
        } else return false;
        return true;
      },
    });
    await expectFault("response-malformed", () => client(registry).putBlob(Buffer.from("x")));
    await expectFault("response-malformed", () => client(registry).requireWritable());
    expect(await client(registry).referrers(`sha256:${"a".repeat(64)}`)).toEqual([]);
  });
});

describe("a blob", () => {
  const blobs = (registry: TestRegistry) => [...registry.blobs.values()].map(String);
  const posts = (registry: TestRegistry) => registry.seen.filter((line) => line.startsWith("POST"));

  test.each([true, false])(
    "goes up in one request where the registry takes it so, else in two (%s)",
    async (single) => {
      const registry = await start({ takesBlobsAtOnce: single });
      await client(registry).putBlob(Buffer.from("once"));
      expect(blobs(registry)).toEqual(["once"]);
      expect(registry.seen.filter((line) => line.startsWith("PUT"))).toHaveLength(single ? 0 : 1);
    },
  );

  test("that is large and there is not sent again", async () => {
    const registry = await start();
    const large = Buffer.alloc(100_000, "x");
    for (let run = 0; run < 2; run += 1) await client(registry).putBlob(large);
    expect(posts(registry)).toHaveLength(1);
  });
});

describe("where logins are found", () => {
  const auths = (host: string, login: object) => JSON.stringify({ auths: { [host]: login } });
  const packed = (text: string) => ({ auth: Buffer.from(text).toString("base64") });

  function place(files: Record<string, string>) {
    const home = newFolder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(home, path, ".."), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    return home;
  }
  const find = (home: string, registry: string, env: Record<string, string> = {}) =>
    credentialsFor(registry, {
      ...{ env: (name) => env[name], files: systemFiles, home },
      askHelper: async (name, server) => ({ kind: "password", user: name, password: server }),
    });

  test("each file that knows the registry counts, in the order of Docker and Podman", async () => {
    const home = place({
      ".docker/config.json": auths("ghcr.io", packed("docker:1")),
      ".config/containers/auth.json": auths("ghcr.io", packed("podman:2")),
      "named/auth.json": auths("ghcr.io", packed("named:a:b")),
      "config/config.json": auths("ghcr.io", packed("config:4")),
    });
    expect(await find(home, "ghcr.io")).toMatchObject({ user: "podman" });
    expect(await find(home, "ghcr.io", { REGISTRY_AUTH_FILE: join(home, "named/auth.json") })).toMatchObject({
      user: "named",
      password: "a:b",
    });
    expect(await find(home, "ghcr.io", { DOCKER_CONFIG: join(home, "config") })).toMatchObject({ user: "config" });
    expect(await find(home, "ghcr.io.example.com")).toBeUndefined();
    expect(await find(home, "constructor")).toBeUndefined();
  });

  test("identity tokens, helpers, the hub's own address", async () => {
    const of = (config: object) => place({ ".docker/config.json": JSON.stringify(config) });
    expect(await find(of({ auths: { "ghcr.io": { ...packed("a:b"), identitytoken: "t" } } }), "ghcr.io")).toEqual({
      kind: "refresh-token",
      token: "t",
    });
    expect(
      await find(of({ credHelpers: { "ghcr.io": "own" }, auths: { "ghcr.io": packed("a:b") } }), "ghcr.io"),
    ).toMatchObject({ user: "own" });
    expect(await find(of({ credsStore: "desktop", auths: { "ghcr.io": {} } }), "ghcr.io")).toMatchObject({
      user: "desktop",
      password: "ghcr.io",
    });
    expect(await find(of({ auths: { "https://index.docker.io/v1/": packed("hub:1") } }), "docker.io")).toMatchObject({
      user: "hub",
    });
  });

  test.each(["{", "[]", '{"auths":1}', auths("ghcr.io", { auth: "%%%" }), auths("ghcr.io", packed("nocolon"))])(
    "a file that is %s is refused, and nothing of it is shown",
    async (text) => {
      const home = place({ ".docker/config.json": text });
      const fault = await expectFault("configuration-invalid", () => find(home, "ghcr.io"));
      expect(fault.message).not.toContain("nocolon");
    },
  );

  test.skipIf(process.platform === "win32")("a helper is run without a shell, with an end", async () => {
    const folder = newFolder();
    const helper = (name: string, script: string) => {
      writeFileSync(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, `docker-credential-${name}`), 0o755);
    };
    helper("good", `read server; printf '{"ServerURL":"%s","Username":"u","Secret":"s"}' "$server"`);
    helper("token", `printf '{"Username":"<token>","Secret":"s"}'`);
    helper("none", "echo credentials not found in native keychain; exit 1");
    helper("odd", "echo secret-text");
    const path = `${folder}${delimiter}${process.env["PATH"]}`;
    const ask = askCredentialHelper((name) => (name === "PATH" ? path : undefined));
    process.env["PATH"] = path;
    expect(await ask("good", "ghcr.io")).toEqual({ kind: "password", user: "u", password: "s" });
    expect(await ask("token", "ghcr.io")).toEqual({ kind: "refresh-token", token: "s" });
    expect(await ask("none", "ghcr.io")).toBeUndefined();
    const fault = await expectFault("program-failed", () => ask("odd", "ghcr.io"));
    expect(fault.message).not.toContain("secret-text");
    await expectFault("program-failed", () => ask("absent", "ghcr.io"));
    await expectFault("configuration-invalid", () => ask("../evil", "ghcr.io"));
    helper("slow", "exec sleep 60");
    helper("endless", "exec yes secret-text");
    for (const [name, why] of [
      ["slow", "did not end in time"],
      ["endless", "docker-credential-endless"],
    ] as const) {
      const stopped = askCredentialHelper((variable) => (variable === "PATH" ? path : undefined), 1_000);
      const ended = await expectFault("program-failed", () => stopped(name, "ghcr.io"));
      expect(ended.message).toContain(why);
      expect(ended.message).not.toContain("secret-text");
    }
  });
});

test.each([
  [
    'Bearer realm="https://a/t",service="s",scope="x y"',
    [["bearer", { realm: "https://a/t", service: "s", scope: "x y" }]],
  ],
  [
    'Basic realm="a \\"b\\"", Bearer realm=https://c/',
    [
      ["basic", { realm: 'a "b"' }],
      ["bearer", { realm: "https://c/" }],
    ],
  ],
  ["Negotiate", [["negotiate", {}]]],
  ["", []],
  ["(((", []],
])("the challenge %s", (header, expected) => {
  expect(parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(
    expected,
  );
});

function answer(
  response: import("node:http").ServerResponse,
  is: boolean | undefined,
  body: string,
  status = 200,
): boolean {
  if (is !== true) return false;
  response.writeHead(status, { "content-type": "application/vnd.oci.image.manifest.v1+json" }).end(body);
  return true;
}
