import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { sha1 } from "../../../src/crypto/node-digest.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import { revocationSources } from "../../../src/services/notary/revocation-sources.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";

function sources(answer: (request: HttpRequest) => Partial<HttpResponse> = () => ({})) {
  const asked: HttpRequest[] = [];
  const http = {
    request: async (request: HttpRequest): Promise<HttpResponse> => {
      asked.push(request);
      return { status: 200, headers: new Map(), body: Buffer.from("answer"), ...answer(request) };
    },
  };
  return { asked, ...revocationSources({ http, clock: systemClock, sha1 }) };
}

test("each place is asked once, for each question, in plain and bounded requests", async () => {
  const own = sources();
  for (const body of [Buffer.of(1), Buffer.of(2), Buffer.of(1)]) await own.respond("http://ocsp.example", body);
  for (const url of ["http://crl.example/a", "http://crl.example/a"]) await own.list(url);
  expect(own.asked.map(({ method, url }) => [method, url])).toEqual([
    ["POST", "http://ocsp.example"],
    ["POST", "http://ocsp.example"],
    ["GET", "http://crl.example/a"],
  ]);
  expect(
    own.asked.every(({ plain, timeoutMs = 0, maxResponseBytes = 0 }) => plain && timeoutMs * maxResponseBytes > 0),
  ).toBe(true);
  expect(own.asked[0]?.headers?.["content-type"]).toBe("application/ocsp-request");
});

test.each(["https://ocsp.example", "ftp://ocsp.example", "file:///etc/passwd", "ldap://a", "x"])(
  "%s is not asked",
  async (url) => {
    const own = sources();
    await expectFault("address-refused", () => own.list(url));
    await expectFault("address-refused", () => own.respond(url, Buffer.of(1)));
    expect(own.asked).toEqual([]);
  },
);

test("an answer of another status is none", async () => {
  await expectFault("network-unreachable", () => sources(() => ({ status: 404 })).list("http://a.example"));
  await expectFault("network-unreachable", () => sources(() => ({ status: 301 })).respond("http://a", Buffer.of(1)));
});

test("no more than 32 places are asked", async () => {
  const own = sources();
  for (let at = 0; at < 32; at++) await own.list(`http://a.example/${at}`);
  await expectFault("address-refused", () => own.list("http://a.example/33"));
  expect(await own.list("http://a.example/3")).toEqual(Buffer.from("answer"));
  expect(own.asked.length).toBe(32);
});

test("over sockets: what is too long, or redirects, is refused", async () => {
  const server = createServer((request, response) => {
    if (request.method === "POST") response.writeHead(302, { location: "/elsewhere" }).end();
    else if (request.url === "/moved") response.writeHead(302, { location: "/list" }).end();
    else if (request.url === "/long") response.end(Buffer.alloc(33 << 20));
    else response.end("list");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = revocationSources({ http: createHttp(() => undefined), clock: systemClock, sha1 });
  expect(Buffer.from(await own.list(`${at}/list`)).toString()).toBe("list");
  await expectFault("network-unreachable", () => own.list(`${at}/moved`));
  await expectFault("response-too-large", () => own.list(`${at}/long`));
  await expectFault("network-unreachable", () => own.respond(`${at}/`, Buffer.of(1)));
});
