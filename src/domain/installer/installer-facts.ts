import type { EvidenceFiles } from "../guide/evidence-files.ts";
import type { GuideSigner } from "../guide/guide-facts.ts";
import type { InstallChoice } from "./choose-assets.ts";

/** All that an installer says; known before anything of the release is signed, for it is one of the files that are. */
export interface InstallerFacts {
  readonly name: string;
  readonly version: string;
  /** Web address of the folder that the files are downloaded from, without a slash at its end. */
  readonly downloads: string;
  readonly choice: InstallChoice;
  /** File name of the capsule. */
  readonly capsule: string;
  /** What is published for cosign and gh; undefined if only the capsule is. */
  readonly evidence: EvidenceFiles | undefined;
  /** Whether the release says how it was built. */
  readonly hasProvenance: boolean;
  readonly signer: GuideSigner;
  /** The flags of `capsule verify` that say who must have signed. */
  readonly identityFlags: readonly string[];
}
