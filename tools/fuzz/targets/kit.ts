import { parseStatement } from "../../../src/domain/attestation/statement.ts";
import { appendAuditEntry, parseAuditLog } from "../../../src/domain/kit/audit-log.ts";
import { formatKitArtifact, readKitArtifact } from "../../../src/domain/kit/kit-artifact.ts";
import { formatKitList, parseKitList } from "../../../src/domain/kit/kit-list.ts";
import {
  formatKitStatement,
  KIT_LIST_ENTRY,
  KIT_STATEMENT_ENTRY,
  readKitStatement,
} from "../../../src/domain/kit/kit-statement.ts";
import { readLayoutIndex, readLayoutManifest } from "../../../src/domain/kit/oci-layout.ts";
import type { FuzzTarget } from "../target.ts";
import { json } from "./seeds.ts";

const HEX = "0123456789abcdef".repeat(4);

/** What a kit says before any of its files is read, what a folder of kits remembers, and its layout of images. */
export function kitTargets(): readonly FuzzTarget[] {
  const amount = { files: 2, bytes: 10 };
  const other = { sequence: 6, sha256: HEX };
  const source = { name: "osv/npm", sha256: HEX, records: 3, newest: "2026-11-19T00:00:00Z" };
  const statement = formatKitStatement({
    listSha256: HEX,
    predicate: {
      ...{ name: "site", sequence: 7, made: "2026-11-20T00:00:00Z", expires: "2026-12-20T00:00:00Z" },
      ...{ previous: other, base: other, contents: amount, carried: amount },
      feed: { newest: source.newest, sources: [source] },
      retention: [{ paths: "capsules/", until: "2036-11-20", reason: "ten years" }],
    },
  });
  const list = formatKitList([
    { path: "assets/tool", sha256: HEX },
    { path: `images/blobs/sha256/${HEX}`, sha256: HEX },
  ]);
  const kit = { name: "site", sequence: 7, sha256: HEX };
  const entry = { time: "2026-11-21T07:00:00Z", kit, before: null, signer: "key", codes: [], reason: null };
  const log = appendAuditEntry(appendAuditEntry(undefined, { ...entry, action: "imported" }), {
    ...{ ...entry, action: "refused", codes: ["kit-replayed"] },
  });
  const descriptor = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: `sha256:${HEX}`, size: 3 };
  const annotations = { "org.opencontainers.image.ref.name": "ghcr.io/acme/tool:1" };
  const layers = [KIT_STATEMENT_ENTRY, KIT_LIST_ENTRY, "assets/tool"].map((path) => {
    return { path, digest: `sha256:${HEX}`, size: 3 };
  });
  const artifact = formatKitArtifact({
    config: { digest: `sha256:${HEX}`, size: 2 },
    layers,
    reason: "the feed is late",
  });
  return [
    { name: "kit/statement", seeds: [statement], read: (bytes) => readKitStatement(parseStatement(bytes)) },
    { name: "kit/list", seeds: [list], read: parseKitList },
    { name: "kit/artifact", seeds: [artifact], read: readKitArtifact },
    { name: "kit/audit-log", seeds: [log], read: parseAuditLog },
    {
      name: "kit/layout-index",
      seeds: json({ schemaVersion: 2, manifests: [{ ...descriptor, annotations }] }),
      read: readLayoutIndex,
    },
    {
      name: "kit/layout-manifest",
      seeds: json({ config: descriptor, layers: [descriptor] }, { manifests: [descriptor] }),
      read: readLayoutManifest,
    },
  ];
}
