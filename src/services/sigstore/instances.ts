import { type SelectedServices, selectServices } from "../../domain/sigstore/select-services.ts";
import { parseSigningConfig } from "../../domain/sigstore/signing-config.ts";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import { advice, type Hint, option } from "../../kernel/advice.ts";
import { printable } from "../../kernel/printable.ts";
import type { InstanceName } from "../../ports/signer.ts";

/** Where to sign. */
export interface SigningInstance extends SelectedServices {
  readonly name: InstanceName;
  /** Whether its certificates must carry a proof of being logged; `unknown` leaves that to the trusted root. */
  readonly certificateTransparency: "required" | "unknown";
  /** What a user may do when the instance refuses to serve them. */
  readonly refusalHint: Hint;
}

const REFUSED = advice`look at the status page of the instance, or name another one with ${option("sigstore")}`;

/**
 * GitHub's own instance for the GitHub at `web`, which publishes no signing config: as actions/toolkit derives it
 * (`packages/attest/src/endpoints.ts`). A place of ghe.com has one of its own, which nobody else's trusted root knows.
 */
export function gitHubInstance(web: string): SigningInstance {
  const isCommon = web === GITHUB_WEB;
  const domain = isCommon ? "githubapp.com" : new URL(web).hostname;
  return {
    name: isCommon ? "github" : "custom",
    certificateAuthority: `https://fulcio.${domain}`,
    logs: [],
    timestampAuthorities: [`https://timestamp.${domain}/api/v1/timestamp`],
    certificateTransparency: "unknown",
    refusalHint: advice`private repositories need GitHub Enterprise Cloud for this; otherwise name a signing config of your own with ${option("sigstore")}, use ${option("sigstore", "local")}, or ${option("unsafe-public-log")}, which shows the name of the repository to everybody`,
  };
}

/** The instance that a signing config describes, as of `now`. Faults: `signing-config-malformed`, `signing-config-unusable`. */
export function instanceFromSigningConfig(
  bytes: Uint8Array,
  now: Date,
  name: InstanceName = "custom",
): SigningInstance {
  const services = selectServices(parseSigningConfig(bytes), now);
  return {
    ...services,
    name,
    certificateTransparency: name === "custom" ? "unknown" : "required",
    refusalHint: REFUSED,
  };
}

/** What the config says beyond what is understood, which was left out; undefined if that is nothing. */
export function signingConfigWarning(bytes: Uint8Array): string | undefined {
  const { notUnderstood } = parseSigningConfig(bytes);
  if (notUnderstood.length === 0) return undefined;
  const shown = notUnderstood.slice(0, 5).map((path) => printable(path));
  const more = notUnderstood.length > shown.length ? ` and ${notUnderstood.length - shown.length} more` : "";
  return `the signing config says what this version does not understand, and leaves out: ${shown.join(", ")}${more}`;
}
