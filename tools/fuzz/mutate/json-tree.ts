import { type Mutation, mutateOnce } from "./mutate.ts";
import { integer, pick, type Random } from "./random.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Key = string | number;

/** Values at which readers change their mind. */
const VALUES: readonly Json[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1,
    0.5,
    1e21,
    2 ** 53,
    "",
    "x",
    "\ud800",
    "\u0000",
    "\u202e",
    "__proto__",
    "..",
    "/",
    "%",
    "%zz",
  ],
  ...[
    "0",
    "-1",
    "99999999999999999999",
    "2026-02-30T00:00:00Z",
    "https://user:secret@host.example/",
    "sha512-",
    "@",
    "a@b@c",
    "#",
    "://",
  ],
  ...[[], {}, [[]], [null], { "": "" }, ["a", "a"]],
];
const KEYS = ["", "__proto__", "constructor", "toString", "hasOwnProperty", "x", "0", "\ud800", "a@b", "@", "@a/"];

export function isJsonContainer(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b || bytes[0] === 0x5b;
}

/** One change in the tree of a JSON document, or undefined if it is not one. */
export function mutateJson(bytes: Uint8Array, mutation: Mutation): Uint8Array | undefined {
  const document = parse(bytes);
  if (document === undefined) return undefined;
  const paths = [...pathsOf(document)];
  const path = pick(mutation.random, paths);
  const changed = replaced(document, path, (old) => changedValue(old, mutation));
  return Buffer.from(JSON.stringify(changed ?? null));
}

/** Undefined removes the value. */
function changedValue(old: Json, mutation: Mutation): Json | undefined {
  const { random, donor } = mutation;
  const changes: (() => Json | undefined)[] = [
    () => undefined,
    () => pick(random, VALUES),
    () => foreign(donor, random) ?? null,
    () => nested(old, random),
    () => grown(old, random),
  ];
  if (typeof old === "string") changes.push(...Array.from({ length: 6 }, () => () => changedText(old, mutation)));
  if (typeof old === "object" && old !== null)
    changes.push(
      () => renamed(old, random),
      () => reordered(old, random),
    );
  return pick(random, changes)();
}

/** What base64 holds is changed inside. */
function changedText(text: string, mutation: Mutation): string {
  const bytes = Buffer.from(text, "base64");
  const isBase64 = bytes.length > 8 && bytes.toString("base64") === text;
  if (!isBase64) return Buffer.from(mutateOnce(Buffer.from(text), mutation)).toString();
  return Buffer.from(mutateOnce(new Uint8Array(bytes), mutation)).toString("base64");
}

function foreign(donor: Uint8Array, random: Random): Json | undefined {
  const other = parse(donor);
  return other === undefined ? undefined : at(other, pick(random, [...pathsOf(other)]));
}

function nested(value: Json, random: Random): Json {
  let deep = value;
  for (let left = pick(random, [1, 2, 64, 200]); left > 0; left--) deep = random() < 0.5 ? [deep] : { a: deep };
  return deep;
}

function grown(value: Json, random: Random): Json {
  const count = pick(random, [2, 17, 300]);
  if (typeof value === "string") return value.repeat(Math.min(count, 20_000 / (value.length + 1)));
  if (Array.isArray(value)) return value.length > 50 ? value : Array.from({ length: count }, () => value).flat();
  if (typeof value !== "object" || value === null) return Array.from({ length: count }, () => value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => [
      [key, item],
      [`${key}x`, item],
    ]),
  );
}

function renamed(value: Json[] | { [key: string]: Json }, random: Random): Json {
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, index) => [`${index}`, item]));
  const entries = Object.entries(value);
  const index = integer(random, entries.length);
  return Object.fromEntries(entries.map(([key, item], n) => [n === index ? pick(random, KEYS) : key, item]));
}

function reordered(value: Json[] | { [key: string]: Json }, random: Random): Json {
  if (Array.isArray(value)) return value.toReversed();
  const values = Object.values(value);
  return Object.fromEntries(Object.keys(value).map((key) => [key, pick(random, values)]));
}

function parse(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Json;
  } catch {
    return undefined;
  }
}

function* pathsOf(value: Json, path: readonly Key[] = []): Generator<readonly Key[]> {
  yield path;
  if (typeof value !== "object" || value === null || path.length > 64) return;
  const entries: [Key, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, item] of entries.slice(0, 500)) yield* pathsOf(item, [...path, key]);
}

function at(value: Json, path: readonly Key[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path) found = (found as { [key: string]: Json } | undefined)?.[key];
  return found;
}

function replaced(value: Json, path: readonly Key[], make: (old: Json) => Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return make(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const next = index === key ? replaced(item, rest, make) : item;
      return next === undefined ? [] : [next];
    });
  }
  const entries = Object.entries(value as { [key: string]: Json }).flatMap(([name, item]) => {
    const next = name === key ? replaced(item, rest, make) : item;
    return next === undefined ? [] : [[name, next] as const];
  });
  return Object.fromEntries(entries);
}
