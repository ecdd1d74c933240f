import type { Http } from "../../src/ports/http.ts";

/** Fulcio takes the token in the header, too, where clients in Go put it; here it is moved to where ours puts it. */
export function bearerCredentials(authority: Http): Http {
  return {
    async request(request) {
      const token = /^Bearer (.+)$/.exec(request.headers?.["authorization"] ?? "")?.[1];
      if (token === undefined || !(request.body instanceof Uint8Array)) return authority.request(request);
      const asked = JSON.parse(Buffer.from(request.body).toString());
      const body = Buffer.from(JSON.stringify({ ...asked, credentials: { oidcIdentityToken: token } }));
      return authority.request({ ...request, body });
    },
  };
}
