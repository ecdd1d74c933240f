import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { INSTALLER_NAMES } from "../asset/installer-names.ts";
import type { PlannedFile } from "../capsule/published-names.ts";
import { evidenceFiles } from "../guide/evidence-files.ts";
import type { GuideSigner } from "../guide/guide-facts.ts";
import { GITHUB_WEB } from "../source/github-issuer.ts";
import type { InstallChoice } from "./choose-assets.ts";
import { installPs1 } from "./install-ps1.ts";
import { installSh } from "./install-sh.ts";
import type { InstallerFacts } from "./installer-facts.ts";
import { addressPart } from "./installer-text.ts";

export interface ReleaseToInstall {
  readonly name: string;
  readonly version: string;
  readonly tag: string;
  /** Web address. */
  readonly repository: string;
  readonly choice: InstallChoice;
  readonly capsule: string;
  readonly published: readonly PlannedFile[];
  /** Who will sign. */
  readonly signer: GuideSigner;
  readonly identityFlags: readonly string[];
}

/**
 * Both scripts, as UTF-8 text with their names on the release. Pure: the same release gives the same bytes. Faults:
 * `installer-place` where nobody could download from, `text-unquotable`.
 */
export function renderInstallers(release: ReleaseToInstall): { readonly name: string; readonly text: string }[] {
  const facts = factsOf(release);
  const [sh, ps1] = INSTALLER_NAMES;
  return [
    { name: sh, text: installSh(facts) },
    { name: ps1, text: installPs1(facts) },
  ];
}

function factsOf({ repository, tag, published, ...release }: ReleaseToInstall): InstallerFacts {
  const web = release.signer.workflow?.web ?? GITHUB_WEB;
  if (!repository.startsWith(`${web}/`)) {
    throw new Fault("installer-place", `the installers cannot download from ${printable(repository)}`, {
      hint: "installers are made for releases of GitHub alone",
    });
  }
  const evidence = evidenceFiles({ published });
  return {
    ...release,
    downloads: `${repository}/releases/download/${tag.split("/").map(addressPart).join("/")}`,
    evidence: evidence.inCapsule ? undefined : evidence,
    hasProvenance: published.some(({ name }) => name === evidence.provenance),
  };
}
