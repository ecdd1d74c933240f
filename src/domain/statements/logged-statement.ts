import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { SigningParty } from "../policy/by-party.ts";
import type { SignedTime } from "../sigstore/verified-bundle.ts";
import type { StatementLeaf } from "./leaf.ts";
import type { ReleaseState } from "./release-state.ts";

/** Where a log has a statement: proven by the head under which it was read. */
export interface Receipt {
  readonly origin: string;
  readonly index: number;
}

/** A statement as logs have it. Digests are hex SHA-256. */
export interface LoggedStatement extends Pick<StatementLeaf, "says" | "subject" | "payload" | "envelope"> {
  /** At least one; by origin and index, none twice. */
  readonly receipts: readonly Receipt[];
  readonly content: StatementContent;
}

export type StatementContent =
  | SaidContent
  /** It is there, and was not signed by anybody who can be verified, or is not what its leaf says: nothing follows from it. */
  | { readonly kind: "refused"; readonly code: FaultCode; readonly reason: string }
  /** Nobody here knows what it says. */
  | { readonly kind: "absent"; readonly isErased: boolean };

export interface SaidContent {
  readonly kind: "said";
  readonly signer: SigningParty;
  readonly predicateType: string;
  /** Of `release-state`. */
  readonly state: ReleaseState | undefined;
  /** Of `opened`: the commitment that its salt and its subject make, see `commitmentTo`; hex. */
  readonly opens?: string;
  /** Not later than each of these. */
  readonly times: readonly SignedTime[];
}

/** By what two logs know that they have the same one: many may sign the same statement. */
export function statementKey({ payload, envelope }: Pick<LoggedStatement, "payload" | "envelope">): string {
  return `${payload} ${envelope}`;
}
