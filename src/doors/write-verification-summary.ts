import { resolve } from "node:path";
import { formatStatement } from "../domain/attestation/statement.ts";
import { type SummaryOrder, summarize } from "../journeys/verify/summarize.ts";
import type { Surroundings } from "./surroundings.ts";
import type { VerifyValues } from "./verify-request.ts";

/** Writes the SLSA Verification Summary where `vsa` asks for one, unsigned; whether it did. */
export async function writeVerificationSummary(
  values: VerifyValues,
  order: SummaryOrder,
  { files, folder }: Pick<Surroundings, "files" | "folder">,
): Promise<boolean> {
  const path = values.text("vsa");
  if (path === undefined) return false;
  await files.write(resolve(folder, path), formatStatement(summarize(order)));
  return true;
}
