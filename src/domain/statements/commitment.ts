import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { concatBytes } from "../../kernel/bytewise.ts";
import { decodeHex } from "../../kernel/hex.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { HOME } from "../home.ts";
import { type KnownStatement, leafPlaceOf } from "./authority.ts";
import type { LogPolicy } from "./log-policy.ts";

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
 * Judges an opening: it must name a commitment that stands before it in the log, of a role of its own signer, with the salt and the release
 * that make it, and be the first that does. The places of leaves decide, as they are proven; of two without one, the digests.
 */
export function openingOf(statement: KnownStatement, set: OpeningSet): Opening {
  const found = matching(statement, set);
  if (found.kind === "unfounded") return found;
  const { payload } = found.commitment;
  const before = set.known.find(
    (other) =>
      other.payload !== statement.payload &&
      other.content.state?.effect === "opened" &&
      comesBefore(other, statement, set.policy) &&
      matchingPayload(other, set) === payload,
  );
  return before === undefined ? found : unfounded("the commitment was opened before, by another statement");
}

function matchingPayload(statement: KnownStatement, set: OpeningSet): string | undefined {
  const found = matching(statement, set);
  return found.kind === "opens" ? found.commitment.payload : undefined;
}

function matching(statement: KnownStatement, { known, policy, rolesFor }: OpeningSet): Opening {
  const { state, opens } = statement.content;
  const named = known.filter(
    ({ payload, content }) => content.state?.effect === "committed" && state?.refersTo?.includes(payload),
  );
  const earlier = named.filter((one) => comesBefore(one, statement, policy));
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
