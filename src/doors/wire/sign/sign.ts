import { basename, join } from "node:path";
import { nodeCryptography } from "../../../crypto/node.ts";
import { GITHUB_WEB, gitHubIssuer } from "../../../domain/source/github-issuer.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Signer } from "../../../ports/signer.ts";
import type { Trust } from "../../../ports/trust.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import type { KeySettings } from "../../settings/key-settings.ts";
import type { BundleSignerSettings, SigningSettings, SigstoreSetting } from "../../surroundings.ts";
import { cacheFolder } from "../read/read.ts";
import { embeddedRoot, fileTrust, MAX_CONFIG_BYTES, only } from "../verify/offline.ts";

/** Who signs, and the one trusted root under which that instance is verified. */
export async function signing(settings: SigningSettings): Promise<{ signer: Signer; trust: Trust }> {
  const { sigstore, key } = settings;
  if (key !== undefined) return signingWithKey(key, settings);
  switch (sigstore.kind) {
    case "none":
      throw new Fault("usage", "without a key somebody must vouch for the signature", {
        hint: advice`name another instance with ${option("sigstore")}`,
      });
    case "local":
      return localSigning();
    case "custom":
      return customSigning(sigstore.signingConfig, settings);
    default:
      return publicSigning(sigstore.kind, settings);
  }
}

/** The instance only witnesses; which one, no token decides, so that it is the public one by default. */
async function signingWithKey(key: KeySettings, settings: SigningSettings): Promise<{ signer: Signer; trust: Trust }> {
  const { sigstore, trustedRoot } = settings;
  const { keySigner } = await import("./sign-with-key.ts");
  const named = trustedRoot === undefined ? undefined : fileTrust(trustedRoot);
  if (sigstore.kind === "none") {
    const trust = named ?? { trustedRoots: async () => [embeddedRoot("public-good")] };
    return { signer: await keySigner(key, async () => undefined, trust), trust };
  }
  if (sigstore.kind === "custom") {
    const { instance, trust } = await customInstance(sigstore.signingConfig, settings);
    return { signer: await keySigner(key, async () => instance, trust), trust };
  }
  if (sigstore.kind === "local") throw new Fault("internal", "the local instance makes its own keys");
  const discover = await discovery(settings);
  const own = new URL(processEnv("GITHUB_SERVER_URL") ?? GITHUB_WEB).origin;
  const found = discover(sigstore.kind === "auto" ? "public-good" : sigstore.kind, own);
  const trust = named ?? found.trust;
  return { signer: await keySigner(key, () => found.instance(), trust), trust };
}

async function localSigning(): Promise<{ signer: Signer; trust: Trust }> {
  const [{ createLocalSigstore }, { createKeylessSigner }, { instanceFromSigningConfig }] = await Promise.all([
    import("../../../services/local/local-sigstore.ts"),
    import("../../../services/sigstore/keyless-signer.ts"),
    import("../../../services/sigstore/instances.ts"),
  ]);
  const local = createLocalSigstore({ clock: systemClock });
  const instance = instanceFromSigningConfig(local.signingConfig, systemClock.now(), "local");
  const { http, tokens, trustedRoot } = local;
  return {
    signer: createKeylessSigner({ instance, tokens, http, clock: systemClock, crypto: nodeCryptography }),
    trust: only(async () => ({ bytes: trustedRoot, origin: "local instance of this run", dated: undefined })),
  };
}

async function customSigning(path: string, settings: SigningSettings): Promise<{ signer: Signer; trust: Trust }> {
  const { instance, trust } = await customInstance(path, settings);
  if (settings.embargo === true) await requireNoLog(instance, trust);
  return { signer: await keylessSigner(instance, settings, trust), trust };
}

async function customInstance(path: string, settings: SigningSettings) {
  const { trustedRoot } = settings;
  // A name without an ending was meant as one of an instance.
  if (!basename(path).includes(".") && (await systemFiles.facts(path)) === undefined) {
    throw new Fault("usage", `${printable(basename(path))} is neither an instance of Sigstore nor a file`, {
      hint: advice`${option("sigstore")} takes auto, public-good, public-good-rekor-v2, github, staging, local, or the path of a file`,
    });
  }
  if (trustedRoot === undefined) {
    throw new Fault("usage", "a signing config needs the trusted root of its instance", {
      hint: advice`name it with ${option("trusted-root")}`,
    });
  }
  const { instanceFromSigningConfig, signingConfigWarning } = await import("../../../services/sigstore/instances.ts");
  const config = await systemFiles.read(path, MAX_CONFIG_BYTES);
  const strange = signingConfigWarning(config);
  if (strange !== undefined) settings.progress.warn(strange);
  return { instance: instanceFromSigningConfig(config, systemClock.now()), trust: fileTrust(trustedRoot) };
}

/** Where a public instance signs is discovered while the release is examined; which one it is, only the token decides. */
async function publicSigning(
  setting: Exclude<SigstoreSetting["kind"], "local" | "custom" | "none">,
  settings: SigningSettings,
): Promise<{ signer: Signer; trust: Trust }> {
  const [{ requireAmbientTokens }, { chooseInstance }, discover] = await Promise.all([
    import("../../../services/sigstore/ambient-token.ts"),
    import("../../../services/sigstore/choose-instance.ts"),
    discovery(settings),
  ]);
  requireAmbientTokens(processEnv, "sigstore");
  const named = setting === "public-good-rekor-v2" ? "public-good" : setting;
  const own = new URL(processEnv("GITHUB_SERVER_URL") ?? GITHUB_WEB).origin;
  const likely = setting === "auto" ? AUTOMATIC.filter((name) => name !== "github" || hasInstance(own)) : [setting];
  for (const name of likely) discover(name, own);
  let chosen: DiscoveredInstance | undefined;
  const instance: KeylessInstance = async (claims) => {
    const name = chooseInstance(named, claims, settings);
    const { web } = gitHubIssuer(claims.issuer) ?? { web: GITHUB_WEB };
    chosen = discover(setting === "public-good-rekor-v2" ? setting : name, web);
    const found = await chosen.instance();
    if (settings.embargo === true) await requireNoLog(found, trust);
    return found;
  };
  const known = (): DiscoveredInstance => {
    if (chosen === undefined) throw new Fault("internal", "the instance is known only once a token is");
    return chosen;
  };
  const discovered: Trust = {
    trustedRoots: async () => known().trust.trustedRoots(),
    refresh: async () => known().trust.refresh?.(),
  };
  const trust = settings.trustedRoot === undefined ? discovered : fileTrust(settings.trustedRoot);
  return { signer: await keylessSigner(instance, settings, trust), trust };
}

/** Before a certificate is asked for, which is the first thing that a log would keep. */
async function requireNoLog(instance: DiscoveredSigningInstance, trust: Trust): Promise<void> {
  const { requireUntraced } = await import("../../../services/sigstore/require-untraced.ts");
  for (const { bytes } of await trust.trustedRoots()) requireUntraced(instance, bytes);
}

const AUTOMATIC = ["public-good", "github"] as const;

/** A server of somebody's own has none. */
function hasInstance(web: string): boolean {
  return web === GITHUB_WEB || web.endsWith(".ghe.com");
}

type DiscoveredSigningInstance = Awaited<ReturnType<DiscoveredInstance["instance"]>>;
type DiscoveredInstance = import("../../../services/sigstore/discover-instance.ts").DiscoveredInstance;
type Published = typeof import("../../../services/sigstore/discover-instance.ts")["publishedInstance"];

const DISCOVERY_MS = 10_000;

/** Begins to discover an instance, once; the cache is the runner's own, so that nothing of it outlives the job. */
async function discovery({
  progress,
}: SigningSettings): Promise<(...which: Parameters<Published>) => DiscoveredInstance> {
  const [{ discoverInstance, publishedInstance }, { tufRepository }, { tufTargets, withTimeLimit }, { createHttp }] =
    await Promise.all([
      import("../../../services/sigstore/discover-instance.ts"),
      import("../../../services/tuf/repositories.ts"),
      import("../../../services/tuf/tuf-trust.ts"),
      import("../../../world/http/http.ts"),
    ]);
  const ports = { http: createHttp(processEnv), clock: systemClock, files: systemFiles };
  const begun = new Map<string, DiscoveredInstance>();
  return (name, web) => {
    const key = `${name} ${web}`;
    const published = publishedInstance(name, web);
    const found =
      begun.get(key) ??
      discoverInstance(published, {
        clock: systemClock,
        warn: (text) => progress.warn(text),
        targets: (names) =>
          tufTargets(tufRepository(published.name), runnerCache(), withTimeLimit(DISCOVERY_MS, ports))(names),
      });
    begun.set(key, found);
    return found;
  };
}

function runnerCache(): string {
  const temporary = processEnv("RUNNER_TEMP");
  return join(temporary === undefined ? cacheFolder() : join(temporary, "release-capsule"), "tuf");
}

export async function bundleSigner({ sigstore, by }: BundleSignerSettings): Promise<Signer> {
  const instance = sigstore === "none" ? undefined : await bundleInstance(sigstore);
  if (!("identityToken" in by)) {
    const { keySigner } = await import("./sign-with-key.ts");
    return keySigner(by, async () => instance);
  }
  if (instance === undefined) throw new Fault("internal", "a token is for an instance");
  const [{ createKeylessSigner }, { parseIdentityToken }, { createHttp }] = await Promise.all([
    import("../../../services/sigstore/keyless-signer.ts"),
    import("../../../services/sigstore/identity-token.ts"),
    import("../../../world/http/http.ts"),
  ]);
  const token = parseIdentityToken(by.identityToken);
  const tokens = { token: async () => token };
  return createKeylessSigner({
    instance,
    tokens,
    http: createHttp(processEnv),
    clock: systemClock,
    crypto: nodeCryptography,
  });
}

async function bundleInstance(sigstore: Exclude<BundleSignerSettings["sigstore"], "none">) {
  const [{ instanceFromSigningConfig }, { EMBEDDED_SIGNING_CONFIGS }] = await Promise.all([
    import("../../../services/sigstore/instances.ts"),
    import("../../../domain/sigstore/embedded-signing-configs.ts"),
  ]);
  const isNamed = typeof sigstore === "string";
  const config = isNamed
    ? EMBEDDED_SIGNING_CONFIGS[sigstore].bytes()
    : await systemFiles.read(sigstore.signingConfig, MAX_CONFIG_BYTES);
  return instanceFromSigningConfig(config, systemClock.now(), isNamed ? sigstore : "custom");
}

type KeylessSigner = typeof import("../../../services/sigstore/keyless-signer.ts");
type KeylessInstance = Parameters<KeylessSigner["createKeylessSigner"]>[0]["instance"];

async function keylessSigner(instance: KeylessInstance, settings: SigningSettings, trust: Trust): Promise<Signer> {
  const [{ createKeylessSigner }, { ambientTokens, requireAmbientTokens }, { createHttp }] = await Promise.all([
    import("../../../services/sigstore/keyless-signer.ts"),
    import("../../../services/sigstore/ambient-token.ts"),
    import("../../../world/http/http.ts"),
  ]);
  const http = createHttp(processEnv);
  const mask = settings.mask === undefined ? {} : { mask: settings.mask };
  requireAmbientTokens(processEnv, "sigstore");
  const tokens = ambientTokens({ http, clock: systemClock, env: processEnv, ...mask });
  const { progress } = settings;
  const pauses = {
    begin: (ms: number) =>
      progress.step(`the log takes no more signatures for now: waiting ${Math.ceil(ms / 1000)} seconds`),
    end: () => progress.step("signing again"),
  };
  return createKeylessSigner({ instance, tokens, http, clock: systemClock, crypto: nodeCryptography, trust, pauses });
}
