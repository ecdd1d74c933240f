import { signingWorkflow } from "../../../domain/guide/signing-workflow.ts";
import { renderInstallers } from "../../../domain/installer/render-installers.ts";
import type { CertificateFacts, SignerFacts } from "../../../domain/sigstore/certificate-facts.ts";
import { parseTrustedRoot } from "../../../domain/sigstore/trusted-root.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { identityFlags } from "../../../domain/verification/identity/identity-flags.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import { planRelease, type ReleasePlan } from "../examine/plan-release.ts";
import type { CollectedAsset, SealOrder, SealPorts } from "../order/seal-order.ts";
import { snapshotTrust } from "../sign/snapshot-trust.ts";
import type { ReleaseContext } from "../source/release-context.ts";
import { hashAsset, inOrder } from "./collect-assets.ts";

interface Planned {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
}

/**
 * Writes the installers, if they are asked for, and plans the release again with them among its files. They hold digests of
 * the other files and say who will sign, which the token tells and the certificate must confirm (`requireAsForeseen`). Faults: those of
 * `planRelease` and `renderInstallers`.
 */
export async function addInstallers(
  order: SealOrder,
  { facts, plan }: Planned,
  { context, ports }: { readonly context: ReleaseContext; readonly ports: SealPorts },
): Promise<Planned> {
  const { installer: choice } = plan;
  const { tag, repository } = facts;
  if (choice === undefined || tag === null || repository === null) return { facts, plan };
  ports.progress.step("writing the installers");
  const signer = await ports.signer.identify();
  if (signer.kind === "key") {
    throw new Fault("configuration-invalid", "installers check who signed by a certificate, and a key signs here", {
      hint: advice`remove ${option("installer")}, or sign without ${option("key")}`,
    });
  }
  const { subjectAlternativeName, issuer, instance } = signer;
  const foreseen: SignerFacts = {
    subjectAlternativeName: { value: subjectAlternativeName },
    issuer,
    extensions: {
      sourceRepositoryUri: repository,
      sourceRepositoryRef: facts.ref ?? undefined,
      buildTrigger: context.gitHubRun?.event,
      runnerEnvironment: context.gitHubRun?.runner,
    },
  };
  const trust = await snapshotTrust(ports.trust, order.local);
  const hasLog = parseTrustedRoot(trust.entry.bytes).requires.logEntries > 0;
  const scripts = renderInstallers({
    ...{ name: facts.name, version: facts.version, tag, repository, choice },
    ...{ capsule: plan.capsule, published: plan.published },
    signer: {
      kind: "certificate",
      subjectAlternativeName,
      issuer,
      instance,
      hasLog,
      workflow: signingWorkflow(foreseen),
    },
    identityFlags: identityFlags(foreseen, tag),
  });
  const folder = await ports.temporary.make();
  const made: CollectedAsset[] = [];
  for (const { name, text } of scripts) {
    const path = ports.files.join(folder, name);
    await ports.files.write(path, encodeUtf8(text));
    made.push({ ...(await hashAsset(path, name, ports.files)), made: true });
  }
  const assets = inOrder([...plan.collected, ...made]);
  const planned = await planRelease(order, { facts, assets, images: plan.images }, ports.files);
  return { facts, plan: { ...planned, foreseen: identityFlags(foreseen, tag) } };
}

/** Fault: `source-contradiction` if somebody else signs than the installers say. */
export function requireAsForeseen(
  { foreseen }: ReleasePlan,
  certificate: CertificateFacts | undefined,
  tag: string | null,
): void {
  if (certificate === undefined) return;
  const flags = identityFlags(certificate, tag);
  if (foreseen === undefined || (foreseen.length === flags.length && foreseen.every((one, at) => one === flags[at])))
    return;
  throw new Fault("source-contradiction", "the certificate names another signer than the installers do", {
    hint: "run again; if this stays, seal without the installers, and report it",
  });
}
