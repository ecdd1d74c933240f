import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { GUIDE_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import type { Backfill } from "../../../domain/capsule/root-schema.ts";
import type { GuideSigner } from "../../../domain/guide/guide-facts.ts";
import { trustedRootFile } from "../../../domain/guide/own-command.ts";
import { signingWorkflow } from "../../../domain/guide/signing-workflow.ts";
import { formatGuide } from "../../../domain/guide/verify-md.ts";
import type { ListedKey } from "../../../domain/policy/key-list.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import { parseTrustedRoot } from "../../../domain/sigstore/trusted-root.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { identityFlags, KEY_FLAGS } from "../../../domain/verification/identity/identity-flags.ts";
import { formatPem } from "../../../kernel/pem.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { SigningIdentity } from "../../../ports/signer.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import { isAttached } from "../images/planned-image.ts";
import { guideNotary } from "./guide-notary.ts";
import type { TrustSnapshot } from "./snapshot-trust.ts";

export interface GuideContent {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
  readonly certificate: CertificateFacts | undefined;
  readonly identity: SigningIdentity;
  readonly trust: TrustSnapshot;
  /** Notary signatures of files and images. */
  readonly notary: readonly EvidenceEntry[];
  /** What the project says of its keys. */
  readonly keys?: readonly ListedKey[] | undefined;
  /** Set if the release was public before. */
  readonly backfill: Backfill | undefined;
}

/** VERIFY.md of this release, from the certificate that was issued. */
export function writeGuide(content: GuideContent): EvidenceEntry {
  const { facts, plan, certificate, identity, trust, backfill } = content;
  const guide = formatGuide({
    ...facts,
    // What a person downloads first, and what was made for it last.
    assets: [...plan.assets].sort((a, b) => Number(a.made === true) - Number(b.made === true)),
    images: plan.images.map((image) => ({ ...image, isAttached: isAttached(image) })),
    notary: guideNotary(content.notary, plan.images),
    capsule: plan.capsule,
    published: plan.published,
    publicSince: backfill?.published,
    signer: guideSigner(content),
    identityFlags: certificate === undefined ? KEY_FLAGS : identityFlags(certificate, facts.tag),
    trustedRoot: trustedRootFile(identity.instance, trust.published?.name),
  });
  return { name: GUIDE_ENTRY, bytes: encodeUtf8(guide), mediaType: MEDIA_TYPES.guide };
}

function guideSigner({ identity, certificate, trust, keys = [] }: GuideContent): GuideSigner {
  const { instance } = identity;
  if (identity.kind === "key") {
    const { fingerprint, isTimed, isLogged, signsDigests } = identity;
    const about = keys.find((one) => one.fingerprint === fingerprint);
    return {
      ...{ kind: "key", instance, fingerprint, isTimed, hasLog: isLogged, signsFiles: signsDigests },
      pem: formatPem(identity.publicKey, "PUBLIC KEY"),
      ...{ workflow: undefined, validity: about?.validity, published: about?.published ?? [] },
      others: keys.filter((one) => one !== about).map((one) => ({ ...one, validity: one.validity ?? "" })),
    };
  }
  const { subjectAlternativeName, issuer } = identity;
  return {
    ...{ kind: "certificate", subjectAlternativeName, issuer, instance },
    hasLog: parseTrustedRoot(trust.entry.bytes).requires.logEntries > 0,
    workflow: certificate === undefined ? undefined : signingWorkflow(certificate),
  };
}
