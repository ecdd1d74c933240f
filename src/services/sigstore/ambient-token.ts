import { Fault } from "../../kernel/fault.ts";
import type { Env } from "../../ports/env.ts";
import type { IdentityTokens } from "../../ports/identity-token.ts";
import { gitHubTokens, requireGitHubTokens, type TokenPorts } from "./github-token.ts";
import { parseIdentityToken } from "./identity-token.ts";
import { refuseUnfitToken } from "./refuse-unfit-token.ts";

const GIVEN = "SIGSTORE_ID_TOKEN";
const CIRCLECI = "CIRCLE_OIDC_TOKEN_V2";

/**
 * Identity tokens from where this process runs: the variable SIGSTORE_ID_TOKEN (how GitLab passes one, and anyone can),
 * GitHub Actions, CircleCI. Faults: those of `IdentityTokens`; if nothing gives a token, `identity-token-missing`
 * says what would.
 */
export function ambientTokens(ports: TokenPorts): IdentityTokens {
  return {
    async token(audience) {
      const { env } = ports;
      const given = givenToken(env);
      if (given !== undefined) {
        ports.mask?.(given);
        return refuseUnfitToken(parseIdentityToken(given), audience, ports.clock);
      }
      if (isGitHubJob(env)) return await gitHubTokens(ports).token(audience);
      throw nothingHere(env, audience);
    },
  };
}

/**
 * Refuses at once if no token can be had, before any other work is done; asks nobody. Faults: `identity-token-missing`,
 * `address-refused`.
 */
export function requireAmbientTokens(env: Env, audience: string): void {
  if (givenToken(env) !== undefined) return;
  if (!isGitHubJob(env)) throw nothingHere(env, audience);
  requireGitHubTokens(env);
}

function givenToken(env: Env): string | undefined {
  return env(GIVEN) ?? (env("GITHUB_ACTIONS") === "true" ? undefined : env(CIRCLECI));
}

function isGitHubJob(env: Env): boolean {
  return env("GITHUB_ACTIONS") === "true" || env("ACTIONS_ID_TOKEN_REQUEST_URL") !== undefined;
}

function nothingHere(env: Env, audience: string): Fault {
  const hint =
    env("GITLAB_CI") !== undefined
      ? `add to the job:\nid_tokens:\n  ${GIVEN}:\n    aud: ${audience}`
      : env("BUILDKITE") !== undefined
        ? `set ${GIVEN}="$(buildkite-agent oidc request-token --audience ${audience})"`
        : env("CIRCLECI") !== undefined
          ? `set ${GIVEN}="$(circleci run oidc get --claims '{"aud":"${audience}"}')"`
          : `put a token into ${GIVEN}, or try it without an account by capsule seal --sigstore local`;
  return new Fault("identity-token-missing", "there is no identity token to sign with", { hint });
}
