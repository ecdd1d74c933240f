import * as v from "valibot";
import { decodeBase64 } from "../../kernel/base64.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { PackageRegistry } from "../../ports/package-registry.ts";
import { fetchFile, ownFile } from "../http/fetch-file.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import { statusFault } from "../http/status-fault.ts";

export const NPM = "https://registry.npmjs.org";
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** A version of a package, https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
const versionSchema = v.object({
  name: v.string(),
  version: v.string(),
  dist: v.object({ tarball: v.string(), integrity: v.optional(v.string()) }),
});

/** The npm registry at an address; `@scope/name` is one segment of the path. */
export function npmRegistry(ports: RetryPorts, base = NPM): PackageRegistry {
  return {
    name: "npm",
    async files(name, version) {
      const url = `${base}/${encodeURIComponent(name).replace(/^%40/, "@")}/${encodeURIComponent(version)}`;
      const headers = { accept: "application/json" };
      const response = await requestWithRetries(ports, {
        ...{ method: "GET", url, headers, maxResponseBytes: MAX_ANSWER_BYTES },
      });
      if (response.status === 404) return undefined;
      if (response.status !== 200) throw statusFault(response, url);
      const { dist } = parseAnswer(versionSchema, response, { service: "npm", json: { prototypeKeys: "keep" } });
      const sha512 = sha512Of(dist.integrity ?? "");
      const file = dist.tarball.split("/").at(-1) ?? "";
      return [{ name: file, address: dist.tarball, ...(sha512 === undefined ? {} : { sha512 }) }];
    },
    fetch: ({ address }, maxBytes) => fetchFile(ports, ownFile(address, { origins: [base], service: "npm" }), maxBytes),
  };
}

/** https://www.w3.org/TR/SRI/: several digests may stand there, the strongest counts. */
function sha512Of(integrity: string): string | undefined {
  const found = integrity.split(/\s+/).flatMap((one) => /^sha512-([A-Za-z0-9+/=]+)/.exec(one)?.[1] ?? [])[0];
  if (found === undefined) return undefined;
  const bytes = unlessRefused(() => decodeBase64(found), undefined);
  return bytes?.length === 64 ? encodeHex(bytes) : undefined;
}
