import * as v from "valibot";
import type { PackageRegistry } from "../../ports/package-registry.ts";
import { fetchFile, ownFile } from "../http/fetch-file.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import { statusFault } from "../http/status-fault.ts";

export const PYPI_INDEX = "https://pypi.org";
/** Where the files of the index lie. */
const PYPI_FILES = "https://files.pythonhosted.org";
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** A release of a project, https://docs.pypi.org/api/json/ */
const releaseSchema = v.object({
  urls: v.array(
    v.object({
      filename: v.string(),
      url: v.string(),
      digests: v.object({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
    }),
  ),
});

/** The Python Package Index at an address. */
export function pypiRegistry(ports: RetryPorts, base = PYPI_INDEX): PackageRegistry {
  return {
    name: "pypi",
    async files(name, version) {
      const url = `${base}/pypi/${encodeURIComponent(name)}/${encodeURIComponent(version)}/json`;
      const response = await requestWithRetries(ports, { method: "GET", url, maxResponseBytes: MAX_ANSWER_BYTES });
      if (response.status === 404) return undefined;
      if (response.status !== 200) throw statusFault(response, url);
      const { urls } = parseAnswer(releaseSchema, response, { service: "PyPI", json: { prototypeKeys: "keep" } });
      return urls.map(({ filename, url: address, digests }) => ({ name: filename, address, sha256: digests.sha256 }));
    },
    fetch: ({ address }, maxBytes) =>
      fetchFile(ports, ownFile(address, { origins: [base, PYPI_FILES], service: "PyPI" }), maxBytes),
  };
}
