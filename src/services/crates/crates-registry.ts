import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonLines } from "../../kernel/jsonl.ts";
import type { PackageRegistry } from "../../ports/package-registry.ts";
import { fetchFile } from "../http/fetch-file.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import { statusFault } from "../http/status-fault.ts";

export const CRATES_INDEX = "https://index.crates.io";
export const CRATES_FILES = "https://static.crates.io";
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** A line of the sparse index, https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema */
const lineSchema = v.object({
  vers: v.string(),
  cksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** crates.io: its sparse index, and where the files of it are. */
export function cratesRegistry(ports: RetryPorts, index = CRATES_INDEX, files = CRATES_FILES): PackageRegistry {
  return {
    name: "crates",
    async files(name, version) {
      const url = `${index}/${indexPath(name)}`;
      const response = await requestWithRetries(ports, { method: "GET", url, maxResponseBytes: MAX_ANSWER_BYTES });
      // "404, 410 or 451 if the crate does not exist".
      if ([404, 410, 451].includes(response.status)) return undefined;
      if (response.status !== 200) throw statusFault(response, url);
      const line = linesOf(response.body).find(({ vers }) => vers === version);
      if (line === undefined) return undefined;
      const [crate, number] = [name, version].map(encodeURIComponent);
      const address = `${files}/crates/${crate}/${number}/download`;
      return [{ name: `${name}-${version}.crate`, address, sha256: line.cksum }];
    },
    fetch: ({ address }, maxBytes) => fetchFile(ports, address, maxBytes),
  };
}

/** https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files: by the length of the name, in lower case. */
function indexPath(name: string): string {
  const lower = name.toLowerCase();
  const place = encodeURIComponent(lower);
  if (lower.length <= 2) return `${lower.length}/${place}`;
  if (lower.length === 3) return `3/${encodeURIComponent(lower.slice(0, 1))}/${place}`;
  return `${encodeURIComponent(lower.slice(0, 2))}/${encodeURIComponent(lower.slice(2, 4))}/${place}`;
}

function linesOf(body: Uint8Array): v.InferOutput<typeof lineSchema>[] {
  const lines = unlessMalformed(() => parseJsonLines(body));
  return lines.flatMap((line) => {
    const parsed = v.safeParse(lineSchema, line);
    return parsed.success ? [parsed.output] : [];
  });
}

function unlessMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Fault("response-malformed", "the index of crates.io answered with something that is not JSON", { cause });
  }
}
