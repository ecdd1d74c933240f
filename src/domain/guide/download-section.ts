import { codeSpan } from "../../kernel/markdown.ts";
import { quotePowerShell, quoteSh } from "../../kernel/shell.ts";
import { GITHUB_WEB } from "../source/github-issuer.ts";
import { command, fileWord } from "./command.ts";
import { evidenceFiles } from "./evidence-files.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { silentStep } from "./step.ts";

/** How the files are fetched; undefined where they are on no release of a GitHub that is known. */
export function downloadSection(facts: GuideFacts): string | undefined {
  const { repository, tag, signer } = facts;
  const web = signer.workflow?.web ?? GITHUB_WEB;
  if (!repository?.startsWith(`${web}/`) || tag === null || signer.instance === "local") return undefined;
  const place = web === GITHUB_WEB ? repository.slice(web.length + 1) : repository.slice("https://".length);
  const all = command(["gh", "release", "download", tag, "--repo", place]);
  const address = (name: string): string =>
    `${repository}/releases/download/${tag.split("/").map(encodeURIComponent).join("/")}/${encodeURIComponent(name)}`;
  const names = needed(facts);
  const single = {
    sh: names.map((name) => curl(name, address(name))).join("\n"),
    powershell: names
      .map(
        (name) =>
          `Invoke-WebRequest -Uri ${quotePowerShell(address(name))} -OutFile ${quotePowerShell(fileWord(name))}`,
      )
      .join("\n"),
  };
  return `## Download

In a new, empty folder; everything that follows is run there. All files, with the GitHub command line:

${silentStep(all)}

Or single files: the evidence, and ${codeSpan(facts.assets[0]?.name ?? "")} as an example.

${silentStep(single)}

A download proves nothing yet.`;
}

function needed(facts: GuideFacts): string[] {
  const { checksums, checksumsBundle, provenance, inCapsule } = evidenceFiles(facts);
  const statements = facts.publicSince === undefined ? [provenance] : [];
  const evidence = inCapsule ? [] : [checksums, checksumsBundle, ...statements];
  return [facts.capsule, ...evidence, facts.assets[0]?.name ?? ""];
}

/** `-O` would name the file as the address does, with percent signs. */
function curl(name: string, address: string): string {
  const plain = encodeURIComponent(name) === name;
  const words = plain ? ["curl", "-fLO"] : ["curl", "-fL", "-o", name.startsWith("-") ? `./${name}` : name];
  return [...words, "--proto", "=https", address].map(quoteSh).join(" ");
}
