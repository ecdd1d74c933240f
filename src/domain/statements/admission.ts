import type { ReleaseStanding } from "./release-standing.ts";

/** How somebody came to a release: as the newest, by its exact version, or holding its very bytes. */
export type AskedBy = "newest" | "version" | "digest";

/** Whether a release may be used, by how somebody came to it. */
export interface ReleaseAdmission {
  readonly admits: "yes" | "with-warning" | "no" | "unknown";
}

const RULES: Readonly<Record<ReleaseStanding["effective"], Readonly<Record<AskedBy, ReleaseAdmission["admits"]>>>> = {
  // Nobody has said anything: whoever names it may have it, and it is nobody's newest.
  none: { newest: "no", version: "yes", digest: "yes" },
  staged: { newest: "no", version: "with-warning", digest: "yes" },
  published: { newest: "yes", version: "yes", digest: "yes" },
  yanked: { newest: "no", version: "with-warning", digest: "with-warning" },
  deleted: { newest: "no", version: "no", digest: "no" },
  tombstoned: { newest: "no", version: "no", digest: "no" },
  banished: { newest: "no", version: "no", digest: "no" },
  unknown: { newest: "unknown", version: "unknown", digest: "unknown" },
};

/** What follows for a reader from the state of a release. Bytes that an observer found to be others are caught by their digest. */
export function admissionOf({ effective }: ReleaseStanding, askedBy: AskedBy): ReleaseAdmission {
  return { admits: RULES[effective][askedBy] };
}
