import * as v from "valibot";
import { sha256Hex } from "../../crypto/node-digest.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import type { DigestSet } from "../attestation/digest-set.ts";
import { MEDIA_TYPES } from "../capsule/media-types.ts";
import type { SignableEvidence } from "./evidence-document.ts";
import { parseEvidence } from "./evidence-fault.ts";
import { namedDigests } from "./named-digests.ts";
import { attributeReport, SCAI_TYPE } from "./predicates.ts";

const WHAT = "CSAF document";
const MEDIA_TYPE = MEDIA_TYPES.json;

const text = v.pipe(v.string(), v.nonEmpty());
const time = v.pipe(v.string(), v.isoTimestamp());

const schema = v.object({
  document: v.object({
    category: v.picklist(["csaf_vex", "csaf_security_advisory"]),
    csaf_version: v.literal("2.0"),
    publisher: v.object({ category: text, name: text, namespace: text }),
    title: text,
    tracking: v.object({
      id: text,
      status: v.picklist(["draft", "final", "interim"]),
      version: text,
      initial_release_date: time,
      current_release_date: time,
      revision_history: v.pipe(v.array(v.looseObject({})), v.minLength(1)),
    }),
  }),
  product_tree: v.looseObject({}),
  vulnerabilities: v.pipe(
    v.array(
      v.object({
        cve: v.optional(text),
        ids: v.optional(v.array(v.object({ text }))),
        product_status: v.looseObject({}),
      }),
    ),
    v.minLength(1),
  ),
});

/**
 * Reads a CSAF 2.0 advisory or VEX. No in-toto predicate holds one, so it is carried, and signed as the evidence of an
 * attribute report that names it. Fault: `evidence-malformed`. https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html
 */
export function readCsaf(bytes: Uint8Array, value: JsonObject): SignableEvidence {
  const { document } = parseEvidence(schema, value, WHAT);
  const { id, version, status } = document.tracking;
  return {
    kind: "signable",
    predicateType: SCAI_TYPE,
    predicate: attributeReport(
      "csaf-document",
      { category: document.category, publisher: document.publisher.name, id, version, status },
      { digest: { sha256: sha256Hex(bytes) }, mediaType: MEDIA_TYPE },
    ),
    document: { extension: "json", mediaType: MEDIA_TYPE },
    subjects: hashesIn(value["product_tree"]),
    isExclusive: false,
  };
}

const fileHashes = v.array(v.object({ file_hashes: v.array(v.object({ algorithm: text, value: text })) }));

/** §3.1.3.3.2: hashes of files anywhere in the product tree, whose depth the parser has bounded. */
function hashesIn(value: JsonValue | undefined): DigestSet[] {
  if (Array.isArray(value)) return value.flatMap(hashesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== "hashes") return hashesIn(inner);
    return parseEvidence(fileHashes, inner, WHAT).flatMap((one) =>
      namedDigests(one.file_hashes.map((hash) => [hash.algorithm, hash.value])),
    );
  });
}
