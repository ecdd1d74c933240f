import { trustedRootFile, verifyWords } from "../domain/guide/own-command.ts";
import { readCertificate } from "../domain/sigstore/certificate.ts";
import { TOOL } from "../domain/tool.ts";
import { identityFlags } from "../domain/verification/identity-flags.ts";
import type { Sealed } from "../journeys/seal/seal.ts";
import { quoteSh } from "../kernel/shell.ts";

/**
 * The command that a consumer pastes where the downloaded files are, as VERIFY.md has it; undefined where nothing was
 * published, and after a dry run, which leaves nothing to verify.
 */
export function consumerCommand(sealed: Sealed): string | undefined {
  if (sealed.published.length === 0 || sealed.location === undefined) return undefined;
  const { identity, facts, capsule, trustedRoot } = sealed;
  const [verb = "", ...words] = verifyWords({
    instance: identity.instance,
    identityFlags: identityFlags(readCertificate(identity.certificate), facts.tag),
    trustedRoot: trustedRootFile(identity.instance, trustedRoot?.name),
    release: facts,
  });
  return ["npx", `${TOOL.name}@${TOOL.version}`, verb, capsule.name, ...words].map(quoteSh).join(" ");
}
