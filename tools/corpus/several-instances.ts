import { readFileSync } from "node:fs";
import { type Case, slug } from "./bundle-cases.ts";
import type { CorpusFiles } from "./corpus-files.ts";

type Root = Record<"tlogs" | "certificateAuthorities" | "ctlogs" | "timestampAuthorities", unknown[]> & {
  mediaType: string;
};

/** What the trusted root of a case is made of, when there are two instances. */
const MIXES: readonly { readonly why: string; readonly expect: Case["expect"]; mix(own: Root, other: Root): Root }[] = [
  { why: "both instances trusted", expect: "accept", mix: (own, other) => union(own, other, FIELDS) },
  { why: "both trusted, the other first", expect: "accept", mix: (own, other) => union(other, own, FIELDS) },
  { why: "the authority of the other instance alone", expect: "reject", mix: take("certificateAuthorities") },
  { why: "the CT log of the other instance alone", expect: "reject", mix: take("ctlogs") },
  { why: "the timestamps of the other instance alone", expect: "reject", mix: take("timestampAuthorities") },
];
const FIELDS = ["tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities"] as const;

/** Sound cases again, under trusted roots that hold two instances or parts of two. `folder` is that of the cases' files. */
export function severalInstances(sound: readonly Case[], folder: string, files: CorpusFiles): Case[] {
  const roots = [...new Set(sound.map((one) => one.trusted_root))];
  return sound.flatMap((one) => {
    const other = roots.find((root) => root !== one.trusted_root);
    if (other === undefined) throw new Error("there is only one instance");
    const read = (path: string): Root => JSON.parse(readFileSync(`${folder}/${path}`, "utf8")) as Root;
    return MIXES.flatMap(({ why, expect, mix }): Case[] => {
      const mixed = Buffer.from(JSON.stringify(mix(read(one.trusted_root), read(other))));
      const id = one.id.replace(/[^/]+$/, slug(why));
      const trusted_root = files.write(`instances/${slug(id)}.trusted_root.json`, mixed);
      return [{ ...one, id: `instances/${id}`, trusted_root, expect, why }];
    });
  });
}

function union(first: Root, second: Root, fields: typeof FIELDS): Root {
  const both = fields.map((field) => [field, [...first[field], ...second[field]]]);
  return { ...first, ...Object.fromEntries(both) };
}

function take(field: (typeof FIELDS)[number]) {
  return (own: Root, other: Root): Root => ({ ...own, [field]: other[field] });
}
