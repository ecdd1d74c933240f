import { type Answer, invalid, notFound, ok } from "./answer.ts";
import type { StoredStorageRecord } from "./github-state.ts";
import type { Call, Route } from "./route.ts";

const WRITE = { permission: "artifact-metadata", level: "write" } as const;

/** Where artifacts of an organization lie; not found for a user, and on a server of GitHub Enterprise. */
export const storageRecordRoutes: readonly Route[] = [
  {
    method: "POST",
    template: "/orgs/{org}/artifacts/metadata/storage-record",
    needs: WRITE,
    source: "documentation",
    handle: create,
  },
  {
    method: "GET",
    template: "/orgs/{org}/artifacts/{subject_digest}/metadata/storage-records",
    needs: { ...WRITE, level: "read" },
    source: "documentation",
    handle: list,
  },
];

const FIELDS = new Set(["name", "digest", "version", "artifact_url", "path", "registry_url", "repository", "status"]);
const ALSO = new Set(["github_repository", "return_records"]);

function create(call: Call): Answer {
  const { state, body } = call;
  if (!isOrganization(call)) return notFound;
  const unknown = Object.keys(body).find((field) => !FIELDS.has(field) && !ALSO.has(field));
  const [name, digest, registry_url] = [body["name"], body["digest"], body["registry_url"]].map((one) => String(one));
  const isWrong = !/^sha256:[0-9a-f]{64}$/.test(digest ?? "") || !URL.canParse(registry_url ?? "");
  if (unknown !== undefined || isWrong || body["github_repository"] !== state.name) {
    return invalid({ resource: "StorageRecord", code: "invalid", field: unknown ?? "digest" });
  }
  const made = {
    id: state.nextId++,
    name: name!,
    digest: digest!,
    registry_url: registry_url!,
    status: "active" as const,
  };
  state.storageRecords.push(made);
  return answer([made]);
}

function list(call: Call): Answer {
  if (!isOrganization(call)) return notFound;
  return answer(call.state.storageRecords.filter(({ digest }) => digest === call.parts["subject_digest"]));
}

function isOrganization({ state, place, parts }: Call): boolean {
  const isOwner = parts["org"]?.toLowerCase() === state.owner.toLowerCase();
  return isOwner && state.reality.owner === "Organization" && !place.api.endsWith("/api/v3");
}

function answer(records: readonly StoredStorageRecord[]): Answer {
  return ok({ total_count: records.length, storage_records: records });
}
