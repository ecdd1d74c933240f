import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { toResponse } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";
import { verifyWithUpstream } from "../local/verify-with-upstream.ts";
import { rekorV2Log } from "./rekor-v2-log.ts";

const LOG = "https://log2026-1.rekor.example";
const IN_TOTO = "application/vnd.in-toto+json";
const ARTIFACT = Buffer.from("an asset of a release");
const DIGEST = createHash("sha256").update(ARTIFACT).digest();
const STATEMENT = Buffer.from(
  JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "asset", digest: { sha256: DIGEST.toString("hex") } }],
    predicateType: "https://example.org/none/v1",
    predicate: {},
  }),
);

type Tamper = (send: () => Promise<HttpResponse>, count: number) => Promise<HttpResponse>;

/** A local Sigstore whose log is of version 2, with `tamper` between signer and log. */
function bench(tamper: Tamper = (send) => send()) {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const log = rekorV2Log(LOG, clock);
  const sent: HttpRequest[] = [];
  const http: Http = {
    async request(request) {
      if (!request.url.startsWith(LOG)) return await sigstore.http.request(request);
      sent.push(request);
      return await tamper(() => log.request(request), sent.length);
    },
  };
  const config = JSON.parse(Buffer.from(sigstore.signingConfig).toString());
  const [old] = config.rekorTlogUrls;
  const rekorTlogUrls = [old, { ...old, url: LOG, majorApiVersion: 2 }];
  const instance = instanceFromSigningConfig(Buffer.from(JSON.stringify({ ...config, rekorTlogUrls })), clock.now());
  const root = JSON.parse(Buffer.from(sigstore.trustedRoot).toString());
  const trustedRoot = Buffer.from(JSON.stringify({ ...root, tlogs: [log.tlog] }));
  const signer = createKeylessSigner({ instance, tokens: sigstore.tokens, http, clock });
  return { clock, log, sent, trustedRoot, open: () => signer.open() };
}

const json = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString());

function verify(bundle: Uint8Array, trustedRoot: Uint8Array) {
  return verifyBundle({
    bundle: parseBundle(bundle),
    trust: parseTrustedRoot(trustedRoot),
    signer: { kind: "certificate", check: () => undefined },
    artifact: { sha256: DIGEST.toString("hex") },
  });
}

test("a digest and an envelope are entered as hashedrekord 0.0.2, and two verifiers accept both", async () => {
  const { open, log, trustedRoot } = bench();
  const session = await open();
  const bundles = [await session.signDigest(DIGEST), await session.signPayload(IN_TOTO, STATEMENT)];
  for (const bundle of bundles) {
    const [entry] = json(bundle).verificationMaterial.tlogEntries;
    expect(entry.kindVersion).toEqual({ kind: "hashedrekord", version: "0.0.2" });
    expect(entry.inclusionPromise).toBeUndefined();
    expect(verify(bundle, trustedRoot).times).toMatchObject([{ source: "timestamp-authority" }]);
    verifyWithUpstream(json(bundle), { trustedRoot, artifact: ARTIFACT });
  }
  // The log's own entry and ours.
  expect(log.size()).toBe(3);
});

test("an answer that is lost leads to no second entry, and the run says that it may be repeated", async () => {
  const { open, log, sent } = bench(async (send, count) => {
    const answer = await send();
    return count === 1 ? Promise.reject(new Fault("network-unreachable", "the connection was cut")) : answer;
  });
  const session = await open();
  const error = await expectFault("log-refused", () => session.signDigest(DIGEST));
  expect(error.hint).toContain("run again");
  expect(log.size()).toBe(2);
  expect(sent).toHaveLength(2);
  expect(sent[1]?.body).toEqual(sent[0]?.body);
});

test("a log that asks to come back is asked again with the same bytes", async () => {
  const { open, log, sent, clock } = bench((send, count) =>
    count < 3 ? Promise.resolve(toResponse({ status: 503 })) : send(),
  );
  await (await open()).signDigest(DIGEST);
  expect(sent).toHaveLength(3);
  expect(log.size()).toBe(2);
  expect(clock.waits.length).toBeGreaterThanOrEqual(2);
});

test("the log has a minute to publish a checkpoint that covers the entry", async () => {
  const { open, sent } = bench();
  await (await open()).signDigest(DIGEST);
  expect(sent[0]?.timeoutMs).toBe(60_000);
});

test.each([
  ["another content", (entry: { canonicalizedBody: string }) => replaceBody(entry, DIGEST.toString("base64"), "AAAA")],
  ["another kind", (entry: object) => ({ ...entry, kindVersion: { kind: "dsse", version: "0.0.2" } })],
  ["no proof", (entry: object) => ({ ...entry, inclusionProof: undefined })],
  ["a proof of half an index", (entry: object) => ({ ...entry, logIndex: "1.5" })],
  ["an id that is not base64", (entry: object) => ({ ...entry, logId: { keyId: "?" } })],
])("refuses an entry with %s (F05, F07)", async (_what, change) => {
  const { open } = bench(async (send) => {
    const { status, body } = await send();
    return toResponse({ status, body: change(json(body)) });
  });
  const session = await open();
  const error = await session.signDigest(DIGEST).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Fault);
  expect(["log-unexpected", "response-malformed"]).toContain((error as Fault).code);
});

function replaceBody(entry: { canonicalizedBody: string }, from: string, to: string) {
  const body = Buffer.from(entry.canonicalizedBody, "base64").toString().replace(from, to);
  return { ...entry, canonicalizedBody: Buffer.from(body).toString("base64") };
}
