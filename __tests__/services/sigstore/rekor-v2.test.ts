import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import type { Trust } from "../../../src/ports/trust.ts";
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

type Tamper = (send: () => Promise<HttpResponse>, count: number, request: HttpRequest) => Promise<HttpResponse>;

/** A local Sigstore whose log is of version 2, with `tamper` between signer and log. */
function bench(tamper: Tamper = (send) => send(), trusted?: Uint8Array | "none") {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const log = rekorV2Log(LOG, clock);
  const sent: HttpRequest[] = [];
  let isOpen = false;
  const http: Http = {
    async request(request) {
      if (!request.url.startsWith(LOG)) return await sigstore.http.request(request);
      if (!isOpen) return await log.request(request);
      sent.push(request);
      return await tamper(() => log.request(request), sent.length, request);
    },
  };
  const config = JSON.parse(Buffer.from(sigstore.signingConfig).toString());
  const [old] = config.rekorTlogUrls;
  const rekorTlogUrls = [old, { ...old, url: LOG, majorApiVersion: 2 }];
  const instance = instanceFromSigningConfig(Buffer.from(JSON.stringify({ ...config, rekorTlogUrls })), clock.now());
  const root = JSON.parse(Buffer.from(sigstore.trustedRoot).toString());
  const trustedRoot = Buffer.from(JSON.stringify({ ...root, tlogs: [log.tlog] }));
  const bytes = trusted === undefined || trusted === "none" ? trustedRoot : trusted;
  const trust: Trust = { trustedRoots: async () => [{ bytes, origin: "the test", dated: undefined }] };
  const order = { instance, tokens: sigstore.tokens, http, clock, crypto: nodeCryptography };
  const signer = createKeylessSigner(trusted === "none" ? order : { ...order, trust });
  const open = async () => {
    const session = await signer.open();
    isOpen = true;
    return session;
  };
  return { clock, log, sent, trustedRoot, open };
}

const json = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString());

async function verify(bundle: Uint8Array, trustedRoot: Uint8Array) {
  return verifyBundle(
    {
      bundle: parseBundle(bundle),
      trust: parseTrustedRoot(trustedRoot),
      signer: { kind: "certificate", require: () => undefined },
      artifact: { sha256: DIGEST.toString("hex") },
    },
    nodeCryptography,
  );
}

test("a digest and an envelope are entered as hashedrekord 0.0.2, and two verifiers accept both", async () => {
  const { open, log, trustedRoot } = bench();
  const session = await open();
  const bundles = [await session.signDigest(DIGEST), await session.signPayload(IN_TOTO, STATEMENT)];
  for (const bundle of bundles) {
    const [entry] = json(bundle).verificationMaterial.tlogEntries;
    expect(entry.kindVersion).toEqual({ kind: "hashedrekord", version: "0.0.2" });
    expect(entry.inclusionPromise).toBeUndefined();
    expect((await verify(bundle, trustedRoot)).times).toMatchObject([{ source: "timestamp-authority" }]);
    verifyWithUpstream(json(bundle), { trustedRoot, artifact: ARTIFACT });
  }
  // The log's own entry and ours.
  expect(log.size()).toBe(3);
});

/** The first answer is lost on its way; later ones pass through `change`. */
function losing(change: (answer: HttpResponse, url: string) => HttpResponse = (answer) => answer): Tamper {
  return async (send, count, { url }) => {
    const answer = await send();
    if (count === 1) throw new Fault("network-unreachable", "the connection was cut");
    return change(answer, url);
  };
}

type Change = (answer: HttpResponse, url: string) => HttpResponse;

const LOST: readonly [string, "log-refused" | "log-unexpected" | "log-checkpoint-invalid", Change][] = [
  ["another entry is where ours should be", "log-unexpected", (answer) => withIndex(answer, "0")],
  ["the index is none of the tree", "log-refused", (answer) => withIndex(answer, "9007199254740991")],
  ["the log does not say where it is", "log-refused", (answer) => ({ ...answer, headers: new Map() })],
  ["the log shows no tiles", "log-refused", (answer, url) => (url.includes("/tile/") ? GONE : answer)],
  ["a tile is changed", "log-unexpected", (answer, url) => (url.includes("/tile/") ? changed(answer) : answer)],
  ["a tile is too short", "log-refused", (answer, url) => (url.includes("/tile/") ? short(answer) : answer)],
  [
    "the checkpoint is none",
    "log-checkpoint-invalid",
    (answer, url) => (url.includes("/checkp") ? short(answer) : answer),
  ],
];

describe("an answer that is lost", () => {
  test("leads to no second entry: the entry that is there is read from the tiles, and two verifiers accept it", async () => {
    const { open, log, sent, trustedRoot } = bench(losing());
    const session = await open();
    const bundle = await session.signDigest(DIGEST);
    await verify(bundle, trustedRoot);
    verifyWithUpstream(json(bundle), { trustedRoot, artifact: ARTIFACT });
    expect(log.size()).toBe(2);
    expect(sent.map(({ method, url }) => `${method} ${url.slice(LOG.length)}`)).toEqual([
      "POST /api/v2/log/entries",
      "POST /api/v2/log/entries",
      "GET /api/v2/checkpoint",
      "GET /api/v2/tile/0/000.p/2",
    ]);
    expect(sent[1]?.body).toEqual(sent[0]?.body);
  });

  test("of an envelope is found, too, among entries of others", async () => {
    const { open, log, trustedRoot } = bench((send, count) =>
      count === 300 ? losing()(send, 1, {} as never) : send(),
    );
    const session = await open();
    for (let count = 1; count < 300; count += 1) {
      await session.signDigest(createHash("sha256").update(String(count)).digest());
    }
    await verify(await session.signPayload(IN_TOTO, STATEMENT), trustedRoot);
    expect(log.size()).toBe(301);
  });

  test("waits for a checkpoint that covers the entry, for half a minute", async () => {
    const old = bench();
    await old.open();
    const early = await old.log.request({ method: "GET", url: `${LOG}/api/v2/checkpoint` } as HttpRequest);
    const stale = (until: number) => {
      let asked = 0;
      return losing((answer, url) => (url.endsWith("checkpoint") && ++asked <= until ? early : answer));
    };
    const patient = bench(stale(10));
    await (await patient.open()).signDigest(DIGEST);
    expect(patient.clock.waits.filter((wait) => wait === 2_000)).toHaveLength(10);
    const never = bench(stale(100));
    const session = await never.open();
    const error = await expectFault("log-refused", () => session.signDigest(DIGEST));
    expect(error.message).toContain("no checkpoint covers the entry");
    expect(never.clock.waits.filter((wait) => wait === 2_000)).toHaveLength(14);
  });

  test.each(LOST)("is not made up for where %s (F05, F06)", async (_what, code, change) => {
    const { open, log } = bench(losing(change));
    const session = await open();
    await expectFault(code, () => session.signDigest(DIGEST));
    expect(log.size()).toBe(2);
  });

  test("is not made up for where there is no trusted root, and the run may be repeated", async () => {
    const { open, log } = bench(losing(), "none");
    const session = await open();
    const error = await expectFault("log-refused", () => session.signDigest(DIGEST));
    expect(error.hint).toContain("run again");
    expect(log.size()).toBe(2);
  });
});

const GONE = toResponse({ status: 404 });
const withIndex = (answer: HttpResponse, index: string): HttpResponse =>
  answer.status === 409 ? { ...answer, headers: new Map([["x-log-index", index]]) } : answer;
const short = (answer: HttpResponse): HttpResponse => ({ ...answer, body: answer.body.subarray(0, 33) });
/** The sibling of our entry is the first of the tile. */
const changed = (answer: HttpResponse): HttpResponse => ({ ...answer, body: answer.body.map((byte) => byte ^ 1) });

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
