import { printable } from "../../../kernel/printable.ts";
import type { SecurityExpiry } from "../../announcement/security-expiry.ts";
import type { Finding } from "./release-claim.ts";

/** What a project's security file says, and for how long; a refusal says why it cannot be read. */
export interface SecurityRows {
  /** As a person would write it. */
  readonly path: string;
  readonly read: readonly SecurityExpiry[] | { readonly refusal: string };
}

/** Whether contacts, keys and support still hold where the project says of its security. Nothing without such a file. */
export function checkSecurity(rows: SecurityRows | undefined): Finding[] {
  if (rows === undefined) return [];
  const { path: source, read } = rows;
  const about = { id: "security", expected: null, source } as const;
  if ("refusal" in read) return [{ ...about, found: null, status: "failed", reason: read.refusal, file: source }];
  const late = read.filter(({ state }) => state !== "good");
  if (late.length === 0) {
    const found = read[0]?.until ?? null;
    return [{ ...about, found, status: "verified", reason: "contacts, keys and support hold for 30 days at least" }];
  }
  return late.map(({ what, until, state }): Finding => {
    const verb = state === "ended" ? "ended" : "ends in less than 30 days,";
    const fix = `set a later time in ${printable(source)}, once it holds, and write the documents again with capsule announce`;
    const reason = `${what} ${verb} with ${until}`;
    const warning = state === "ends-soon" ? ({ onlyWarns: true } as const) : {};
    return { ...about, found: until, status: "failed", reason, fix, file: source, ...warning };
  });
}
