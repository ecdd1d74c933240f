import type { ReleaseContents } from "../../domain/comparison/release-contents.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { VerificationPage } from "../verification/verification-page.ts";
import type { Html } from "./html.ts";

/** Of a page: its anchor, its title, and what stands there. */
export type ReportSection = readonly [id: string, title: string, section: Html];

/** All that a report tells; the page is a function of it. */
export interface ReportFacts {
  readonly verification: Verification;
  readonly page: ReportPage;
  /** Undefined if nothing is told beyond the claims. */
  readonly contents: ReleaseContents | undefined;
  /** What a log of statements says of it; undefined if there is none. */
  readonly said?: ReportSection | undefined;
}

export interface ReportPage extends VerificationPage {
  /** When it was checked, in seconds since 1970. */
  readonly checkedAt: number;
  /** The command that checks the same again; undefined if it cannot be written in one line. */
  readonly repeat: string | undefined;
}
