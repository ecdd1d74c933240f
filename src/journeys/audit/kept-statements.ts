import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import type { KeptPayloads, KeptStatement } from "../../domain/audit/judge-attestations.ts";
import { PROVENANCE_ENTRY } from "../../domain/capsule/entry-names.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { PublicReleases } from "../../ports/public-releases.ts";
import { readUnverified } from "../show/read-unverified.ts";
import type { AuditPorts } from "./audit-order.ts";

/** What publishing a release stores on GitHub: its provenance, if it claims one, and its root statement. */
export async function statementsOf(
  root: VerifiedRoot,
  capsule: string,
  { files, crypto }: AuditPorts,
): Promise<KeptStatement[]> {
  const { entries } = await readUnverified({ path: capsule }, new Set([PROVENANCE_ENTRY]), { files, crypto });
  const provenance = entries.get(PROVENANCE_ENTRY);
  const payload = provenance === undefined ? undefined : payloadOf(provenance);
  return [
    { name: "root statement", sha256: root.sha256 },
    ...(payload === undefined ? [] : [{ name: "provenance", sha256: await digestHex("sha256", payload, crypto) }]),
  ];
}

/**
 * The payloads of the statements that GitHub keeps about the assets; by one request for all of them, else by the first asset,
 * of which each of our statements speaks. Fault: `permission-missing` if GitHub does not let the caller see them.
 */
export async function keptPayloads(
  { subject }: RootStatement,
  releases: PublicReleases,
  crypto: Cryptography,
): Promise<KeptPayloads> {
  const digests = subject.map(({ digest }) => `sha256:${digest.sha256}`);
  const [first = ""] = digests;
  const kept = (await releases.attestationsOf(digests)) ?? (await releases.attestations(first));
  if (kept.isClosed) {
    throw new Fault("permission-missing", "GitHub does not let this caller see the attestations", {
      hint: "give a token with attestations: read",
    });
  }
  const payloads = kept.bundles.flatMap((bundle) => payloadOf(encodeUtf8(JSON.stringify(bundle))) ?? []);
  const found = new Set<string>();
  for (const payload of payloads) found.add(await digestHex("sha256", payload, crypto));
  return { payloads: found, unread: kept.unread };
}

/** Undefined unless it is a bundle over a statement. */
function payloadOf(bytes: Uint8Array): Uint8Array | undefined {
  const bundle = unlessRefused(() => parseBundle(bytes), undefined);
  return bundle?.content.kind === "dsse" ? bundle.content.payload : undefined;
}
