import { join } from "node:path";
import { securityExpiry } from "../../domain/announcement/security-expiry.ts";
import { MAX_SECURITY_BYTES, parseSecurityFile } from "../../domain/announcement/security-file.ts";
import type { SecurityRows } from "../../domain/release/checks/check-security.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import type { Files } from "../../ports/files.ts";

/** Where it is looked for, from the top of the checkout. */
const PLACES = ["release/security.yaml", "release/security.yml", "release/security.json"] as const;

/** The security file of a checkout, and what of it ends; undefined if there is none. */
export async function readSecurity(
  top: string | undefined,
  now: Date,
  files: Files,
): Promise<SecurityRows | undefined> {
  if (top === undefined) return undefined;
  for (const path of PLACES) {
    const at = join(top, path);
    if ((await files.facts(at))?.kind !== "file") continue;
    try {
      return { path, read: securityExpiry(parseSecurityFile(await files.read(at, MAX_SECURITY_BYTES), path), now) };
    } catch (error) {
      requireFault(error);
      return { path, read: { refusal: error.message } };
    }
  }
  return undefined;
}
