import { readPublicKey } from "../../../crypto/public-key.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { RootPredicate, RootStatement } from "../../capsule/root-schema.ts";
import type { ExpectedSigner } from "../../sigstore/bundle-to-verify.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import type { BundleSigner } from "../../sigstore/verified-bundle.ts";
import { certifiedFacts, factsOfRoot, findDisagreement, type StatedFacts } from "../agreement.ts";

/** How GitHub names an attempt of a run: `https://github.com/OWNER/NAME/actions/runs/ID/attempts/N`. */
const ATTEMPT = /(?<=\/actions\/runs\/\d{1,20})\/attempts\/\d{1,10}$/;

/**
 * Accepts only what the signer of the root signed in the same run: the same key, which knows no runs, or equal name, issuer and extensions, which hold
 * repository, commit, ref, ids and run (B55). The certificate itself may be a renewed one, and one of another attempt of the
 * run: that is the same workflow at the same commit, started again to end what was begun. Fault: `identity-mismatch`.
 */
export function sameRun(root: BundleSigner): ExpectedSigner {
  if (root.kind === "key") return { kind: "key", publicKey: readPublicKey(root.publicKey) };
  const expected = runOf(root.certificate);
  return {
    kind: "certificate",
    require(certificate) {
      if (runOf(certificate) === expected) return;
      throw new Fault("identity-mismatch", "it was signed by another identity or in another run than the root");
    },
  };
}

function runOf({ subjectAlternativeName, issuer, extensions }: CertificateFacts): string {
  const { kind, value: name } = subjectAlternativeName;
  const runInvocationUri = extensions.runInvocationUri?.replace(ATTEMPT, "");
  const facts = { kind, name, issuer, ...extensions, runInvocationUri };
  return JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether somebody is of the run that signed the root, at whichever attempt; without a run, the same signer. */
export function isOfRun(signer: BundleSigner, root: BundleSigner): boolean {
  if (signer.kind === "key") return root.kind === "key" && equalBytes(signer.publicKey, root.publicKey);
  if (root.kind === "key") return false;
  const [one, other] = [signer.certificate, root.certificate].map(({ extensions }) =>
    extensions.runInvocationUri?.replace(ATTEMPT, ""),
  );
  return one !== undefined || other !== undefined
    ? one === other
    : runOf(signer.certificate) === runOf(root.certificate);
}

/** What a root states of its source. */
const FACTS_OF_ROOT = ["repository", "repository id", "owner id", "commit", "run"] as const;

/**
 * Requires that what the root says of its source is what its certificate says, wherever the certificate says it; of a
 * backfilled release that is the commit of the workflow that sealed it. Fault: `source-contradiction`.
 */
export function requireCertifiedSource(
  predicate: Pick<RootPredicate, "release" | "backfill">,
  certificate: CertificateFacts,
): void {
  const found = findDisagreement(factsOfRoot(predicate), certifiedFacts(certificate), { mustState: FACTS_OF_ROOT });
  if (found === undefined) return;
  throw new Fault("source-contradiction", `the root states another ${found.fact} than its certificate`);
}

/**
 * What the root says of the release that nothing outside of it confirms: its signer says it, and nobody else. The tag is
 * confirmed by the certified ref, the commit of a backfilled release by nothing.
 */
export function uncertifiedFacts({ predicate }: RootStatement, signer: BundleSigner): readonly UncertifiedFact[] {
  const { release, backfill } = predicate;
  const certified: StatedFacts = signer.kind === "certificate" ? certifiedFacts(signer.certificate) : {};
  const facts = [
    ["repository", release.repository, certified.repository],
    ["commit", release.commit, backfill === undefined ? certified.commit : undefined],
    ["tag", release.tag === null ? null : `refs/tags/${release.tag}`, certified.ref],
    ["run", release.runUri, certified.run],
  ] as const;
  return facts.filter(([, stated, other]) => stated !== null && stated !== other).map(([name]) => name);
}

export type UncertifiedFact = "repository" | "commit" | "tag" | "run";
