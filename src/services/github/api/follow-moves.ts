import { Fault } from "../../../kernel/fault.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../ports/http.ts";

const MOVED: ReadonlySet<number> = new Set([301, 302, 307, 308]);
const MAX_MOVES = 3;
/** Where GitHub has a repository whatever its name: below the API, or below the uploads of an own server. */
const BY_ID = /^(?:\/api\/(?:v3|uploads))?\/repositories\/\d{1,20}(?:\/|$)/;

/**
 * Follows GitHub to a repository that was renamed or transferred meanwhile, for requests that write: same method, same
 * body, same origin, and only to the repository by its id, for the token goes along. Reads are followed by the HTTP port,
 * which takes no token to another origin. Faults: `address-refused`, `response-malformed`, those of the port.
 */
export function followingMoves(http: Http): Http {
  return {
    async request(request) {
      let url = request.url;
      for (let moves = 0; ; moves++) {
        const response = await http.request({ ...request, url });
        const next = movedTo(request.method, url, response);
        if (next === undefined) return response;
        if (moves === MAX_MOVES) throw new Fault("response-malformed", "GitHub redirects too often");
        url = next;
      }
    },
  };
}

function movedTo(method: HttpRequest["method"], from: string, response: HttpResponse): string | undefined {
  const location = response.headers.get("location");
  if (method === "GET" || method === "HEAD" || !MOVED.has(response.status) || location === undefined) return undefined;
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (to?.origin === new URL(from).origin && BY_ID.test(to.pathname)) return to.href;
  throw new Fault("address-refused", "GitHub redirects a request that writes to an address that is not of its API");
}
