import { sbomEntry } from "../../../domain/capsule/entry-names.ts";
import { readChosen } from "../../../domain/capsule/read-capsule.ts";
import type { Previous } from "../../../domain/capsule/root-schema.ts";
import type { ExpectedIdentity } from "../../../domain/sigstore/expected-identity.ts";
import { gitHubIssuer } from "../../../domain/source/github-issuer.ts";
import { isSameRepository } from "../../../domain/source/repository.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { parseWorkflowName } from "../../../domain/source/workflow-name.ts";
import { earlierIdentity, type TagStep } from "../../../domain/verification/identity/earlier-identity.ts";
import { exactlyThis, type NamedSigner } from "../../../domain/verification/identity/named-signer.ts";
import { bytesSource, sourceChunks } from "../../../kernel/byte-source.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { EarlierRelease, OpenedRelease } from "../../../ports/release-host.ts";
import { verifyCapsule } from "../../verify/verify.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";
import { whyNot } from "../self-verify/verify-sealed.ts";
import { notBefore, readNamedPrevious } from "./named-previous.ts";

/** What is known of the release before: nothing, if no file was named and no host knows other releases. */
export type FoundEarlier =
  | { readonly known: false }
  | { readonly known: true; readonly release: EarlierRelease | undefined; readonly isNamed?: true };

/** Reads the release before from the file that was named, else asks for it, while nothing is signed yet. */
export async function findEarlier(
  named: string | undefined,
  { opened, facts }: { readonly opened: readonly OpenedRelease[]; readonly facts: SourceFacts },
  ports: VerifyPorts,
): Promise<FoundEarlier> {
  if (named !== undefined) return { known: true, release: await readNamedPrevious(named, facts, ports), isNamed: true };
  for (const release of opened) {
    if (release.earlier !== undefined) return { known: true, release: await release.earlier() };
  }
  return { known: false };
}

export interface PreviousOrder {
  readonly found: FoundEarlier;
  readonly facts: SourceFacts;
  /** True if the trust is that of this run alone, under which no earlier release verifies. */
  readonly local: boolean;
  /** Asks who signs this release. */
  readonly signer: () => Promise<NamedSigner>;
}

export interface LinkedPrevious {
  /** What the root says of it. */
  readonly previous: Previous;
  /** The SBOM of that release, a CycloneDX document that verified; undefined if nothing is linked, or it has none. */
  readonly sbom: Uint8Array | undefined;
}

/**
 * Links the capsule of the release before, by the digest of its root, once it verifies as this repository's; a first
 * release says that it is one, and anything that does not verify is not linked, with the reason; a file that was named must
 * verify. Faults: `lineage-broken`; those of a file that cannot be read.
 */
export async function linkPrevious(
  { found, facts, local, signer }: PreviousOrder,
  ports: VerifyPorts,
): Promise<LinkedPrevious> {
  if (!found.known) return notLinked("unavailable", "no earlier release was looked for");
  const { release } = found;
  if (release === undefined) return notLinked("first-release", "no earlier release of this line is public");
  const { tag, version, capsule } = release;
  if (capsule === undefined) return notLinked("first-capsule", `the release ${printable(tag)} has no capsule`);
  if (local) return notLinked("unavailable", "the release before was read, and not verified under the local instance");
  const { name, repository } = facts;
  if (repository === null) throw new Fault("internal", "a release that has one before it has a repository");
  const verification = await verifyCapsule(
    {
      capsule: { bytes: bytesSource(capsule), fileName: `${name}.capsule` },
      assets: [],
      identity: expectedSigner(repository, { now: facts.tag, before: tag }, await signer()),
      release: { name, version },
      evidenceOnly: true,
    },
    ports,
  );
  const { root, verdict } = verification;
  if (verdict === "verified" && root?.statement.predicate.release.tag === tag) {
    const previous = { name, version, tag, rootDigest: { sha256: root.sha256 } };
    return { previous, sbom: await verifiedSbom(capsule, ports) };
  }
  if (found.isNamed) throw notBefore(whyNot(verification));
  const reason = `the capsule of ${printable(tag)} does not verify: ${whyNot(verification)}`.slice(0, 1000);
  return notLinked("unavailable", reason);
}

/** Of a capsule that verified. */
async function verifiedSbom(capsule: Uint8Array, { crypto }: VerifyPorts): Promise<Uint8Array | undefined> {
  const name = sbomEntry("release", "cdx");
  const choose = async () => ({ holds: (entry: string) => entry === name });
  return (await readChosen(sourceChunks(bytesSource(capsule)), choose, crypto)).entries.get(name);
}

function notLinked(none: Extract<Previous, { none: string }>["none"], reason: string): LinkedPrevious {
  return { previous: { none, reason }, sbom: undefined };
}

/**
 * Outside of GitHub the same key or signer, at the earlier tag if its name ends with this one. On GitHub, releases of one line may be signed by different workflows of the repository, or by the reusable one that signs now; and by
 * GitHub's common issuer, before the enterprise had the one that it has now.
 */
function expectedSigner(repository: string, tags: TagStep, signer: NamedSigner): ExpectedIdentity {
  if (signer.kind === "key" || gitHubIssuer(signer.issuer) === undefined) {
    return earlierIdentity(exactlyThis(signer), tags);
  }
  const { subjectAlternativeName, issuer } = signer;
  const workflow = parseWorkflowName(subjectAlternativeName);
  const isOwn = workflow === undefined || isSameRepository(workflow.repository, repository);
  const signerWorkflow = isOwn ? {} : { signerWorkflow: { repository: workflow.repository, path: workflow.path } };
  const common = { kind: "repository", repository, ...signerWorkflow } as const;
  return gitHubIssuer(issuer)?.kind === "enterprise" ? { kind: "any-of", of: [{ ...common, issuer }, common] } : common;
}
