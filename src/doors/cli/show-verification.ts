import type { Verification } from "../../domain/verification/verification.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { verificationJson } from "../../views/verification/verification-json.ts";
import type { VerificationPage } from "../../views/verification/verification-page.ts";
import { verificationText } from "../../views/verification/verification-text.ts";
import { asFlag } from "../options/as-flag.ts";
import type { VerifyConsole } from "./console.ts";

/** Shows what a verification on the way to something else found; resolves to the exit code. */
export function showVerification(
  verification: Verification,
  {
    isJson,
    ...shown
  }: Pick<VerificationPage, "evidence" | "repository" | "verbose" | "online"> & { readonly isJson: boolean },
  { out, paint, width = 80 }: Pick<VerifyConsole, "out" | "paint" | "width">,
): number {
  const page = { paint, width, spelling: asFlag, command: undefined, ...shown };
  out(isJson ? jsonText(verificationJson(verification, asFlag)) : verificationText(verification, page));
  return verification.exitCode;
}
