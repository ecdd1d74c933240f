export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One way in which a document was changed, and the changed document as text. */
export interface Mutant {
  /** For example `verificationMaterial.tlogEntries[].logIndex`: indexes are left out. */
  readonly path: string;
  readonly kind: MutationKind;
  readonly text: string;
}

export const MUTATION_KINDS = ["removed", "swapped", "flipped", "duplicated", "type-changed", "restructured"] as const;
export type MutationKind = (typeof MUTATION_KINDS)[number];

/** Bits that are flipped in one base64 value: enough to reach every field of a certificate over all bundles. */
const FLIPS = 6;

/**
 * Every mutant of a document: each field removed, put in place of the donor's, duplicated, given another type, and each
 * text and number changed by a bit. `random` gives numbers from 0 to below 1 and decides which bits.
 */
export function* mutantsOf(document: Json, donor: Json, random: () => number): Generator<Mutant> {
  const original = JSON.stringify(document);
  for (const keys of pathsOf(document)) {
    const path = keys
      .map((key) => (typeof key === "number" ? "[]" : `.${key}`))
      .join("")
      .slice(1);
    for (const [kind, text] of mutate({ document, donor, keys }, random)) {
      if (text !== original) yield { path, kind, text };
    }
  }
}

type Key = string | number;

function* pathsOf(value: Json, path: Key[] = []): Generator<Key[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  for (const key of keys) yield* pathsOf(at(value, [key]) ?? null, [...path, key]);
}

interface Place {
  readonly document: Json;
  readonly donor: Json;
  readonly keys: readonly Key[];
}

function* mutate({ document, donor, keys }: Place, random: () => number): Generator<[MutationKind, string]> {
  const value = at(document, keys);
  if (value === undefined) return;
  const put = (replacement: Json | undefined) => JSON.stringify(replaced(document, keys, () => replacement));
  yield ["removed", put(undefined)];
  const other = at(donor, keys);
  if (other !== undefined) yield ["swapped", put(other)];
  yield ["duplicated", duplicated(document, keys)];
  for (const type of [null, 1, "x", [], {}, true, [value]]) {
    if (typeof type !== typeof value || Array.isArray(type) !== Array.isArray(value)) yield ["type-changed", put(type)];
  }
  for (const flip of flipped(value, random)) yield ["flipped", put(flip)];
}

function at(value: Json, keys: readonly Key[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(key)] : found[key];
  }
  return found;
}

function replaced(value: Json, keys: readonly Key[], make: (old: Json) => Json | undefined): Json | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return make(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const next = index === key ? replaced(item, rest, make) : item;
      // In brackets of its own: a list instead of an element must stay one.
      return next === undefined ? [] : [next];
    });
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const next = name === key ? replaced(item, rest, make) : item;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

/** An element stands twice in its list; a field stands twice in its object, which only text can say. */
function duplicated(document: Json, keys: readonly Key[]): string {
  const last = keys.at(-1);
  if (typeof last === "number") {
    const list = keys.slice(0, -1);
    const twice = replaced(document, list, (old) =>
      Array.isArray(old) ? old.flatMap((item, index) => (index === last ? [item, item] : [item])) : old,
    );
    return JSON.stringify(twice);
  }
  const marker = "duplicate-marker";
  const marked = replaced(document, keys.slice(0, -1), (old) => ({ [marker]: 0, ...(old as { [key: string]: Json }) }));
  const member = `${JSON.stringify(last)}:${JSON.stringify(at(document, keys))}`;
  return JSON.stringify(marked).replace(`"${marker}":0`, () => member);
}

function* flipped(value: Json, random: () => number): Generator<Json> {
  if (typeof value === "number") yield value + 1;
  if (typeof value !== "string" || value === "") return;
  if (/^[0-9]+$/.test(value)) {
    yield String(BigInt(value) + 1n);
    yield String(BigInt(value) ^ 1n);
    return;
  }
  const bytes = Buffer.from(value, "base64");
  if (bytes.length > 3 && bytes.toString("base64") === value) {
    for (let flip = 0; flip < FLIPS; flip++) {
      const changed = Buffer.from(bytes);
      const place = Math.floor(random() * bytes.length);
      changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(random() * 8));
      yield changed.toString("base64");
    }
    return;
  }
  const place = Math.floor(random() * value.length);
  yield `${value.slice(0, place)}${String.fromCharCode(value.charCodeAt(place) ^ 1)}${value.slice(place + 1)}`;
  yield `${value} `;
}
