import { identityFlags } from "../domain/policy/identity-flags.ts";
import { readCertificate } from "../domain/sigstore/certificate.ts";
import { TOOL } from "../domain/tool.ts";
import type { Sealed } from "../journeys/seal/seal.ts";
import { quoteSh } from "../kernel/shell.ts";

/**
 * The command that a consumer pastes where the downloaded files are, as VERIFY.md has it; undefined where nothing was
 * published.
 */
export function consumerCommand(sealed: Sealed): string | undefined {
  if (sealed.published.length === 0) return undefined;
  const words = [
    ...["npx", `${TOOL.name}@${TOOL.version}`, "verify"],
    ...identityFlags(readCertificate(sealed.identity.certificate), sealed.facts.tag),
    ...(sealed.trustedRoot === undefined ? [] : ["--trusted-root", sealed.trustedRoot.name]),
    "--",
    sealed.capsule.name,
  ];
  return words.map(quoteSh).join(" ");
}
