import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { LOCAL_BUILDER } from "../attestation/local-provenance.ts";
import { provenanceStatement } from "../attestation/slsa-provenance.ts";
import { HOME } from "../home.ts";
import type { DatabaseSource } from "../vulnerability/advisory-database.ts";

/** See docs/build-types/kit-feed-v1.md. */
export const KIT_FEED_BUILD_TYPE = `${HOME}/build/kit-feed/v1`;

/** Where a merged feed and its provenance lie in a kit. */
export const FEED_INDEX = "feed/osv.index";
export const FEED_PROVENANCE = "feed/osv.index.intoto.json";

/** What was merged into an index of vulnerabilities, as an in-toto statement: it has no time, so that equal sources give equal bytes. */
export function feedProvenance(indexSha256: string, sources: readonly DatabaseSource[]): Uint8Array {
  const statement = provenanceStatement([{ name: FEED_INDEX, sha256: indexSha256 }], {
    buildDefinition: {
      buildType: KIT_FEED_BUILD_TYPE,
      externalParameters: { sources: sources.map(({ name }) => name) },
      internalParameters: { rule: "newest-record" },
      resolvedDependencies: sources.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    },
    runDetails: { builder: { id: LOCAL_BUILDER } },
  });
  return encodeUtf8(`${canonicalJson(statement as unknown as JsonValue)}\n`);
}
