import { createHash, X509Certificate } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { formatTargetArtifact } from "../../src/domain/notary/envelope/target-artifact.ts";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { formatPem } from "../../src/kernel/pem.ts";
import { capsule } from "../run-program.ts";
import {
  INTERMEDIATE,
  ROOT,
  SUBJECT,
  testAuthority,
  testEnvelope,
  testKey,
  testNotaryCertificate,
} from "../signing/test-notary.ts";
import { testOcsp, testResponders } from "../signing/test-revocation.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A shop that runs notation: a certificate of its own authority, and notation's configuration. */
function shop(extensions: readonly Uint8Array[] = []): { readonly cwd: string; readonly env: Record<string, string> } {
  const cwd = temporaryFolder();
  const now = Math.floor(Date.now() / 1000);
  const validity = { notBefore: now - 3600, notAfter: now + 86_400 };
  const key = testKey("EC-384");
  const root = testAuthority(ROOT, ROOT, validity);
  const chain = [
    testNotaryCertificate({ key, extensions, ...validity }, INTERMEDIATE),
    testAuthority(INTERMEDIATE, ROOT, validity),
    root,
  ];
  writeFileSync(join(cwd, "sign.key"), key.privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(cwd, "sign.crt"), chain.map((der) => formatPem(der)).join(""));
  writeFileSync(join(cwd, "tool.txt"), "a tool\n");
  const store = join(cwd, "config/notation/truststore/x509/ca/shop");
  mkdirSync(store, { recursive: true });
  writeFileSync(join(store, "root.crt"), formatPem(root));
  const statement = {
    ...{ name: "shop", globalPolicy: true, signatureVerification: { level: "strict" } },
    ...{ trustStores: ["ca:shop"], trustedIdentities: ["x509.subject: C=US, ST=WA, O=Capsule Test"] },
  };
  const policy = { version: "1.0", trustPolicies: [statement] };
  writeFileSync(join(cwd, "config/notation/trustpolicy.blob.json"), JSON.stringify(policy));
  return { cwd, env: { XDG_CONFIG_HOME: join(cwd, "config"), APPDATA: join(cwd, "config") } };
}

test("a release carries Notary signatures, and whoever runs notation takes it by their own trust policy", async () => {
  const place = shop();
  const key = ["--notary-key", "sign.key", "--notary-chain", "sign.crt", "--notary-format", "cose", "--notary-beside"];
  const what = ["--sigstore", "local", "--name", "tool", "--version", "1.0.0", "--out", "out", "tool.txt"];
  const sealed = await capsule(["seal", ...key, ...what], place);
  expect(sealed.stderr).toContain("signing 1 file as the Notary Project does");
  expect(sealed.status).toBe(0);
  expect(readdirSync(join(place.cwd, "out"))).toContain("tool.txt.cose.sig");

  // By the capsule, with who sealed it beside who signed as Notary does.
  const who = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
  const trust = ["--trusted-root", "out/local.trusted_root.json", "--notary", "auto", "--json"];
  const both = await capsule(["verify", ...who, ...trust, "out/tool-1.0.0.local.capsule", "tool.txt"], place);
  const claims = (run: { stdout: string }) => JSON.parse(run.stdout).claims;
  expect(claims(both)).toContainEqual(expect.objectContaining({ id: "notary", status: "verified", required: true }));
  expect(both.status).toBe(0);

  // By the signature alone, without a capsule; and no more once a byte is another.
  const alone = ["verify", "--notary", "auto", "--json", "out/tool.txt.cose.sig", "tool.txt"];
  const found = await capsule(alone, place);
  expect([found.status, JSON.parse(found.stdout).trust]).toEqual([0, "notary"]);
  writeFileSync(join(place.cwd, "tool.txt"), "another tool\n");
  const changed = await capsule(alone, place);
  expect(changed.status).toBe(1);
  expect(claims(changed)).toContainEqual(
    expect.objectContaining({ id: "notary", status: "failed", code: "subject-mismatch" }),
  );
});

test("a policy asks for signatures by so many of whom it names", async () => {
  const place = shop();
  const key = ["--notary-key", "sign.key", "--notary-chain", "sign.crt"];
  const what = ["--sigstore", "local", "--name", "tool", "--version", "1.0.0", "--out", "out", "tool.txt"];
  expect((await capsule(["seal", ...key, ...what], place)).status).toBe(0);
  const name = (common: string) => `C=US, ST=WA, O=Capsule Test, CN=${common}`;
  const policy = (n: number) => {
    const require = [{ notary: { n, of: [name("signer"), name("second")] } }];
    const signers = [{ identity: "local@capsule-local.invalid", issuer: "https://capsule-local.invalid" }];
    writeFileSync(join(place.cwd, "policy.json"), JSON.stringify({ schema: POLICY_SCHEMA_ID, signers, require }));
  };
  const trust = ["--policy", "policy.json", "--trusted-root", "out/local.trusted_root.json", "--json"];
  const verify = () => capsule(["verify", ...trust, "out/tool-1.0.0.local.capsule", "tool.txt"], place);
  policy(1);
  expect((await verify()).status).toBe(0);
  policy(2);
  const few = await verify();
  expect([few.status, few.stdout]).toEqual([3, expect.stringContaining("1 of the 2 whom the policy asks for")]);
  const now = Math.floor(Date.now() / 1000);
  const window = { notBefore: now - 3600, notAfter: now + 86_400 };
  const subject = [...SUBJECT.slice(0, 3), ["2.5.4.3", "second"] as const];
  const authorities = readFileSync(join(place.cwd, "sign.crt"), "utf8")
    .split(/(?=-----BEGIN)/)
    .slice(1);
  const chain = [
    testNotaryCertificate({ subject, ...window }, INTERMEDIATE),
    ...authorities.map((pem) => new Uint8Array(new X509Certificate(pem).raw)),
  ];
  const bytes = readFileSync(join(place.cwd, "tool.txt"));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const target = { mediaType: "application/octet-stream", digest, size: bytes.length };
  const second = testEnvelope({ chain, payload: formatTargetArtifact(target), signingTime: now, format: "cose" });
  writeFileSync(join(place.cwd, "tool.txt.cose.sig"), second);
  const both = await verify();
  expect([both.status, both.stdout]).toEqual([0, expect.stringContaining("CN=second")]);
  policy(3);
  expect((await verify()).status).toBe(2);
});

test("online, who signed is asked for at their authority; offline the verdict is incomplete", async () => {
  let answer: Buffer | undefined;
  const server = createServer((_request, response) => response.end(answer));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const place = shop([testResponders([at])]);
  const key = ["--notary-key", "sign.key", "--notary-chain", "sign.crt", "--notary-beside", "--out", "out"];
  const what = ["--sigstore", "local", "--name", "tool", "--version", "1.0.0", "tool.txt"];
  expect((await capsule(["seal", ...key, ...what], place)).status).toBe(0);
  const verify = (...more: string[]) =>
    capsule(["verify", "--notary", "auto", ...more, "out/tool.txt.jws.sig", "tool.txt"], place);

  const offline = await verify();
  expect([offline.status, offline.stdout]).toEqual([3, expect.stringContaining("--online")]);
  const silent = await verify("--online");
  expect([silent.status, silent.stdout]).toEqual([3, expect.stringContaining(`"${new URL(at).host}"`)]);
  const [leaf = "", own = "", root = ""] = readFileSync(join(place.cwd, "sign.crt"), "utf8").split(/(?=-----BEGIN)/);
  expect(root).not.toBe("");
  const der = (pem: string) => new Uint8Array(new X509Certificate(pem).raw);
  const [certificate, issuer] = [der(leaf), der(own)];
  const now = Math.floor(Date.now() / 1000);
  const says = (state: "good" | "revoked") =>
    Buffer.from(testOcsp({ state, certificate, issuer, thisUpdate: now - 60, nextUpdate: now + 600 }));
  answer = says("good");
  const good = await verify("--online");
  expect([good.status, good.stdout]).toEqual([0, expect.stringContaining("VERIFIED")]);
  answer = says("revoked");
  const revoked = await verify("--online", "--json");
  expect([revoked.status, revoked.stdout]).toEqual([1, expect.stringContaining("certificate-revoked")]);
});

test("nothing is trusted without a policy, and each refusal says what to do", async () => {
  const place = shop();
  const signature = join(place.cwd, "tool.txt.jws.sig");
  writeFileSync(signature, "{}");
  const unnamed = await capsule(["verify", "tool.txt.jws.sig", "tool.txt"], place);
  expect([unnamed.status, unnamed.stderr]).toEqual([2, expect.stringContaining("--notary auto")]);
  const malformed = await capsule(["verify", "--notary", "auto", "--json", "tool.txt.jws.sig"], place);
  expect([malformed.status, malformed.stdout]).toEqual([1, expect.stringContaining("notary-malformed")]);
  const elsewhere = await capsule(["verify", "--notary", "nowhere", "tool.txt.jws.sig"], place);
  expect([elsewhere.status, elsewhere.stderr]).toEqual([2, expect.stringContaining("trustpolicy.blob.json")]);
  const keyless = await capsule(["seal", "--sigstore", "local", "--notary-key", "sign.key", "tool.txt"], place);
  expect([keyless.status, keyless.stderr]).toEqual([2, expect.stringContaining("--notary-chain")]);
  const stray = await capsule(["seal", "--sigstore", "local", "--notary-expiry", "9", "tool.txt"], place);
  expect([stray.status, stray.stderr]).toEqual([2, expect.stringContaining("--notary-key")]);
  expect(readFileSync(signature, "utf8")).toBe("{}");
});
