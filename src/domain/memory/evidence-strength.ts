/** Kinds of evidence that are remembered, as `get` calls them. */
export const REMEMBERED_KINDS = [
  "capsule",
  "attestations",
  "bundle",
  "signed-checksums",
  "checksums",
  "published",
] as const;

export type RememberedKind = (typeof REMEMBERED_KINDS)[number];

/**
 * How much the project itself shows: all of it sealed, how it was built, who signed, and a list that nobody signed. What GitHub
 * says of its own accord stands beside that.
 */
const STRENGTH: Readonly<Record<RememberedKind, number>> = {
  capsule: 4,
  attestations: 3,
  bundle: 2,
  "signed-checksums": 2,
  checksums: 1,
  published: 0,
};

const WORDS: Readonly<Record<RememberedKind, string>> = {
  capsule: "a capsule",
  attestations: "an attestation of its build",
  bundle: "a signature of each file",
  "signed-checksums": "a signed checksum list",
  checksums: "a checksum list",
  published: "GitHub's attestation of the release",
};

/** What was there before and is not now, in words; empty where the same or something stronger is there. */
export function lostEvidence(before: readonly RememberedKind[], now: readonly RememberedKind[]): readonly string[] {
  const [own, left] = [strongest(before), strongest(now)];
  const lost: RememberedKind[] = own !== undefined && strengthOf(left) < strengthOf(own) ? [own] : [];
  if (before.includes("published") && !now.includes("published")) lost.push("published");
  return lost.map((kind) => WORDS[kind]);
}

/** The strongest of the project's own. */
function strongest(kinds: readonly RememberedKind[]): RememberedKind | undefined {
  return REMEMBERED_KINDS.find((kind) => kinds.includes(kind));
}

function strengthOf(kind: RememberedKind | undefined): number {
  return kind === undefined ? 0 : STRENGTH[kind];
}
