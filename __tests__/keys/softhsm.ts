import { execFileSync } from "node:child_process";
import { createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chainFor } from "./test-keys.ts";

const MODULE = "/usr/lib/softhsm/libsofthsm2.so";
/** Of a token that lives for one test. */
export const PIN = "8246-test-pin";

export function hasSoftHsm(): boolean {
  return existsSync(MODULE) && existsSync("/usr/bin/softhsm2-util") && existsSync("/usr/bin/pkcs11-tool");
}

export interface TestToken {
  /** What finds token and plugins. */
  readonly env: Readonly<Record<string, string>>;
  readonly publicKey: KeyObject;
  /** For the Notary plugin, beside its key. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * A token of SoftHSM 2 with a key on P-256 under the id 01, and three plugins before it: `softhsm` by Notary's contract 1.0 and by the
 * protocol of sigstore-kms, and `envelopes` by Notary's, which makes whole envelopes. Each is a script that runs pkcs11-tool; SoftHSM 2.6 hashes nothing for ECDSA, so they do.
 */
export function makeToken(folder: string): TestToken {
  const tokens = join(folder, "tokens");
  mkdirSync(tokens);
  const conf = join(folder, "softhsm2.conf");
  writeFileSync(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
  const env = {
    ...{ SOFTHSM2_CONF: conf, P11_MODULE: MODULE, P11_PIN: PIN, XDG_CONFIG_HOME: join(folder, "config") },
    PATH: [join(folder, "bin"), process.env["PATH"] ?? ""].join(delimiter),
    HOME: folder,
  };
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { env, stdio: "pipe" });
  run("softhsm2-util", "--init-token", "--free", "--label", "capsule", "--so-pin", "0000", "--pin", PIN);
  const tool = ["--module", MODULE, "--token-label", "capsule"];
  const made = ["--keypairgen", "--key-type", "EC:secp256r1", "--id", "01", "--label", "sign"];
  run("pkcs11-tool", ...tool, "--login", "--pin", "env:P11_PIN", ...made);
  const der = join(folder, "key.der");
  run("pkcs11-tool", ...tool, "--read-object", "--type", "pubkey", "--id", "01", "-o", der);
  const publicKey = createPublicKey({ key: execFileSync("cat", [der]), format: "der", type: "spki" });
  const chain = join(folder, "chain.pem");
  writeFileSync(chain, chainFor(publicKey, folder));
  writePlugin(join(folder, "config", "notation", "plugins", "softhsm"), "notation-softhsm", NOTATION);
  writePlugin(join(folder, "config", "notation", "plugins", "envelopes"), "notation-envelopes", ENVELOPES);
  writePlugin(join(folder, "bin"), "sigstore-kms-softhsm", KMS);
  return { env, publicKey, config: { chain } };
}

export function writePlugin(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!${process.execPath}\n${script}`, { mode: 0o755 });
}

const COMMON = `
const { execFileSync } = require("node:child_process");
const { createHash, createPublicKey, X509Certificate } = require("node:crypto");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const say = (answer) => process.stdout.write(JSON.stringify(answer));
const pkcs11 = (...args) => execFileSync("pkcs11-tool", ["--module", process.env.P11_MODULE, "--token-label", "capsule", ...args], { stdio: ["ignore", "ignore", "pipe"] });
const inFolder = (work) => {
  const folder = mkdtempSync(join(tmpdir(), "plugin-"));
  try { return work((name) => join(folder, name)); } finally { rmSync(folder, { recursive: true, force: true }); }
};
const signed = (digest, id, form) => inFolder((at) => {
  writeFileSync(at("in"), digest);
  pkcs11("--login", "--pin", "env:P11_PIN", "--sign", "--mechanism", "ECDSA", "--signature-format", form, "--id", id, "-i", at("in"), "-o", at("out"));
  return readFileSync(at("out")).toString("base64");
});
const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
`;

const NOTATION = `${COMMON}
const request = JSON.parse(readFileSync(0, "utf8"));
switch (process.argv[2]) {
  case "get-plugin-metadata":
    say({ name: "softhsm", description: "PKCS#11", version: "1.0.0", url: "https://example.invalid", supportedContractVersions: ["1.0"], capabilities: ["SIGNATURE_GENERATOR.RAW"] });
    break;
  case "describe-key":
    say({ keyId: request.keyId, keySpec: "EC-256" });
    break;
  case "generate-signature": {
    const chain = readFileSync(request.pluginConfig.chain, "utf8").match(/-----BEGIN[\\s\\S]*?-----END CERTIFICATE-----/g);
    const certificateChain = chain.map((pem) => new X509Certificate(pem).raw.toString("base64"));
    const form = request.pluginConfig.form ?? "rs";
    say({ keyId: request.keyId, signature: signed(sha256(Buffer.from(request.payload, "base64")), request.keyId, form), signingAlgorithm: "ECDSA-SHA-256", certificateChain });
  }
}
`;

/** Makes a JWS as the signature specification says, by other code than ours. */
const ENVELOPES = `${COMMON}
const request = JSON.parse(readFileSync(0, "utf8"));
const text = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
switch (process.argv[2]) {
  case "get-plugin-metadata":
    say({ name: "envelopes", description: "PKCS#11", version: "1.0.0", url: "https://example.invalid", supportedContractVersions: ["1.0"], capabilities: ["SIGNATURE_GENERATOR.ENVELOPE"] });
    break;
  case "describe-key":
    say({ keyId: request.keyId, keySpec: "EC-256" });
    break;
  case "generate-envelope": {
    const chain = readFileSync(request.pluginConfig.chain, "utf8").match(/-----BEGIN[\\s\\S]*?-----END CERTIFICATE-----/g);
    const scheme = "io.cncf.notary.signingScheme";
    const time = new Date().toISOString().replace(/\\.\\d+/, "");
    const headers = { alg: "ES256", cty: request.payloadType, crit: [scheme], [scheme]: "notary.x509", "io.cncf.notary.signingTime": time };
    const [own, payload] = [text(headers), Buffer.from(request.payload, "base64").toString("base64url")];
    const signature = Buffer.from(signed(sha256(Buffer.from(own + "." + payload)), request.keyId, "rs"), "base64").toString("base64url");
    const header = { x5c: chain.map((pem) => new X509Certificate(pem).raw.toString("base64")) };
    const envelope = Buffer.from(JSON.stringify({ payload, protected: own, header, signature })).toString("base64");
    say({ signatureEnvelope: envelope, signatureEnvelopeType: request.signatureEnvelopeType });
  }
}
`;

const KMS = `${COMMON}
const { initOptions, methodName, signMessage } = JSON.parse(process.argv[3]);
const id = initOptions.keyResourceID;
try {
  const shown = () => inFolder((at) => {
    pkcs11("--read-object", "--type", "pubkey", "--id", id, "-o", at("key"));
    return createPublicKey({ key: readFileSync(at("key")), format: "der", type: "spki" }).export({ type: "spki", format: "pem" });
  });
  if (methodName === "publicKey") say({ publicKey: { publicKeyPEM: Buffer.from(shown()).toString("base64") } });
  else if (methodName === "defaultAlgorithm") say({ defaultAlgorithm: { defaultAlgorithm: "ecdsa-p256-sha256" } });
  else if (methodName === "supportedAlgorithms") say({ supportedAlgorithms: { supportedAlgorithms: ["ecdsa-p256-sha256"] } });
  else if (methodName === "signMessage") {
    const digest = signMessage.signOptions.messageOptions.digest;
    say({ signMessage: { signature: signed(digest ? Buffer.from(digest, "base64") : sha256(readFileSync(0)), id, "openssl") } });
  } else throw new Error("unknown method");
} catch (error) {
  say({ errorMessage: String(error.message) });
}
`;
