import { sha256Hex } from "../../../crypto/node-digest.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import type { GuideNotary } from "../../../domain/guide/guide-facts.ts";
import { readEnvelope } from "../../../domain/notary/envelope/read-envelope.ts";
import { notaryEntry } from "../../../domain/notary/notary-names.ts";
import { identityOf } from "../../../domain/notary/trust/distinguished-name.ts";
import { readX509Certificate } from "../../../domain/x509/x509-certificate.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import { isAttached, type PlannedImage } from "../images/planned-image.ts";

/** What VERIFY.md says of the Notary signature of images, from the first of them; undefined if there is none. */
export function guideNotary(
  entries: readonly EvidenceEntry[],
  images: readonly PlannedImage[],
): GuideNotary | undefined {
  for (const { sha256 } of images.filter(isAttached)) {
    for (const format of ["jws", "cose"] as const) {
      const found = entries.find(({ name }) => name === notaryEntry(sha256, format));
      if (found === undefined) continue;
      const { certificates, timestamp } = readEnvelope(found.bytes, format);
      const chain = certificates.map(readX509Certificate);
      const [leaf, root] = [chain[0], chain.at(-1)];
      if (leaf === undefined || root === undefined) continue;
      const until = chain.reduce((first, { notAfter }) => Math.min(first, notAfter), leaf.notAfter);
      return {
        identity: identityOf(leaf.subject),
        rootSha256: sha256Hex(root.der),
        ...{ validUntil: formatEpoch(until).slice(0, 10), isTimed: timestamp !== undefined },
      };
    }
  }
  return undefined;
}
