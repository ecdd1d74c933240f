import { createHash, type KeyObject } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LastingKey } from "../../../src/ports/lasting-key.ts";
import { fileKey } from "../../../src/services/keys/file-key.ts";
import { pluginKey } from "../../../src/services/plugin/plugin-key.ts";
import { parsePluginKey } from "../../../src/services/plugin/plugin-name.ts";
import { createKeySigner } from "../../../src/services/sigstore/key-signer.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { signingPrograms } from "../../../src/world/signing-programs.ts";
import { hasSoftHsm, makeToken } from "../../keys/softhsm.ts";
import { chainFor, KEY_KINDS, newPrivateKey, pemOf, publicPemOf } from "../../keys/test-keys.ts";

export interface KeyCase {
  readonly name: string;
  readonly kind: "message" | "statement";
  readonly bundle: Uint8Array;
  /** PEM. */
  readonly publicKey: Uint8Array;
  readonly artifact: Uint8Array;
  readonly isSound: boolean;
}

const ARTIFACT = Buffer.from("an asset that a key signed\n");
const SHA256 = createHash("sha256").update(ARTIFACT).digest();
export const PREDICATE_TYPE = "https://example.com/key-case/v1";

const statementAbout = (hex: string) =>
  Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "asset", digest: { sha256: hex } }],
      predicateType: PREDICATE_TYPE,
      predicate: {},
    }),
  );

/** What every kind of key signs, with and without certificates, in files and behind plugins; and the same tampered with. */
export async function keyCases(): Promise<readonly KeyCase[]> {
  const folder = mkdtempSync(join(tmpdir(), "key-cases-"));
  const sound: KeyCase[] = [];
  for (const kind of KEY_KINDS) {
    for (const form of ["bare", "chain"] as const) {
      const key = newPrivateKey(kind);
      const chain = form === "chain" ? chainFor(key, mkdtempSync(join(folder, "chain-"))) : undefined;
      const order = { bytes: pemOf(key), passphrase: async () => undefined, chain, now: new Date() };
      sound.push(...(await signedWith(`${kind}, ${form}`, await fileKey(order), key)));
    }
  }
  if (hasSoftHsm()) {
    const { env, publicKey, config } = makeToken(mkdtempSync(join(folder, "token-")));
    for (const named of ["plugin:notation-softhsm:01", "plugin:sigstore-kms-softhsm:01"]) {
      const plugin = parsePluginKey(named);
      if (plugin === undefined) continue;
      const key = await pluginKey(plugin, { config, programs: signingPrograms({ env }) });
      sound.push(...(await signedWith(named, key, publicKey)));
    }
  }
  return [...sound, ...tampered(sound)];
}

async function signedWith(name: string, key: LastingKey, publicKey: KeyObject): Promise<KeyCase[]> {
  const signer = createKeySigner({
    key,
    instance: async () => undefined,
    log: false,
    http: NO_HTTP,
    clock: systemClock,
  });
  const session = await signer.open();
  const common = { publicKey: publicPemOf(publicKey), artifact: ARTIFACT, isSound: true };
  const statement = await session.signPayload("application/vnd.in-toto+json", statementAbout(SHA256.toString("hex")));
  const one: KeyCase = { ...common, name: `${name}, statement`, kind: "statement", bundle: statement };
  if (key.signDigest === undefined) return [one];
  return [{ ...common, name: `${name}, file`, kind: "message", bundle: await session.signDigest(SHA256) }, one];
}

const NO_HTTP = {
  request: async () => {
    throw new Error("nobody is asked");
  },
};

// biome-ignore lint/suspicious/noExplicitAny: a bundle to be damaged anywhere.
type Json = any;
type Damage = (bundle: Json, others: { readonly same: Json; readonly other: Json }) => void;

const flip = (base64: string): string => {
  const bytes = Buffer.from(base64, "base64");
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  return bytes.toString("base64");
};

const ON_FILES: Readonly<Record<string, Damage>> = {
  "a bit of the signature": ({ messageSignature: m }) => Object.assign(m, { signature: flip(m.signature) }),
  "the signature of another key": ({ messageSignature: m }, { other }) =>
    Object.assign(m, { signature: other.messageSignature.signature }),
  "no signature": ({ messageSignature: m }) => Object.assign(m, { signature: "" }),
  "half of the signature": ({ messageSignature: m }) =>
    Object.assign(m, { signature: Buffer.from(m.signature, "base64").subarray(0, 35).toString("base64") }),
  "r and s side by side": ({ messageSignature: m }) =>
    Object.assign(m, { signature: Buffer.alloc(64, 7).toString("base64") }),
  "the digest of another file": ({ messageSignature: m }) =>
    Object.assign(m.messageDigest, { digest: createHash("sha256").update("x").digest("base64") }),
  "the signature of the statement": ({ messageSignature: m }, { same }) =>
    Object.assign(m, { signature: same.dsseEnvelope.signatures[0].sig }),
};

const ON_STATEMENTS: Readonly<Record<string, Damage>> = {
  "a bit of the signature": ({ dsseEnvelope: e }) => Object.assign(e.signatures[0], { sig: flip(e.signatures[0].sig) }),
  "the signature of another key": ({ dsseEnvelope: e }, { other }) =>
    Object.assign(e.signatures[0], { sig: other.dsseEnvelope.signatures[0].sig }),
  "no signature": ({ dsseEnvelope: e }) => Object.assign(e, { signatures: [] }),
  "another payload": ({ dsseEnvelope: e }) =>
    Object.assign(e, { payload: statementAbout("0".repeat(64)).toString("base64") }),
  "another subject beside": ({ dsseEnvelope: e }) => {
    const statement = JSON.parse(Buffer.from(e.payload, "base64").toString());
    statement.subject.push({ name: "x", digest: { sha256: "0".repeat(64) } });
    Object.assign(e, { payload: Buffer.from(JSON.stringify(statement)).toString("base64") });
  },
  "another type of payload": ({ dsseEnvelope: e }) => Object.assign(e, { payloadType: "text/plain" }),
};

function tampered(sound: readonly KeyCase[]): KeyCase[] {
  const of = (name: string) => sound.find((one) => one.name === name);
  const found: KeyCase[] = [];
  for (const kind of ["P-256", "RSA-2048"]) {
    for (const [what, damages] of [
      ["file", ON_FILES],
      ["statement", ON_STATEMENTS],
    ] as const) {
      const [one, other] = [of(`${kind}, bare, ${what}`), of(`${kind}, chain, ${what}`)];
      const same = of(`${kind}, bare, ${what === "file" ? "statement" : "file"}`);
      if (one === undefined || other === undefined || same === undefined) continue;
      const read = (each: KeyCase): Json => JSON.parse(Buffer.from(each.bundle).toString());
      for (const [name, damage] of Object.entries(damages)) {
        const bundle = read(one);
        damage(bundle, { same: read(same), other: read(other) });
        found.push({
          ...one,
          name: `${one.name}: ${name}`,
          bundle: Buffer.from(JSON.stringify(bundle)),
          isSound: false,
        });
      }
      const named = (name: string) => ({ ...one, name: `${one.name}: ${name}`, isSound: false });
      found.push({ ...named("another key"), publicKey: other.publicKey });
      found.push({ ...named("another file"), artifact: Buffer.from("another asset\n") });
    }
  }
  return found;
}
