import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { LOCAL_ISSUER } from "../../../src/domain/sigstore/local-issuer.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { certificateRequest, postJson, servicesOf } from "./sign-with.ts";

const local = createLocalSigstore({ clock: systemClock });
const url = `${servicesOf(local.signingConfig).authority}/api/v2/signingCert`;

interface Answer {
  status: number;
  message: string | undefined;
}

async function ask(request: unknown, instance = local): Promise<Answer> {
  const { status, body } = await postJson(instance.http, url, request);
  return { status, message: JSON.parse(Buffer.from(body).toString()).message };
}

const refused = (message: string): Answer => ({ status: 400, message });

describe("the certificate authority", () => {
  test("grants a request that is in order", async () => {
    const { request } = await certificateRequest(local.tokens);
    expect(await ask(request)).toEqual({ status: 200, message: undefined });
  });

  test("refuses a proof of possession by another key", async () => {
    const { request } = await certificateRequest(local.tokens);
    const { request: other } = await certificateRequest(local.tokens);
    request.publicKeyRequest.proofOfPossession = other.publicKeyRequest.proofOfPossession;
    expect(await ask(request)).toEqual(refused("the proof of possession does not fit the key"));
    request.publicKeyRequest.proofOfPossession = "AAAA";
    expect(await ask(request)).toEqual(refused("the proof of possession does not fit the key"));
  });

  test("refuses a token for another audience", async () => {
    const { request } = await certificateRequest(local.tokens, "somebody-else");
    expect(await ask(request)).toEqual(refused("the identity token is for another audience"));
  });

  test("refuses a token of another issuer", async () => {
    const { request } = await certificateRequest(createLocalSigstore({ clock: systemClock }).tokens);
    expect(await ask(request)).toEqual(refused("the identity token is not signed by this issuer"));
  });

  test("refuses a token whose claims were changed", async () => {
    const { request } = await certificateRequest(local.tokens);
    const [header, payload, signature] = request.credentials.oidcIdentityToken.split(".");
    const claims = { ...JSON.parse(Buffer.from(payload!, "base64url").toString()), email: "root@example.org" };
    const changed = Buffer.from(JSON.stringify(claims)).toString("base64url");
    request.credentials.oidcIdentityToken = `${header}.${changed}.${signature}`;
    expect(await ask(request)).toEqual(refused("the identity token is not signed by this issuer"));
  });

  test("refuses a token without signature, whatever algorithm it claims", async () => {
    const { request } = await certificateRequest(local.tokens);
    const [, payload] = request.credentials.oidcIdentityToken.split(".");
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    request.credentials.oidcIdentityToken = `${header}.${payload}.`;
    expect(await ask(request)).toEqual(refused("the identity token is not signed by this issuer"));
  });

  test("refuses a token before it is valid and from the second on in which it expires", async () => {
    let now = 1_790_000_000_000;
    const instance = createLocalSigstore({ clock: { ...systemClock, now: () => new Date(now) } });
    const { request } = await certificateRequest(instance.tokens);
    now -= 1;
    expect(await ask(request, instance)).toEqual(refused("the identity token is not yet valid"));
    now += 300_000;
    expect((await ask(request, instance)).status).toBe(200);
    now += 1;
    expect(await ask(request, instance)).toEqual(refused("the identity token has expired"));
  });

  test("refuses a key that is not on P-256", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
    const { request } = await certificateRequest(local.tokens);
    request.publicKeyRequest.publicKey.content = publicKey.export({ type: "spki", format: "pem" }).toString();
    const challenge = Buffer.from("local@capsule-local.invalid");
    request.publicKeyRequest.proofOfPossession = sign("sha256", challenge, privateKey).toString("base64");
    expect(await ask(request)).toEqual(refused("the public key is not on the curve P-256"));
  });

  test.each([
    ["{}", "credentials of the certificate request is missing or malformed"],
    ["[", undefined],
    ["", undefined],
  ])("answers %s with a refusal", async (body, message) => {
    const answer = await local.http.request({ method: "POST", url, body: Buffer.from(body) });
    expect(answer.status).toBe(400);
    if (message !== undefined) expect(JSON.parse(Buffer.from(answer.body).toString()).message).toBe(message);
  });

  test("has no other method and path", async () => {
    expect((await local.http.request({ method: "GET", url })).status).toBe(404);
    expect((await local.http.request({ method: "POST", url: `${url}/` })).status).toBe(404);
  });
});

describe("the issuer", () => {
  const get = async (path: string) => {
    const { status, body } = await local.http.request({ method: "GET", url: LOCAL_ISSUER + path });
    return { status, json: JSON.parse(Buffer.from(body).toString()) };
  };

  test("publishes the key that its tokens name", async () => {
    const { json: discovery } = await get("/.well-known/openid-configuration");
    expect(discovery.issuer).toBe(LOCAL_ISSUER);
    const { json: keys } = await get(discovery.jwks_uri.slice(LOCAL_ISSUER.length));
    const { raw } = await local.tokens.token("sigstore");
    const header = JSON.parse(Buffer.from(raw.split(".")[0]!, "base64url").toString());
    expect(keys.keys.map((key: { kid: string }) => key.kid)).toEqual([header.kid]);
    const [head, payload, signature] = raw.split(".");
    const key = await crypto.subtle.importKey("jwk", keys.keys[0], { name: "ECDSA", namedCurve: "P-256" }, false, [
      "verify",
    ]);
    const bytes = Buffer.from(signature!, "base64url");
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    expect(await crypto.subtle.verify(algorithm, key, bytes, Buffer.from(`${head}.${payload}`))).toBe(true);
  });

  test("has nothing else", async () => {
    expect((await get("/token")).status).toBe(404);
  });
});
