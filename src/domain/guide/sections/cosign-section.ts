import { codeSpan } from "../../../kernel/markdown.ts";
import { assetSignatureEntry } from "../../capsule/entry-names.ts";
import { KEY_FILE } from "../../verification/identity/identity-flags.ts";
import { command, digestWord, fileWord, type ShellCommand, type Word } from "../command.ts";
import { type EvidenceFiles, evidenceFiles } from "../evidence-files.ts";
import type { GuideFacts, GuideSigner } from "../guide-facts.ts";
import { fold, step } from "../step.ts";
import { TRIED } from "../tried-versions.ts";
import { linuxStep, unpackStep } from "./checksums-section.ts";

const VERIFIED = ["Verified OK"];
/** cosign reads the whole file into memory and refuses larger ones. */
const COSIGN_MAX_BYTES = 128 * 1024 * 1024;

/** How to verify with cosign and checksum programs; for an instance without a log, why not with cosign. */
export function cosignFold(facts: GuideFacts): string {
  if (!hasCosign(facts.signer)) return fold("With cosign", [withoutCosign(facts.signer)], "with-cosign");
  const files = evidenceFiles(facts);
  const parts = [
    `${tried(facts)} First the signature of the checksum list:`,
    files.inCapsule ? unpackStep(facts, evidenceNames(facts, files)) : undefined,
    step("sh", listCommand(facts, files).sh, VERIFIED),
    "Then your files against the list. Without the first step, the second proves nothing.",
    linuxStep(facts),
    `With such a line for every file that you have. On macOS it is ${codeSpan("shasum -a 256")} instead of ${codeSpan("sha256sum")}.`,
    notBound(facts),
    ...(facts.publicSince === undefined ? provenance(facts, files) : []),
    ...eachAsset(facts),
  ];
  return fold("With cosign, without our program", parts, "with-cosign");
}

/** Whether there are commands for it: a certificate needs a log, and a key must sign the list as a file. */
export function hasCosign(signer: GuideSigner): boolean {
  return signer.kind === "key" ? signer.signsFiles : signer.hasLog;
}

function withoutCosign(signer: GuideSigner): string {
  return signer.kind === "key" ? STATEMENTS_ONLY : WITHOUT_LOG;
}

const STATEMENTS_ONLY = `There are no commands for cosign here: the key signs statements and no files, so the checksum list has no signature of its own.`;

/** The words that cosign takes for the identity, as strict as it can be. */
export function cosignIdentity(
  { signer, trustedRoot }: Pick<GuideFacts, "signer" | "trustedRoot">,
  offlineRoot?: string,
): string[] {
  const { workflow } = signer;
  const root = offlineRoot ?? trustedRoot ?? (signer.instance === "staging" ? STAGING_ROOT : undefined);
  if (signer.kind === "key") {
    // Whoever names the key trusts it without a log; cosign asks for one unless it is told.
    const log = signer.hasLog ? [] : ["--insecure-ignore-tlog=true"];
    return ["--key", KEY_FILE, ...log, ...(root === undefined ? [] : ["--trusted-root", root])];
  }
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

export function listCommand(facts: GuideFacts, files: EvidenceFiles, offlineRoot?: string): ShellCommand {
  const identity = cosignIdentity(facts, offlineRoot);
  return command(["cosign", "verify-blob", files.checksums, "--bundle", files.checksumsBundle, ...identity]);
}

const STAGING_ROOT = "trusted_root.json";

const WITHOUT_LOG = `There are no commands for cosign here: it demands an entry in a transparency log, and the Sigstore instance that signed this
release has none; it confirms the time by a signed timestamp. To verify it with cosign, the check of the log would have to
be switched off, which its authors call insecure.`;

function tried({ signer }: GuideFacts): string {
  const version = `Tried with cosign ${TRIED.cosign}.`;
  if (signer.instance !== "staging") return version;
  return `${version} ${codeSpan(STAGING_ROOT)} is the trusted root of Sigstore's staging instance, from its update repository.`;
}

/** What of the capsule other programs read. */
function evidenceNames({ publicSince }: GuideFacts, files: EvidenceFiles): string[] {
  return [files.checksums, files.checksumsBundle, ...(publicSince === undefined ? [files.provenance] : [])];
}

/** The checksum list names no release, so only the ref in the certificate tells releases apart. */
function notBound({ tag, signer }: GuideFacts): string | undefined {
  if (signer.kind === "key") return KEY_NOT_BOUND;
  if (signer.workflow === undefined || signer.workflow.sourceRef === `refs/tags/${tag}`) return undefined;
  return `The run was not started for the tag, so its certificate does not name it: these commands alone cannot tell this release
from another one of the same workflow. The one command at the top can.`;
}

const KEY_NOT_BOUND = `The list names no release, and the key signs every release: these commands alone cannot tell this one from another. The one
command at the top can.`;

function provenance(facts: GuideFacts, files: EvidenceFiles): string[] {
  const small = facts.assets.find(({ size }) => size <= COSIGN_MAX_BYTES);
  const large = facts.assets.find(({ size }) => size > COSIGN_MAX_BYTES);
  const attestation = (subject: readonly Word[]): ShellCommand =>
    command([
      ...["cosign", "verify-blob-attestation", ...subject, "--type", "slsaprovenance1"],
      ...["--bundle", files.provenance, ...cosignIdentity(facts)],
    ]);
  return [
    facts.signer.kind === "key"
      ? "The provenance, which the key signed as well:"
      : "To see which workflow run sealed a file:",
    ...(small === undefined ? [] : [step("sh", attestation([fileWord(small.name)]).sh, VERIFIED)]),
    ...(large === undefined
      ? []
      : [LARGE, step("sh", attestation(["--digestAlg", "sha256", "--digest", digestWord(large.name)]).sh, VERIFIED)]),
  ];
}

const LARGE = `cosign refuses files above 128 MiB. Of those it takes the digest, which the shell computes here (on macOS
${codeSpan("shasum -a 256")} instead of ${codeSpan("sha256sum")}):`;

/** Where each file has a published signature of its own. */
function eachAsset(facts: GuideFacts): string[] {
  const asset = facts.assets.find(({ size }) => size <= COSIGN_MAX_BYTES);
  if (asset === undefined) return [];
  const entry = assetSignatureEntry(asset.sha256);
  const bundle = facts.published.find(({ content }) => content.kind === "entry" && content.entry === entry)?.name;
  if (bundle === undefined) return [];
  const words = ["cosign", "verify-blob", fileWord(asset.name), "--bundle", fileWord(bundle), ...cosignIdentity(facts)];
  return ["Each file also has a signature of its own:", step("sh", command(words).sh, VERIFIED)];
}
