import type { Http } from "../../src/ports/http.ts";

/** An address of a log that takes entries for it and has nothing to read. */
export function writeOnly(http: Http, { from, to }: { readonly from: string; readonly to: string }): Http {
  return {
    async request(request) {
      if (request.method !== "POST")
        return { status: 404, headers: new Map(), body: Buffer.from("404 page not found\n") };
      return http.request({ ...request, url: request.url.replace(from, to) });
    },
  };
}
