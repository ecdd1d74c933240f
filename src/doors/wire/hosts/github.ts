import { join } from "node:path";
import { releaseStem } from "../../../domain/capsule/capsule-file-name.ts";
import { GITHUB_WEB } from "../../../domain/source/github-issuer.ts";
import { parseRepository } from "../../../domain/source/repository.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import type { ExaminePorts, SealPorts } from "../../../journeys/seal/order/seal-order.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { ReleaseHost } from "../../../ports/release-host.ts";
import type { StorageRecords } from "../../../ports/storage-records.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import { temporaryFolders } from "../../../world/files/temporary-folders.ts";
import type { ExamineSettings, GitHubSettings, SealSettings, Surroundings } from "../../surroundings.ts";

/** What GitHub says of a release before it is sealed, if there is a token, and of its own repositories alone. */
export async function gitHubPorts({
  token,
  mask,
}: ExamineSettings): Promise<Pick<ExaminePorts, "source" | "uploaded">> {
  if (token === undefined) return { source: () => undefined };
  const [apiOf, { gitHubSource }, { gitHubUploadedFiles }] = await Promise.all([
    gitHubApi(token, mask),
    import("../../../services/github/source-host.ts"),
    import("../../../services/github/release/uploaded-files.ts"),
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

/** What the organization of the run's repository keeps of where images lie: in a workflow of GitHub, and with a token. */
export async function storageRecords({
  token,
  mask,
}: Pick<ExamineSettings, "token" | "mask">): Promise<StorageRecords | undefined> {
  const repository = processEnv("GITHUB_REPOSITORY");
  if (token === undefined || repository === undefined || processEnv("GITHUB_ACTIONS") !== "true") return undefined;
  const [apiOf, { gitHubStorageRecords }] = await Promise.all([
    gitHubApi(token, mask),
    import("../../../services/github/release/storage-records.ts"),
  ]);
  return gitHubStorageRecords(apiOf(repository));
}

/** A folder, and after it GitHub; none for a dry run. */
export async function releaseHosts(settings: SealSettings): Promise<SealPorts["hosts"]> {
  const { releaseDirectory } = await import("../../../services/directory/release-directory.ts");
  const gitHub = settings.gitHub === undefined ? undefined : await gitHubHost(settings.gitHub, settings);
  const { out } = settings;
  return (facts) => {
    if (out === undefined) return [];
    const folder = "folder" in out ? out.folder : join(out.parent, `${releaseStem(facts)}.release`);
    const directory = releaseDirectory(systemFiles, folder, join, {
      // Without a checkout there is nobody to hide it from.
      isIgnored: "parent" in out && out.isIgnored && facts.dirty !== null,
    });
    return gitHub === undefined ? [directory] : [directory, gitHub(facts)];
  };
}

/** Nothing is attested here: what was sealed under an embargo is not what GitHub keeps of the repository's own runs. */
const AS_SEALED = { keepDraft: false, replace: false, attestations: "off" } as const;

export const publishingOn: Surroundings["publishingOn"] = async (release, progress) => {
  const token = processEnv("GITHUB_TOKEN") ?? processEnv("GH_TOKEN");
  const server = processEnv("GITHUB_SERVER_URL") ?? GITHUB_WEB;
  const { repository } = release;
  if (repository === null || new URL(repository).host !== new URL(server).host) {
    throw new Fault("usage", `the release is not of a repository on ${new URL(server).host}`, { hint: ELSEWHERE });
  }
  if (token === undefined) {
    throw new Fault("usage", "no token is in GITHUB_TOKEN, and a release is published with one", { hint: ELSEWHERE });
  }
  const [hostOf, releasesOf] = await Promise.all([
    gitHubHost({ token, ...AS_SEALED }, { progress }),
    publicReleases({ token }),
  ]);
  return {
    host: hostOf(release),
    isPublic: async (tag) => (await releasesOf(repository).release({ tag })) !== undefined,
  };
};

const ELSEWHERE = advice`publish it where it belongs, and name ${option("elsewhere")}`;

async function gitHubHost(
  { token, ...publishing }: GitHubSettings,
  { mask, progress }: Pick<SealSettings, "mask" | "progress">,
): Promise<(facts: Pick<SourceFacts, "repository" | "repositoryId">) => ReleaseHost> {
  const [apiOf, { gitHubReleaseHost }] = await Promise.all([
    gitHubApi(token, mask),
    import("../../../services/github/release/release-host.ts"),
  ]);
  return ({ repository, repositoryId }) => {
    const api = apiOf(repository ?? "");
    return gitHubReleaseHost({ api, files: systemFiles, progress, settings: publishing, repositoryId });
  };
}

export const gettingPorts: Surroundings["gettingPorts"] = async () => ({
  staging: (await import("../../../world/files/staging.ts")).systemStaging,
  clock: systemClock,
});
/** What reads of any repository are made with. */
type Reading = Parameters<
  typeof import("../../../services/github/release/public-releases.ts")["gitHubPublicReleases"]
>[0];

/**
 * A repository of the GitHub that this machine works with (`GITHUB_SERVER_URL`) is read by its `GITHUB_API_URL` and with the
 * token, one of another host by the address that follows from its own, and no token goes there.
 */
export async function gitHubReading(token: string | undefined): Promise<(repository: string) => Reading> {
  const [{ apiAddressOf, gitHubAddress }, { createHttp }] = await Promise.all([
    import("../../../services/github/api/github-address.ts"),
    import("../../../world/http/http.ts"),
  ]);
  const server = processEnv("GITHUB_SERVER_URL") ?? GITHUB_WEB;
  const ports = { http: createHttp(processEnv), clock: systemClock };
  return (repository) => {
    const { host, url } = parseRepository(repository, server);
    const isOwn = host === new URL(server).host;
    const api = isOwn ? (processEnv("GITHUB_API_URL") ?? apiAddressOf(host)) : apiAddressOf(host);
    return { address: gitHubAddress(api, url), token: isOwn ? token : undefined, ports };
  };
}

/** Reads the releases of any repository. */
export const publicReleases: Surroundings["publicReleases"] = async ({ token, mask }) => {
  if (token !== undefined) mask?.(token);
  const [reading, { gitHubPublicReleases }] = await Promise.all([
    gitHubReading(token),
    import("../../../services/github/release/public-releases.ts"),
  ]);
  return (repository) => gitHubPublicReleases(reading(repository));
};

export const repositorySettings: Surroundings["repositorySettings"] = async (token) => {
  const [apiOf, { gitHubSettings }] = await Promise.all([
    gitHubApi(token),
    import("../../../services/github/repository-settings.ts"),
  ]);
  return (repository) => gitHubSettings(apiOf(repository));
};

type GitHubApi = ReturnType<typeof import("../../../services/github/api/github-api.ts")["createGitHubApi"]>;

async function gitHubApi(token: string, mask?: (secret: string) => void): Promise<(repository: string) => GitHubApi> {
  mask?.(token);
  const [{ createGitHubApi }, { gitHubAddress }, { createHttp }] = await Promise.all([
    import("../../../services/github/api/github-api.ts"),
    import("../../../services/github/api/github-address.ts"),
    import("../../../world/http/http.ts"),
  ]);
  return (repository) => {
    const address = gitHubAddress(processEnv("GITHUB_API_URL") ?? "https://api.github.com", repository);
    return createGitHubApi(address, token, { http: createHttp(processEnv), clock: systemClock });
  };
}
