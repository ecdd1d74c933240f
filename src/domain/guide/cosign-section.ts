import { codeSpan } from "../../kernel/markdown.ts";
import { assetSignatureEntry } from "../capsule/entry-names.ts";
import { type Command, command, digestWord, fileWord, type Word } from "./command.ts";
import { compareSteps } from "./compare-steps.ts";
import { type EvidenceFiles, evidenceFiles } from "./evidence-files.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { silentStep, step } from "./step.ts";
import { TRIED } from "./tried-versions.ts";

const VERIFIED = ["Verified OK"];
/** cosign reads the whole file into memory and refuses larger ones. */
const COSIGN_MAX_BYTES = 128 * 1024 * 1024;

/** How to verify with cosign and checksum programs; for an instance without a log, why not with cosign. */
export function cosignSection(facts: GuideFacts): string {
  const files = evidenceFiles(facts);
  if (!facts.signer.hasLog) return withoutLog();
  const parts = [
    "## With cosign, without this program",
    intro(facts),
    files.inCapsule ? unpacked(facts, files) : undefined,
    "The signature of the checksum list comes first:",
    step(listCommand(facts, files), VERIFIED),
    "Only then compare your files with the list. Without the first command this one proves nothing.",
    compareSteps(facts.assets, files.checksums),
    notBound(facts),
    facts.publicSince === undefined ? provenance(facts, files) : undefined,
    eachAsset(facts),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

/** The words that cosign takes for the identity, as strict as it can be. */
export function cosignIdentity({ signer, trustedRoot }: GuideFacts, offlineRoot?: string): string[] {
  const { workflow } = signer;
  const root = offlineRoot ?? trustedRoot ?? (signer.instance === "staging" ? STAGING_ROOT : undefined);
  return [
    ...["--certificate-identity", signer.subjectAlternativeName, "--certificate-oidc-issuer", signer.issuer],
    // The name of a reusable workflow is the same for every repository that calls it.
    ...(workflow?.reusable === undefined ? [] : ["--certificate-github-workflow-repository", workflow.repository]),
    ...(workflow?.sourceRef === undefined || workflow.sourceRef === workflow.ref
      ? []
      : ["--certificate-github-workflow-ref", workflow.sourceRef]),
    ...(root === undefined ? [] : ["--trusted-root", root]),
  ];
}

export function listCommand(facts: GuideFacts, files: EvidenceFiles, offlineRoot?: string): Command {
  const identity = cosignIdentity(facts, offlineRoot);
  return command(["cosign", "verify-blob", files.checksums, "--bundle", files.checksumsBundle, ...identity]);
}

const STAGING_ROOT = "trusted_root.json";

function withoutLog(): string {
  return `## With cosign

There are no commands for cosign here: it demands an entry in a transparency log, and the Sigstore instance that signed this
release has none; it confirms the time by a signed timestamp. To verify it with cosign, the check of the log would have to
be switched off, which its authors call insecure.`;
}

function intro({ signer }: GuideFacts): string {
  const version = `With cosign 3; tried with ${TRIED.cosign}.`;
  if (signer.instance === "staging") {
    return `${version} ${codeSpan(STAGING_ROOT)} is the trusted root of Sigstore's staging instance, from its update repository.`;
  }
  return version;
}

function unpacked({ capsule, publicSince }: GuideFacts, files: EvidenceFiles): string {
  const { checksums, checksumsBundle, provenance: statement } = files;
  const statements = publicSince === undefined ? [statement] : [];
  const words = ["tar", "-xzf", capsule, checksums, checksumsBundle, ...statements];
  return `The release publishes its evidence in the capsule alone, which is a plain ${codeSpan("tar.gz")}:

${silentStep(command(words))}`;
}

/** The checksum list names no release, so only the ref in the certificate tells releases apart. */
function notBound({ tag, signer }: GuideFacts): string | undefined {
  if (signer.workflow === undefined || signer.workflow.sourceRef === `refs/tags/${tag}`) return undefined;
  return `The run was not started for the tag, so its certificate does not name it: these commands alone cannot tell this release
from another one of the same workflow. The one command above can.`;
}

function provenance(facts: GuideFacts, files: EvidenceFiles): string {
  const [first] = facts.assets;
  const small = facts.assets.find(({ size }) => size <= COSIGN_MAX_BYTES);
  const large = facts.assets.find(({ size }) => size > COSIGN_MAX_BYTES);
  const verify = (subject: readonly Word[]): string =>
    step(
      command([
        ...["cosign", "verify-blob-attestation", ...subject, "--type", "slsaprovenance1"],
        ...["--bundle", files.provenance, ...cosignIdentity(facts)],
      ]),
      VERIFIED,
    );
  const parts = [
    `The provenance says in which run ${first === undefined ? "a file" : codeSpan((small ?? first).name)} was sealed; for other files put their names in its place:`,
    small === undefined ? undefined : verify([fileWord(small.name)]),
    large === undefined ? undefined : LARGE,
    large === undefined ? undefined : verify(["--digestAlg", "sha256", "--digest", digestWord(large.name)]),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

const LARGE = `cosign refuses files above 128 MiB. Of those it takes the digest, which the shell computes here (on macOS
${codeSpan("shasum -a 256")} in the place of ${codeSpan("sha256sum")}):`;

/** Where each file has a published signature of its own. */
function eachAsset(facts: GuideFacts): string | undefined {
  const asset = facts.assets.find(({ size }) => size <= COSIGN_MAX_BYTES);
  if (asset === undefined) return undefined;
  const entry = assetSignatureEntry(asset.sha256);
  const bundle = facts.published.find(({ content }) => content.kind === "entry" && content.entry === entry)?.name;
  if (bundle === undefined) return undefined;
  const words = ["cosign", "verify-blob", fileWord(asset.name), "--bundle", fileWord(bundle), ...cosignIdentity(facts)];
  return `Each file also has a signature of its own:

${step(command(words), VERIFIED)}`;
}
