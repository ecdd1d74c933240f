import { type Answer, invalid, notFound, ok, refusal } from "./answer.ts";
import type { GitHubState, StoredAttestation } from "./github-state.ts";
import type { Call, Route } from "./route.ts";

const ATTESTATIONS = "/repos/{owner}/{repo}/attestations";

/** Attestations by the digests of their subjects; not found where the plan or the server has none. */
export const attestationRoutes: readonly Route[] = [
  { method: "POST", template: ATTESTATIONS, needs: { permission: "attestations", level: "write" }, handle: create },
  {
    method: "GET",
    template: `${ATTESTATIONS}/{subject_digest}`,
    needs: { permission: "attestations", level: "read" },
    handle: list,
  },
  ...(["users/{username}", "orgs/{org}"] as const).map(
    (owner): Route => ({
      method: "POST",
      template: `/${owner}/attestations/bulk-list`,
      needs: { permission: "attestations", level: "read" },
      handle: listBulk,
    }),
  ),
];

function create({ state, features, body }: Call): Answer {
  if (!features.attestations) return notFound;
  const bundle = body["bundle"] as Bundle | undefined;
  if (bundle === undefined || parse(bundle.dsseEnvelope?.payload) === undefined) {
    return invalid({ resource: "Attestation", code: "invalid", field: "bundle" });
  }
  return { status: 201, json: { id: addAttestation(state, bundle, "user") } };
}

/** Keeps a bundle by the digests of all its subjects; the id of what is kept. */
export function addAttestation(state: GitHubState, bundle: Bundle, initiator: StoredAttestation["initiator"]): number {
  const { subject, predicateType } = parse(bundle.dsseEnvelope?.payload) ?? { subject: [], predicateType: "" };
  const digests = subject.flatMap(({ digest }) => Object.entries(digest));
  const subjects = digests.map(([algorithm, hex]) => `${algorithm}:${hex}`);
  const id = state.nextId++;
  state.attestations.push({ id, subjects, predicateType, bundle, initiator });
  return id;
}

interface Bundle {
  readonly dsseEnvelope?: { readonly payload?: string };
}

/** GitHub has short names for predicates of its own. */
function isOfType(predicateType: string, asked: string | null): boolean {
  const prefixes: Readonly<Record<string, string>> = {
    provenance: "https://slsa.dev/provenance/",
    sbom: "https://spdx.dev/Document",
    release: "https://in-toto.io/attestation/release/",
  };
  return asked === null || predicateType === asked || predicateType.startsWith(prefixes[asked] ?? `${asked}\n`);
}

function list(call: Call): Answer {
  if (!call.features.attestations) return notFound;
  const found = about(call, call.parts["subject_digest"] ?? "", call.query.get("predicate_type"));
  return found.length === 0 ? notFound : ok({ attestations: found });
}

/** Of whatever repository of the owner, by any of the digests; here there is one. */
function listBulk(call: Call): Answer {
  const { state, features, parts, body } = call;
  const owner = parts["username"] ?? parts["org"] ?? "";
  if (!features.attestations || owner.toLowerCase() !== state.owner.toLowerCase()) return notFound;
  if (state.reality.noBulkList === true) return refusal(403, "Resource not accessible by integration");
  const type = typeof body["predicate_type"] === "string" ? body["predicate_type"] : null;
  const asked = body["subject_digests"] as readonly string[];
  const found = asked.map((digest) => [digest, about(call, digest, type)] as const);
  return ok({
    attestations_subject_digests: Object.fromEntries(found.filter(([, list]) => list.length > 0)),
    page_info: { has_next: false, has_previous: false },
  });
}

function about({ state, place }: Call, digest: string, type: string | null) {
  const found = state.attestations.filter(
    ({ subjects, predicateType }) => subjects.includes(digest) && isOfType(predicateType, type),
  );
  const repository_id = Number(state.run.repositoryId);
  const elsewhere = state.reality.bundleUrlOnly === true;
  return found.map(({ id, bundle, initiator }) => ({
    bundle: elsewhere ? null : bundle,
    repository_id,
    bundle_url: elsewhere ? `${place.downloads}${bundlePath(id)}?sp=r&sig=loopback` : "",
    initiator,
  }));
}

/** Where the host of downloads has a bundle, packed. */
export function bundlePath(id: number): string {
  return `/attestations/${id}.json.sn`;
}

interface Statement {
  readonly predicateType: string;
  readonly subject: readonly { readonly digest: Readonly<Record<string, string>> }[];
}

function parse(payload: string | undefined): Statement | undefined {
  try {
    return JSON.parse(Buffer.from(payload ?? "", "base64").toString());
  } catch {
    return undefined;
  }
}
