import { resolve } from "node:path";
import { formatStatement, parseStatement } from "../../domain/attestation/statement.ts";
import { VERIFICATION_SUMMARY_TYPE } from "../../domain/attestation/verification-summary.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { type SummaryOrder, summarize } from "../../journeys/verify/summarize.ts";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { namedFiles } from "../requests/files-to-verify.ts";
import type { VerifyValues } from "../requests/verify-request.ts";
import type { Surroundings } from "../surroundings.ts";
import { requireOwnPlace } from "./require-own-place.ts";

type Place = Pick<Surroundings, "files" | "folder">;

const MAX_SUMMARY_BYTES = 4 * 1024 * 1024;

/** Refuses a place for the summary where anything else lies. Fault: `usage`. */
export async function requireSummaryPlace(
  values: VerifyValues,
  inputs: readonly string[],
  place: Place,
): Promise<void> {
  const path = values.text("vsa");
  if (path === undefined) return;
  const written = { path, spelling: values.spelling("vsa"), what: "summary", isOwn: isSummary, ending: "vsa.json" };
  await requireOwnPlace(written, [...inputs, ...namedFiles(values, "vsa")], place);
}

async function isSummary(path: string, files: Place["files"]): Promise<boolean> {
  const facts = await files.facts(path);
  if (facts?.kind !== "file" || facts.size > MAX_SUMMARY_BYTES) return false;
  const read = async () => parseStatement(await files.read(path, MAX_SUMMARY_BYTES));
  return unlessRefused(async () => (await read()).predicateType === VERIFICATION_SUMMARY_TYPE, false);
}

/**
 * Writes the SLSA Verification Summary where `vsa` asks for one, unsigned. If there is nothing to summarise, that is a fault
 * to show beside the report, which it must not hide.
 */
export async function writeVerificationSummary(
  values: VerifyValues,
  order: SummaryOrder,
  { files, folder }: Place,
): Promise<"written" | "not requested" | Fault> {
  const path = values.text("vsa");
  if (path === undefined) return "not requested";
  try {
    await files.write(resolve(folder, path), formatStatement(summarize(order)));
    return "written";
  } catch (error) {
    if (error instanceof Fault && error.code === "summary-impossible") return error;
    throw error;
  }
}

/** What the verification found, else that its summary could not be made. */
export function exitCodeWith({ exitCode }: Verification, summary: "written" | "not requested" | Fault): number {
  return exitCode === 0 && summary instanceof Fault ? FAULT_CODES[summary.code].exit : exitCode;
}
