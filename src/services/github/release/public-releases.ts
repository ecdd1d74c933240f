import * as v from "valibot";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { PublicAsset, PublicReleases, PublicRepository } from "../../../ports/public-releases.ts";
import type { RetryPorts } from "../../http/request-with-retries.ts";
import type { GitHubAddress } from "../api/github-address.ts";
import { createGitHubApi, type GitHubApi, readAnswer } from "../api/github-api.ts";
import { downloadRanges } from "../api/public-download.ts";
import {
  type FoundAsset,
  type FoundRelease,
  publicAssetSchema,
  publicReleaseOf,
  publicReleaseSchema,
  publicRepositorySchema,
} from "../public-schemas.ts";
import { readTagObject } from "../source-host.ts";
import { storedBundles, storedBundlesOf } from "./stored-bundles.ts";

const READ = "contents: read";
/** GitHub holds 1,000 files for a release, which are ten pages. */
const PER_PAGE = 100;
const MAX_PAGES = 10;
/** A release holds all its files (microsoft/azure-pipelines-tasks#14095); a list of just so many may be a page of them after all. */
const PAGES: ReadonlySet<number> = new Set([30, PER_PAGE]);

export interface PublicReleasesOrder {
  readonly address: GitHubAddress;
  /** Undefined for a caller that GitHub does not know. */
  readonly token: string | undefined;
  readonly ports: RetryPorts;
}

interface Repository {
  readonly found: PublicRepository;
  readonly owner: "orgs" | "users";
}

/** The releases of a repository behind GitHub's API, under the name that it has today. */
export function gitHubPublicReleases({ address, token, ports }: PublicReleasesOrder): PublicReleases {
  const asked = createGitHubApi(address, token, ports);
  let api = asked;
  let found: Promise<Repository | undefined> | undefined;
  const repository = async (): Promise<Repository | undefined> => {
    found ??= readRepository(asked);
    const known = await found;
    const [owner = "", name = ""] = known?.found.fullName.split("/") ?? [];
    // Every request by the former name would be two.
    const moved = known !== undefined && api === asked && !isSameName(asked.address, { owner, name });
    if (moved) api = createGitHubApi({ ...address, owner, name }, token, ports);
    return known;
  };
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      throw token === undefined ? unlessKnown(error) : error;
    }
  };
  let transfers = 0;
  const counted =
    (send: Send): Send =>
    (request) => {
      transfers += 1;
      return send(request);
    };
  const requests = (): number => asked.requests() + (api === asked ? 0 : api.requests());
  return {
    asked: `${address.owner}/${address.name}`,
    hasToken: token !== undefined,
    repository: () => ask(async () => (await repository())?.found),
    release: (which) => ask(() => readRelease(api, which)),
    tag: (tag) => ask(() => readTagObject(api, tag, { isKnown: false })),
    attestations: (digest, predicate) => ask(() => storedBundles(api, digest, predicate)),
    attestationsOf: (digests) =>
      ask(async () => {
        const known = await repository();
        if (known === undefined) return undefined;
        return storedBundlesOf(api, digests, { owner: known.owner, repositoryId: known.found.id });
      }),
    releaseAttestation: ({ object, commit }) =>
      ask(async () => {
        const ofObject = await storedBundles(api, digestOf(object), "release");
        const isThere = ofObject.bundles.length + ofObject.unread > 0;
        return isThere || object === commit ? ofObject : storedBundles(api, digestOf(commit), "release");
      }),
    download: (asset, take, mirror) =>
      ask(async () => {
        const isPublic = (await repository())?.found.isPublic === true;
        const send =
          mirror !== undefined
            ? plain(ports, mirror.address)
            : isPublic
              ? plain(ports, asset.address)
              : counted(behindApi(api, asset));
        const refused = mirror !== undefined ? refusedByMirror(asset) : refusedByGitHub(api, asset);
        await downloadRanges({ asset, send, refused, clock: ports.clock }, take);
      }),
    requests,
    lookUps: () => requests() - transfers,
  };
}

async function readRepository(api: GitHubApi): Promise<Repository | undefined> {
  const purpose = { what: "read the repository", permission: READ };
  const response = await api.send({ ...purpose, path: "", allowed: [404] });
  if (response.status === 404) return undefined;
  const found = readAnswer(publicRepositorySchema, response, purpose.what);
  return {
    found: {
      id: String(found.id),
      ownerId: String(found.owner.id),
      fullName: found.full_name,
      isPublic: !found.private && (found.visibility ?? "public") === "public",
      isArchived: found.archived ?? false,
      defaultBranch: found.default_branch,
    },
    owner: found.owner.type === "Organization" ? "orgs" : "users",
  };
}

async function readRelease(api: GitHubApi, which: { readonly tag: string } | "latest") {
  const path = which === "latest" ? "/releases/latest" : `/releases/tags/${encodeURIComponent(which.tag)}`;
  const what = which === "latest" ? "read the latest release" : `read the release of the tag ${printable(which.tag)}`;
  const response = await api.send({ what, permission: READ, path, allowed: [404] });
  if (response.status === 404) return undefined;
  const found = readAnswer(publicReleaseSchema(api.address), response, what);
  if (which !== "latest" && found.tag_name !== which.tag) {
    throw new Fault("response-malformed", `GitHub answered with the release of another tag to: ${what}`);
  }
  return publicReleaseOf(found, PAGES.has(found.assets.length) ? await allAssets(api, found) : found.assets);
}

async function allAssets(api: GitHubApi, { id }: FoundRelease): Promise<FoundAsset[]> {
  const what = "list the files of the release";
  const schema = v.array(publicAssetSchema(api.address));
  const assets = new Map<number, FoundAsset>();
  for (let page = 1; page <= MAX_PAGES + 1; page++) {
    const path = `/releases/${id}/assets?per_page=${PER_PAGE}&page=${page}`;
    const found = await api.json(schema, { what, permission: READ, path });
    if (page > MAX_PAGES && found.length > 0) break;
    for (const asset of found) assets.set(asset.id, asset);
    if (found.length < PER_PAGE) return [...assets.values()];
  }
  throw new Fault("response-malformed", `GitHub's list has no end (${what})`);
}

type Send = Parameters<typeof downloadRanges>[0]["send"];

/** Without a token: the address is for everybody. */
function plain({ http }: RetryPorts, url: string): Send {
  return (request) => http.request({ ...request, method: "GET", url });
}

function behindApi(api: GitHubApi, { id }: PublicAsset): Send {
  const { owner, name, api: base } = api.address;
  const url = `${base}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/releases/assets/${id}`;
  return (request) => api.transfer({ ...request, method: "GET", url });
}

function refusedByGitHub(api: GitHubApi, { name }: PublicAsset): Parameters<typeof downloadRanges>[0]["refused"] {
  const gone = () =>
    new Fault("release-changed", `the file ${printable(name)} is gone from the release`, {
      hint: "run again: somebody changed the release meanwhile",
    });
  return (response) =>
    api.fault(response, { what: `download the file ${printable(name)}`, permission: READ, missing: gone });
}

function refusedByMirror({ name }: PublicAsset): Parameters<typeof downloadRanges>[0]["refused"] {
  return ({ status }) => new Fault("network-unreachable", `the mirror answered ${status} for ${printable(name)}`);
}

function isSameName(a: { owner: string; name: string }, b: { owner: string; name: string }): boolean {
  return a.owner.toLowerCase() === b.owner.toLowerCase() && a.name.toLowerCase() === b.name.toLowerCase();
}

/** SHA-1 is what git names objects by, and SHA-256 in repositories of its newer format. */
function digestOf(object: string): string {
  return `${object.length === 64 ? "sha256" : "sha1"}:${object}`;
}

function unlessKnown(error: unknown): unknown {
  if (!(error instanceof Fault) || error.code !== "service-busy") return error;
  return new Fault("service-busy", error.message, {
    hint: "GitHub lets callers without a token ask 60 times an hour: give github-token, in a shell GITHUB_TOKEN, or wait",
    cause: error,
  });
}
