import type { Backfill } from "../../../domain/capsule/root-schema.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Place } from "../publish/take-places.ts";

/**
 * What the root of an old release says of its sealing: when the release became public, as the forge says, when it is
 * sealed, and the commit of the workflow that seals it. Fault: `source-incomplete` for a certificate that names none.
 */
export function stateBackfill(places: readonly Place[], { extensions }: CertificateFacts, clock: Clock): Backfill {
  const published = places.find((place) => place.published !== undefined)?.published ?? "";
  const commit = extensions.sourceRepositoryDigest;
  if (commit === undefined) {
    throw new Fault("source-incomplete", "the certificate does not name the commit of the workflow that seals", {
      hint: "seal in a workflow run of the repository",
    });
  }
  const seconds = (time: number) => formatEpoch(Math.floor(time / 1000));
  return { published: seconds(Date.parse(published)), sealed: seconds(clock.now().getTime()), commit };
}
