import { FEED_INDEX } from "../../domain/kit/feed-provenance.ts";
import type { KitPredicate } from "../../domain/kit/kit-statement.ts";
import { openDatabase } from "../scan/open-database.ts";
import type { FileForKit } from "./collect-files.ts";
import type { KitPorts } from "./kit-ports.ts";

/** What a kit says of its vulnerabilities: an index, or archives as osv.dev publishes them. Fault: `database-malformed`. */
export async function describeFeed(
  all: readonly FileForKit[],
  folder: string,
  { files }: Pick<KitPorts, "files">,
): Promise<KitPredicate["feed"]> {
  const inFeed = all.filter(({ path }) => path.startsWith("feed/"));
  if (inFeed.length === 0) return null;
  const index = inFeed.find(({ path }) => path === FEED_INDEX);
  const database = await openDatabase(index?.at ?? files.join(folder, "feed"), files);
  const { sources } = await database.find(new Set());
  const times = sources.map(({ newest }) => newest).sort((a, b) => Date.parse(a) - Date.parse(b));
  return {
    newest: times.at(-1) ?? "",
    sources: sources.map(({ name, sha256, records, newest }) => ({ name, sha256, records, newest })),
  };
}
