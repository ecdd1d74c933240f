import type { Edge } from "./inventory.ts";
import { strongerScope } from "./merge-components.ts";

/** Edges without duplicates, in the order of their begins; of one that is said twice, the stronger scope stays. */
export class EdgeSet implements Iterable<Edge> {
  readonly #byFrom = new Map<string, Map<string, Edge>>();

  /** True if the edge is new. */
  add(edge: Edge): boolean {
    const known = this.#byFrom.get(edge.from);
    if (known === undefined) this.#byFrom.set(edge.from, new Map([[edge.to, edge]]));
    else {
      const same = known.get(edge.to);
      if (same === undefined || strongerScope(same.scope, edge.scope) !== same.scope) known.set(edge.to, edge);
      return same === undefined;
    }
    return true;
  }

  from(ref: string): Iterable<Edge> {
    return this.#byFrom.get(ref)?.values() ?? [];
  }

  *[Symbol.iterator](): Generator<Edge> {
    for (const edges of this.#byFrom.values()) yield* edges.values();
  }
}
