import { assembleInventory } from "../model/assemble-inventory.ts";
import type { Completeness, Inventory } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { canonicalPurl } from "../model/purl.ts";
import type { ReadSbom } from "../read/sbom-of-others.ts";

const LEVELS: readonly Completeness["level"][] = ["unknown", "incomplete", "complete"];

/**
 * Adds to an inventory what an SBOM of another tool lists: a package that both know is one component, the rest is new. Who
 * knows more about completeness is believed, and the remarks say whose words were taken in.
 */
export function mergeSbom(inventory: Inventory, other: ReadSbom): Inventory {
  const { root, components, edges, completeness } = other.inventory;
  const refs = new Map(components.map((component) => [component.ref, refOf(component.ref, component.purl)]));
  refs.set(root.ref, inventory.root.ref);
  const to = (ref: string) => refs.get(ref) ?? ref;
  const isTop = (ref: string) => to(ref) === inventory.root.ref;
  const needed = new Set(edges.map((edge) => edge.to));
  const tops = [
    ...edges.filter((edge) => isTop(edge.from)).map((edge) => ({ ref: to(edge.to), scope: edge.scope })),
    ...components.filter(({ ref }) => !needed.has(ref)).map(({ ref, scope }) => ({ ref: to(ref), scope })),
  ];
  const part: Part = {
    format: `sbom-${other.format}`,
    components: components.map((component) => ({
      ...component,
      ref: to(component.ref),
      purl: canonical(component.purl),
    })),
    edges: edges
      .filter((edge) => !isTop(edge.from) && !isTop(edge.to))
      .map((edge) => ({ ...edge, from: to(edge.from), to: to(edge.to) })),
    top: tops,
    completeness: completeness.map((entry) => ({
      ...entry,
      refs: entry.refs.map(to).filter((ref) => ref !== inventory.root.ref),
    })),
    remarks: [
      ...other.inventory.remarks,
      `merged with an SBOM by ${other.about.tools.map(({ name }) => name).join(", ") || "an unnamed tool"}`,
    ],
  };
  const own = levelOf(inventory.completeness, inventory.root.ref);
  const theirs = levelOf(completeness, root.ref);
  const best =
    LEVELS.indexOf(theirs.level) > LEVELS.indexOf(own.level)
      ? { ...theirs, reason: "declared by the SBOM that was merged" }
      : own;
  return assembleInventory({
    root: inventory.root,
    parts: [asPart(inventory), ...inventory.recognised.map(nameOnly), part],
    level: best.level,
    reason: best.reason,
    remarks: [],
    unread: inventory.unread,
  });
}

function asPart({ root, components, edges, completeness, remarks, doubts = [] }: Inventory): Part {
  return {
    format: "file",
    components,
    edges: edges.filter(({ from }) => from !== root.ref),
    top: edges.filter(({ from }) => from === root.ref).map(({ to, scope }) => ({ ref: to, scope })),
    completeness: completeness.map((entry) => ({ ...entry, refs: entry.refs.filter((ref) => ref !== root.ref) })),
    remarks,
    doubts,
  };
}

function nameOnly(format: string): Part {
  return { format, components: [], edges: [], top: [], completeness: [], remarks: [] };
}

function levelOf(completeness: readonly Completeness[], ref: string): Pick<Completeness, "level" | "reason"> {
  return (
    completeness.find(({ refs }) => refs.includes(ref)) ?? { level: "unknown", reason: "nothing says what it needs" }
  );
}

function refOf(ref: string, purl: string | undefined): string {
  return canonical(purl) ?? `merged:${ref}`;
}

function canonical(purl: string | undefined): string | undefined {
  return purl === undefined ? undefined : canonicalPurl(purl);
}
