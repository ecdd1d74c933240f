import * as v from "valibot";
import type { JsonObject } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";

/** Predicate type of OpenVEX, version 0.2.0, and the context of its documents. */
export const OPEN_VEX_TYPE = "https://openvex.dev/ns/v0.2.0";

/** A vulnerability that does not matter in a component, by any name of it. */
export interface VexDecision {
  /** Upper case. */
  readonly names: readonly string[];
  /** A package URL; without a version it is meant in every one. */
  readonly component: string;
}

const schema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
  const part = v.object({ "@id": v.optional(text) });
  return v.object({
    statements: v.pipe(
      v.array(
        v.object({
          vulnerability: v.object({ name: text, aliases: v.optional(v.array(text), []) }),
          products: v.optional(v.array(v.object({ ...part.entries, subcomponents: v.optional(v.array(part)) })), []),
          status: v.string(),
        }),
      ),
      v.maxLength(100_000),
    ),
  });
});

/**
 * What an OpenVEX document says is `not_affected` or `fixed`: of the parts of a product if it names parts, else of the product. What is
 * not understood decides nothing. https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function readVexDecisions(document: JsonObject): readonly VexDecision[] {
  const read = v.safeParse(schema(), document);
  if (!read.success) return [];
  return read.output.statements.flatMap(({ vulnerability, products, status }) => {
    if (status !== "not_affected" && status !== "fixed") return [];
    const names = [vulnerability.name, ...vulnerability.aliases].map((name) => name.toUpperCase());
    const parts = products.flatMap((product) => product.subcomponents ?? [product]);
    return parts.flatMap(({ "@id": component }) => (component === undefined ? [] : [{ names, component }]));
  });
}
