import { readFileSync } from "node:fs";
import { get } from "node:https";
import tls from "node:tls";
import { afterAll, expect, test } from "vitest";
import { createHttp } from "../../src/world/http/http.ts";
import { expectFault } from "../expect-fault.ts";
import { startLoopback } from "../loopback-server.ts";
import { makeServerCertificate } from "../openssl.ts";

/** What `NODE_OPTIONS` can do to a whole process: the runtime would take any version of TLS. */
Object.assign(tls, { DEFAULT_MIN_VERSION: "TLSv1", DEFAULT_CIPHERS: "DEFAULT@SECLEVEL=0" });

const { key, cert, caPath } = makeServerCertificate(["localhost"]);
tls.setDefaultCACertificates([readFileSync(caPath, "utf8")]);
const versions = { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
const [old, oldest, fine, newest] = await Promise.all(
  (["TLSv1.1", "TLSv1", "TLSv1.2", "TLSv1.3"] as const).map((maxVersion) =>
    startLoopback((request, response) => response.end((request.socket as tls.TLSSocket).getProtocol()), {
      key,
      cert,
      ...versions,
      maxVersion,
    }),
  ),
);
afterAll(() => Promise.all([old, oldest, fine, newest].map((server) => server?.close())));

const own = createHttp((name) => (name === "SSL_CERT_FILE" ? caPath : undefined));
const plain = createHttp(() => undefined);

function withoutFloor(url: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume();
      resolve((response.socket as tls.TLSSocket).getProtocol());
    }).on("error", reject);
  });
}

test.each([
  ["1.1", old],
  ["1.0", oldest],
])(
  "TLS %s is refused where the runtime alone would take it, under our own authorities and under its own",
  async (version, server) => {
    const url = server?.url ?? "";
    expect(await withoutFloor(url)).toBe(version === "1.0" ? "TLSv1" : "TLSv1.1");
    for (const http of [own, plain]) {
      await expectFault("network-unreachable", () => http.request({ method: "GET", url }));
    }
    expect(server?.seen).toHaveLength(1);
  },
);

test.each([
  ["TLSv1.2", fine],
  ["TLSv1.3", newest],
])("%s is taken, the newest that the other side has", async (version, server) => {
  for (const http of [own, plain]) {
    const { body } = await http.request({ method: "GET", url: server?.url ?? "" });
    expect(new TextDecoder().decode(body)).toBe(version);
  }
});
