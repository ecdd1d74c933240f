import { verifyWords } from "../guide/own-command.ts";
import { cosignIdentity } from "../guide/sections/cosign-section.ts";
import { ghIdentity, workflowForGh } from "../guide/sections/gh-section.ts";
import type { InstallerFacts } from "./installer-facts.ts";

/** The words of each program that can check the signature of a release of these facts; undefined for one that cannot. */
export interface SignatureChecks {
  /** Before the capsule and the file. */
  readonly verifier: readonly string[] | undefined;
  /** After the file. */
  readonly gh: readonly string[] | undefined;
  /** After the checksum list. */
  readonly cosign: readonly string[] | undefined;
  /** Whether nobody but the person who installs can say which keys count. */
  readonly needsRoot: boolean;
}

/** How each program is called by a script, which adds files and, if a person named one, a trusted root. */
export function signatureChecks(facts: InstallerFacts): SignatureChecks {
  const { signer, evidence, identityFlags, name, version, hasProvenance } = facts;
  const { instance, hasLog } = signer;
  // What was only tried is signed by nobody.
  if (instance === "local") return { verifier: undefined, gh: undefined, cosign: undefined, needsRoot: false };
  const release = { name, version };
  return {
    verifier: verifyWords({ instance, identityFlags, trustedRoot: undefined, release }),
    gh:
      workflowForGh(signer) === undefined || evidence === undefined || !hasProvenance ? undefined : ghIdentity(signer),
    cosign:
      evidence === undefined || !hasLog
        ? undefined
        : cosignIdentity({ signer: { ...signer, instance: "custom" }, trustedRoot: undefined }),
    needsRoot: instance === "custom" || instance === "staging",
  };
}
