import * as v from "valibot";
import { gitHubIssuer } from "../../domain/source/github-issuer.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Env } from "../../ports/env.ts";
import type { Http } from "../../ports/http.ts";
import type { IdentityTokens } from "../../ports/identity-token.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { requestWithRetries } from "../http/request-with-retries.ts";
import { parseIdentityToken } from "./identity-token.ts";
import { refuseUnfitToken } from "./refuse-unfit-token.ts";

export interface TokenPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly env: Env;
  /** Told each secret before anything else sees it, so that logs can hide it (O07). */
  readonly mask?: (secret: string) => void;
}

const REQUEST_URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
const REQUEST_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 64 * 1024;

const Answer = v.looseObject({ value: v.string() });

/**
 * Identity tokens of a GitHub Actions job, from the endpoint that the runner names
 * (https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect).
 * Faults: those of `IdentityTokens`, `address-refused`.
 */
export function gitHubTokens(ports: TokenPorts): IdentityTokens {
  return {
    async token(audience) {
      const { url, bearer } = endpoint(ports.env, audience);
      const request = {
        method: "GET",
        url: url.href,
        headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_ANSWER_BYTES,
      } as const;
      const response = await requestWithRetries(ports, request);
      if (response.status !== 200) throw refused(response.status);
      const { value } = parseAnswer(Answer, response, { service: "the token service of GitHub" });
      ports.mask?.(value);
      const token = refuseUnfitToken(parseIdentityToken(value), audience, ports.clock);
      refuseOtherGitHub(token.claims.issuer, ports.env("GITHUB_SERVER_URL"));
      return token;
    },
  };
}

/** Refuses if the runner names no token endpoint: the job lacks the permission (O01, O02). */
export function requireGitHubTokens(env: Env): void {
  endpoint(env, "sigstore");
}

function endpoint(env: Env, audience: string): { url: URL; bearer: string } {
  const [address, bearer] = [env(REQUEST_URL), env(REQUEST_TOKEN)];
  if (address === undefined || bearer === undefined) throw noPermission(env);
  const url = parseWebAddress(address, REQUEST_URL);
  url.searchParams.set("audience", audience);
  return { url, bearer };
}

/** A certificate names the GitHub that its token is of; everything else in the release names the one that runs the job. */
function refuseOtherGitHub(issuer: string, server: string | undefined): void {
  const github = gitHubIssuer(issuer);
  if (github === undefined) {
    throw new Fault(
      "identity-token-unfit",
      `the identity token of this job is of ${printable(issuer)}, which is not a GitHub`,
      {
        hint: "if another service gives this job its identity, put its token into SIGSTORE_ID_TOKEN",
      },
    );
  }
  if (server === undefined || (URL.canParse(server) && new URL(server).origin === github.web)) return;
  const places = `the identity token of this job is of ${github.web}, and GITHUB_SERVER_URL is ${printable(server)}`;
  throw new Fault("identity-token-unfit", places, { hint: "do not override the variables of the runner" });
}

/** O01, O02. */
function noPermission(env: Env): Fault {
  const event = env("GITHUB_EVENT_NAME");
  if (event === "pull_request") {
    return new Fault("identity-token-missing", "a pull request from a fork gets no identity token from GitHub", {
      hint: "seal in a workflow that a push of a tag, a release or a person starts",
    });
  }
  const where = event === undefined ? "" : ` (event ${printable(event)})`;
  return new Fault("identity-token-missing", `this job may not ask GitHub for an identity token${where}`, {
    hint: "add to the job:\npermissions:\n  contents: write\n  id-token: write",
  });
}

function refused(status: number): Fault {
  return new Fault("identity-token-refused", `the token service of GitHub answered with status ${status}`, {
    hint: "nothing was published; run the job again",
  });
}
