import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import { type Advisory, readAdvisory } from "../vulnerability/advisory.ts";
import { parseVers, type VersRange } from "../vulnerability/versions/vers-range.ts";

export const EFFECTS = ["affected", "fixed", "not_affected", "under_investigation"] as const;
export type EffectStatus = (typeof EFFECTS)[number];

/** What a document says of one product. */
export interface Effect {
  readonly status: EffectStatus;
  /** Every name of the vulnerability that the document has, the first as it leads. */
  readonly ids: readonly string[];
  /** Hex, if the product is named by its bytes. */
  readonly sha256?: string | undefined;
  /** The package URL as it stands there, if it is named so. */
  readonly purl?: string | undefined;
  /** Of a package URL without a version: which versions are meant. `unreadable`, if a range is said that is not `vers`. */
  readonly versions?: VersRange | "unreadable" | undefined;
}

export interface EffectsDocument {
  readonly format: "OSV" | "CSAF" | "OpenVEX";
  /** As the document numbers itself. */
  readonly id: string;
  /** What it says of products by name. An OSV record speaks of versions, and of bytes only if it is one of ours. */
  readonly effects: readonly Effect[];
  /** Set if it is an OSV record. */
  readonly advisory: Advisory | undefined;
}

const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
/** A document that names many products many times says more than it has bytes. */
const MAX_EFFECTS = 100_000;
export const READ_KINDS = "an OSV record, a CSAF 2 advisory and an OpenVEX document are read";

/**
 * Reads what an OSV record, a CSAF 2.0 or 2.1 advisory, or an OpenVEX document says of products; undefined for a document of another
 * kind. A record that was withdrawn says nothing. Faults: `advisory-malformed`,
 * `database-malformed` for an OSV record, those of the JSON parser.
 */
export function readEffects(bytes: Uint8Array, fileName: string): EffectsDocument | undefined {
  const value = parseJsonObject(bytes, { maxBytes: MAX_DOCUMENT_BYTES, what: "the advisory" });
  const malformed = (problem: string) =>
    new Fault("advisory-malformed", `${printable(fileName)} ${problem}`, { hint: READ_KINDS });
  if (isJsonObject(value["document"]) && value["document"]["csaf_version"] !== undefined) return csaf(value, malformed);
  if (isOpenVex(value["@context"])) return openVex(value, malformed);
  if (typeof value["id"] === "string" && typeof value["modified"] === "string") return osv(bytes, value, fileName);
  return undefined;
}

/** JSON-LD has one context, or a list. */
function isOpenVex(context: JsonValue | undefined): boolean {
  return [context].flat().some((one) => isText(one) && one.startsWith("https://openvex.dev/ns"));
}

type Malformed = (problem: string) => Fault;

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
const list = <S extends v.GenericSchema>(item: S) => v.optional(v.pipe(v.array(item), v.maxLength(100_000)), []);

const csafSchema = once(() => {
  const ids = list(text);
  return v.object({
    document: v.object({ tracking: v.object({ id: text }) }),
    product_tree: v.optional(v.looseObject({}), {}),
    vulnerabilities: list(
      v.object({
        cve: v.optional(text),
        ids: list(v.object({ text })),
        product_status: v.object({
          ...{ known_affected: ids, first_affected: ids, last_affected: ids },
          ...{ fixed: ids, first_fixed: ids, known_not_affected: ids, under_investigation: ids },
        }),
      }),
    ),
  });
});

/** §3.2.3.9 of CSAF 2.0: which of its lists means what. */
const CSAF_STATUS = {
  known_affected: "affected",
  first_affected: "affected",
  last_affected: "affected",
  fixed: "fixed",
  first_fixed: "fixed",
  known_not_affected: "not_affected",
  under_investigation: "under_investigation",
} as const;

const CSAF_FIELDS = Object.keys(CSAF_STATUS) as (keyof typeof CSAF_STATUS)[];

function csaf(value: JsonObject, malformed: Malformed): EffectsDocument {
  const { document, product_tree, vulnerabilities } = parseSchema(csafSchema(), value, malformed);
  const products = new Map<string, NamedProduct>();
  for (const [id, product] of productsIn(product_tree as JsonObject)) {
    // §6.1.2, "Multiple Definition of Product ID": whichever is meant, the other would be lost.
    if (products.has(id)) throw malformed(`defines the product ${printable(id)} twice`);
    products.set(id, product);
  }
  const effects: Effect[] = [];
  for (const { cve, ids, product_status } of vulnerabilities) {
    const names = [...(cve === undefined ? [] : [cve]), ...ids.map((one) => one.text)];
    for (const field of CSAF_FIELDS) {
      for (const id of product_status[field]) {
        const product = products.get(id);
        if (product === undefined) throw malformed(`speaks of the product ${printable(id)}, which it does not define`);
        for (const named of product()) effects.push({ ...named, status: CSAF_STATUS[field], ids: names });
        if (effects.length > MAX_EFFECTS) throw malformed(`says more than ${MAX_EFFECTS} things of products`);
      }
    }
  }
  return { format: "CSAF", id: document.tracking.id, effects, advisory: undefined };
}

/** The ways in which a product is identified, found out once. */
type NamedProduct = () => readonly Pick<Effect, "sha256" | "purl" | "versions">[];

/** Every product anywhere in the tree with its id; the depth of a document was bounded when it was parsed. */
function* productsIn(value: JsonValue | undefined, range?: string): Generator<[id: string, product: NamedProduct]> {
  if (Array.isArray(value)) for (const one of value) yield* productsIn(one);
  if (!isJsonObject(value)) return;
  const { product_id: id, product_identification_helper: helper, category, name } = value;
  if (isText(id)) yield [id, once(() => namesOf(isJsonObject(helper) ? helper : {}, range))];
  // §3.1.2.2.2.12
  const inner = category === "product_version_range" && isText(name) ? name : undefined;
  for (const [key, one] of Object.entries(value)) yield* productsIn(one, key === "product" ? inner : undefined);
}

/** §3.1.3.3; 2.1 has a list of package URLs. */
function namesOf(helper: JsonObject, range: string | undefined): ReturnType<NamedProduct> {
  const purls = [helper["purl"], ...(Array.isArray(helper["purls"]) ? helper["purls"] : [])].filter(isText);
  const versions: Effect["versions"] = range === undefined ? undefined : (parseVers(range) ?? "unreadable");
  const hashes = Array.isArray(helper["hashes"]) ? helper["hashes"] : [];
  const digests = hashes.flatMap((one) =>
    isJsonObject(one) && Array.isArray(one["file_hashes"]) ? one["file_hashes"] : [],
  );
  return [
    ...purls.map((purl) => ({ purl, versions, sha256: digestIn(purl) })),
    ...digests.flatMap((one) =>
      isJsonObject(one) && one["algorithm"] === "sha256" && isSha256(one["value"])
        ? [{ sha256: one["value"].toLowerCase() }]
        : [],
    ),
  ];
}

const openVexSchema = once(() => {
  const product = v.object({
    "@id": v.optional(text),
    identifiers: v.optional(v.object({ purl: v.optional(text) })),
    hashes: v.optional(v.record(v.string(), v.string())),
  });
  return v.object({
    "@id": text,
    statements: list(
      v.object({
        vulnerability: v.union([text, v.object({ name: text, "@id": v.optional(text), aliases: list(text) })]),
        products: list(product),
        status: v.picklist(EFFECTS),
      }),
    ),
  });
});

function openVex(value: JsonObject, malformed: Malformed): EffectsDocument {
  const read = parseSchema(openVexSchema(), value, malformed);
  const effects = read.statements.flatMap(({ vulnerability, products, status }) => {
    const ids = typeof vulnerability === "string" ? [vulnerability] : [vulnerability.name, ...vulnerability.aliases];
    return products.map((product): Effect => {
      const named = product.identifiers?.purl ?? product["@id"];
      const purl = named?.startsWith("pkg:") ? named : undefined;
      const hash = product.hashes?.["sha-256"];
      return { status, ids, purl, sha256: isSha256(hash) ? hash.toLowerCase() : purl && digestIn(purl) };
    });
  });
  return { format: "OpenVEX", id: read["@id"], effects, advisory: undefined };
}

function osv(bytes: Uint8Array, value: JsonObject, fileName: string): EffectsDocument {
  const id = isText(value["id"]) ? value["id"] : "";
  const advisory = readAdvisory(bytes, fileName);
  if (advisory === undefined) return { format: "OSV", id, effects: [], advisory };
  const ids = [advisory.id, ...advisory.aliases];
  const own = isJsonObject(value["database_specific"]) ? value["database_specific"] : {};
  const digests = (field: string, status: EffectStatus): Effect[] =>
    (Array.isArray(own[field]) ? own[field] : []).flatMap((one) => {
      const sha256 = typeof one === "string" && one.startsWith("sha256:") ? one.slice("sha256:".length) : undefined;
      return isSha256(sha256) ? [{ status, ids, sha256 }] : [];
    });
  const effects = [...digests("affected_digests", "affected"), ...digests("fixed_digests", "fixed")];
  return { format: "OSV", id, effects, advisory };
}

/** The digest in a package URL (purl-spec, `checksum`: `sha256:…`, more behind commas). */
function digestIn(purl: string): string | undefined {
  try {
    const found = /(?:^|,)sha256:([0-9a-f]{64})(?:,|$)/.exec(parsePurl(purl).qualifiers?.["checksum"] ?? "");
    return found?.[1];
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function isSha256(value: JsonValue | undefined): value is string {
  return typeof value === "string" && /^[0-9A-Fa-f]{64}$/.test(value);
}
