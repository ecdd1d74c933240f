import type { ReleaseContents } from "../../domain/comparison/release-contents.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { VerificationPage } from "../verification-page.ts";

/** All that a report tells; the page is a function of it. */
export interface ReportFacts {
  readonly verification: Verification;
  readonly page: ReportPage;
  /** Undefined if nothing is told beyond the claims. */
  readonly contents: ReleaseContents | undefined;
}

export interface ReportPage extends VerificationPage {
  /** When it was checked, in seconds since 1970. */
  readonly checkedAt: number;
  /** The command that checks the same again; undefined if it cannot be written in one line. */
  readonly repeat: string | undefined;
}
