import type { ImageName } from "../../domain/image/image-name.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { isLoopback, parseWebAddress } from "../../kernel/web-address.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RegistryCredentials } from "../../ports/credential-helper.ts";
import type { Http, HttpRequest, HttpResponse } from "../../ports/http.ts";
import { requestWithRetries } from "../http/request-with-retries.ts";
import { answerChallenge } from "./authorise.ts";

/** What a request does to a repository; who may push may pull. */
export type RegistryAccess = "pull" | "push";

export interface RegistrySettings {
  readonly http: Http;
  readonly clock: Clock;
  readonly credentials: (registry: string) => Promise<RegistryCredentials | undefined>;
  /** What the first login asks for: with `push` one login does for a run that writes later (default `pull`). */
  readonly access?: RegistryAccess;
}

export interface AskingOptions {
  /** Default `pull`. */
  readonly access?: RegistryAccess;
  /** How often at most; default that of `requestWithRetries`. */
  readonly attempts?: number;
}

/** One repository of a registry, asked over HTTP with the logins that it wants. */
export interface RegistrySession {
  /** Address of the repository, without a slash at its end. */
  readonly base: string;
  readonly clock: Clock;
  /** Repeats what may be repeated, never a POST. Resolves to the last answer, whatever its status. Faults: those of the port. */
  ask(request: HttpRequest, options?: AskingOptions): Promise<HttpResponse>;
  /** Registry and repository, as messages show them. */
  readonly name: string;
}

/** http for a registry on this machine, https for any other. */
export function openRegistrySession(image: ImageName, settings: RegistrySettings): RegistrySession {
  // Docker's hub serves its API under another name.
  const host = image.registry === "docker.io" ? "registry-1.docker.io" : image.registry;
  const isHere = isLoopback(parseWebAddress(`https://${host}`, "the registry"));
  const base = `${isHere ? "http" : "https"}://${host}/v2/${image.repository}`;
  const { http, clock } = settings;
  let known: Promise<RegistryCredentials | undefined> | undefined;
  const credentials = () => {
    known ??= settings.credentials(image.registry);
    return known;
  };
  const scopes = {
    pull: `repository:${image.repository}:pull`,
    push: `repository:${image.repository}:pull,push`,
  } as const;
  const authorizations = new Map<RegistryAccess, string>();

  async function ask(
    request: HttpRequest,
    { access = settings.access ?? "pull", attempts }: AskingOptions = {},
  ): Promise<HttpResponse> {
    const isOwn = new URL(request.url).host === new URL(base).host;
    const send = (authorization: string | undefined) => {
      // An upload may be sent elsewhere, where no login of this registry belongs.
      const headers = { ...request.headers, ...(authorization === undefined || !isOwn ? {} : { authorization }) };
      return request.method === "POST"
        ? http.request({ ...request, headers })
        : requestWithRetries({ http, clock }, { ...request, headers }, attempts === undefined ? {} : { attempts });
    };
    const answer = await send(authorizations.get("push") ?? authorizations.get(access));
    if (answer.status !== 401 || !isOwn) return answer;
    const authorization = await answerChallenge(answer, scopes[access], { host, http, credentials });
    if (authorization === undefined) return answer;
    authorizations.set(access, authorization);
    return send(authorization);
  }

  return { base, clock, ask, name: printable(`${image.registry}/${image.repository}`) };
}

/** For bytes that are not those of their digest. */
export function wrongBytes({ name }: RegistrySession, digest: string): Fault {
  return new Fault("digest-mismatch", `${name} gave other bytes than those of ${printable(digest)}`);
}

/** For an answer to a request for `what` that says no. */
export function registryRefused({ name }: RegistrySession, { status }: HttpResponse, what: string): Fault {
  const login = status === 401 || status === 403;
  return new Fault("registry-refused", `${name} answered with ${status} to a request for ${what}`, {
    hint: login ? "log in to the registry, with the right to this repository" : "try again later",
  });
}
