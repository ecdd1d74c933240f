import { resolve } from "node:path";
import type { Verification } from "../../domain/verification/verification.ts";
import { readContents } from "../../journeys/report/read-contents.ts";
import type { VerifyOrder } from "../../journeys/verify/verify-order.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { PAGE_MARK, type PolicyDigest } from "../../views/report/page-document.ts";
import type { ReportSection } from "../../views/report/report-facts.ts";
import { reportPage } from "../../views/report/report-page.ts";
import type { VerificationPage } from "../../views/verification/verification-page.ts";
import type { Surroundings } from "../surroundings.ts";
import { requireOwnPlace } from "./require-own-place.ts";

type Place = Pick<Surroundings, "files" | "folder" | "crypto">;

const MAX_PAGE_BYTES = 32 * 1024 * 1024;

/** What says where the page is written. */
interface ReportValues {
  text(name: "report"): string | undefined;
  spelling(name: "report"): string;
}

/** Refuses a place for the page where anything else than a page of ours lies. Fault: `usage`. */
export async function requireReportPlace(values: ReportValues, inputs: readonly string[], place: Place): Promise<void> {
  const path = values.text("report");
  if (path === undefined) return;
  const written = { path, spelling: values.spelling("report"), what: "report", isOwn: isReport, ending: "html" };
  await requireOwnPlace(written, inputs, place);
}

async function isReport(path: string, files: Place["files"]): Promise<boolean> {
  const facts = await files.facts(path);
  if (facts?.kind !== "file" || facts.size > MAX_PAGE_BYTES) return false;
  const bytes = await files.read(path, MAX_PAGE_BYTES);
  return unlessRefused(() => decodeUtf8(bytes.subarray(0, 200)).includes(PAGE_MARK), false);
}

export interface WrittenReport {
  readonly verification: Verification;
  readonly order: Pick<VerifyOrder, "capsule" | "previous">;
  readonly page: VerificationPage;
  /** What checks the same again. */
  readonly command: string | undefined;
  readonly now: Date;
  readonly said?: ReportSection | undefined;
}

/** Writes the page where `report` asks for one; resolves to its path as it was given. Faults: those of `files.write`. */
export async function writeReport(
  { verification, order, page, command, now, said }: WrittenReport,
  values: Pick<ReportValues, "text">,
  { files, folder, crypto }: Place,
): Promise<string | undefined> {
  const path = values.text("report");
  if (path === undefined) return undefined;
  const contents = await readContents(verification, order, { files, crypto });
  const shown = { ...page, checkedAt: Math.floor(now.getTime() / 1000), repeat: command };
  const html = await reportPage({ verification, page: shown, contents, said }, policyDigest(crypto));
  await files.write(resolve(folder, path), encodeUtf8(html));
  return path;
}

/** How a content security policy names a style or script. */
export function policyDigest(crypto: Surroundings["crypto"]): PolicyDigest {
  return async (bytes) => encodeBase64(await crypto.digest("sha256", bytes));
}
