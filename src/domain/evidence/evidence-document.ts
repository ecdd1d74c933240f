import type { JsonObject } from "../../kernel/json.ts";
import type { DigestSet } from "../attestation/digest-set.ts";
import { MEDIA_TYPES } from "../capsule/media-types.ts";
import type { ScannerReport } from "./scanner-reports/scan.ts";

/** A file of evidence as it was read: its kind is known by its content, and it has the form of that kind. */
export type EvidenceDocument = SignableEvidence | ScanEvidence | CarriedEvidence;

/** What is signed with the release, as an in-toto predicate. */
export interface SignableEvidence {
  readonly kind: "signable";
  readonly predicateType: string;
  readonly predicate: JsonObject;
  /** Set if the predicate does not hold the document itself: then it is carried beside the statement. */
  readonly document?: EvidenceFormat;
  /** Digests of what it is about, as far as it says them. */
  readonly subjects: readonly DigestSet[];
  /** True for a statement, whose subjects are all meant; in other documents products of other releases may stand too. */
  readonly isExclusive: boolean;
}

/** The report of a vulnerability scanner: signed as a statement once it was judged to be new enough, and carried beside it. */
export interface ScanEvidence {
  readonly kind: "scan";
  readonly scan: ScannerReport;
  readonly document: EvidenceFormat;
  readonly subjects: readonly DigestSet[];
  /** What it calls that which was scanned. */
  readonly names: readonly string[];
  /** True for a statement. */
  readonly isExclusive: boolean;
}

/** What others have signed: carried as it is. */
export interface CarriedEvidence extends EvidenceFormat {
  readonly kind: "carried";
  readonly subjects: readonly DigestSet[];
  readonly isExclusive: true;
}

/** How a file is filed in a capsule. */
export interface EvidenceFormat {
  readonly extension: "json" | "jsonl" | "bin";
  readonly mediaType: string;
}

/** A document of JSON. */
export const JSON_FILE: EvidenceFormat = { extension: "json", mediaType: MEDIA_TYPES.json };
