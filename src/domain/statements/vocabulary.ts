import { APPROVAL_TYPE } from "../attestation/approval.ts";
import { REBUILD_TYPE } from "../attestation/rebuild.ts";
import { HOME } from "../home.ts";

/** Predicate type of what an owner, a registry, a monitor or a lab says of a release, see docs/statements.md. */
export const RELEASE_STATE_TYPE = `${HOME}/release-state/v1`;

/** From the least to the most severe, on the axis of each party. */
export const OWNER_STATES = ["staged", "published", "yanked", "deleted"] as const;
export const REGISTRY_STATES = ["tombstoned", "banished"] as const;
export const OBSERVATIONS = ["available", "missing", "mismatch"] as const;

/** That something is there of which nobody may know yet, and what it was; no state follows from either. */
export const COMMITMENTS = ["committed", "opened"] as const;

/** What a statement of the type `release-state` can say. */
export const STATE_EFFECTS = [
  ...OWNER_STATES,
  ...REGISTRY_STATES,
  ...OBSERVATIONS,
  ...COMMITMENTS,
  /** That it may be passed on. */
  "distributable",
  /** That it is approved for a use, such as `fips-140-3`. */
  "approved-for-use",
  /** Who has it in keeping from now on; rights follow from grants alone. */
  "custody",
  /** Takes back the statements that it refers to. */
  "retract",
  "grant",
  "revoke",
] as const;

export type StateEffect = (typeof STATE_EFFECTS)[number];

/** What people say by its word alone: a commitment is made and opened with a secret, by `capsule embargo`. */
export const SPOKEN_EFFECTS = STATE_EFFECTS.filter((one) => one !== "committed" && one !== "opened");

/** Words for the predicate types of others. */
const PREDICATE_TYPES = {
  approval: APPROVAL_TYPE,
  openvex: "https://openvex.dev/ns/v0.2.0",
  provenance: "https://slsa.dev/provenance/v1",
  rebuild: REBUILD_TYPE,
  release: "https://in-toto.io/attestation/release/v0.1",
  scai: "https://in-toto.io/attestation/scai/v0.3",
  "test-result": "https://in-toto.io/attestation/test-result/v0.1",
  vsa: "https://slsa.dev/verification_summary/v1",
  vulns: "https://in-toto.io/attestation/vulns/v0.2",
} as const;

export type PredicateWord = keyof typeof PREDICATE_TYPES;
export const PREDICATE_WORDS = Object.keys(PREDICATE_TYPES) as PredicateWord[];

/**
 * What a role may do: say an effect, or sign a predicate type. To retract, a role needs the right to say what it retracts, and to open
 * a commitment the right to make one.
 */
export const RIGHTS = [
  ...STATE_EFFECTS.filter((one) => one !== "retract" && one !== "opened"),
  ...PREDICATE_WORDS,
] as const;
export type Right = Exclude<StateEffect, "retract" | "opened"> | PredicateWord;

export function predicateTypeOf(word: PredicateWord): string {
  return PREDICATE_TYPES[word];
}

/** How a leaf calls a predicate type. */
export function wordOf(predicateType: string): PredicateWord | "release-state" | "other" {
  if (predicateType === RELEASE_STATE_TYPE) return "release-state";
  return PREDICATE_WORDS.find((word) => PREDICATE_TYPES[word] === predicateType) ?? "other";
}
