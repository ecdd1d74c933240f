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
    const parts = products.flatMap((product) => product.subcomponents ?? [product]);
    const at = parseInstant(timestamp) ?? (isDecided ? 0 : Number.POSITIVE_INFINITY);
    return parts.flatMap(({ "@id": component }) =>
      component === undefined ? [] : [{ names, component, isDecided, at }],
    );
  });
}

/** When it was last said of a vulnerability in a component that it is decided, or that it is open; milliseconds since 1970. */
type LastWords = ReadonlyMap<string, number>;

export function lastWords(words: readonly VexWord[]): LastWords {
  const last = new Map<string, number>();
  for (const { names, component, isDecided, at } of words) {
    for (const name of names) {
      const key = `${isDecided} ${name} ${component}`;
      last.set(key, Math.max(last.get(key) ?? at, at));
    }
  }
  return last;
}

/**
 * Whether a finding is decided about, by any name of it. A decision about a component without a version is about each; of several words
 * the last counts, and of two at one time the worse.
 */
export function isDecided(
  { id, aliases, component }: Pick<StatedFinding, "id" | "aliases" | "component">,
  last: LastWords,
): boolean {
  if (component === undefined) return false;
  const [plain = component] = component.split(/[?#]/, 1);
  const at = plain.lastIndexOf("@");
  const wanted = [component, plain, at > plain.lastIndexOf("/") ? plain.slice(0, at) : plain];
  const keys = [id, ...aliases].flatMap((name) => wanted.map((one) => `${name.toUpperCase()} ${one}`));
  const newest = (decided: boolean) =>
    keys.reduce((time, key) => Math.max(time, last.get(`${decided} ${key}`) ?? time), Number.NEGATIVE_INFINITY);
  return newest(true) > newest(false);
}
