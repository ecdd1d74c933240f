/** What publishing itself needs after the read-back: lists of a thousand files, compared twice, the tag, the attestations. */
export const REQUESTS_TO_PUBLISH = 60;

/** GitHub grants "no more than 500 content-generating requests per hour"; other jobs of the repository make content, too. */
const UPLOADS_AN_HOUR = 500;
const UPLOADS_WITHOUT_A_WORD = 400;

/** What to tell before anything is signed of a release with so many uploads, if it may take longer than people expect. */
export function budgetWarnings(uploads: number, remaining = Number.POSITIVE_INFINITY): string[] {
  const needed = uploads + REQUESTS_TO_PUBLISH;
  const warnings: string[] = [];
  if (needed > remaining) {
    warnings.push(
      `publishing takes about ${needed} requests, and GitHub grants ${remaining} more in this hour: the run will wait for the next one, or can be started again`,
    );
  }
  if (uploads > UPLOADS_WITHOUT_A_WORD) {
    warnings.push(
      `publishing uploads ${uploads} files, and GitHub takes about ${UPLOADS_AN_HOUR} in an hour: the run will wait where it must, for an hour or longer; publish: capsule or sign: once uploads fewer`,
    );
  }
  return warnings;
}
