import * as v from "valibot";
import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { isLoopback, parseWebAddress } from "../../kernel/web-address.ts";
import type { RegistryCredentials } from "../../ports/credential-helper.ts";
import type { Http, HttpResponse } from "../../ports/http.ts";
import { parseChallenges } from "./challenge.ts";

const tokenSchema = v.object({ token: v.nullish(v.string()), access_token: v.nullish(v.string()) });

export interface LoginSettings {
  /** Host and port of the registry. */
  readonly host: string;
  readonly http: Http;
  readonly credentials: () => Promise<RegistryCredentials | undefined>;
}

/**
 * The `Authorization` header that answers a challenge for what `scope` says (`repository:owner/name:pull`); undefined if the registry
 * asks for none that is known here. https://distribution.github.io/distribution/spec/auth/token/
 *
 * Credentials go to the host of the registry, and to a token endpoint on https that the registry names; never to another host of a
 * private network, which a registry could name to have it asked. Faults: `registry-refused`, and those of the port.
 */
export async function answerChallenge(
  refused: HttpResponse,
  scope: string,
  settings: LoginSettings,
): Promise<string | undefined> {
  const challenges = parseChallenges(refused.headers.get("www-authenticate") ?? "");
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer !== undefined) return `Bearer ${await fetchToken(bearer.parameters, scope, settings)}`;
  if (!challenges.some(({ scheme }) => scheme === "basic")) return undefined;
  const login = await settings.credentials();
  return login?.kind === "password" ? basic(login) : undefined;
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${encodeBase64(encodeUtf8(`${user}:${password}`))}`;
}

async function fetchToken(
  parameters: ReadonlyMap<string, string>,
  scope: string,
  { host, http, credentials }: LoginSettings,
): Promise<string> {
  const realm = parseWebAddress(parameters.get("realm") ?? "", "the token endpoint of the registry");
  const login = await credentials();
  // A registry on a private network has its token endpoint there; one that is not has no business to have it asked.
  if (login !== undefined || !isPrivate(new URL(`https://${host}`))) requireMayKnow(realm, host);
  const service = parameters.get("service");
  const query = new URLSearchParams({ ...(service === undefined ? {} : { service }), scope });
  const answer =
    login?.kind === "refresh-token"
      ? await http.request({
          ...{ method: "POST", url: realm.href, headers: { "content-type": "application/x-www-form-urlencoded" } },
          body: encodeUtf8(
            `${query}&${new URLSearchParams({ grant_type: "refresh_token", refresh_token: login.token, client_id: "release-capsule" })}`,
          ),
        })
      : await http.request({
          ...{ method: "GET", url: withQuery(realm, query) },
          ...(login === undefined ? {} : { headers: { authorization: basic(login) } }),
        });
  if (answer.status !== 200) {
    throw new Fault("registry-refused", `the token endpoint of ${printable(host)} answered with ${answer.status}`, {
      hint: login === undefined ? "log in to the registry" : "log in to the registry again",
    });
  }
  return tokenIn(answer.body, host);
}

function withQuery(realm: URL, query: URLSearchParams): string {
  const url = new URL(realm);
  for (const [name, value] of query) url.searchParams.set(name, value);
  return url.href;
}

/** Fault: `registry-refused`. */
function requireMayKnow(realm: URL, host: string): void {
  // Another port of the same host is the same machine: registries at home have their token servers so. Another name is another
  // host here, even if both lead to this machine.
  if (realm.hostname === new URL(`https://${host}`).hostname || !isPrivate(realm)) return;
  throw new Fault(
    "registry-refused",
    `the registry ${printable(host)} asks for its login at ${printable(realm.host)}, which is on a private network`,
    { hint: "log out of this registry, or use one that does not" },
  );
}

function isPrivate(url: URL): boolean {
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return (
    isLoopback(url) ||
    /^(?:10|127|0)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(
      name,
    ) ||
    /^(?:f[cd]|fe[89ab])[0-9a-f]*:/i.test(name) ||
    /^::/.test(name) ||
    !name.includes(".")
  );
}

function tokenIn(body: Uint8Array, host: string): string {
  const parsed = v.safeParse(tokenSchema, parseJsonObject(body, { what: "the token" }));
  const token = parsed.success ? (parsed.output.token ?? parsed.output.access_token) : undefined;
  if (token && /^[\x21-\x7e]{1,65536}$/.test(token)) return token;
  throw new Fault("registry-refused", `the token endpoint of ${printable(host)} gave no token`);
}
