import { createHash, createPublicKey, type KeyObject, scryptSync, verify } from "node:crypto";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { describe, expect, test } from "vitest";
import { readPublicKey } from "../../../src/crypto/public-key.ts";
import { verifyDigest } from "../../../src/crypto/verify-digest.ts";
import { fileKey } from "../../../src/services/keys/file-key.ts";
import { expectFault } from "../../expect-fault.ts";
import { chainFor, KEY_KINDS, type KeyKind, newPrivateKey, pemOf, publicPemOf, spkiOf } from "../../keys/test-keys.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const SECRET = "correct-horse-battery-staple";
const MESSAGE = Buffer.from("a message");
const nobody = async () => undefined;
const knows = async () => SECRET;

const open = (bytes: Uint8Array | string, passphrase: () => Promise<string | undefined> = nobody, chain?: Uint8Array) =>
  fileKey({ bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes, passphrase, chain, now: new Date() });

/** What `cosign generate-key-pair` writes: JSON in PEM, by the constants of go-securesystemslib. */
function cosignPem(
  key: KeyObject,
  passphrase: string,
  label = "ENCRYPTED SIGSTORE PRIVATE KEY",
  change: object = {},
): string {
  const [salt, nonce] = [Buffer.alloc(32, 7), Buffer.alloc(24, 9)];
  const [N, r, p] = [32_768, 8, 1];
  const secret = scryptSync(passphrase, salt, 32, { N, r, p, maxmem: 256 * N * r });
  const der = key.export({ format: "der", type: "pkcs8" });
  const json = {
    kdf: { name: "scrypt", params: { N, r, p }, salt: salt.toString("base64") },
    cipher: { name: "nacl/secretbox", nonce: nonce.toString("base64") },
    ciphertext: Buffer.from(xsalsa20poly1305(secret, nonce).encrypt(der)).toString("base64"),
    ...change,
  };
  const body = Buffer.from(JSON.stringify(json)).toString("base64");
  return `-----BEGIN ${label}-----\n${body.match(/.{1,64}/g)?.join("\n")}\n-----END ${label}-----\n`;
}

const FORMS: Readonly<Record<string, (key: KeyObject) => Uint8Array | string>> = {
  "PKCS#8 in PEM": pemOf,
  "PKCS#8 in DER": (key) => Uint8Array.from(key.export({ format: "der", type: "pkcs8" })),
  "encrypted PKCS#8 in PEM": (key) =>
    String(key.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: SECRET })),
  "encrypted PKCS#8 in DER": (key) =>
    Uint8Array.from(key.export({ format: "der", type: "pkcs8", cipher: "aes-256-cbc", passphrase: SECRET })),
  "cosign's own form": (key) => cosignPem(key, SECRET),
  "cosign's former form": (key) => cosignPem(key, SECRET, "ENCRYPTED COSIGN PRIVATE KEY"),
};

describe.each(Object.entries(FORMS))("%s", (_name, write) => {
  test.each(KEY_KINDS)("of %s signs what its public key verifies", async (kind) => {
    const key = newPrivateKey(kind);
    const { publicKey, schemes, sign, certificates } = await open(write(key), knows);
    expect(publicKey).toEqual(spkiOf(key));
    expect(certificates).toEqual([]);
    const [scheme] = schemes;
    expect(
      verify(kind === "Ed25519" ? null : "sha256", MESSAGE, createPublicKey(key), await sign(MESSAGE, scheme!)),
    ).toBe(true);
  });
});

test.each([
  ["SEC 1", "P-256", { format: "pem", type: "sec1" }],
  ["encrypted SEC 1", "P-384", { format: "pem", type: "sec1", cipher: "aes-128-cbc", passphrase: SECRET }],
  ["PKCS#1", "RSA-2048", { format: "pem", type: "pkcs1" }],
  ["encrypted PKCS#1", "RSA-2048", { format: "pem", type: "pkcs1", cipher: "aes-128-cbc", passphrase: SECRET }],
] as const)("%s is read as well", async (_form, kind, options) => {
  const key = newPrivateKey(kind);
  expect((await open(String(key.export(options as never)), knows)).publicKey).toEqual(spkiOf(key));
});

test.each(KEY_KINDS.filter((kind) => kind !== "Ed25519"))("%s signs by a digest alone", async (kind) => {
  const key = newPrivateKey(kind);
  const { signDigest, schemes } = await open(pemOf(key));
  const digest = createHash("sha256").update(MESSAGE).digest();
  const signature = await signDigest!(digest, schemes[0]!);
  expect(verify("sha256", MESSAGE, createPublicKey(key), signature)).toBe(true);
  expect(verifyDigest({ key: readPublicKey(spkiOf(key)), hash: "sha256", digest, signature })).toBe(true);
});

test("Ed25519 signs no digest: none can stand in for its message", async () => {
  expect((await open(pemOf(newPrivateKey("Ed25519")))).signDigest).toBeUndefined();
});

describe("a passphrase", () => {
  const encrypted = () => FORMS["encrypted PKCS#8 in PEM"]!(newPrivateKey("P-256"));

  test("is not asked for without need", async () => {
    const refuses = async () => {
      throw new Error("nobody should be asked");
    };
    await expect(open(pemOf(newPrivateKey("P-256")), refuses)).resolves.toBeDefined();
  });

  test.each(Object.keys(FORMS).filter((name) => name.startsWith("encrypted") || name.startsWith("cosign")))(
    "that is wrong or missing is said, and not shown, for %s",
    async (name) => {
      const key = newPrivateKey("P-256");
      const file = FORMS[name]!(key);
      const wrong = await expectFault("passphrase-wrong", () => open(file, async () => "another-secret-phrase"));
      expect(`${wrong.message} ${wrong.hint} ${wrong.stack}`).not.toContain("another-secret");
      await expectFault("passphrase-missing", () => open(file));
    },
  );

  test("may be empty where the key was made so, as cosign's often are", async () => {
    const key = newPrivateKey("P-256");
    expect((await open(cosignPem(key, ""), async () => "")).publicKey).toEqual(spkiOf(key));
  });

  test("and key are in no message, whatever is wrong with the file", async () => {
    const text = String(encrypted());
    const body = text.split("\n")[2]!;
    for (const damaged of [
      text.replace(body, body.toLowerCase()),
      text.replace(/^-----END.*$/m, ""),
      text.slice(0, 200),
    ]) {
      const fault = await open(damaged, knows).then(
        () => undefined,
        (error: Error) => error,
      );
      expect(`${fault?.message} ${fault?.stack}`).not.toContain(body.slice(0, 20));
      expect(`${fault?.message} ${fault?.stack}`).not.toContain(SECRET);
    }
  });
});

test.each([
  ["a public key", () => publicPemOf(newPrivateKey("P-256"))],
  ["nothing", () => ""],
  ["text", () => "release key"],
  ["two keys", () => Buffer.concat([pemOf(newPrivateKey("P-256")), pemOf(newPrivateKey("P-256"))])],
  ["PEM around anything", () => "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"],
  ["DER of something else", () => Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x00)],
  ["half of DER", () => Uint8Array.of(0x30, 0x82)],
])("%s is not a private key", async (_what, bytes) => {
  await expectFault("key-malformed", () => open(bytes()));
});

test.each([
  ["RSA of 1,024 bits", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024"],
  ["a curve that nothing verifies", "ecparam -name secp256k1 -genkey -noout"],
  ["X25519, which signs nothing", "genpkey -algorithm X25519"],
  ["RSA-PSS, which is an algorithm of its own", "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048"],
])("%s is refused by name", async (_what, args) => {
  const { execFileSync } = await import("node:child_process");
  const pem = execFileSync("openssl", args.split(" "), { stdio: ["ignore", "pipe", "ignore"] });
  await expectFault("key-unfit", () => open(pem));
});

test.each([
  ["another key derivation", { kdf: { name: "argon2", params: {}, salt: "" } }],
  [
    "a cost that no machine should spend",
    { kdf: { name: "scrypt", params: { N: 1 << 24, r: 8, p: 1 }, salt: "AAAA" } },
  ],
  ["another cipher", { cipher: { name: "aes", nonce: "" } }],
])("a key of cosign with %s is refused before anything is computed", async (_what, change) => {
  const pem = cosignPem(newPrivateKey("P-256"), SECRET, undefined, change);
  await expectFault("key-malformed", () => open(pem, knows));
});

describe("a certificate chain", () => {
  test.each(["P-256", "RSA-2048", "Ed25519"] as const satisfies KeyKind[])(
    "of a key of %s goes with it",
    async (kind) => {
      const key = newPrivateKey(kind);
      const chain = chainFor(key, temporaryFolder());
      expect((await open(pemOf(key), nobody, chain)).certificates).toHaveLength(2);
    },
  );

  test("of another key, in another order, or without certificate is refused", async () => {
    const key = newPrivateKey("P-256");
    const chain = Buffer.from(chainFor(key, temporaryFolder())).toString();
    const [leaf, authority] = chain.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n/g)!;
    await expectFault("certificate-chain-unfit", () => open(pemOf(newPrivateKey("P-256")), nobody, Buffer.from(chain)));
    await expectFault("certificate-chain-unfit", () => open(pemOf(key), nobody, Buffer.from(`${authority}${leaf}`)));
    await expectFault("certificate-chain-unfit", () => open(pemOf(key), nobody, Buffer.from(`${leaf}${leaf}`)));
    await expectFault("certificate-chain-unfit", () => open(pemOf(key), nobody, Buffer.from("nothing")));
  });

  test("that is not valid now is refused", async () => {
    const key = newPrivateKey("P-256");
    const chain = chainFor(key, temporaryFolder());
    const later = new Date(Date.now() + 20 * 86_400_000);
    await expectFault("certificate-chain-unfit", () =>
      fileKey({ bytes: pemOf(key), passphrase: nobody, chain, now: later }),
    );
  });
});
