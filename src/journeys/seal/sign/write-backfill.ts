import type { Backfill } from "../../../domain/capsule/root-schema.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { OpenedRelease } from "../../../ports/release-host.ts";

/**
 * What the root of an old release says of its sealing: when the release became public, as GitHub says, when it is
 * sealed, and the commit of the workflow that seals it. Fault: `source-incomplete` if the certificate names none.
 */
export function writeBackfill(
  opened: readonly OpenedRelease[],
  certificate: CertificateFacts | undefined,
  clock: Clock,
): Backfill {
  const published = opened.find((release) => release.published !== undefined)?.published ?? "";
  const commit = certificate?.extensions.sourceRepositoryDigest;
  if (commit === undefined) {
    throw new Fault("source-incomplete", "the certificate does not name the commit of the workflow that seals", {
      hint: "seal in a workflow run of the repository",
    });
  }
  const seconds = (time: number) => formatEpoch(Math.floor(time / 1000));
  return { published: seconds(Date.parse(published)), sealed: seconds(clock.now().getTime()), commit };
}
