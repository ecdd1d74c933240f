import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { concatBytes } from "../../kernel/bytewise.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { decodeHex } from "../../kernel/hex.ts";
import { once } from "../../kernel/once.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { HOME } from "../home.ts";
import { type KnownStatement, leafPlaceOf } from "./authority.ts";
import type { LogPolicy } from "./log-policy.ts";
import type { StateEffect } from "./vocabulary.ts";

/** What is hashed begins with this, so that no other digest of ours can be taken for a commitment. */
export const COMMITMENT_TYPE = `${HOME}/commitment/v1`;

/**
 * The subject of a `committed` statement: SHA-256 over the type, a line end, 32 bytes of salt and the 32 bytes of the digest of a release's
 * root. Without the salt nobody can tell what it is of, not even whoever has the release. All hex.
 */
export function commitmentTo(root: string, salt: string, crypto: Cryptography): Promise<string> {
  return digestHex("sha256", concatBytes(encodeUtf8(`${COMMITMENT_TYPE}\n`), decodeHex(salt), decodeHex(root)), crypto);
}

/** What becomes of a statement that opens a commitment. */
export type Opening =
  | { readonly kind: "opens"; readonly commitment: KnownStatement; readonly roles: readonly string[] }
  | { readonly kind: "unfounded"; readonly reason: string };

/** What the judging of openings asks of the set that they are in. */
export interface OpeningSet {
  readonly known: readonly KnownStatement[];
  readonly policy: LogPolicy;
  rolesFor(statement: KnownStatement): readonly string[];
}

/**
 * Judges openings: each must name a commitment that stands before it in the log, of a role of its own signer, with the salt and the release
 * that make it, and be the first that does. The places of leaves decide, as they are proven; of two openings without one, the digests. The
 * set is gone through once, and not for each opening of each other.
 */
export function openingsIn(set: OpeningSet): (statement: KnownStatement) => Opening {
  const { known, policy } = set;
  const saying = (effect: StateEffect) => known.filter(({ content }) => content.state?.effect === effect);
  const commitments = once(() => groupBy(saying("committed"), ({ payload }) => payload));
  const found = new Map<KnownStatement, Opening>();
  const matching = (statement: KnownStatement): Opening => {
    const opening = found.get(statement) ?? matchingIn(commitments(), statement, set);
    found.set(statement, opening);
    return opening;
  };
  const openings = once(() => groupBy(saying("opened"), (one) => commitmentOf(matching(one))?.payload));
  return (statement) => {
    const opening = matching(statement);
    if (opening.kind === "unfounded") return opening;
    const same = openings().get(opening.commitment.payload) ?? [];
    const isLater = same.some((other) => other.payload !== statement.payload && comesBefore(other, statement, policy));
    return isLater ? unfounded("the commitment was opened before, by another statement") : opening;
  };
}

function commitmentOf(opening: Opening): KnownStatement | undefined {
  return opening.kind === "opens" ? opening.commitment : undefined;
}

function matchingIn(
  commitments: ReadonlyMap<string, readonly KnownStatement[]>,
  statement: KnownStatement,
  { policy, rolesFor }: OpeningSet,
): Opening {
  const { state, opens } = statement.content;
  const named = [...new Set(state?.refersTo)].flatMap((payload) => commitments.get(payload) ?? []);
  const earlier = named.filter((one) => placeIn(one, policy) < placeIn(statement, policy));
  if (earlier.length === 0) return unfounded("the log has no commitment before it that it names");
  const fitting = earlier.filter(({ subject }) => subject.length === 1 && subject[0] === opens);
  if (fitting.length === 0) return unfounded("its salt and its release do not make the commitment");
  const own = rolesFor(statement);
  for (const commitment of fitting) {
    const roles = rolesFor(commitment).filter((role) => own.includes(role));
    if (roles.length > 0) return { kind: "opens", commitment, roles };
  }
  return unfounded("another role made the commitment");
}

function comesBefore(one: KnownStatement, other: KnownStatement, policy: LogPolicy): boolean {
  const [first, second] = [placeIn(one, policy), placeIn(other, policy)];
  return first === second ? one.payload < other.payload : first < second;
}

/** Whatever the policy's own log does not have comes after all that it has. */
function placeIn(statement: KnownStatement, policy: LogPolicy): number {
  return leafPlaceOf(statement, policy) ?? Number.POSITIVE_INFINITY;
}

function unfounded(reason: string): Opening {
  return { kind: "unfounded", reason };
}
