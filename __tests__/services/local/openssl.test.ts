import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatPem } from "../../../src/kernel/pem.ts";
import { createLocalSigstore, LOCAL_IDENTITY } from "../../../src/services/local/local-sigstore.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { openssl as runOpenssl, scratchFolder } from "../../openssl.ts";
import { obtainCertificate, servicesOf } from "./sign-with.ts";

const folder = scratchFolder();
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const local = createLocalSigstore({ clock: systemClock });
const root = JSON.parse(Buffer.from(local.trustedRoot).toString());

function openssl(...args: string[]): string {
  return runOpenssl(args).toString();
}

function writeChain(authorities: { certChain: { certificates: { rawBytes: string }[] } }[], prefix: string): string[] {
  return authorities[0]!.certChain.certificates.map(({ rawBytes }, index) => {
    const path = at(`${prefix}${index}.pem`);
    writeFileSync(path, formatPem(Buffer.from(rawBytes, "base64")));
    return path;
  });
}

const [intermediate, caRoot] = writeChain(root.certificateAuthorities, "ca") as [string, string];
const [tsaLeaf, tsaRoot] = writeChain(root.timestampAuthorities, "tsa") as [string, string];

describe("the certificate authority", () => {
  test("openssl builds the path from the leaf over the intermediate to the root", async () => {
    const { certificates } = await obtainCertificate(local);
    const leaf = at("leaf.pem");
    writeFileSync(leaf, certificates[0]!);
    const path = ["-CAfile", caRoot, "-untrusted", intermediate];
    expect(openssl("verify", "-x509_strict", "-purpose", "any", ...path, leaf)).toBe(`${leaf}: OK\n`);
    expect(() => openssl("verify", "-CAfile", tsaRoot, "-untrusted", intermediate, leaf)).toThrow();
  });

  test("leaves look like Fulcio's, without any extension of a CI system", async () => {
    const { certificates } = await obtainCertificate(local);
    writeFileSync(at("look.pem"), certificates[0]!);
    const text = openssl("x509", "-in", at("look.pem"), "-noout", "-text");
    expect(text).toMatch(/X509v3 Subject Alternative Name: critical\s+email:local@capsule-local\.invalid\n/);
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/);
    expect(text).toMatch(/X509v3 Extended Key Usage: \s+Code Signing\n/);
    expect(text).toMatch(/CT Precertificate SCTs: \s+Signed Certificate Timestamp:/);
    expect(text).toContain("Issuer: O = UNTRUSTED capsule-local, CN = capsule-intermediate\n");
    expect(text).not.toContain("CT Precertificate Poison");
    const oids = [...text.matchAll(/1\.3\.6\.1\.4\.1\.57264\.[\d.]+/g)].map(([oid]) => oid);
    expect(oids).toEqual(["1.3.6.1.4.1.57264.1.1:", "1.3.6.1.4.1.57264.1.8:"].map((oid) => oid.slice(0, -1)));
  });

  test("two leaves have different serial numbers and live ten minutes", async () => {
    const dates = await Promise.all(
      ["a.pem", "b.pem"].map(async (name) => {
        const { certificates } = await obtainCertificate(local);
        writeFileSync(at(name), certificates[0]!);
        const text = openssl("x509", "-in", at(name), "-noout", "-serial", "-startdate", "-enddate");
        return Object.fromEntries(
          text
            .trim()
            .split("\n")
            .map((line) => line.split("=")),
        );
      }),
    );
    expect(dates[0].serial).toHaveLength(32);
    expect(dates[0].serial).not.toBe(dates[1].serial);
    expect(Date.parse(dates[0].notAfter) - Date.parse(dates[0].notBefore)).toBe(600_000);
  });

  test("one Organization stands in every authority", () => {
    for (const path of [intermediate, caRoot, tsaLeaf, tsaRoot]) {
      const names = openssl("x509", "-in", path, "-noout", "-subject", "-issuer");
      expect(names.match(/O = UNTRUSTED capsule-local, /g)).toHaveLength(2);
    }
  });
});

describe("the timestamp authority", () => {
  const data = at("data");
  writeFileSync(data, "what is stamped");

  /** Asks with openssl's own query; resolves to the path of the answer. */
  async function stamp(name: string, ...args: string[]): Promise<string> {
    const query = at(`${name}.tsq`);
    openssl("ts", "-query", "-data", data, "-out", query, ...args);
    const answer = await local.http.request({
      method: "POST",
      url: servicesOf(local.signingConfig).timestamps,
      headers: { "content-type": "application/timestamp-query" },
      body: readFileSync(query),
    });
    expect(answer.status).toBe(201);
    writeFileSync(at(`${name}.tsr`), answer.body);
    return query;
  }

  test("openssl verifies a token that holds the certificate and the nonce", async () => {
    const query = await stamp("full", "-sha256", "-cert");
    const verified = openssl("ts", "-verify", "-queryfile", query, "-in", at("full.tsr"), "-CAfile", tsaRoot);
    expect(verified).toBe("Verification: OK\n");
    const text = openssl("ts", "-reply", "-in", at("full.tsr"), "-text");
    expect(text).toContain("Status: Granted.");
    expect(text).toContain("Policy OID: 1.3.6.1.4.1.57264.2");
    expect(text).toMatch(/Time stamp: \w+ +\d+ \d\d:\d\d:\d\d \d{4} GMT\n/);
    expect(text).toMatch(/Nonce: 0x[0-9A-F]+\n/);
  });

  test.each(["-sha384", "-sha512"])("openssl verifies a token over a digest of %s", async (algorithm) => {
    const query = await stamp(`wide${algorithm}`, algorithm, "-cert");
    const file = at(`wide${algorithm}.tsr`);
    expect(openssl("ts", "-verify", "-queryfile", query, "-in", file, "-CAfile", tsaRoot)).toBe("Verification: OK\n");
  });

  test("without being asked for it, a token holds no certificate and verifies with the one of the trusted root", async () => {
    const query = await stamp("bare", "-sha256", "-no_nonce");
    const args = ["-queryfile", query, "-in", at("bare.tsr"), "-CAfile", tsaRoot];
    expect(() => openssl("ts", "-verify", ...args)).toThrow();
    expect(openssl("ts", "-verify", ...args, "-untrusted", tsaLeaf)).toBe("Verification: OK\n");
    expect(openssl("ts", "-reply", "-in", at("bare.tsr"), "-text")).toContain("Nonce: unspecified");
  });

  test("openssl refuses a token for other data", async () => {
    await stamp("other", "-sha256", "-cert");
    writeFileSync(at("else"), "something else");
    expect(() => openssl("ts", "-verify", "-data", at("else"), "-in", at("other.tsr"), "-CAfile", tsaRoot)).toThrow(
      /message imprint mismatch/,
    );
  });

  test("its certificate is for timestamps alone, and says so critically", () => {
    const text = openssl("x509", "-in", tsaLeaf, "-noout", "-text");
    expect(text).toMatch(/X509v3 Extended Key Usage: critical\s+Time Stamping\n/);
    expect(openssl("verify", "-purpose", "timestampsign", "-CAfile", tsaRoot, tsaLeaf)).toBe(`${tsaLeaf}: OK\n`);
  });
});

test("the local identity is the one in the certificate", async () => {
  const { certificates } = await obtainCertificate(local);
  writeFileSync(at("mail.pem"), certificates[0]!);
  expect(openssl("x509", "-in", at("mail.pem"), "-noout", "-email")).toBe(`${LOCAL_IDENTITY}\n`);
});
