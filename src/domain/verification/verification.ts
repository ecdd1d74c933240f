import type { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { RootStatement } from "../capsule/root-schema.ts";
import type { BundleSigner, LogEntryFacts, SignedTime, StatedBundle } from "../sigstore/verified-bundle.ts";
import type { Claim, Verdict } from "./claim.ts";
import type { EvidenceCoverage } from "./evidence/asked-evidence.ts";

/** What was found. Facts about the release are set only if they come from verified bytes. */
export interface Verification {
  readonly verdict: Verdict;
  /** 0 verified, 1 rejected, 3 incomplete, 4 a file could not be read (1 beats 4 beats 3). */
  readonly exitCode: 0 | 1 | 3 | 4;
  /** One for each claim id, in that order. */
  readonly claims: readonly Claim[];
  readonly assets: readonly AssetResult[];
  /** How much of a capsule's evidence was requested; undefined unless the root verified. */
  readonly coverage: EvidenceCoverage | undefined;
  /** What others say of the release, one for each file that was named or found beside the capsule. */
  readonly approvals: readonly ApprovalResult[];
  /** Undefined unless the root verified. */
  readonly root: VerifiedRoot | undefined;
  /** Of the release itself, by whom it must be; empty unless they verified. */
  readonly signatures: readonly Signature[];
  /** Builder that the verified provenance names; undefined if none was verified. */
  readonly builder: string | undefined;
  /** Hex SHA-256 of the capsule file. */
  readonly capsuleSha256: string;
  /** The trusted root under which the root verified, else the first that was tried. */
  readonly trust: { readonly origin: string; readonly dated: string | undefined };
  /** Files that could not be read. */
  readonly failures: readonly Fault[];
}

/** Who signed, and when. */
export type Signature = Pick<StatedBundle, "signer" | "times">;

export interface VerifiedRoot {
  readonly statement: RootStatement;
  /** Hex: the name of the release in other capsules and logs. */
  readonly sha256: string;
  readonly signer: BundleSigner;
  readonly times: readonly SignedTime[];
  readonly logEntries: readonly LogEntryFacts[];
}

/** One asset of the release, one document beside them, or one file that was looked at and is neither. */
export interface AssetResult {
  /** Name under which it was sealed; undefined if the file belongs to no asset of the release. */
  readonly sealedName: string | undefined;
  /** Path or digest that was looked at; undefined if nothing was. */
  readonly looked: string | undefined;
  readonly status: AssetStatus;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
  /** True for what the release put beside its assets, as its checksum list. */
  readonly isDocument?: boolean;
  /** True for a false file that is a web page, as a browser saves an error or login page. */
  readonly isWebPage?: boolean;
  /** Of the file that was looked at, in bytes. */
  readonly size?: number;
  /** Hex: of the bytes that were looked at, and of those that were sealed. */
  readonly sha256?: string;
  readonly sealedSha256?: string;
}

/**
 * `renamed` is right under a name that no asset has; `not-vouched` is only spoken of, by statements that vouch for no file.
 * `not-part` was named and belongs to no release; `beside` only lies in a folder that was named, and decides nothing.
 */
export const ASSET_STATUSES = [
  "verified",
  "renamed",
  "failed",
  "absent",
  "unreadable",
  "not-vouched",
  "not-part",
  "beside",
  "not-asked",
] as const;

export type AssetStatus = (typeof ASSET_STATUSES)[number];

/** What became of a file by which somebody vouches for the release. */
export interface ApprovalResult {
  /** Path that was looked at. */
  readonly file: string;
  /** `counted`: a rule of the policy counts it. `carried`: it verifies, and no rule asks. Else why it does not count. */
  readonly status: "counted" | "carried" | "not-counted" | "refused";
  /** Undefined if it was refused before it was read. */
  readonly kind: "approval" | "rebuild" | undefined;
  readonly signer: BundleSigner | undefined;
  readonly times: readonly SignedTime[];
  /** How a rebuilder says that it was built. */
  readonly builder?: string;
  /** Names of the assets that were rebuilt, equal to the sealed ones. */
  readonly rebuilt?: readonly string[];
  /** Set if it was refused, or verifies and does not count. */
  readonly code?: FaultCode;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
}
