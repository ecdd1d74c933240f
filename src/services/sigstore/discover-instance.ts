import { EMBEDDED_ROOTS } from "../../domain/sigstore/embedded-roots.ts";
import { EMBEDDED_SIGNING_CONFIGS } from "../../domain/sigstore/embedded-signing-configs.ts";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Trust, TrustedRootFile } from "../../ports/trust.ts";
import type { FetchTargets } from "../../ports/update-repository.ts";
import { gitHubInstance, instanceFromSigningConfig, type SigningInstance, signingConfigWarning } from "./instances.ts";

/** What is published for an instance, and what stands in if it cannot be fetched. */
export interface PublishedInstance {
  readonly name: "public-good" | "github" | "staging";
  readonly rootTarget: string;
  /** Undefined if the addresses follow from elsewhere. */
  readonly configTarget: string | undefined;
  readonly embeddedRoot: TrustedRootFile | undefined;
  readonly embeddedConfig: Uint8Array | undefined;
  readonly web: string;
}

const ROOT = "trusted_root.json";
const CONFIG = "signing_config.v0.2.json";
/** The log of version 2 is opt-in, and its address changes about twice a year: only this target names it. */
const REKOR_V2_CONFIG = "signing_config_rekor_v2.v0.2.json";

/** `web` is the address of the GitHub whose own instance is meant: a tenant of ghe.com has a root of its own. */
export function publishedInstance(
  name: "public-good" | "public-good-rekor-v2" | "github" | "staging",
  web: string,
): PublishedInstance {
  if (name === "github") {
    const isTenant = web !== GITHUB_WEB;
    const [tenant] = new URL(web).hostname.split(".");
    return {
      ...{ name, web, configTarget: undefined, embeddedConfig: undefined },
      rootTarget: isTenant ? `${tenant}.${ROOT}` : ROOT,
      embeddedRoot: isTenant ? undefined : embeddedRoot(name),
    };
  }
  const instance = name === "staging" ? name : "public-good";
  const isDefault = name === instance;
  return {
    ...{ name: instance, web, rootTarget: ROOT, embeddedRoot: embeddedRoot(instance) },
    configTarget: isDefault ? CONFIG : REKOR_V2_CONFIG,
    embeddedConfig: isDefault ? EMBEDDED_SIGNING_CONFIGS[instance].bytes() : undefined,
  };
}

function embeddedRoot(instance: keyof typeof EMBEDDED_ROOTS): TrustedRootFile {
  const { bytes, dated } = EMBEDDED_ROOTS[instance];
  return { bytes: bytes(), origin: `built-in ${instance} root`, dated };
}

export interface DiscoveryPorts {
  readonly targets: FetchTargets;
  readonly clock: Clock;
  warn(text: string): void;
}

export interface DiscoveredInstance {
  /** Faults: `trust-update-refused`, those of the signing config, and those of the network if nothing stands in. */
  instance(): Promise<SigningInstance>;
  readonly trust: Trust;
}

interface Found {
  readonly root: TrustedRootFile;
  readonly config: Uint8Array | undefined;
  readonly warning?: string;
}

/**
 * Discovers where an instance signs and what judges it, beginning now: what waits for it later waits less. A repository that
 * cannot be reached gives way to what is built in, with a warning; one that proves nothing is a fault, because somebody
 * may want the old keys to be used. `trust` fetches the root once more when asked to.
 */
export function discoverInstance(published: PublishedInstance, ports: DiscoveryPorts): DiscoveredInstance {
  const begun = find(published, ports);
  begun.catch(() => undefined);
  let newest = begun;
  return {
    async instance() {
      const { config, warning } = await begun;
      if (warning !== undefined) ports.warn(warning);
      if (config === undefined) return gitHubInstance(published.web);
      const strange = signingConfigWarning(config);
      if (strange !== undefined) ports.warn(strange);
      return instanceFromSigningConfig(config, ports.clock.now(), published.name);
    },
    trust: {
      trustedRoots: async () => [(await newest).root],
      async refresh() {
        newest = Promise.resolve(await find(published, ports));
      },
    },
  };
}

async function find(published: PublishedInstance, { targets }: DiscoveryPorts): Promise<Found> {
  const { rootTarget, configTarget } = published;
  try {
    const { files, origin } = await targets(configTarget === undefined ? [rootTarget] : [rootTarget, configTarget]);
    const bytes = files.get(rootTarget);
    if (bytes === undefined) throw new Fault("internal", "a requested file is missing");
    const config = configTarget === undefined ? undefined : files.get(configTarget);
    return { root: { bytes, origin, dated: undefined }, config };
  } catch (error) {
    if (!(error instanceof Fault) || !UNREACHABLE.has(error.code)) throw error;
    return builtIn(published, error);
  }
}

const UNREACHABLE: ReadonlySet<Fault["code"]> = new Set<Fault["code"]>([
  "network-unreachable",
  "network-timeout",
  "service-busy",
]);

function builtIn({ name, embeddedRoot, embeddedConfig, configTarget }: PublishedInstance, cause: Fault): Found {
  if (embeddedRoot === undefined || (configTarget !== undefined && embeddedConfig === undefined)) {
    throw new Fault(cause.code, `${cause.message}, and nothing that is built in stands in for its files`, {
      hint: "run again, or give a signing config as sigstore and its trusted-root; they are targets of that repository",
      cause,
    });
  }
  const warning = `the update repository of ${name} could not be reached (${cause.message}); what was built in on ${embeddedRoot.dated} is used`;
  return { root: embeddedRoot, config: embeddedConfig, warning };
}
