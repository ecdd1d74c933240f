import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { releaseStem } from "../domain/capsule/capsule-file-name.ts";
import { EMBEDDED_ROOTS, type EmbeddedInstance } from "../domain/sigstore/embedded-roots.ts";
import { GITHUB_WEB, gitHubIssuer } from "../domain/source/github-issuer.ts";
import type { SourceFacts } from "../domain/source/source-facts.ts";
import type { ExaminePorts, SealPorts } from "../journeys/seal/order/seal-order.ts";
import { Fault } from "../kernel/fault.ts";
import type { CarriedRoots } from "../ports/carried-roots.ts";
import type { ReleaseHost } from "../ports/release-host.ts";
import type { Signer } from "../ports/signer.ts";
import type { Trust, TrustedRootFile } from "../ports/trust.ts";
import { systemClock } from "../world/clock.ts";
import { processEnv } from "../world/env.ts";
import { systemFiles } from "../world/files.ts";
import { temporaryFolders } from "../world/temporary-folders.ts";
import { plainProgress, quietProgress, terminalProgress } from "../world/terminal.ts";
import type {
  BundleSignerSettings,
  ExamineSettings,
  ForgeSettings,
  SealSettings,
  SigstoreSetting,
  Surroundings,
} from "./surroundings.ts";

export { tolerateClosedPipes } from "../world/terminal.ts";

const MAX_CONFIG_BYTES = 4 << 20;

/**
 * The composition of the program: the only place that knows which implementation stands behind each port. What signs is
 * loaded when something is signed. `log` is where progress goes: a stream, or whoever takes lines.
 */
export function surroundings(folder: string, log: NodeJS.WriteStream | ((line: string) => void)): Surroundings {
  const writeLine = typeof log === "function" ? log : (line: string) => log.write(`${line}\n`);
  return {
    folder,
    env: processEnv,
    files: systemFiles,
    git: async () => (await import("../world/git.ts")).systemGit(processEnv),
    progress: (quiet) => {
      if (quiet) return quietProgress(writeLine);
      return typeof log === "function" ? plainProgress(log) : terminalProgress(log);
    },
    examinePorts,
    sealPorts,
    bundleSigner,
    rootsPorts: async () => ({ files: systemFiles, roots: await rootsByTuf(), store: rootsStore() }),
    verifyPorts: async ({ trustedRoot, instances, online, progress }) => ({
      files: systemFiles,
      trust: trustedRoot === undefined ? await instanceTrust(instances, online) : fileTrust(trustedRoot),
      progress,
    }),
  };
}

async function examinePorts(settings: ExamineSettings): Promise<ExaminePorts> {
  const [{ systemGit }, { gitHubBuildRun }] = await Promise.all([
    import("../world/git.ts"),
    import("../services/github/build-run.ts"),
  ]);
  return {
    files: systemFiles,
    git: systemGit(processEnv),
    env: processEnv,
    buildRun: gitHubBuildRun(processEnv),
    ...(await forgePorts(settings)),
    progress: settings.progress,
  };
}

async function sealPorts(settings: SealSettings): Promise<SealPorts> {
  return {
    ...(await examinePorts(settings)),
    clock: systemClock,
    ...(await signing(settings)),
    hosts: await releaseHosts(settings),
  };
}

/** What the forge says of a release before it is sealed: GitHub where there is a token, and only for its repositories. */
async function forgePorts({ token, mask }: ExamineSettings): Promise<Pick<ExaminePorts, "source" | "uploaded">> {
  if (token === undefined) return { source: () => undefined };
  const [apiOf, { gitHubSource }, { gitHubUploadedFiles }] = await Promise.all([
    gitHubApi(token, mask),
    import("../services/github/source-host.ts"),
    import("../services/github/uploaded-files.ts"),
  ]);
  const server = new URL(processEnv("GITHUB_SERVER_URL") ?? "https://github.com").hostname;
  const isThere = (repository: string | null): repository is string =>
    repository !== null && new URL(repository).hostname === server;
  return {
    source: ({ repository }) => (isThere(repository) ? gitHubSource(apiOf(repository)) : undefined),
    uploaded: ({ repository }) =>
      isThere(repository) ? gitHubUploadedFiles(apiOf(repository), systemFiles, temporaryFolders) : undefined,
  };
}

/** A folder, and after it the forge; none for a dry run. */
async function releaseHosts(settings: SealSettings): Promise<SealPorts["hosts"]> {
  const { releaseDirectory } = await import("../services/directory/release-directory.ts");
  const forge = settings.forge === undefined ? undefined : await gitHubHost(settings.forge, settings);
  const { out } = settings;
  return (facts) => {
    if (out === undefined) return [];
    const folder = "folder" in out ? out.folder : join(out.parent, `${releaseStem(facts)}.release`);
    const directory = releaseDirectory(systemFiles, folder, join);
    return forge === undefined ? [directory] : [directory, forge(facts)];
  };
}

async function gitHubHost(
  { token, ...publishing }: ForgeSettings,
  { mask, progress }: SealSettings,
): Promise<(facts: SourceFacts) => ReleaseHost> {
  const [apiOf, { gitHubReleaseHost }] = await Promise.all([
    gitHubApi(token, mask),
    import("../services/github/release-host.ts"),
  ]);
  return ({ repository, repositoryId }) => {
    const api = apiOf(repository ?? "");
    return gitHubReleaseHost({ api, files: systemFiles, progress, settings: publishing, repositoryId });
  };
}

type GitHubApi = ReturnType<typeof import("../services/github/github-api.ts")["createGitHubApi"]>;

async function gitHubApi(token: string, mask?: (secret: string) => void): Promise<(repository: string) => GitHubApi> {
  mask?.(token);
  const [{ createGitHubApi }, { gitHubAddress }, { createHttp }] = await Promise.all([
    import("../services/github/github-api.ts"),
    import("../services/github/github-address.ts"),
    import("../world/http.ts"),
  ]);
  return (repository) => {
    const address = gitHubAddress(processEnv("GITHUB_API_URL") ?? "https://api.github.com", repository);
    return createGitHubApi(address, token, { http: createHttp(processEnv), clock: systemClock });
  };
}

/** Who signs, and the one trusted root under which that instance is verified. */
async function signing(settings: SealSettings): Promise<{ signer: Signer; trust: Trust }> {
  const { sigstore } = settings;
  switch (sigstore.kind) {
    case "local":
      return localSigning();
    case "custom":
      return customSigning(sigstore.signingConfig, settings);
    default:
      return publicSigning(sigstore.kind, settings);
  }
}

async function localSigning(): Promise<{ signer: Signer; trust: Trust }> {
  const [{ createLocalSigstore }, { createKeylessSigner }, { instanceFromSigningConfig }] = await Promise.all([
    import("../services/local/local-sigstore.ts"),
    import("../services/sigstore/keyless-signer.ts"),
    import("../services/sigstore/instances.ts"),
  ]);
  const local = createLocalSigstore({ clock: systemClock });
  const instance = instanceFromSigningConfig(local.signingConfig, systemClock.now(), "local");
  const { http, tokens, trustedRoot } = local;
  return {
    signer: createKeylessSigner({ instance, tokens, http, clock: systemClock }),
    trust: only(async () => ({ bytes: trustedRoot, origin: "local instance of this run", dated: undefined })),
  };
}

async function customSigning(path: string, settings: SealSettings): Promise<{ signer: Signer; trust: Trust }> {
  const { trustedRoot } = settings;
  if (trustedRoot === undefined) {
    throw new Fault("usage", "a signing config needs the trusted root of its instance", {
      hint: "give it as trusted-root; without one sigstore is auto, public-good, public-good-rekor-v2, github, staging or local",
    });
  }
  const { instanceFromSigningConfig, signingConfigWarning } = await import("../services/sigstore/instances.ts");
  const config = await systemFiles.read(path, MAX_CONFIG_BYTES);
  const strange = signingConfigWarning(config);
  if (strange !== undefined) settings.progress.warn(strange);
  const instance = instanceFromSigningConfig(config, systemClock.now());
  const trust = fileTrust(trustedRoot);
  return { signer: await keylessSigner(instance, settings, trust), trust };
}

/** Where a public instance signs is discovered while the release is examined; which one it is, only the token decides. */
async function publicSigning(
  setting: Exclude<SigstoreSetting["kind"], "local" | "custom">,
  settings: SealSettings,
): Promise<{ signer: Signer; trust: Trust }> {
  const [{ requireAmbientTokens }, { chooseInstance }, discover] = await Promise.all([
    import("../services/sigstore/ambient-token.ts"),
    import("../services/sigstore/choose-instance.ts"),
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
    return await chosen.instance();
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

const AUTOMATIC = ["public-good", "github"] as const;

/** A server of somebody's own has none. */
function hasInstance(web: string): boolean {
  return web === GITHUB_WEB || web.endsWith(".ghe.com");
}

type DiscoveredInstance = import("../services/sigstore/discover-instance.ts").DiscoveredInstance;
type Published = typeof import("../services/sigstore/discover-instance.ts")["publishedInstance"];

const DISCOVERY_MS = 10_000;

/** Begins to discover an instance, once; the cache is the runner's own, so that nothing of it outlives the job. */
async function discovery({ progress }: SealSettings): Promise<(...which: Parameters<Published>) => DiscoveredInstance> {
  const [{ discoverInstance, publishedInstance }, { tufRepository }, { tufTargets, within }, { createHttp }] =
    await Promise.all([
      import("../services/sigstore/discover-instance.ts"),
      import("../services/tuf/repositories.ts"),
      import("../services/tuf/tuf-trust.ts"),
      import("../world/http.ts"),
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
          tufTargets(tufRepository(published.name), runnerCache(), within(DISCOVERY_MS, ports))(names),
      });
    begun.set(key, found);
    return found;
  };
}

function runnerCache(): string {
  const temporary = processEnv("RUNNER_TEMP");
  return join(temporary === undefined ? cacheFolder() : join(temporary, "release-capsule"), "tuf");
}

async function bundleSigner({ sigstore, identityToken }: BundleSignerSettings): Promise<Signer> {
  const [
    { createKeylessSigner },
    { parseIdentityToken },
    { instanceFromSigningConfig },
    { EMBEDDED_SIGNING_CONFIGS },
    { createHttp },
  ] = await Promise.all([
    import("../services/sigstore/keyless-signer.ts"),
    import("../services/sigstore/identity-token.ts"),
    import("../services/sigstore/instances.ts"),
    import("../domain/sigstore/embedded-signing-configs.ts"),
    import("../world/http.ts"),
  ]);
  const token = parseIdentityToken(identityToken);
  const isNamed = typeof sigstore === "string";
  const config = isNamed
    ? EMBEDDED_SIGNING_CONFIGS[sigstore].bytes()
    : await systemFiles.read(sigstore.signingConfig, MAX_CONFIG_BYTES);
  const instance = instanceFromSigningConfig(config, systemClock.now(), isNamed ? sigstore : "custom");
  const tokens = { token: async () => token };
  return createKeylessSigner({ instance, tokens, http: createHttp(processEnv), clock: systemClock });
}

type KeylessSigner = typeof import("../services/sigstore/keyless-signer.ts");
type KeylessInstance = Parameters<KeylessSigner["createKeylessSigner"]>[0]["instance"];

async function keylessSigner(instance: KeylessInstance, settings: SealSettings, trust: Trust): Promise<Signer> {
  const [{ createKeylessSigner }, { ambientTokens, requireAmbientTokens }, { createHttp }] = await Promise.all([
    import("../services/sigstore/keyless-signer.ts"),
    import("../services/sigstore/ambient-token.ts"),
    import("../world/http.ts"),
  ]);
  const http = createHttp(processEnv);
  const mask = settings.mask === undefined ? {} : { mask: settings.mask };
  requireAmbientTokens(processEnv, "sigstore");
  const tokens = ambientTokens({ http, clock: systemClock, env: processEnv, ...mask });
  return createKeylessSigner({ instance, tokens, http, clock: systemClock, trust });
}

async function instanceTrust(instances: readonly EmbeddedInstance[], online = false): Promise<Trust> {
  if (!online) return offlineTrust(instances);
  const [{ tufTrust }, { createHttp }] = await Promise.all([
    import("../services/tuf/tuf-trust.ts"),
    import("../world/http.ts"),
  ]);
  return tufTrust(instances, join(cacheFolder(), "tuf"), {
    http: createHttp(processEnv),
    clock: systemClock,
    files: systemFiles,
  });
}

/** Where programs keep what they can fetch again: the XDG base directory, on Windows the local application data. */
function cacheFolder(): string {
  const base = processEnv("XDG_CACHE_HOME") ?? processEnv("LOCALAPPDATA") ?? join(homedir(), ".cache");
  return join(base, "release-capsule");
}

/** Where imported roots are: data of the user, which cannot be fetched again; undefined for a user without a home. */
function rootsStore(): string | undefined {
  const named = processEnv("CAPSULE_ROOTS");
  if (named !== undefined && named !== "") return resolve(named);
  const [base = homeOrNone(".local", "share")] = ["XDG_DATA_HOME", "LOCALAPPDATA"].flatMap((name) => {
    const folder = processEnv(name) ?? "";
    return folder === "" ? [] : [folder];
  });
  return base === undefined ? undefined : join(base, "release-capsule", "roots.json");
}

/** Containers run as users that no system knows. */
function homeOrNone(...below: readonly string[]): string | undefined {
  try {
    return join(homedir(), ...below);
  } catch {
    return undefined;
  }
}

async function rootsByTuf(): Promise<CarriedRoots> {
  const [{ carriedRoots }, { createHttp }] = await Promise.all([
    import("../services/tuf/carried-roots.ts"),
    import("../world/http.ts"),
  ]);
  return carriedRoots({ http: createHttp(processEnv), clock: systemClock });
}

/** What was built in, or imported since; no socket is opened. */
async function offlineTrust(instances: readonly EmbeddedInstance[]): Promise<Trust> {
  const path = rootsStore();
  if (path === undefined || (await systemFiles.facts(path)) === undefined) {
    return { trustedRoots: async () => instances.map(embeddedRoot) };
  }
  const { importedTrust } = await import("../services/tuf/imported-trust.ts");
  return importedTrust(instances, embeddedRoot, { path, files: systemFiles, roots: await rootsByTuf() });
}

function embeddedRoot(instance: EmbeddedInstance): TrustedRootFile {
  const { bytes, dated } = EMBEDDED_ROOTS[instance];
  return { bytes: bytes(), origin: `built-in ${instance} root`, dated, mayBeOutdated: true };
}

function fileTrust(path: string): Trust {
  return only(async () => ({ bytes: await systemFiles.read(path, MAX_CONFIG_BYTES), origin: path, dated: undefined }));
}

function only(root: () => Promise<TrustedRootFile>): Trust {
  return { trustedRoots: async () => [await root()] };
}
