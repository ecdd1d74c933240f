import { commandOf } from "../../journeys/seal/publish/footer-of.ts";
import type { Sealed } from "../../journeys/seal/seal.ts";

/**
 * The command that a consumer pastes where the downloaded files are, as VERIFY.md has it; undefined if nothing was
 * published, and after a dry run, which leaves nothing to verify.
 */
export function consumerCommand(sealed: Sealed): string | undefined {
  return sealed.published.length === 0 || sealed.location === undefined ? undefined : commandOf(sealed);
}
