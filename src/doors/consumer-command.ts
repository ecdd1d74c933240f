import { askedImages, readersCommand, trustedRootFile } from "../domain/guide/own-command.ts";
import { readCertificate } from "../domain/sigstore/certificate.ts";
import { identityFlags, KEY_FLAGS } from "../domain/verification/identity-flags.ts";
import type { Sealed } from "../journeys/seal/seal.ts";

/**
 * The command that a consumer pastes where the downloaded files are, as VERIFY.md has it; undefined if nothing was
 * published, and after a dry run, which leaves nothing to verify.
 */
export function consumerCommand(sealed: Sealed): string | undefined {
  if (sealed.published.length === 0 || sealed.location === undefined) return undefined;
  const { identity, facts, capsule, trustedRoot } = sealed;
  return readersCommand({
    instance: identity.instance,
    identityFlags:
      identity.kind === "key" ? KEY_FLAGS : identityFlags(readCertificate(identity.certificate), facts.tag),
    trustedRoot: trustedRootFile(identity.instance, trustedRoot?.name),
    ...{ release: facts, capsule: capsule.name, asked: askedImages(sealed) },
  }).sh.replaceAll(" \\\n  ", " ");
}
