import * as v from "valibot";
import { parseInstant } from "../../kernel/iso-time.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import type { StatedFinding } from "./vulnerability-scan.ts";

/** Predicate type of OpenVEX, version 0.2.0, and the context of its documents. */
export const OPEN_VEX_TYPE = "https://openvex.dev/ns/v0.2.0";

/** What somebody said of a vulnerability in a component, by any name of it. */
export interface VexWord {
  /** Upper case. */
  readonly names: readonly string[];
  /** A package URL; without a version it is meant in every one. */
  readonly component: string;
  /** What the component was named as a part of. */
  readonly product?: string | undefined;
  /** Whether it does not matter there; else it does, or may. */
  readonly isDecided: boolean;
  /** When it was said, milliseconds since 1970. Who says no time decides before all others, and leaves open after them. */
  readonly at: number;
}

const schema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
  const part = v.object({ "@id": v.optional(text) });
  const timestamp = v.optional(v.string());
  return v.object({
    timestamp,
    statements: v.pipe(
      v.array(
        v.object({
          vulnerability: v.object({ name: text, aliases: v.optional(v.array(text), []) }),
          products: v.optional(v.array(v.object({ ...part.entries, subcomponents: v.optional(v.array(part)) })), []),
          status: v.string(),
          timestamp,
        }),
      ),
      v.maxLength(100_000),
    ),
  });
});

/**
 * What an OpenVEX document says: of the parts of a product if it names parts, else of the product. Two statuses decide, and
 * every other leaves open. https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function readVexWords(document: JsonObject): readonly VexWord[] {
  const read = v.safeParse(schema(), document);
  if (!read.success) return [];
  return read.output.statements.flatMap(({ vulnerability, products, status, timestamp = read.output.timestamp }) => {
    const isDecided = status === "not_affected" || status === "fixed";
    const names = [vulnerability.name, ...vulnerability.aliases].map((name) => name.toUpperCase());
    const parts = products.flatMap(({ "@id": product, subcomponents }) =>
      (subcomponents ?? [{ "@id": product }]).map(({ "@id": component }) => ({
        component,
        product: subcomponents && product,
      })),
    );
    const at = parseInstant(timestamp) ?? (isDecided ? 0 : Number.POSITIVE_INFINITY);
    return parts.flatMap(({ component, product }) =>
      component === undefined ? [] : [{ names, component, product, isDecided, at }],
    );
  });
}

interface LastWords {
  /** When it was last said of a vulnerability in a component that it is open; milliseconds since 1970. */
  readonly open: ReadonlyMap<string, number>;
  /** When it was last decided, by the product that the component was named as a part of. */
  readonly decided: ReadonlyMap<string, ReadonlyMap<string | undefined, number>>;
}

export function lastWords(words: readonly VexWord[]): LastWords {
  const open = new Map<string, number>();
  const decided = new Map<string, Map<string | undefined, number>>();
  for (const { names, component, product, isDecided, at } of words) {
    for (const key of names.map((name) => `${name} ${component}`)) {
      if (!isDecided) latest(open, key, at);
      else decided.set(key, latest(decided.get(key) ?? new Map(), product, at));
    }
  }
  return { open, decided };
}

function latest<K, M extends Map<K, number>>(times: M, key: K, at: number): M {
  times.set(key, Math.max(times.get(key) ?? at, at));
  return times;
}

/**
 * Whether a finding is decided about, by any name of it. A decision about a component without a version is about each; of several words
 * the last counts, and of two at one time the worse. What is said of a product as a whole is said of each of its parts, if it is open:
 * a decision about the whole may have had other parts in mind.
 */
export function isDecided(
  { id, aliases, component }: Pick<StatedFinding, "id" | "aliases" | "component">,
  { open, decided }: LastWords,
): boolean {
  if (component === undefined) return false;
  const components = spellingsOf(component);
  const names = [id, ...aliases].map((name) => name.toUpperCase());
  const lastOpen = (about: readonly string[]) =>
    names
      .flatMap((name) => about.map((one) => open.get(`${name} ${one}`) ?? Number.NEGATIVE_INFINITY))
      .reduce((last, time) => Math.max(last, time), Number.NEGATIVE_INFINITY);
  const openInPart = lastOpen(components);
  return names
    .flatMap((name) => components.flatMap((one) => [...(decided.get(`${name} ${one}`) ?? [])]))
    .some(([product, time]) => time > openInPart && (product === undefined || time > lastOpen(spellingsOf(product))));
}

/** How a word may name it: as it is, without qualifiers, without its version. */
function spellingsOf(component: string): readonly string[] {
  const [plain = component] = component.split(/[?#]/, 1);
  const at = plain.lastIndexOf("@");
  return [component, plain, at > plain.lastIndexOf("/") ? plain.slice(0, at) : plain];
}
