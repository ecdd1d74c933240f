import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { splitFile } from "../../../src/domain/notary/trust/store-certificates.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import {
  INTERMEDIATE,
  KEY_SPECS,
  type KeySpec,
  ROOT,
  type TestCertificateFacts,
  testAuthority,
  testKey,
  testNotaryCertificate,
} from "../../signing/test-notary.ts";
import { answers, freePort, type Service, startService } from "../services/service.ts";

/** Programs that were built or installed. */
export interface NotaryPrograms {
  readonly notation: string;
  readonly olareg: string;
  readonly timestampServer: string;
  readonly dockerRegistry: string;
  readonly notaryJudge: string;
}

export type RegistryKind = "docker-registry" | "olareg";

export interface NotaryWorld {
  readonly folder: string;
  /** Of the authority for time stamps. */
  readonly timestampUrl: string;
  readonly registries: Readonly<Record<RegistryKind, string>>;
  /** Configuration of notation: with an authority for time stamps in its policy, and without. */
  readonly configs: { readonly plain: string; readonly stamped: string };
  close(): Promise<void>;
}

const YEAR = 365 * 86_400;
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** From the signer's certificate to the root; the authorities are the same ones in the whole run. */
export function chainOf(spec: KeySpec, leaf: TestCertificateFacts = {}): [Uint8Array, Uint8Array, Uint8Array] {
  const own = { notBefore: BEGIN - 3600, notAfter: BEGIN + YEAR, purposes: ["1.3.6.1.5.5.7.3.3"], ...leaf };
  return [testNotaryCertificate({ key: testKey(spec), ...own }, INTERMEDIATE), ...AUTHORITIES];
}

const BEGIN = nowSeconds();
const LONG = { notBefore: BEGIN - 3600, notAfter: BEGIN + YEAR };
const AUTHORITIES: [Uint8Array, Uint8Array] = [
  testAuthority(INTERMEDIATE, ROOT, LONG),
  testAuthority(ROOT, ROOT, LONG),
];

/** Two registries and an authority for time stamps on loopback, and notation's configuration. */
export async function startNotaryWorld(programs: NotaryPrograms, folder: string): Promise<NotaryWorld> {
  const services: Service[] = [];
  const run = async (name: string, program: string, args: readonly string[], url: string): Promise<void> => {
    services.push(
      await startService({ name, program, args, log: join(folder, `${name}.log`), ready: () => answers(url) }),
    );
  };
  const [docker, olareg, stamps] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(
    join(folder, "registry.yml"),
    `version: 0.1\nlog: { level: warn }\nstorage: { filesystem: { rootdirectory: ${folder}/data } }\nhttp: { addr: 127.0.0.1:${docker} }\n`,
  );
  const at = (port: number) => `http://127.0.0.1:${port}`;
  await run("docker-registry", programs.dockerRegistry, ["serve", join(folder, "registry.yml")], `${at(docker)}/v2/`);
  const memory = ["serve", "--addr", "127.0.0.1", "--port", String(olareg), "--store-type", "mem"];
  await run("olareg", programs.olareg, memory, `${at(olareg)}/v2/`);
  const timestampUrl = `${at(stamps)}/api/v1/timestamp`;
  const stamping = [
    "serve",
    "--host",
    "127.0.0.1",
    "--port",
    String(stamps),
    "--timestamp-signer",
    "memory",
    "--disable-ntp-monitoring",
    "--include-chain-in-response",
  ];
  await run("timestamp-server", programs.timestampServer, stamping, `${timestampUrl}/certchain`);
  const chain = await textAt(`${timestampUrl}/certchain`);
  const root = splitFile(encodeUtf8(chain)).at(-1)!;
  writeFileSync(join(folder, "tsa-root.crt"), formatPem(root));
  return {
    ...{ folder, timestampUrl },
    registries: { "docker-registry": `127.0.0.1:${docker}`, olareg: `127.0.0.1:${olareg}` },
    configs: {
      plain: writeConfig(join(folder, "plain"), { stores: ["ca:capsule"], tsa: undefined }),
      stamped: writeConfig(join(folder, "stamped"), { stores: ["ca:capsule", "tsa:capsule"], tsa: root }),
    },
    async close() {
      for (const service of services) await service.close();
    },
  };
}

/** A base for XDG_CONFIG_HOME; resolves to it. */
function writeConfig(
  base: string,
  { stores, tsa }: { readonly stores: readonly string[]; readonly tsa: Uint8Array | undefined },
): string {
  const own = join(base, "notation");
  const ca = join(own, "truststore/x509/ca/capsule");
  mkdirSync(ca, { recursive: true });
  writeFileSync(join(ca, "root.crt"), formatPem(AUTHORITIES[1]));
  if (tsa !== undefined) {
    mkdirSync(join(own, "truststore/x509/tsa/capsule"), { recursive: true });
    writeFileSync(join(own, "truststore/x509/tsa/capsule/root.crt"), formatPem(tsa));
  }
  const statement = {
    name: "capsule",
    signatureVerification: { level: "strict" },
    trustStores: stores,
    trustedIdentities: ["x509.subject: C=US, ST=WA, O=Capsule Test"],
  };
  const policy = (more: object) => JSON.stringify({ version: "1.0", trustPolicies: [{ ...statement, ...more }] });
  writeFileSync(join(own, "trustpolicy.json"), policy({ registryScopes: ["*"] }), { mode: 0o600 });
  writeFileSync(join(own, "trustpolicy.blob.json"), policy({ globalPolicy: true }), { mode: 0o600 });
  return base;
}

/** Lets notation sign with this key and chain, under the name `capsule`. */
export function nameKey(
  config: string,
  spec: KeySpec,
  chain: readonly Uint8Array[],
): { readonly keyPath: string; readonly certPath: string } {
  const own = join(config, "notation");
  const [keyPath, certPath] = [join(own, "sign.key"), join(own, "sign.crt")];
  writeFileSync(keyPath, testKey(spec).privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  writeFileSync(certPath, chain.map((der) => formatPem(der)).join(""));
  writeFileSync(
    join(own, "signingkeys.json"),
    JSON.stringify({ default: "capsule", keys: [{ name: "capsule", keyPath, certPath }] }),
    { mode: 0o600 },
  );
  return { keyPath, certPath };
}

export { KEY_SPECS };

async function textAt(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Where a program is, or undefined. */
export function onPath(name: string): string | undefined {
  try {
    return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
