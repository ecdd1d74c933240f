import { formatStatement, STATEMENT_TYPE } from "../../../domain/attestation/statement.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { sbomEntry } from "../../../domain/capsule/entry-names.ts";
import type { SbomFormat } from "../../../domain/capsule/published-names.ts";
import { Fault } from "../../../kernel/fault.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import type { CollectedAsset } from "../order/seal-order.ts";
import { MAX_STATEMENT_BYTES, type StatementToSign } from "./read-given-evidence.ts";

/**
 * A statement for each asset and format, with the SBOM as its predicate: what `actions/attest-sbom` makes. Assets with the same bytes
 * are subjects of one. Fault: `sbom-too-large` for one that no log takes.
 */
export function attestSboms(
  formats: readonly SbomFormat[],
  assets: readonly CollectedAsset[],
  sboms: readonly EvidenceEntry[],
): StatementToSign[] {
  const entries = new Map(sboms.map((entry) => [entry.name, entry]));
  const digests = [...new Set(assets.map(({ sha256 }) => sha256))];
  return digests.flatMap((sha256) => {
    const about = assets.filter((asset) => asset.sha256 === sha256);
    return formats.flatMap((format) => {
      const entry = entries.get(sbomEntry(sha256, format));
      return entry?.predicateType === undefined
        ? []
        : [{ ...statementOf(entry, entry.predicateType, about), sbom: format }];
    });
  });
}

function statementOf(
  { bytes }: EvidenceEntry,
  predicateType: string,
  about: readonly CollectedAsset[],
): StatementToSign {
  const payload = formatStatement({
    _type: STATEMENT_TYPE,
    subject: about.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate: parseJsonObject(bytes, { maxBytes: bytes.length, what: "the SBOM" }),
  });
  const [first] = about;
  if (payload.length > MAX_STATEMENT_BYTES) {
    const what = `the statement with the SBOM of ${printable(first?.name ?? "")} would have ${payload.length} bytes`;
    throw new Fault("sbom-too-large", `${what}, of at most ${MAX_STATEMENT_BYTES}`, {
      hint: "attest the other format, or none: the SBOM is sealed in the capsule in any case",
    });
  }
  return { payload, predicateType, subject: first?.sha256 };
}
