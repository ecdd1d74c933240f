import { type Answer, invalid, notFound, ok } from "./answer.ts";
import type { StoredAttestation } from "./github-state.ts";
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
];

function create({ state, features, body }: Call): Answer {
  if (!features.attestations) return notFound;
  const bundle = body["bundle"] as { dsseEnvelope?: { payload?: string } } | undefined;
  const statement = parse(bundle?.dsseEnvelope?.payload);
  if (bundle === undefined || statement === undefined) {
    return invalid({ resource: "Attestation", code: "invalid", field: "bundle" });
  }
  const subjects = statement.subject.map(({ digest }) => `sha256:${digest["sha256"]}`);
  const attestation: StoredAttestation = {
    id: state.nextId++,
    subjects,
    predicateType: statement.predicateType,
    bundle,
  };
  state.attestations.push(attestation);
  return { status: 201, json: { id: attestation.id } };
}

function list({ state, features, place, parts, query }: Call): Answer {
  if (!features.attestations) return notFound;
  const type = query.get("predicate_type");
  const found = state.attestations.filter(
    ({ subjects, predicateType }) =>
      subjects.includes(parts["subject_digest"] ?? "") && (type === null || type === predicateType),
  );
  if (found.length === 0) return notFound;
  const repository_id = Number(state.run.repositoryId);
  const elsewhere = state.reality.bundleUrlOnly === true;
  return ok({
    attestations: found.map(({ id, bundle }) => ({
      bundle: elsewhere ? null : bundle,
      repository_id,
      bundle_url: elsewhere ? `${place.downloads}${bundlePath(id)}?sp=r&sig=loopback` : "",
      initiator: "user",
    })),
  });
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
