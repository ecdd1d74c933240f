import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { LOCAL_ISSUER } from "../../../src/domain/sigstore/local-issuer.ts";
import { utf8 } from "../../../src/kernel/der-writer.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import type { IdentityTokens } from "../../../src/ports/identity-token.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { extension } from "../../../src/services/local/certificate.ts";
import { createLocalSigstore, LOCAL_IDENTITY } from "../../../src/services/local/local-sigstore.ts";
import { createOidcIssuer } from "../../../src/services/local/oidc-issuer.ts";
import { createSigstoreInstance } from "../../../src/services/local/sigstore-instance.ts";
import { parseIdentityToken } from "../../../src/services/sigstore/identity-token.ts";
import { instanceFromSigningConfig, type SigningInstance } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { openssl, scratchFolder } from "../../openssl.ts";
import { toResponse } from "../../scripted-http.ts";
import { type TestClock, testClock } from "../../test-clock.ts";
import { verifyWithUpstream } from "../local/verify-with-upstream.ts";

const ARTIFACT = Buffer.from("an asset of a release");
const DIGEST = createHash("sha256").update(ARTIFACT).digest();
const IN_TOTO = "application/vnd.in-toto+json";
const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const POLICY = {
  subjectAlternativeName: LOCAL_IDENTITY.replaceAll(".", "\\."),
  extensions: { issuer: LOCAL_ISSUER },
};

const ADDRESSES = {
  issuer: "https://issuer.example",
  authority: "https://fulcio.example",
  ctLog: "https://ctlog.example",
  log: "https://rekor.example",
  timestamps: "https://timestamp.example/api/v1/timestamp",
};

interface Bench {
  readonly clock: TestClock;
  readonly requests: HttpRequest[];
  readonly tokens: { count: number };
  readonly trustedRoot: Uint8Array;
  open(): Promise<CertifiedSession>;
}

type Tamper = (request: HttpRequest, send: () => Promise<HttpResponse>) => Promise<HttpResponse>;

/** A signer and a local Sigstore, with `tamper` between them. */
function bench(
  options: { tamper?: Tamper; tokens?: Partial<IdentityTokens>; instance?: Partial<SigningInstance> } = {},
): Bench {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const requests: HttpRequest[] = [];
  const tokens = { count: 0 };
  const tamper = options.tamper ?? ((_request, send) => send());
  const http: Http = {
    async request(request) {
      requests.push(request);
      return await tamper(request, () => sigstore.http.request(request));
    },
  };
  const instance = { ...instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local"), ...options.instance };
  const counted: IdentityTokens = {
    async token(audience) {
      tokens.count += 1;
      return await sigstore.tokens.token(audience);
    },
  };
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance,
    tokens: { ...counted, ...options.tokens },
    http,
    clock,
  });
  return { clock, requests, tokens, trustedRoot: sigstore.trustedRoot, open: () => signer.open() };
}

const isTo = (path: string, request: HttpRequest): boolean => new URL(request.url).pathname.startsWith(path);
const CERTIFICATES = "/api/v2/signingCert";
const ENTRIES = "/api/v1/log/entries";
const TIMESTAMPS = "/api/v1/timestamp";

const toJson = (bytes: Uint8Array): Record<string, never> => JSON.parse(Buffer.from(bytes).toString());

test("upstream's verifier accepts a bundle signed from a digest, with log, CT and timestamp required", async () => {
  const { open, trustedRoot } = bench();
  const bundle = toJson(await (await open()).signDigest(DIGEST));
  expect(() => verifyWithUpstream(bundle, { trustedRoot, artifact: ARTIFACT, policy: POLICY })).not.toThrow();
  const other = Buffer.from("another asset");
  expect(() => verifyWithUpstream(bundle, { trustedRoot, artifact: other, policy: POLICY })).toThrow();
});

test("upstream's verifier accepts a signed statement, with log, CT and timestamp required", async () => {
  const { open, trustedRoot } = bench();
  const bundle = toJson(await (await open()).signPayload(IN_TOTO, STATEMENT));
  expect(() => verifyWithUpstream(bundle, { trustedRoot, policy: POLICY })).not.toThrow();
});

test("a bundle has exactly the common accepted form", async () => {
  const session = await bench().open();
  const statement = toJson(await session.signPayload(IN_TOTO, STATEMENT));
  expect(statement).toEqual({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: Buffer.from(session.identity.certificate).toString("base64") },
      tlogEntries: [
        {
          logIndex: "1",
          logId: { keyId: expect.any(String) },
          kindVersion: { kind: "dsse", version: "0.0.1" },
          integratedTime: "1795244400",
          inclusionPromise: { signedEntryTimestamp: expect.any(String) },
          inclusionProof: {
            logIndex: "1",
            rootHash: expect.any(String),
            treeSize: "2",
            hashes: [expect.any(String)],
            checkpoint: { envelope: expect.any(String) },
          },
          canonicalizedBody: expect.any(String),
        },
      ],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: expect.any(String) }] },
    },
    dsseEnvelope: {
      payload: STATEMENT.toString("base64"),
      payloadType: IN_TOTO,
      // An empty key id is the default, which the JSON form of protobuf leaves out.
      signatures: [{ sig: expect.any(String) }],
    },
  });
  const message = toJson(await session.signDigest(DIGEST));
  expect(message["messageSignature"]).toEqual({
    messageDigest: { algorithm: "SHA2_256", digest: DIGEST.toString("base64") },
    signature: expect.any(String),
  });
});

test("openssl accepts a signature that was made from the digest alone", async () => {
  const session = await bench().open();
  const folder = scratchFolder();
  const at = (name: string): string => join(folder, name);
  const bundle = JSON.parse(Buffer.from(await session.signDigest(DIGEST)).toString());
  writeFileSync(at("signature"), Buffer.from(bundle.messageSignature.signature, "base64"));
  writeFileSync(at("certificate.der"), session.identity.certificate);
  writeFileSync(at("artifact"), ARTIFACT);
  writeFileSync(at("key.pem"), openssl(["x509", "-inform", "der", "-in", at("certificate.der"), "-pubkey", "-noout"]));
  const said = openssl(["dgst", "-sha256", "-verify", at("key.pem"), "-signature", at("signature"), at("artifact")]);
  expect(said.toString()).toBe("Verified OK\n");
});

test("openssl finds the signature in the timestamp", async () => {
  const { open, trustedRoot } = bench();
  const folder = scratchFolder();
  const at = (name: string): string => join(folder, name);
  const bundle = JSON.parse(Buffer.from(await (await open()).signDigest(DIGEST)).toString());
  const [timestamp] = bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
  writeFileSync(at("response.tsr"), Buffer.from(timestamp.signedTimestamp, "base64"));
  writeFileSync(at("signature"), Buffer.from(bundle.messageSignature.signature, "base64"));
  const root = JSON.parse(Buffer.from(trustedRoot).toString());
  const chain: { rawBytes: string }[] = root.timestampAuthorities[0].certChain.certificates;
  const pem = chain.map(({ rawBytes }) => formatPem(Buffer.from(rawBytes, "base64")));
  writeFileSync(at("chain.pem"), pem.join(""));
  const args = ["ts", "-verify", "-in", at("response.tsr"), "-data", at("signature"), "-CAfile", at("chain.pem")];
  const time = String(Math.floor(Date.parse("2026-11-21T07:00:30Z") / 1000));
  expect(openssl([...args, "-attime", time]).toString()).toContain("Verification: OK");
  expect(readFileSync(at("response.tsr")).length).toBeGreaterThan(500);
});

test("the session says who signs and where", async () => {
  const { identity } = await bench().open();
  expect(identity.subjectAlternativeName).toBe(LOCAL_IDENTITY);
  expect(identity.issuer).toBe(LOCAL_ISSUER);
  expect(identity.instance).toBe("local");
});

test("one token and one certificate serve a hundred signatures, each logged and stamped once", async () => {
  const { open, requests, tokens, trustedRoot } = bench();
  const session = await open();
  const artifacts = Array.from({ length: 100 }, (_, index) => Buffer.from(`asset ${index}`));
  const bundles = await Promise.all(
    artifacts.map((artifact) => session.signDigest(createHash("sha256").update(artifact).digest())),
  );
  expect(tokens.count).toBe(1);
  expect(requests.filter((request) => isTo(CERTIFICATES, request))).toHaveLength(1);
  expect(requests.filter((request) => isTo(ENTRIES, request))).toHaveLength(100);
  expect(requests.filter((request) => isTo(TIMESTAMPS, request))).toHaveLength(100);
  const [first, last] = [0, 99];
  for (const at of [first, last]) {
    const [bundle, artifact] = [toJson(bundles[at]!), artifacts[at]!];
    expect(() => verifyWithUpstream(bundle, { trustedRoot, artifact, policy: POLICY })).not.toThrow();
  }
});

test("log and timestamp are asked at the same time, and no more than 64 signatures are on their way", async () => {
  let [asked, most] = [0, 0];
  const waiting: (() => void)[] = [];
  const { open } = bench({
    async tamper(request, send) {
      if (isTo(CERTIFICATES, request)) return await send();
      asked += 1;
      const full = waiting.length + 1 === 128 || asked === 200;
      // Nobody is answered before everybody who may come is there, and some time for one too many has passed.
      const releaseAll = (): void => {
        for (const release of waiting.splice(0)) release();
      };
      if (full) setTimeout(releaseAll, 50);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        most = Math.max(most, waiting.length);
      });
      return await send();
    },
  });
  const session = await open();
  const digests = Array.from({ length: 100 }, (_, index) => createHash("sha256").update(`${index}`).digest());
  await Promise.all(digests.map((digest) => session.signDigest(digest)));
  expect(most).toBe(128);
});

test("keeps its certificate while 120 seconds are left, then renews it once for everybody", async () => {
  const { open, clock, tokens, requests, trustedRoot } = bench();
  const session = await open();
  clock.advance(480_000);
  const early = toJson(await session.signDigest(DIGEST));
  expect(tokens.count).toBe(1);
  clock.advance(1000);
  const [late] = await Promise.all([session.signPayload(IN_TOTO, STATEMENT), session.signPayload(IN_TOTO, STATEMENT)]);
  expect(tokens.count).toBe(2);
  expect(requests.filter((request) => isTo(CERTIFICATES, request))).toHaveLength(2);
  expect(() => verifyWithUpstream(early, { trustedRoot, artifact: ARTIFACT, policy: POLICY })).not.toThrow();
  expect(() => verifyWithUpstream(toJson(late), { trustedRoot, policy: POLICY })).not.toThrow();
});

test("renews its certificate in time although the clock of the machine is set back (P11)", async () => {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  let back = 0;
  const machine = { ...clock, now: () => new Date(clock.now().getTime() - back) };
  let count = 0;
  const tokens: IdentityTokens = {
    token: (audience) => {
      count += 1;
      return sigstore.tokens.token(audience);
    },
  };
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  const session = await createKeylessSigner({
    crypto: nodeCryptography,
    instance,
    tokens,
    http: sigstore.http,
    clock: machine,
  }).open();
  back = 25_000;
  clock.advance(490_000);
  const bundle = toJson(await session.signDigest(DIGEST));
  expect(count).toBe(2);
  const { trustedRoot } = sigstore;
  expect(() => verifyWithUpstream(bundle, { trustedRoot, artifact: ARTIFACT, policy: POLICY })).not.toThrow();
});

test.each([true, false])("a renewed certificate must name the same run (%s)", async (same) => {
  const clock = testClock();
  let runs = 0;
  const issuer = createOidcIssuer({ iss: "https://issuer.example", address: "https://issuer.example", clock });
  const subject = { kind: "uri", value: "https://workflow.example/release" } as const;
  const sigstore = createSigstoreInstance({
    clock,
    organization: "test",
    addresses: ADDRESSES,
    issuer,
    principal() {
      runs += 1;
      const run = utf8(`https://workflow.example/runs/${same ? 1 : runs}`);
      return { subject, issuer: "https://issuer.example", extensions: [extension("1.3.6.1.4.1.57264.1.21", run)] };
    },
  });
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    clock,
    http: sigstore.http,
    instance: instanceFromSigningConfig(sigstore.signingConfig, clock.now()),
    tokens: { token: async (audience) => parseIdentityToken(issuer.issue(audience, { sub: subject.value })) },
  });
  const session = await signer.open();
  clock.advance(500_000);
  const sign = () => session.signDigest(DIGEST);
  if (same) expect((await sign()).length).toBeGreaterThan(1000);
  else await expectFault("certificate-unexpected", sign);
  expect(runs).toBe(2);
});

test("a token that expired before the authority read it is asked for once more (O04)", async () => {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const counted = { count: 0 };
  const tokens: IdentityTokens = {
    async token(audience) {
      counted.count += 1;
      const token = await sigstore.tokens.token(audience);
      if (counted.count === 1) clock.advance(301_000);
      return token;
    },
  };
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  const session = await createKeylessSigner({
    crypto: nodeCryptography,
    instance,
    tokens,
    http: sigstore.http,
    clock,
  }).open();
  expect(session.identity.subjectAlternativeName).toBe(LOCAL_IDENTITY);
  expect(counted.count).toBe(2);
});

test.each([400, 401, 403])(
  "an authority that answers %i is asked once, and the token is not shown (F01, O07)",
  async (status) => {
    const seen: string[] = [];
    const { open, requests } = bench({
      async tamper(request) {
        const sent = Buffer.from(request.body as Uint8Array).toString();
        seen.push(JSON.parse(sent).credentials.oidcIdentityToken);
        return toResponse({ status, body: { message: `bad token ${sent}` } });
      },
    });
    const fault = await expectFault("certificate-refused", open);
    expect(requests).toHaveLength(1);
    expect(seen[0]).toMatch(/^ey/);
    for (let error: unknown = fault; error instanceof Error; error = error.cause) {
      expect(`${error.message} ${error.stack} ${(error as Fault).hint}`).not.toContain(seen[0]!.slice(0, 20));
    }
  },
);

test.each([429, 500, 503])("an authority that answers %i is asked again, within bounds (F01)", async (status) => {
  const { open, requests } = bench({ tamper: async () => toResponse({ status }) });
  await expectFault("certificate-refused", open);
  expect(requests).toHaveLength(4);
});

test("refuses a certificate for another key (F03)", async () => {
  const stranger = bench();
  const { open } = bench({
    async tamper(_request, send) {
      await stranger.open();
      await send();
      const answer = await firstCertificate(stranger);
      return answer;
    },
  });
  const fault = await expectFault("certificate-unexpected", open);
  expect(fault.message).toContain("another key");
});

/** The answer that another client of another Sigstore got for its own key. */
async function firstCertificate(stranger: Bench): Promise<HttpResponse> {
  const session = await stranger.open();
  const pem = formatPem(session.identity.certificate);
  return toResponse({ body: { signedCertificateEmbeddedSct: { chain: { certificates: [pem] } } } });
}

test("refuses a certificate that names another identity than the token (F04)", async () => {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  const withClaims = (claims: object): IdentityTokens => ({
    async token(audience) {
      const token = await sigstore.tokens.token(audience);
      return { ...token, claims: { ...token.claims, ...claims } };
    },
  });
  const open = (claims: object) =>
    createKeylessSigner({
      crypto: nodeCryptography,
      instance,
      tokens: withClaims(claims),
      http: sigstore.http,
      clock,
    }).open();
  const issuer = await expectFault("certificate-unexpected", () => open({ issuer: "https://issuer.example" }));
  expect(issuer.message).toContain("issuer");
  // The challenge stays the e-mail address, which the authority checks; the name is the workflow's.
  const others = new Map([
    ["email", LOCAL_IDENTITY],
    ["ci_config_ref_uri", "gitlab.example/group/project//.gitlab-ci.yml@refs/heads/main"],
  ]);
  const name = await expectFault("certificate-unexpected", () => open({ others }));
  expect(name.message).toContain("gitlab.example");
});

test("refuses a certificate without proof of being logged where the instance logs them (F02)", async () => {
  const stripped: Tamper = async (_request, send) => {
    const answer = JSON.parse(Buffer.from((await send()).body).toString());
    const [leaf, ...rest] = answer.signedCertificateEmbeddedSct.chain.certificates;
    // Another identifier of the same length in place of the SCT list's; the signature no longer matters here.
    const der = Buffer.from(leaf.replace(/-----[^-]+-----|\s/g, ""), "base64").toString("hex");
    const renamed = Buffer.from(der.replace("060a2b06010401d679020402", "060a2b06010401d679020409"), "hex");
    const pem = formatPem(renamed);
    return toResponse({
      body: { signedCertificateEmbeddedSct: { chain: { certificates: [pem], rest: rest.length } } },
    });
  };
  const fault = await expectFault("certificate-unexpected", bench({ tamper: stripped }).open);
  expect(fault.message).toContain("transparency");
  const relaxed = bench({
    tamper: (request, send) => (isTo(CERTIFICATES, request) ? stripped(request, send) : send()),
    instance: { certificateTransparency: "unknown" },
  });
  expect((await relaxed.open()).identity.instance).toBe("local");
});

test("refuses a chain whose authority did not issue the certificate", async () => {
  const stranger = createLocalSigstore({ clock: testClock() });
  const strangers = JSON.parse(Buffer.from(stranger.trustedRoot).toString()).certificateAuthorities[0].certChain
    .certificates;
  const { open } = bench({
    async tamper(_request, send) {
      const answer = JSON.parse(Buffer.from((await send()).body).toString());
      const chain = answer.signedCertificateEmbeddedSct.chain;
      chain.certificates[1] = formatPem(Buffer.from(strangers[0].rawBytes, "base64"));
      return toResponse({ body: answer });
    },
  });
  const fault = await expectFault("certificate-unexpected", open);
  expect(fault.message).toContain("did not issue");
});

test.each([-1, 1])("a clock that is wrong by %i years is named (F14)", async (years) => {
  const { open, clock } = bench({
    async tamper(_request, send) {
      const answer = await send();
      // A clock that runs the other way cannot be made, so the certificate is of another time.
      clock.advance(years * 365 * 86_400_000);
      return answer;
    },
  });
  const fault = await expectFault("certificate-unexpected", open);
  expect(fault.hint).toContain("clock");
});

test.each([
  ["HTML", "<html>"],
  ["an empty object", {}],
  ["an empty chain", { signedCertificateEmbeddedSct: { chain: { certificates: [] } } }],
  ["numbers", { signedCertificateEmbeddedSct: { chain: { certificates: [1] } } }],
])("an authority that answers with %s is a fault (G24)", async (_what, body) => {
  await expectFault("response-malformed", bench({ tamper: async () => toResponse({ body }) }).open);
});

test("a log that lost its answer has one entry all the same (F06)", async () => {
  let lost = 0;
  const { open, requests, trustedRoot } = bench({
    async tamper(request, send) {
      const answer = await send();
      if (request.method !== "POST" || !isTo(ENTRIES, request) || lost > 0) return answer;
      lost += 1;
      throw new Fault("network-timeout", "too late");
    },
  });
  const session = await open();
  const bundle = JSON.parse(Buffer.from(await session.signDigest(DIGEST)).toString());
  expect(() => verifyWithUpstream(bundle, { trustedRoot, artifact: ARTIFACT, policy: POLICY })).not.toThrow();
  expect(requests.filter((request) => isTo(ENTRIES, request)).map((request) => request.method)).toEqual([
    "POST",
    "POST",
    "GET",
  ]);
  const next = JSON.parse(Buffer.from(await session.signPayload(IN_TOTO, STATEMENT)).toString());
  expect(next.verificationMaterial.tlogEntries[0].logIndex).toBe("2");
});

test("an equal entry is fetched and used (F05)", async () => {
  const { open } = bench();
  const session = await open();
  const index = async (): Promise<string> =>
    JSON.parse(Buffer.from(await session.signDigest(DIGEST)).toString()).verificationMaterial.tlogEntries[0].logIndex;
  expect(await index()).toBe(await index());
});

test.each(["signDigest", "signPayload"] as const)("%s refuses an entry about something else (F07)", async (method) => {
  const stranger = await bench().open();
  const otherDigest = createHash("sha256").update("other").digest();
  const foreign = JSON.parse(
    Buffer.from(
      await (method === "signDigest"
        ? stranger.signDigest(otherDigest)
        : stranger.signPayload(IN_TOTO, Buffer.from("{}"))),
    ).toString(),
  ).verificationMaterial.tlogEntries[0].canonicalizedBody;
  const { open } = bench({
    async tamper(request, send) {
      const answer = await send();
      if (!isTo(ENTRIES, request)) return answer;
      const entries = JSON.parse(Buffer.from(answer.body).toString());
      for (const entry of Object.values<{ body: string }>(entries)) entry.body = foreign;
      return toResponse({ status: answer.status, body: entries });
    },
  });
  const session = await open();
  const sign = () => (method === "signDigest" ? session.signDigest(DIGEST) : session.signPayload(IN_TOTO, STATEMENT));
  await expectFault("log-unexpected", sign);
});

test("an entry of the other kind is not ours (F07)", async () => {
  const inner = bench();
  const session = await inner.open();
  const statement = JSON.parse(Buffer.from(await session.signPayload(IN_TOTO, STATEMENT)).toString());
  const body = statement.verificationMaterial.tlogEntries[0].canonicalizedBody;
  const { open } = bench({
    async tamper(request, send) {
      const answer = await send();
      if (!isTo(ENTRIES, request)) return answer;
      const text = Buffer.from(answer.body)
        .toString()
        .replace(/"body":"[^"]+"/, `"body":"${body}"`);
      return toResponse({ status: 201, body: text });
    },
  });
  const other = await open();
  await expectFault("log-unexpected", () => other.signDigest(DIGEST));
});

test("an entry that the log cannot show yet is asked for again (F06)", async () => {
  let hidden = 2;
  const { open } = bench({
    async tamper(request, send) {
      const answer = await send();
      if (request.method !== "GET") return answer;
      hidden -= 1;
      return hidden >= 0 ? toResponse({ status: 404 }) : answer;
    },
  });
  const session = await open();
  await session.signDigest(DIGEST);
  expect((await session.signDigest(DIGEST)).length).toBeGreaterThan(1000);
  expect(hidden).toBe(-1);
});

test.each([CERTIFICATES, ENTRIES, TIMESTAMPS])("whatever %s answers, there is a bundle or a fault", async (path) => {
  const change = fc.tuple(fc.nat(), fc.constantFrom('"', "0", "9", "{", "}", "[", ",", "\\", "A", "z", "=", "\u0000"));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const { open } = bench({
        async tamper(request, send) {
          const answer = await send();
          if (!isTo(path, request)) return answer;
          const body = Buffer.from(answer.body);
          for (const [at, text] of changes) body.write(text, at % body.length, "latin1");
          return { ...answer, body };
        },
      });
      try {
        const bundle = await (await open()).signDigest(DIGEST);
        expect(bundle.length).toBeGreaterThan(1000);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
        expect((error as Fault).code).not.toBe("internal");
      }
    }),
    { numRuns: 60 },
  );
});

test("a conflict that leads nowhere, or to another log, is not followed", async () => {
  const asked: string[] = [];
  const elsewhere = async (location: string | undefined): Promise<CertifiedSession> =>
    await bench({
      async tamper(request, send) {
        if (!isTo(ENTRIES, request)) return await send();
        asked.push(new URL(request.url).hostname);
        if (request.method === "GET") return toResponse({ status: 404 });
        return toResponse({ status: 409, ...(location === undefined ? {} : { headers: { location } }) });
      },
    }).open();
  const nowhere = await elsewhere(undefined);
  await expectFault("response-malformed", () => nowhere.signDigest(DIGEST));
  const away = await elsewhere(`https://evil.example/api/v1/log/entries/${"a".repeat(80)}`);
  await expectFault("log-refused", () => away.signDigest(DIGEST));
  const strange = await elsewhere("/api/v1/log/entries/../../secret");
  await expectFault("response-malformed", () => strange.signDigest(DIGEST));
  expect(new Set(asked).size).toBe(1);
});

test("a log without proof or promise is no log of Rekor v1 (F07)", async () => {
  for (const part of ["inclusionProof", "signedEntryTimestamp"]) {
    const { open } = bench({
      async tamper(request, send) {
        const answer = await send();
        if (!isTo(ENTRIES, request)) return answer;
        const text = Buffer.from(answer.body).toString().replace(`"${part}"`, '"other"');
        return toResponse({ status: 201, body: text });
      },
    });
    const session = await open();
    await expectFault("response-malformed", () => session.signDigest(DIGEST));
  }
});

test("a log that is down leaves nothing behind that a rerun could not do (F15)", async () => {
  let down = true;
  const { open } = bench({
    tamper: (request, send) => (down && isTo(ENTRIES, request) ? Promise.resolve(toResponse({ status: 503 })) : send()),
  });
  const session = await open();
  await expectFault("log-refused", () => session.signDigest(DIGEST));
  down = false;
  expect((await session.signDigest(DIGEST)).length).toBeGreaterThan(1000);
});

test.each([-600, 600])("refuses a timestamp %i seconds off the certificate's time (F09)", async (offset) => {
  const { open, clock } = bench({
    async tamper(request, send) {
      if (!isTo(TIMESTAMPS, request)) return await send();
      clock.advance(offset * 1000);
      const answer = await send();
      clock.advance(-offset * 1000);
      return answer;
    },
  });
  const session = await open();
  const sign = () => (offset < 0 ? session.signDigest(DIGEST) : laterThanCertificate(clock, session));
  await expectFault("timestamp-unexpected", sign);
});

/** A certificate lives 600 s: 600 s of difference reach beyond it once a second has passed. */
async function laterThanCertificate(clock: TestClock, session: CertifiedSession): Promise<Uint8Array> {
  clock.advance(1000);
  return await session.signDigest(DIGEST);
}

test.each([
  [3, [4000]],
  [6, []],
])("a timestamp %i seconds too early is asked for again only up to 5", async (early, waits) => {
  let count = 0;
  const { open, clock } = bench({
    instance: { logs: [] },
    async tamper(request, send) {
      if (!isTo(TIMESTAMPS, request)) return await send();
      count += 1;
      if (count === 1) clock.advance(-early * 1000);
      const answer = await send();
      if (count === 1) clock.advance(early * 1000);
      return answer;
    },
  });
  const session = await open();
  if (waits.length > 0) await session.signDigest(DIGEST);
  else await expectFault("timestamp-unexpected", () => session.signDigest(DIGEST));
  expect(clock.waits).toEqual(waits);
});

test("without a log, as GitHub's own instance is, a bundle has timestamps alone", async () => {
  const session = await bench({ instance: { logs: [] } }).open();
  const { verificationMaterial } = JSON.parse(Buffer.from(await session.signPayload(IN_TOTO, STATEMENT)).toString());
  expect(verificationMaterial.tlogEntries ?? []).toEqual([]);
  expect(verificationMaterial.timestampVerificationData.rfc3161Timestamps).toHaveLength(1);
});

test("the token may decide the instance", async () => {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  const issuers: string[] = [];
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance(claims) {
      issuers.push(claims.issuer);
      return instance;
    },
    tokens: sigstore.tokens,
    http: sigstore.http,
    clock,
  });
  await signer.open();
  expect(issuers).toEqual([LOCAL_ISSUER]);
});

test("a digest that is none is a defect of the caller", async () => {
  const session = await bench().open();
  await expectFault("internal", () => session.signDigest(new Uint8Array(20)));
});
