import { createPublicKey, verify } from "node:crypto";
import * as v from "valibot";
import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { formatPem, parsePem } from "../../kernel/pem.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";
import type { CertificateAuthority, Principal } from "./certificate-authority.ts";
import type { OidcIssuer } from "./oidc-issuer.ts";
import { jsonResponse, parseRequest, type ServiceRequest } from "./service-request.ts";

/** The audience of tokens that Sigstore's certificate authorities take. */
export const AUDIENCE = "sigstore";

const Request = v.object({
  credentials: v.object({ oidcIdentityToken: v.string() }),
  publicKeyRequest: v.object({
    publicKey: v.object({ algorithm: v.optional(v.string()), content: v.string() }),
    proofOfPossession: v.string(),
  }),
});

export interface FulcioParts {
  readonly authority: CertificateAuthority;
  readonly issuer: OidcIssuer;
  /** Whom a token's claims name; a fault if they name nobody. */
  principal(claims: JsonObject): Principal;
}

/**
 * Answers `POST /api/v2/signingCert` of Fulcio: an identity token and a proof that its bearer holds the key (the e-mail
 * address or, without one, the subject, signed with it) against a certificate.
 */
export function answerFulcio(parts: FulcioParts, { method, url, body }: ServiceRequest): HttpResponse | undefined {
  if (method !== "POST" || url.pathname !== "/api/v2/signingCert") return undefined;
  const { credentials, publicKeyRequest } = parseRequest(Request, body, "the certificate request");
  const claims = parts.issuer.verify(credentials.oidcIdentityToken, AUDIENCE);
  const publicKey = readPublicKey(publicKeyRequest.publicKey.content);
  const challenge = encodeUtf8(String(claims["email"] ?? claims["sub"]));
  const proof = decodeBase64(publicKeyRequest.proofOfPossession);
  if (!verify("sha256", challenge, publicKey, proof)) {
    throw new Fault("local-service-refused", "the proof of possession does not fit the key");
  }
  const spki = publicKey.export({ type: "spki", format: "der" });
  const certificate = parts.authority.issue(spki, parts.principal(claims));
  const certificates = [certificate, ...parts.authority.chain].map((der) => formatPem(der));
  return jsonResponse(200, { signedCertificateEmbeddedSct: { chain: { certificates } } });
}

function readPublicKey(pem: string) {
  const der = Buffer.from(parsePem(pem, "PUBLIC KEY"));
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  } catch (cause) {
    throw new Fault("local-service-refused", "what was sent is not a public key", { cause });
  }
  throw new Fault("local-service-refused", "the public key is not on the curve P-256");
}
