import type { Previous } from "../../domain/capsule/root-statement.ts";
import { parseWorkflowName } from "../../domain/policy/workflow-name.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { SourceFacts } from "../../domain/source/source-facts.ts";
import { bytesSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { EarlierRelease, ReleaseHost } from "../../ports/release-host.ts";
import { verifyCapsule } from "../verify/verify.ts";
import { type ConsumerPorts, whyNot } from "./verify-sealed.ts";

/** What the hosts know of the release before: `unknown` where none of them knows other releases. */
export type FoundEarlier =
  | { readonly known: false }
  | { readonly known: true; readonly release: EarlierRelease | undefined };

/** Asks for the release before, while nothing is signed yet. */
export async function findEarlier(hosts: readonly ReleaseHost[]): Promise<FoundEarlier> {
  for (const host of hosts) {
    if (host.earlier !== undefined) return { known: true, release: await host.earlier() };
  }
  return { known: false };
}

export interface PreviousOrder {
  readonly found: FoundEarlier;
  readonly facts: SourceFacts;
  /** Subject alternative name of who signs this release. */
  readonly signer: string;
}

/**
 * Links the capsule of the release before, by the digest of its root, once it verifies as this repository's; a first
 * release says that it is one, and anything that does not verify is not linked, with the reason.
 */
export async function linkPrevious({ found, facts, signer }: PreviousOrder, ports: ConsumerPorts): Promise<Previous> {
  if (!found.known) return { none: "unavailable", reason: "no earlier release was looked for" };
  const { release } = found;
  if (release === undefined) return { none: "first-release", reason: "no earlier release of this line is public" };
  const { tag, version, capsule } = release;
  if (capsule === undefined) return { none: "first-capsule", reason: `the release ${printable(tag)} has no capsule` };
  const { name, repository } = facts;
  if (repository === null) throw new Fault("internal", "a release on a forge has a repository");
  const verification = await verifyCapsule(
    {
      capsule: { bytes: bytesSource(capsule), fileName: `${name}.capsule` },
      assets: [],
      identity: expectedSigner(repository, signer),
      release: { name, version },
      evidenceOnly: true,
    },
    ports,
  );
  const { root, verdict } = verification;
  if (verdict === "verified" && root?.statement.predicate.release.tag === tag) {
    return { name, version, tag, rootDigest: { sha256: root.sha256 } };
  }
  const reason = `the capsule of ${printable(tag)} does not verify: ${whyNot(verification)}`.slice(0, 1000);
  return { none: "unavailable", reason };
}

/** Releases of one line may be signed by different workflows of the repository, or by the reusable one that signs now. */
function expectedSigner(repository: string, signer: string): ExpectedIdentity {
  const workflow = parseWorkflowName(signer);
  if (workflow === undefined || workflow.repository === repository) return { kind: "repository", repository };
  const { path } = workflow;
  return { kind: "repository", repository, signerWorkflow: { repository: workflow.repository, path } };
}
