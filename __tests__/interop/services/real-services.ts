import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { GITHUB_ISSUER } from "../../github-sigstore/github-run.ts";
import { openssl } from "../../openssl.ts";
import { answers, freePort, type Service, startService } from "./service.ts";
import type { Trillian } from "./trillian.ts";

/** A service with its address and what it is trusted by: a public key (DER), or a chain of certificates (PEM). */
export interface TrustedService<T> extends Service {
  readonly url: string;
  readonly trust: T;
}

/** An RFC 6962 log for certificates of the authority, over Trillian. */
export async function startCtLog(
  order: { program: string; trillian: Trillian; rootPath: string },
  folder: string,
): Promise<TrustedService<Buffer>> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = privateKey.export({ type: "pkcs8", format: "der" });
  const escaped = [...der].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  const config = join(folder, "ct.cfg");
  writeFileSync(
    config,
    `config {
  log_id: ${await order.trillian.createTree()}
  prefix: "ctfe"
  roots_pem_file: "${order.rootPath}"
  ext_key_usages: "CodeSigning"
  private_key: { [type.googleapis.com/keyspb.PrivateKey] { der: "${escaped}" } }
}
`,
  );
  const [endpoint, metrics] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const url = `http://${endpoint}/ctfe`;
  const service = await startService({
    name: "ct_server",
    program: order.program,
    args: [
      ...[`--log_config=${config}`, `--log_rpc_server=${order.trillian.address}`],
      ...[`--http_endpoint=${endpoint}`, `--metrics_endpoint=${metrics}`, "--logtostderr"],
    ],
    log: join(folder, "ct_server.log"),
    ready: () => answers(`${url}/ct/v1/get-roots`),
  });
  return { ...service, url, trust: publicKey.export({ type: "spki", format: "der" }) };
}

/** A root and an intermediate with one Organization, which the CT log and gh want. */
export function makeAuthority(
  folder: string,
  organization: string,
): { rootPath: string; chain: string[]; keyPath: string } {
  const at = (name: string): string => join(folder, name);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const subject = (name: string): string[] => ["-subj", `/O=${organization}/CN=${name}`];
  const usage = "keyUsage=critical,keyCertSign,cRLSign";
  openssl([
    ...["req", "-x509", ...curve, "-keyout", at("root.key"), "-out", at("root.pem"), "-days", "2"],
    ...[...subject("root"), "-addext", "basicConstraints=critical,CA:TRUE,pathlen:1", "-addext", usage],
  ]);
  openssl(["req", ...curve, "-keyout", at("ca.key"), "-out", at("ca.csr"), ...subject("intermediate")]);
  writeFileSync(at("ca.ext"), `basicConstraints=critical,CA:TRUE,pathlen:0\n${usage}\nextendedKeyUsage=codeSigning\n`);
  openssl([
    ...["x509", "-req", "-in", at("ca.csr"), "-CA", at("root.pem"), "-CAkey", at("root.key"), "-CAcreateserial"],
    ...["-extfile", at("ca.ext"), "-out", at("ca.pem"), "-days", "2"],
  ]);
  const key = createPrivateKey(readFileSync(at("ca.key")));
  writeFileSync(at("ca.enc.key"), key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }));
  const chain = ["ca.pem", "root.pem"].map((name) => readFileSync(at(name), "utf8"));
  writeFileSync(at("chain.pem"), chain.join(""));
  return { rootPath: at("root.pem"), chain, keyPath: at("ca.enc.key") };
}

/** Fulcio with its public configuration for GitHub, from the sources that it was built from. */
export async function startFulcio(
  order: {
    program: string;
    configPath: string;
    authority: ReturnType<typeof makeAuthority>;
    ctLog: TrustedService<Buffer>;
    env: Record<string, string>;
  },
  folder: string,
): Promise<TrustedService<string[]>> {
  // An alias in the place of a key needs a space before its colon, which Go's parser does without.
  const published = parse(readFileSync(order.configPath, "utf8").replace(/^( +\*[\w-]+):/gm, "$1 :"));
  const issuers = published["oidc-issuers"];
  const { "github-workflow": github } = published["ci-issuer-metadata"];
  const config = join(folder, "fulcio.yaml");
  const kept = {
    "oidc-issuers": { [GITHUB_ISSUER]: issuers[GITHUB_ISSUER] },
    "ci-issuer-metadata": { "github-workflow": github },
  };
  writeFileSync(config, stringify(kept, { aliasDuplicateObjects: false }));
  const key = join(folder, "ct.pub.pem");
  const ctKey = createPublicKey({ key: order.ctLog.trust, format: "der", type: "spki" });
  writeFileSync(key, ctKey.export({ type: "spki", format: "pem" }));
  const [port, grpc, metrics] = [await freePort(), await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: "fulcio",
    program: order.program,
    args: [
      ...["serve", "--host=127.0.0.1", `--port=${port}`, "--grpc-host=127.0.0.1", `--grpc-port=${grpc}`],
      ...[`--metrics-port=${metrics}`, `--config-path=${config}`, "--fileca-watch=false", "--ca=fileca"],
      ...[
        `--fileca-cert=${join(folder, "chain.pem")}`,
        `--fileca-key=${order.authority.keyPath}`,
        "--fileca-key-passwd=x",
      ],
      ...[`--ct-log-url=${order.ctLog.url}`, `--ct-log-public-key-path=${key}`],
      `--legacy-unix-domain-socket=@capsule-fulcio-${port}`,
    ],
    env: { PATH: process.env["PATH"], HOME: folder, ...order.env },
    log: join(folder, "fulcio.log"),
    ready: () => answers(`${url}/api/v2/trustBundle`),
  });
  return { ...service, url, trust: order.authority.chain };
}

/** A timestamp authority whose key lives in its memory. */
export async function startTimestampAuthority(program: string, folder: string): Promise<TrustedService<string[]>> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: "timestamp-server",
    program,
    args: ["serve", "--host=127.0.0.1", `--port=${port}`, "--timestamp-signer=memory", "--disable-ntp-monitoring"],
    log: join(folder, "timestamp-server.log"),
    ready: () => answers(`${origin}/ping`),
  });
  const chain = await (await fetch(`${origin}/api/v1/timestamp/certchain`)).text();
  const certificates = chain.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/g) ?? [];
  return { ...service, url: `${origin}/api/v1/timestamp`, trust: certificates };
}

/** Rekor v1 over Trillian, without its search index. */
export async function startRekorV1(
  program: string,
  trillian: Trillian,
  folder: string,
): Promise<TrustedService<Buffer>> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [host, rpc] = trillian.address.split(":");
  const endpoints = [
    ...["createLogEntry", "getLogEntryByIndex", "getLogEntryByUUID", "getLogInfo", "getLogProof", "getPublicKey"],
    "searchLogQuery",
  ];
  const service = await startService({
    name: "rekor-server",
    program,
    args: [
      ...["serve", "--rekor_server.address=127.0.0.1", `--port=${port}`, "--rekor_server.hostname=127.0.0.1"],
      ...["--rekor_server.signer=memory", `--trillian_log_server.address=${host}`],
      ...[`--trillian_log_server.port=${rpc}`, `--trillian_log_server.tlog_id=${await trillian.createTree()}`],
      `--enabled_api_endpoints=${endpoints.join(",")}`,
    ],
    log: join(folder, "rekor-server.log"),
    ready: () => answers(`${url}/api/v1/log/publicKey`),
  });
  const pem = await (await fetch(`${url}/api/v1/log/publicKey`)).text();
  return { ...service, url, trust: createPublicKey(pem).export({ type: "spki", format: "der" }) };
}

/** Rekor v2 over the files of a folder; its first entry is one of nobody's, so that no bundle has the index 0. */
export async function startRekorV2(
  program: string,
  folder: string,
): Promise<TrustedService<Buffer> & { readonly files: string }> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const [key, files] = [join(folder, "rekor-v2.key"), join(folder, "rekor-v2")];
  writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }));
  const [port, grpc, metrics] = [await freePort(), await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: "rekor-tiles",
    program,
    args: [
      ...["serve", `--http-port=${port}`, `--grpc-port=${grpc}`, `--http-metrics-port=${metrics}`],
      ...["--hostname=127.0.0.1", `--signer-filepath=${key}`, `--storage-dir=${files}`],
      ...["--checkpoint-interval=1s", "--persistent-antispam"],
    ],
    log: join(folder, "rekor-tiles.log"),
    ready: () => answers(`${url}/healthz`),
  });
  await enterNothing(url);
  return { ...service, url, files, trust: publicKey.export({ type: "spki", format: "der" }) };
}

async function enterNothing(url: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rawBytes = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const verifier = { publicKey: { rawBytes }, keyDetails: "PKIX_ECDSA_P256_SHA_256" };
  const digest = Buffer.from("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "hex").toString(
    "base64",
  );
  const content = sign("sha256", Buffer.alloc(0), privateKey).toString("base64");
  const body = { hashedRekordRequestV002: { digest, signature: { content, verifier } } };
  const response = await fetch(`${url}/api/v2/log/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.status !== 201) throw new Error(`rekor-tiles refused its first entry: ${await response.text()}`);
}
