import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { type ImageName, parseImageName } from "../../../src/domain/image/image-name.ts";
import { signByNotary } from "../../../src/journeys/image/sign-by-notary.ts";
import { verifyImage } from "../../../src/journeys/image/verify-image.ts";
import { NOBODY } from "../../../src/journeys/verify/notary-order.ts";
import { readDer } from "../../../src/kernel/der.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { keyNotarySigner } from "../../../src/services/notary/key-notary-signer.ts";
import { verificationPlugins } from "../../../src/services/notary/verification-plugins.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { requestTimestamp } from "../../../src/services/sigstore/timestamp-authority.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { signingPrograms } from "../../../src/world/signing-programs.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { testSigningKey } from "../../signing/test-notary.ts";
import { lastLine, runTool } from "../run-tool.ts";
import {
  chainOf,
  KEY_SPECS,
  type NotaryPrograms,
  type NotaryWorld,
  nameKey,
  nowSeconds,
  type RegistryKind,
} from "./notary-world.ts";

const TIMES = ["none", "time stamp", "expired leaf with time stamp"] as const;
const FORMATS = ["jws", "cose"] as const;

export interface NotaryCase {
  readonly registry: RegistryKind;
  readonly format: (typeof FORMATS)[number];
  readonly spec: (typeof KEY_SPECS)[number];
  readonly time: (typeof TIMES)[number];
  readonly signer: "ours" | "notation";
}

export interface NotaryJudgement extends NotaryCase {
  readonly accepted: boolean;
  readonly detail: string;
}

/** How long the certificate of a signer is valid that is to be expired. */
const SHORT_SECONDS = 25;

export function notaryCases(): NotaryCase[] {
  const registries: RegistryKind[] = ["docker-registry", "olareg"];
  return TIMES.toReversed().flatMap((time) =>
    registries.flatMap((registry) =>
      FORMATS.flatMap((format) =>
        KEY_SPECS.flatMap((spec) =>
          (["ours", "notation"] as const).map((signer) => ({ registry, format, spec, time, signer })),
        ),
      ),
    ),
  );
}

/** Signs every case, those with a certificate that expires first, and then lets the other program verify each. */
export async function judgeMatrix(
  programs: NotaryPrograms,
  world: NotaryWorld,
  report: (line: string) => void,
): Promise<NotaryJudgement[]> {
  const judged: NotaryJudgement[] = [];
  const signed: { readonly one: NotaryCase; readonly image: string; readonly config: string }[] = [];
  for (const [at, one] of notaryCases().entries()) {
    const config = one.time === "none" ? world.configs.plain : world.configs.stamped;
    try {
      const image = await pushImage(`${world.registries[one.registry]}/demo/case${at}`, at);
      const leaf =
        one.time === "expired leaf with time stamp"
          ? { notBefore: nowSeconds() - 60, notAfter: nowSeconds() + SHORT_SECONDS }
          : {};
      const chain = chainOf(one.spec, leaf);
      if (one.signer === "ours") await signOurs(one, { image, chain, world });
      else await signTheirs(one, { image, chain, world, config, programs });
      signed.push({ one, image, config });
    } catch (error) {
      judged.push({ ...one, accepted: false, detail: `not signed: ${(error as Error).message}` });
    }
    if (at % 24 === 23) report(`notary: ${at + 1} signed`);
  }
  await sleep((SHORT_SECONDS + 2) * 1000);
  for (const { one, image, config } of signed) {
    const found =
      one.signer === "ours" ? await verifyTheirs(image, { config, programs, world }) : await verifyOurs(image, config);
    judged.push({ ...one, ...found });
  }
  return judged;
}

interface Signing {
  readonly image: string;
  readonly chain: readonly Uint8Array[];
  readonly world: NotaryWorld;
}

export function registryOf(image: ImageName) {
  return ociRegistry(image, {
    http: createHttp(() => undefined),
    clock: systemClock,
    credentials: async () => undefined,
  });
}

async function signOurs(one: NotaryCase, { image, chain, world }: Signing): Promise<void> {
  const name = parseImageName(image);
  const ports = { http: createHttp(() => undefined), clock: systemClock };
  const askTime = async (signature: Uint8Array, window: { notBefore: number; notAfter: number }) => {
    const response = await requestTimestamp({ url: world.timestampUrl, signature, window }, ports);
    return readDer(response).sequence()[1]!.raw;
  };
  const signer = await keyNotarySigner({
    ...{
      key: testSigningKey(one.spec, chain),
      format: one.format,
      expirySeconds: undefined,
      clock: systemClock,
      crypto: nodeCryptography,
    },
    askTime: one.time === "none" ? undefined : askTime,
  });
  await signByNotary(name, { registry: registryOf(name), signer, progress: quietProgress() });
}

async function signTheirs(
  one: NotaryCase,
  { image, chain, world, config, programs }: Signing & { config: string; programs: NotaryPrograms },
): Promise<void> {
  nameKey(config, one.spec, chain);
  const stamp =
    one.time === "none"
      ? []
      : ["--timestamp-url", world.timestampUrl, "--timestamp-root-cert", join(world.folder, "tsa-root.crt")];
  // Both ways of referring: by the tag, which notation writes everywhere unless told otherwise, and by the API alone.
  const tag = one.registry === "olareg" ? ["--force-referrers-tag=false"] : [];
  const ran = await notation(programs, config, [
    "sign",
    "--insecure-registry",
    "--signature-format",
    one.format,
    ...tag,
    ...stamp,
    image,
  ]);
  if (ran.status !== 0) throw new Error(lastLine(ran.stderr));
}

async function verifyTheirs(
  image: string,
  { config, programs }: { config: string; programs: NotaryPrograms; world: NotaryWorld },
) {
  const ran = await notation(programs, config, ["verify", "--insecure-registry", image]);
  return { accepted: ran.status === 0, detail: lastLine(ran.status === 0 ? ran.stdout : ran.stderr) };
}

export async function verifyOurs(image: string, config: string, plugins: readonly string[] = []) {
  const name = parseImageName(image);
  const trust = { trustedRoots: async () => [] };
  const ports = {
    crypto: nodeCryptography,
    files: systemFiles,
    trust,
    progress: quietProgress(),
    registry: registryOf(name),
    notaryPlugin: verificationPlugins(signingPrograms({ env: { ...process.env, XDG_CONFIG_HOME: config } })),
  };
  const verify = { identity: NOBODY, now: new Date(), notary: { folder: join(config, "notation"), plugins } };
  try {
    const { verification } = await verifyImage({ image: name, verify }, ports);
    const claim = verification.claims.find(({ id }) => id === "notary");
    return { accepted: verification.exitCode === 0, detail: `${claim?.code ?? claim?.status} ${claim?.reason}` };
  } catch (error) {
    return { accepted: false, detail: `${(error as { code?: string }).code} ${(error as Error).message}` };
  }
}

export function notation(programs: NotaryPrograms, config: string, args: readonly string[]) {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: config,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: join(config, "cache"),
  };
  return runTool(programs.notation, args, { cwd: config, env, timeoutMs: 120_000 });
}

/** An image of one layer that nobody else has; resolves to its name with digest. */
export async function pushImage(repository: string, number: number): Promise<string> {
  const name = parseImageName(`${repository}:v1`);
  const registry = registryOf(name);
  const layer = await registry.putBlob(encodeUtf8(`layer ${number} ${Math.random()}`));
  const config = await registry.putBlob(
    encodeUtf8(
      JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [layer.digest] } }),
    ),
  );
  const manifest = {
    ...{ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json" },
    config: { ...config, mediaType: "application/vnd.oci.image.config.v1+json" },
    layers: [{ ...layer, mediaType: "application/vnd.oci.image.layer.v1.tar" }],
  };
  const body = JSON.stringify(manifest);
  const url = `http://${name.registry}/v2/${name.repository}/manifests/v1`;
  const answer = await fetch(url, { method: "PUT", headers: { "content-type": manifest.mediaType }, body });
  if (answer.status !== 201) throw new Error(`the registry answered with ${answer.status}`);
  const digest = `sha256:${sha256Hex(encodeUtf8(body))}`;
  return `${repository}@${digest}`;
}
