import { execFileSync } from "node:child_process";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Kinds of keys that sign, by the names that tests and documents have for them. */
export const KEY_KINDS = ["P-256", "P-384", "P-521", "RSA-2048", "RSA-3072", "Ed25519"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export function newPrivateKey(kind: KeyKind): KeyObject {
  switch (kind) {
    case "P-256":
    case "P-384":
    case "P-521":
      return generateKeyPairSync("ec", { namedCurve: kind }).privateKey;
    case "RSA-2048":
    case "RSA-3072":
      return generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(4)) }).privateKey;
    case "Ed25519":
      return generateKeyPairSync("ed25519").privateKey;
  }
}

export function pemOf(key: KeyObject): Uint8Array {
  return Buffer.from(key.export({ format: "pem", type: "pkcs8" }));
}

/** Of a private key, or of the public one itself. */
export function publicPemOf(key: KeyObject): Uint8Array {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  return Buffer.from(publicKey.export({ format: "pem", type: "spki" }));
}

export function spkiOf(key: KeyObject): Uint8Array {
  return Uint8Array.from(createPublicKey(key).export({ format: "der", type: "spki" }));
}

/** Certificates for the key, its own first, made by OpenSSL in the folder: a leaf for signing code, and its self-signed authority. */
export function chainFor(key: KeyObject, folder: string): Uint8Array {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  writeFileSync(at("signer.pub"), publicPemOf(key));
  writeFileSync(
    at("leaf.cnf"),
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n",
  );
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl("req", "-x509", ...ec, "-keyout", "ca.key", "-out", "ca.crt", "-days", "30", "-subj", "/CN=Test Authority");
  openssl(
    "req",
    "-new",
    ...ec,
    "-keyout",
    "any.key",
    "-out",
    "any.csr",
    "-subj",
    "/C=US/ST=WA/O=Capsule Test/CN=signer",
  );
  openssl(
    ...["x509", "-req", "-in", "any.csr", "-force_pubkey", "signer.pub", "-CA", "ca.crt", "-CAkey", "ca.key"],
    ...["-CAcreateserial", "-days", "10", "-extfile", "leaf.cnf", "-out", "leaf.crt"],
  );
  return Buffer.concat([readFileSync(at("leaf.crt")), readFileSync(at("ca.crt"))]);
}
