import * as v from "valibot";
import { Fault } from "../../../kernel/fault.ts";
import { once } from "../../../kernel/once.ts";
import type { StorageRecords, StoredImage } from "../../../ports/storage-records.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import { isUnsettled, lost } from "./unsettled.ts";

const ATTEMPTS = 4;

const Repository = v.object({ owner: v.object({ type: v.optional(v.string()) }) });
const id = v.pipe(v.number(), v.safeInteger());
const Listed = v.object({
  storage_records: v.optional(
    v.array(
      v.object({
        id,
        name: v.optional(v.string()),
        registry_url: v.optional(v.string()),
        status: v.optional(v.string()),
      }),
    ),
    [],
  ),
});
const Created = v.object({ storage_records: v.pipe(v.array(v.object({ id })), v.minLength(1)) });

const PURPOSE = { permission: "artifact-metadata: write", hidesBy404: true };

/**
 * The storage records of the organization that owns the repository, as actions/attest writes them. A user has none, and neither has
 * a server of GitHub Enterprise. What is recorded already is not recorded again, so that a rerun leaves no duplicate.
 * https://docs.github.com/rest/orgs/artifact-metadata
 */
export function gitHubStorageRecords(api: GitHubApi): StorageRecords {
  const isKept = once(async () => !api.address.api.endsWith("/api/v3") && (await isOwnedByOrganization(api)));
  return { record: async (image) => ((await isKept()) ? record(api, image) : []) };
}

async function isOwnedByOrganization(api: GitHubApi): Promise<boolean> {
  const request = { what: "read the repository", permission: "contents: read", path: "" };
  return (await api.json(Repository, request)).owner.type === "Organization";
}

async function record(api: GitHubApi, image: StoredImage): Promise<readonly number[]> {
  const purpose = { ...PURPOSE, what: "create a storage record" };
  const request = {
    ...purpose,
    method: "POST",
    isAbove: true,
    path: recordPath(api),
    body: bodyOf(api, image),
  } as const;
  for (let n = 1; ; n++) {
    const there = await find(api, image);
    if (there.length > 0) return there;
    const answer = await api.sendOnce(request).catch(lost);
    if (!(answer instanceof Fault) && answer.status >= 200 && answer.status < 300) {
      return readAnswer(Created, answer, purpose.what).storage_records.map((one) => one.id);
    }
    if (n === ATTEMPTS || !isUnsettled(answer)) throw answer instanceof Fault ? answer : api.fault(answer, purpose);
    await api.ports.clock.sleep(500 * 2 ** n);
  }
}

/** An artifact of which GitHub knows nothing yet may be not found. */
async function find(api: GitHubApi, { name, registry, digest }: StoredImage): Promise<readonly number[]> {
  const purpose = { ...PURPOSE, what: "list the storage records of an image" };
  const path = `${organization(api)}/artifacts/${digest}/metadata/storage-records`;
  const answer = await api.send({ ...purpose, isAbove: true, path, allowed: [404] });
  if (answer.status === 404) return [];
  return readAnswer(Listed, answer, purpose.what)
    .storage_records.filter((one) => one.name === name && one.registry_url?.replace(/\/$/, "") === urlOf(registry))
    .filter(({ status = "active" }) => status === "active")
    .map((one) => one.id);
}

function recordPath(api: GitHubApi): string {
  return `${organization(api)}/artifacts/metadata/storage-record`;
}

function organization({ address }: GitHubApi): string {
  return `/orgs/${encodeURIComponent(address.owner)}`;
}

/** The repository counts where GitHub keeps no provenance of the image, which else names it. */
function bodyOf({ address }: GitHubApi, { name, registry, digest, version }: StoredImage): object {
  const body = { name, digest, registry_url: urlOf(registry), github_repository: address.name };
  return version === undefined ? body : { ...body, version };
}

function urlOf(registry: string): string {
  return `https://${registry}`;
}
