import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Http } from "../../ports/http.ts";
import { requestWithRetries } from "../http/request-with-retries.ts";

/** https://google.github.io/osv.dev/data/#data-dumps: one archive for each ecosystem, named as the ecosystem is. */
export const OSV_BUCKET = "https://storage.googleapis.com/osv-vulnerabilities";

/** npm has 210 MB; all ecosystems together have less than 2 GiB. */
const MAX_ARCHIVE_BYTES = 2 * 2 ** 30;
const TIMEOUT_MS = 30 * 60_000;

export interface ArchivePorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly files: Files;
}

/**
 * Fetches archives of OSV, each by the name of its ecosystem alone. `base` is the address of a mirror with the same layout. Faults:
 * `database-malformed` for an ecosystem that is not there, `response-malformed`, and those of the port.
 */
export function advisoryArchives(base: string, { http, clock, files }: ArchivePorts) {
  return {
    async fetch(ecosystem: string, path: string): Promise<void> {
      const file = files.create(path);
      try {
        const url = `${base.endsWith("/") ? base.slice(0, -1) : base}/${encodeURIComponent(ecosystem)}/all.zip`;
        const answer = await requestWithRetries(
          { http, clock },
          {
            method: "GET",
            url,
            maxResponseBytes: MAX_ARCHIVE_BYTES,
            timeoutMs: TIMEOUT_MS,
            receive: (chunk) => file.write(chunk),
          },
          // What was received before a failure lies in the file already.
          { attempts: 1 },
        );
        if (answer.status === 200) return;
        if (answer.status === 404 || answer.status === 403) {
          throw new Fault("database-malformed", `there is no archive of vulnerabilities for ${printable(ecosystem)}`, {
            hint: "spell the ecosystem as https://osv-vulnerabilities.storage.googleapis.com/ecosystems.txt does",
          });
        }
        throw new Fault("response-malformed", `the server of the database answered with ${answer.status}`, {
          hint: "try again later, or name a mirror",
        });
      } finally {
        file.close();
      }
    },
  };
}
