import { codeBlock, codeSpan } from "../../../kernel/markdown.ts";
import { command } from "../command.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { fold, silentStep, step } from "../step.ts";
import { TRIED } from "../tried-versions.ts";
import { cosignIdentity } from "./cosign-section.ts";
import { ownCommand } from "./first-steps.ts";
import { ghIdentity, ROOT_LINES, rootLines, workflowForGh } from "./gh-section.ts";
import { withNotation } from "./notation-section.ts";

/** Container images, by digest; undefined if there are none. */
export function imagesFold(facts: GuideFacts): string | undefined {
  const [first, ...others] = facts.images ?? [];
  if (first === undefined) return undefined;
  const names = [first, ...others].map(({ name, sha256 }) => `${name}@sha256:${sha256}`);
  return fold(others.length === 0 ? "Container image" : "Container images", [
    `The release names ${others.length === 0 ? "one image" : `${names.length} images`} by digest. A tag can be moved; this cannot:`,
    codeBlock(names.join("\n")),
    "Ask whether such a digest belongs to the release:",
    step("sh", ownCommand(facts, undefined, [`sha256:${first.sha256}`]).sh, [
      `VERIFIED  ${facts.name} ${facts.version}`,
    ]),
    ...(first.isAttached === true ? inRegistry(facts, names[0] ?? "") : [NOT_ATTACHED]),
  ]);
}

const NOT_ATTACHED = `Then pull by digest, not by tag. Nothing is stored in the registry beside the image, and what is in the image was not
looked at.`;

/** What other programs read beside the image. */
function inRegistry(facts: GuideFacts, image: string): string[] {
  return [
    "Then pull by digest, not by tag. Signature, provenance and SBOM lie in the registry, too, beside the image and that of each platform.",
    ...withCosign(facts, image),
    ...withGh(facts, image),
    ...withNotation(facts, image),
    `What lies beside an image comes along with ${codeSpan(`oras cp -r ${image} REGISTRY/NAME`)} or
${codeSpan(`regctl image copy --referrers ${image} REGISTRY/NAME`)}. A copy has the same digest, so all of this holds for it, too.`,
  ];
}

/** cosign prints the statements; that they are there, and one, is enough to see. */
function withCosign(facts: GuideFacts, image: string): string[] {
  // Whoever names the key trusts it without a log.
  if (facts.signer.kind !== "key" && !facts.signer.hasLog) return [];
  const identity = cosignIdentity(facts);
  const verify = command(["cosign", "verify", ...identity, image]);
  const attestation = command(["cosign", "verify-attestation", "--type", "slsaprovenance1", ...identity, image]);
  return [
    `With cosign ${TRIED.cosign}, which says on its last lines what it verified:`,
    codeBlock(`${verify.sh} > signature.json`, "sh"),
    ...(facts.publicSince === undefined ? [codeBlock(`${attestation.sh} > provenance.json`, "sh")] : []),
  ];
}

function withGh(facts: GuideFacts, image: string): string[] {
  const { signer } = facts;
  if (signer.kind === "key" || workflowForGh(signer) === undefined || facts.publicSince !== undefined) return [];
  const roots = rootLines(facts) === undefined ? [] : ["--custom-trusted-root", ROOT_LINES];
  const verify = command([
    ...["gh", "attestation", "verify", `oci://${image}`, "--bundle-from-oci", ...ghIdentity(signer), ...roots],
    ...["--format", "json", "--jq", ".[].verificationResult.signature.certificate.subjectAlternativeName"],
  ]);
  const lines = rootLines(facts);
  // A release of images alone has no part about gh above.
  const isFirst = facts.assets.length === 0 && lines !== undefined;
  const made = lines === undefined || isFirst ? "" : `, after ${codeSpan(ROOT_LINES)} was made as above`;
  return [
    `With gh ${TRIED.gh}, which wants to be logged in for images${made}:`,
    ...(isFirst ? [`It takes trusted roots with one on each line, so first:`, silentStep("sh", lines.sh)] : []),
    step("sh", verify.sh, [signer.subjectAlternativeName]),
  ];
}
