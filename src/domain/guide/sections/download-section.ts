import { quoteSh } from "../../../kernel/shell.ts";
import { GITHUB_WEB } from "../../source/github-issuer.ts";
import { command } from "../command.ts";
import { evidenceFiles } from "../evidence-files.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { downloadsOf } from "../release-footer.ts";
import { fold, silentStep, step } from "../step.ts";
import { VERIFIER, VERIFIER_ADDRESS, VERIFIER_PLACE } from "../verifier.ts";

/** How the files are fetched, where they are on a release of a GitHub that is known, and the program, unless it lies elsewhere. */
export function downloadFold(facts: GuideFacts, place?: string): string {
  const ours = place === undefined ? program() : [];
  return fold("Download the files", [...files(facts), ...ours, "A download proves nothing yet."], "download");
}

function files(facts: GuideFacts): string[] {
  const { repository, tag } = facts;
  const addresses = downloadAddresses(facts);
  if (addresses === undefined || repository === null || tag === null) return [];
  const place = repository.startsWith(`${GITHUB_WEB}/`)
    ? repository.slice(GITHUB_WEB.length + 1)
    : repository.slice("https://".length);
  return [
    "In a new, empty folder. Everything, with the GitHub command line:",
    silentStep("sh", command(["gh", "release", "download", tag, "--repo", place]).sh),
    "Or what the commands on this page need, and one file:",
    silentStep("sh", addresses.map(curl).join("\n")),
  ];
}

function program(): string[] {
  return [
    "The program, into the folder above:",
    silentStep("sh", curl({ name: VERIFIER_PLACE, address: VERIFIER_ADDRESS })),
    "Its SHA-256 must be the one of this project's repository (on macOS `shasum -a 256`):",
    step("sh", `sha256sum ${VERIFIER_PLACE}`, [`${VERIFIER.sha256}  ${VERIFIER_PLACE}`]),
  ];
}

/** A file and where it is. */
export interface Download {
  readonly name: string;
  readonly address: string;
}

/** What the page needs of the release; undefined if the files are on no release of a GitHub that is known. */
export function downloadAddresses(facts: GuideFacts): Download[] | undefined {
  const { repository, tag, signer } = facts;
  const web = signer.workflow?.web ?? GITHUB_WEB;
  if (!repository?.startsWith(`${web}/`) || tag === null || signer.instance === "local") return undefined;
  const from = downloadsOf(repository, tag);
  return needed(facts).map((name) => ({ name, address: `${from}/${encodeURIComponent(name)}` }));
}

function needed(facts: GuideFacts): string[] {
  const { checksums, checksumsBundle, provenance, inCapsule } = evidenceFiles(facts);
  const [first] = facts.assets;
  if (first === undefined) return [facts.capsule];
  const statements = facts.publicSince === undefined ? [provenance] : [];
  const evidence = inCapsule ? [] : [checksums, checksumsBundle, ...statements];
  return [facts.capsule, ...evidence, first.name];
}

/** `-O` would name the file as the address does, with percent signs. */
function curl({ name, address }: Download): string {
  const plain = encodeURIComponent(name) === name;
  const words = plain ? ["curl", "-fLO"] : ["curl", "-fL", "-o", name.startsWith("-") ? `./${name}` : name];
  return [...words, "--proto", "=https", address].map(quoteSh).join(" ");
}
