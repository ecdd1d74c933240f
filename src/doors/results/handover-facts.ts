import { releaseStem } from "../../domain/capsule/capsule-file-name.ts";
import { readersCommand } from "../../domain/guide/own-command.ts";
import { VERIFIER, VERIFIER_ADDRESS } from "../../domain/guide/verifier.ts";
import { identityFlags, KEY_FILE, KEY_FLAGS } from "../../domain/verification/identity/identity-flags.ts";
import type { SealedFiles } from "../../journeys/embargo/read-sealed.ts";
import type { HandoverFacts } from "../../views/announcement/handover-markdown.ts";

/** What the page of a hand-over says of a release and of how it is verified. */
export function handoverFacts(
  { root, capsule, assets }: SealedFiles,
  { archive, trustedRoot }: { readonly archive: string; readonly trustedRoot: string | undefined },
): HandoverFacts {
  const { release } = root.statement.predicate;
  const { signer } = root;
  const own =
    trustedRoot === undefined ? "" : " Save the trusted root that the publisher gives you as trusted_root.json there.";
  return {
    ...{ release, archive, folder: releaseStem(release) },
    files: assets.map(({ name, sha256 }) => ({ name, sha256 })),
    verifyCommand: readersCommand({
      ...{ instance: "public-good", release, capsule },
      identityFlags: signer.kind === "key" ? KEY_FLAGS : identityFlags(signer.certificate, release.tag),
      trustedRoot: trustedRoot === undefined ? undefined : "trusted_root.json",
    }).sh,
    signer:
      signer.kind === "key"
        ? `It is signed with the key of the fingerprint ${signer.fingerprint}. Save that key into the folder as ${KEY_FILE}, from where the project publishes its keys, and not from this archive.${own}`
        : `It is signed by ${signer.certificate.subjectAlternativeName.value}.${own}`,
    verifier: { address: VERIFIER_ADDRESS, sha256: VERIFIER.sha256 },
  };
}
