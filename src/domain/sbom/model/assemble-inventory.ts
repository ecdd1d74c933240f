import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { groupBy } from "../../../kernel/group-by.ts";
import { printable } from "../../../kernel/printable.ts";
import { EdgeSet } from "./edge-set.ts";
import type { Completeness, CompletenessLevel, Component, Edge, Inventory, Unread } from "./inventory.ts";
import { mergeComponents } from "./merge-components.ts";
import type { Part } from "./part.ts";

export interface Assembly {
  readonly root: Component;
  readonly parts: readonly Part[];
  /** How completely `parts` tell what the root consists of. */
  readonly level: CompletenessLevel;
  readonly reason: string;
  readonly remarks: readonly string[];
  readonly unread: readonly Unread[];
}

const LEVELS: readonly CompletenessLevel[] = ["complete", "incomplete", "unknown"];

/** One inventory from all parts: components with one ref become one, and the root needs the top of every part. */
export function assembleInventory({ root, parts, level, reason, remarks, unread }: Assembly): Inventory {
  const byRef = groupBy(
    parts.flatMap((part) => part.components).filter((component) => component.ref !== root.ref),
    (component) => component.ref,
  );
  const components = [...byRef.values()]
    .map((found) => (found.length === 1 ? found[0]! : mergeComponents(found)))
    .sort((a, b) => compareUtf8(a.ref, b.ref));
  const fromRoot = parts.flatMap((part) => part.top).map(({ ref, scope }) => ({ from: root.ref, to: ref, scope }));
  const all = [...fromRoot, ...parts.flatMap((part) => part.edges)];
  return {
    root,
    components,
    edges: uniteEdges(all.filter((edge) => edge.from !== edge.to)),
    completeness: [{ level, refs: [root.ref], reason }, ...uniteLevels(parts, components)],
    recognised: sortedSet(parts.map((part) => part.format).filter((format) => format !== "file")),
    remarks: sortedSet([...remarks, ...parts.flatMap((part) => part.remarks), ...components.flatMap(conflicts)]),
    unread,
    doubts: sortedSet(parts.flatMap((part) => part.doubts ?? [])),
  };
}

function uniteEdges(edges: readonly Edge[]): Edge[] {
  const united = new EdgeSet();
  for (const edge of edges) united.add(edge);
  return [...united].sort((a, b) => compareUtf8(a.from, b.from) || compareUtf8(a.to, b.to));
}

/** Of two sources, the one that knows more counts; a component that none speaks of is unknown. */
function uniteLevels(parts: readonly Part[], components: readonly Component[]): Completeness[] {
  const best = new Map<string, { level: CompletenessLevel; reason: string }>();
  for (const { level, reason, refs } of parts.flatMap((part) => part.completeness)) {
    for (const ref of refs) {
      const known = best.get(ref);
      if (known === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(known.level)) best.set(ref, { level, reason });
    }
  }
  const silent = { level: "unknown", reason: "nothing says what it needs" } as const;
  const entries = components.map(({ ref }) => ({ ref, ...(best.get(ref) ?? silent) }));
  return [...groupBy(entries, ({ level, reason }) => `${LEVELS.indexOf(level)} ${reason}`)]
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([, same]) => ({ level: same[0]!.level, reason: same[0]!.reason, refs: same.map(({ ref }) => ref) }));
}

/** One package in one version has one archive; two digests for it deserve a look. */
function conflicts(component: Component): string[] {
  const plain = component.hashes.filter((hash) => hash.file === undefined);
  const twice = new Set(plain.map((hash) => hash.algorithm)).size < plain.length;
  return twice ? [`${printable(component.ref)} is there with two different digests`] : [];
}

function sortedSet(items: readonly string[]): string[] {
  return [...new Set(items)].sort(compareUtf8);
}
