import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer as createNetServer, connect as netConnect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import type { HttpRequest } from "../../../src/ports/http.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import { bodyOf, type LoopbackServer, startLoopback } from "../../loopback-server.ts";
import { makeServerCertificate } from "../../openssl.ts";

const NO_ENV = (): undefined => undefined;
const http = createHttp(NO_ENV);
const open: { close(): Promise<void> }[] = [];

async function serve(...args: Parameters<typeof startLoopback>): Promise<LoopbackServer> {
  const server = await startLoopback(...args);
  open.push(server);
  return server;
}

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

test("resolves with status, lower-case headers and body of any status", async () => {
  const server = await serve((_request, response) => response.writeHead(418, { "X-Kind": "teapot" }).end("short"));
  const response = await http.request({ method: "GET", url: `${server.url}/pot?q=1` });
  expect(response.status).toBe(418);
  expect(response.headers.get("x-kind")).toBe("teapot");
  expect(Buffer.from(response.body).toString()).toBe("short");
  expect(server.seen).toEqual(["GET /pot?q=1"]);
});

test("sends bytes and streams with their exact length", async () => {
  const server = await serve(async (request, response) => {
    const body = await bodyOf(request);
    response.end(`${request.headers["content-length"]} ${request.headers["transfer-encoding"]} ${body.length}`);
  });
  const chunk = new Uint8Array(300_000).fill(7);
  const stream = {
    size: 900_000,
    async *chunks() {
      for (let count = 0; count < 3; count += 1) yield chunk;
    },
  };
  const bodies = [new Uint8Array([1, 2, 3]), stream, undefined];
  const answers = await Promise.all(
    bodies.map((body) => http.request({ method: "POST", url: server.url, ...(body === undefined ? {} : { body }) })),
  );
  expect(answers.map((answer) => Buffer.from(answer.body).toString())).toEqual([
    "3 undefined 3",
    "900000 undefined 900000",
    "0 undefined 0",
  ]);
});

test.each([2, 4])("refuses to send a stream of 3 announced bytes that has %i", async (actual) => {
  const server = await serve(async (request, response) => response.end(await bodyOf(request)));
  const body = {
    size: 3,
    async *chunks() {
      yield new Uint8Array(actual);
    },
  };
  await expectFault("asset-changed", () => http.request({ method: "PUT", url: server.url, body }));
});

test("takes an answer that comes before the body was sent", async () => {
  const server = await serve((_request, response) => response.writeHead(413).end("too much"));
  let sent = 0;
  const body = {
    size: 1 << 30,
    async *chunks() {
      for (; sent < 1 << 30; sent += 1 << 16) yield new Uint8Array(1 << 16);
    },
  };
  const response = await http.request({ method: "POST", url: server.url, body });
  expect(response.status).toBe(413);
  expect(sent).toBeLessThan(1 << 30);
});

test("a silent service is a timeout, and so is one that never ends its answer", async () => {
  const silent = await serve(() => undefined);
  await expectFault("network-timeout", () => http.request({ method: "GET", url: silent.url, timeoutMs: 50 }));
  const endless = await serve((_request, response) => {
    const timer = setInterval(() => response.write("x"), 5);
    response.once("close", () => clearInterval(timer));
  });
  await expectFault("network-timeout", () => http.request({ method: "GET", url: endless.url, timeoutMs: 80 }));
});

test("a redirect does not renew the time", async () => {
  const server = await serve((_request, response) => {
    setTimeout(() => response.writeHead(302, { location: "/again" }).end(), 40);
  });
  await expectFault("network-timeout", () => http.request({ method: "GET", url: server.url, timeoutMs: 100 }));
});

test("refuses an answer longer than asked for, counted after decompression (G25)", async () => {
  const bomb = gzipSync(new Uint8Array(5_000_000));
  const server = await serve((request, response) => {
    if (request.url === "/gzip") response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    else response.end(new Uint8Array(2000));
  });
  const limited = (path: string): HttpRequest => ({ method: "GET", url: server.url + path, maxResponseBytes: 1999 });
  await expectFault("response-too-large", () => http.request(limited("/plain")));
  await expectFault("response-too-large", () => http.request(limited("/gzip")));
  expect((await http.request({ ...limited("/plain"), maxResponseBytes: 2000 })).body.length).toBe(2000);
  expect((await http.request({ ...limited("/gzip"), maxResponseBytes: 5_000_000 })).body.length).toBe(5_000_000);
});

test.each(["gzip, gzip", "deflate", "br", "gzip,identity"])("refuses the content coding %j (G25)", async (coding) => {
  const server = await serve((_request, response) => response.writeHead(200, { "content-encoding": coding }).end("x"));
  await expectFault("response-malformed", () => http.request({ method: "GET", url: server.url }));
});

test("refuses broken and cut compression", async () => {
  const whole = gzipSync(Buffer.from("a text that is long enough to be cut in the middle"));
  const server = await serve((request, response) =>
    response
      .writeHead(200, { "content-encoding": "gzip" })
      .end(request.url === "/cut" ? whole.subarray(0, 30) : Buffer.from("no gzip at all")),
  );
  await expectFault("response-malformed", () => http.request({ method: "GET", url: `${server.url}/cut` }));
  await expectFault("response-malformed", () => http.request({ method: "GET", url: `${server.url}/none` }));
});

test("an answer that ends before its length is no answer (G08)", async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("only this");
    setTimeout(() => response.destroy(), 20);
  });
  await expectFault("network-unreachable", () => http.request({ method: "GET", url: server.url }));
});

test("a service that is not there, resets, or speaks no HTTP is a fault without a query", async () => {
  const closed = await serve(() => undefined);
  await closed.close();
  const gone = await expectFault("network-unreachable", () =>
    http.request({ method: "GET", url: `${closed.url}/path?canary` }),
  );
  expect(gone.message).toBe(`could not reach "${closed.url}/path" (ECONNREFUSED)`);
  const resetting = await serve((request) => request.socket.resetAndDestroy());
  await expectFault("network-unreachable", () => http.request({ method: "POST", url: resetting.url }));
  const strange = createNetServer((socket) => socket.end("SSH-2.0-none\r\n"));
  await new Promise<void>((resolve) => strange.listen(0, "127.0.0.1", resolve));
  const { port } = strange.address() as AddressInfo;
  await expectFault("response-malformed", () => http.request({ method: "GET", url: `http://127.0.0.1:${port}/` }));
  strange.close();
});

test("headers beyond 64 KiB are too long, and 48 KiB are not", async () => {
  const server = await serve((request, response) =>
    response.writeHead(200, { "x-long": "x".repeat(request.url === "/48" ? 48 * 1024 : 70 * 1024) }).end(),
  );
  await expectFault("response-too-large", () => http.request({ method: "GET", url: `${server.url}/70` }));
  expect((await http.request({ method: "GET", url: `${server.url}/48` })).status).toBe(200);
});

test("a header that cannot be sent is refused without showing its value", async () => {
  const fault = await expectFault("configuration-invalid", () =>
    http.request({ method: "GET", url: "http://127.0.0.1:1/", headers: { authorization: "canary\nx: y" } }),
  );
  expect(`${fault.message} ${String(fault.cause)}`).not.toContain("canary");
});

test.each(["http://service.example/", "https://user:secret@service.example/", "nothing"])(
  "opens no connection to %s",
  async (url) => {
    await expectFault("address-refused", () => http.request({ method: "GET", url }));
  },
);

test("follows redirects of GET within the origin and keeps the credentials there", async () => {
  const server = await serve((request, response) => {
    if (request.url === "/end") response.end(request.headers.authorization);
    else response.writeHead(307, { location: "/end" }).end();
  });
  const headers = { Authorization: "Bearer token" };
  const response = await http.request({ method: "GET", url: `${server.url}/begin`, headers });
  expect(Buffer.from(response.body).toString()).toBe("Bearer token");
});

test("a redirect to another origin carries no credential of any name (G21)", async () => {
  const other = await serve((request, response) => response.end(JSON.stringify(request.headers)));
  const server = await serve((_request, response) => response.writeHead(302, { location: `${other.url}/x` }).end());
  const headers = { Authorization: "canary", Cookie: "canary", "Private-Token": "canary", Accept: "text/plain" };
  const response = await http.request({ method: "GET", url: server.url, headers });
  const received = Buffer.from(response.body).toString();
  expect(received).not.toContain("canary");
  expect(JSON.parse(received).accept).toBe("text/plain");
});

test("a redirect of a POST is handed back, not followed", async () => {
  const server = await serve((_request, response) => response.writeHead(307, { location: "/elsewhere" }).end());
  expect((await http.request({ method: "POST", url: server.url })).status).toBe(307);
  expect(server.seen).toHaveLength(1);
});

test("follows five redirects and no sixth", async () => {
  const server = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end("arrived");
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  expect((await http.request({ method: "GET", url: `${server.url}/5` })).status).toBe(200);
  await expectFault("response-malformed", () => http.request({ method: "GET", url: `${server.url}/6` }));
});

test.each(["http://service.example/", "https://a:b@service.example/", "file:///etc/passwd"])(
  "does not follow a redirect to %s",
  async (location) => {
    const server = await serve((_request, response) => response.writeHead(301, { location }).end());
    await expectFault("address-refused", () => http.request({ method: "GET", url: server.url }));
  },
);

test("does not follow a redirect from https to http, not even on this machine, nor to no address", async () => {
  const { key, cert, caPath } = makeServerCertificate(["localhost"]);
  const trusting = createHttp((name) => (name === "SSL_CERT_FILE" ? caPath : undefined));
  const plain = await serve((_request, response) => response.end("plain"));
  const secure = await serve(
    (request, response) => {
      response.writeHead(302, { location: request.url === "/down" ? plain.url : "https://[" }).end();
    },
    { key, cert },
  );
  await expectFault("address-refused", () => trusting.request({ method: "GET", url: `${secure.url}/down` }));
  await expectFault("response-malformed", () => trusting.request({ method: "GET", url: `${secure.url}/none` }));
  expect(plain.seen).toEqual([]);
});

test("a plain request follows no redirect", async () => {
  const server = await serve((_request, response) => response.writeHead(302, { location: "/elsewhere" }).end());
  const { status } = await http.request({ method: "GET", url: server.url, plain: true });
  expect([status, server.seen.length]).toEqual([302, 1]);
});

test("a hundred requests are on their way at once", async () => {
  const waiting: (() => void)[] = [];
  const server = await serve((_request, response) => {
    waiting.push(() => response.end());
    if (waiting.length === 100) for (const answer of waiting) answer();
  });
  const all = Array.from({ length: 100 }, () => http.request({ method: "GET", url: server.url }));
  expect((await Promise.all(all)).map((response) => response.status)).toEqual(Array(100).fill(200));
});

test("connections are used again", async () => {
  const ports = new Set<number | undefined>();
  const server = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end("x");
  });
  for (let count = 0; count < 5; count += 1)
    await http.request({ method: "POST", url: server.url, body: new Uint8Array(9) });
  expect(ports.size).toBe(1);
});

test.each(["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"])("trusts the authorities of %s beside its own", async (variable) => {
  const { key, cert, caPath } = makeServerCertificate(["localhost"]);
  const server = await serve((_request, response) => response.end("secure"), { key, cert });
  const fault = await expectFault("network-unreachable", () => http.request({ method: "GET", url: server.url }));
  expect(fault.hint).toContain("NODE_EXTRA_CA_CERTS");
  const trusting = createHttp((name) => (name === variable ? caPath : undefined));
  expect((await trusting.request({ method: "GET", url: server.url })).status).toBe(200);
});

test("refuses a certificate for another name", async () => {
  const { key, cert, caPath } = makeServerCertificate(["elsewhere.example"]);
  const server = await serve((_request, response) => response.end("secure"), { key, cert });
  const trusting = createHttp((name) => (name === "SSL_CERT_FILE" ? caPath : undefined));
  await expectFault("network-unreachable", () => trusting.request({ method: "GET", url: server.url }));
});

test("a file without certificates is a wrong setting", async () => {
  const settings = createHttp((name) => (name === "SSL_CERT_FILE" ? import.meta.filename : undefined));
  await expectFault("configuration-invalid", () => settings.request({ method: "GET", url: "http://127.0.0.1:1/" }));
});

/** A proxy that tunnels every host to `port` of this machine and notes what it was asked for. */
async function startProxy(
  port: number,
): Promise<{ url: string; asked: string[]; authorizations: (string | undefined)[] }> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const proxy = await serve((_request, response) => response.writeHead(500).end());
  proxy.server.on("connect", (request, socket, head) => {
    asked.push(request.url ?? "");
    authorizations.push(request.headers["proxy-authorization"]);
    const upstream = netConnect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
  });
  return { url: proxy.url, asked, authorizations };
}

test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])("tunnels through the proxy of %s", async (variable) => {
  const { key, cert, caPath } = makeServerCertificate(["service.invalid"]);
  const server = await serve((_request, response) => response.end("through"), { key, cert });
  const proxy = await startProxy(server.port);
  vi.stubEnv(variable, proxy.url.replace("http://", "http://user:pass@"));
  const trusting = createHttp((name) => (name === "SSL_CERT_FILE" ? caPath : undefined));
  const responses = await Promise.all(
    [1, 2].map(() => trusting.request({ method: "GET", url: "https://service.invalid/x" })),
  );
  expect(responses.map((response) => Buffer.from(response.body).toString())).toEqual(["through", "through"]);
  expect(proxy.asked).toEqual(["service.invalid:443", "service.invalid:443"]);
  expect(proxy.authorizations[0]).toBe(`Basic ${Buffer.from("user:pass").toString("base64")}`);
});

test.each(["NO_PROXY", "no_proxy"])("asks no proxy for a host of %s, and never for this machine", async (variable) => {
  const proxy = await startProxy(1);
  vi.stubEnv("HTTPS_PROXY", proxy.url);
  vi.stubEnv("HTTP_PROXY", proxy.url);
  vi.stubEnv(variable, "service.invalid");
  const server = await serve((_request, response) => response.end("direct"));
  expect((await http.request({ method: "GET", url: server.url })).status).toBe(200);
  await expectFault("network-unreachable", () => http.request({ method: "GET", url: "https://service.invalid/" }));
  expect(proxy.asked).toEqual([]);
});

test.each(["407 Proxy Authentication Required", "302 Found\r\nLocation: https://127.0.0.1/", "201 Created"])(
  "the proxy's own answer %j never passes for the service's",
  async (line) => {
    const refusing = await serve((_request, response) => response.end());
    refusing.server.on("connect", (_request, socket) => socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`));
    vi.stubEnv("HTTPS_PROXY", refusing.url.replace("http://", "http://user:canary@"));
    const fault = await expectFault("network-unreachable", () =>
      http.request({ method: "GET", url: "https://service.invalid/" }),
    );
    expect(fault.message).toContain("the proxy did not connect");
    expect(fault.message).not.toContain("canary");
  },
);

test("a proxy that never answers is a timeout, and holds no connection afterwards (P12)", async () => {
  const closed: Promise<void>[] = [];
  const silent = createNetServer((socket) => {
    socket.on("error", () => undefined);
    closed.push(new Promise((resolve) => socket.once("close", () => resolve())));
    socket.resume();
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  await expectFault("network-timeout", () =>
    http.request({ method: "GET", url: "https://service.invalid/", timeoutMs: 100 }),
  );
  expect(closed).toHaveLength(1);
  await Promise.all(closed);
  silent.close();
});

test("a request that waits for a free connection is a timeout, too", async () => {
  const server = await serve(() => undefined);
  const ask = () => http.request({ method: "GET", url: server.url, timeoutMs: 300 });
  const all = await Promise.allSettled(Array.from({ length: 140 }, ask));
  expect(all.map((one) => (one.status === "rejected" ? one.reason.code : "answered"))).toEqual(
    Array(140).fill("network-timeout"),
  );
});

test("a process with idle connections ends by itself", async () => {
  const server = await serve((_request, response) => response.end("x"));
  const source = `
    import { createHttp } from ${JSON.stringify(new URL("../../../src/world/http/http.ts", import.meta.url).href)};
    await createHttp(() => undefined).request({ method: "GET", url: ${JSON.stringify(server.url)} });
    process.exitCode = 7;`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", source], { stdio: "inherit" });
  expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(7);
});

test("a proxy that is absent or of another kind is named without its credentials (P12)", async () => {
  vi.stubEnv("HTTPS_PROXY", "http://user:canary@127.0.0.1:1");
  const absent = await expectFault("network-unreachable", () =>
    http.request({ method: "GET", url: "https://service.invalid/" }),
  );
  vi.stubEnv("HTTPS_PROXY", "socks5://user:canary@127.0.0.1:1");
  const other = await expectFault("configuration-invalid", () =>
    http.request({ method: "GET", url: "https://service.invalid/" }),
  );
  expect(absent.message + String(absent.cause) + other.message).not.toContain("canary");
});
