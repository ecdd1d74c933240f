import { createPublicKey } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Http, HttpRequest, HttpResponse } from "../../ports/http.ts";
import { createCertificateAuthority } from "./certificate-authority.ts";
import { createCtLog } from "./ct-log.ts";
import { epochSeconds } from "./epoch-seconds.ts";
import { answerFulcio, type FulcioParts } from "./fulcio.ts";
import type { AcceptCertificate } from "./log-entry.ts";
import type { OidcIssuer } from "./oidc-issuer.ts";
import { answerRekor } from "./rekor.ts";
import { jsonResponse, refusal, type ServiceRequest } from "./service-request.ts";
import { answerTimestamp, createTimestampAuthority } from "./timestamp-authority.ts";
import { createTransparencyLog } from "./transparency-log.ts";
import { formatSigningConfig, formatTrustedRoot, type ServiceAddresses } from "./trusted-root.ts";

export interface InstanceOptions {
  readonly clock: Clock;
  /** The one Organization of every certificate. */
  readonly organization: string;
  readonly addresses: ServiceAddresses;
  readonly issuer: OidcIssuer;
  readonly principal: FulcioParts["principal"];
  /** Refuses certificates that the log does not take (default: all but those of the instance's own authority). */
  readonly accept?: AcceptCertificate;
  /** Of every certificate timestamp; none by default. */
  readonly sctExtensions?: Uint8Array;
}

/** A Sigstore of its own; all keys are made here and live as long as the object. */
export interface SigstoreInstance {
  /** Answers requests to the instance's addresses in memory; any other is a `network-unreachable` fault. */
  readonly http: Http;
  /** JSON. */
  readonly trustedRoot: Uint8Array;
  /** JSON. */
  readonly signingConfig: Uint8Array;
}

export function createSigstoreInstance(options: InstanceOptions): SigstoreInstance {
  const { clock, organization, addresses, issuer, principal } = options;
  const since = epochSeconds(clock);
  const ctLog = createCtLog(clock, options.sctExtensions);
  const authority = createCertificateAuthority({ organization, clock, ctLog });
  const timestamps = createTimestampAuthority(organization, clock);
  const log = createTransparencyLog({ name: new URL(addresses.log).hostname, clock });
  const accept = options.accept ?? acceptIssuedBy(authority.publicKey);
  const anchors = { organization, since, addresses, log: log.key, ctLog: ctLog.key };
  const answer = (asked: ServiceRequest): HttpResponse | undefined => {
    switch (asked.url.origin) {
      case new URL(addresses.issuer).origin:
        return answerIssuer(issuer, asked);
      case new URL(addresses.authority).origin:
        return answerFulcio({ authority, issuer, principal }, asked);
      case new URL(addresses.log).origin:
        return answerRekor({ log, accept }, asked);
      case new URL(addresses.timestamps).origin:
        return answerTimestamp({ authority: timestamps, address: addresses.timestamps }, asked);
      default:
        throw new Fault("network-unreachable", "the address is not that of a service of this Sigstore");
    }
  };
  return {
    http: { request: async (request) => answerOrRefuse(answer, await read(request)) },
    trustedRoot: formatTrustedRoot({ ...anchors, authority: authority.chain, timestamps: timestamps.chain }),
    signingConfig: formatSigningConfig(anchors),
  };
}

/** A fault of a service that read a bad request is its answer 400; `network-unreachable` is the caller's. */
function answerOrRefuse(
  answer: (asked: ServiceRequest) => HttpResponse | undefined,
  asked: ServiceRequest,
): HttpResponse {
  try {
    return answer(asked) ?? refusal(404, "this service has no such method and path");
  } catch (error) {
    if (error instanceof Fault && error.code !== "network-unreachable") return refusal(400, error.message);
    throw error;
  }
}

/** The log of this instance takes certificates of its own authority only; it needs no other. */
function acceptIssuedBy(publicKey: Uint8Array): AcceptCertificate {
  const issuer = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  return (certificate) => {
    if (!certificate.verify(issuer)) {
      throw new Fault("local-service-refused", "the certificate is not from this Sigstore's authority");
    }
  };
}

function answerIssuer(issuer: OidcIssuer, { method, url }: ServiceRequest): HttpResponse | undefined {
  switch (`${method} ${url.pathname}`) {
    case "GET /.well-known/openid-configuration":
      return jsonResponse(200, issuer.discovery());
    case "GET /.well-known/jwks":
      return jsonResponse(200, issuer.keys());
  }
  return undefined;
}

async function read({ method, url, headers = {}, body }: HttpRequest): Promise<ServiceRequest> {
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const asked = { method, url: parseWebAddress(url), contentType };
  if (body === undefined || body instanceof Uint8Array) {
    return { ...asked, body: body ?? new Uint8Array() };
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  return { ...asked, body: Buffer.concat(chunks) };
}
