import { Fault } from "../../../kernel/fault.ts";
import { EdgeSet } from "./edge-set.ts";
import type { CompletenessLevel, Component, Scope } from "./inventory.ts";
import { mergeComponents, SCOPES, weakerScope } from "./merge-components.ts";
import type { Part } from "./part.ts";
import { formatPurl, type Purl } from "./purl.ts";
import { MAX_PACKAGES } from "./sbom-limits.ts";

/** A component as a parser finds it: what is left out has the plainest value. */
export type FoundComponent = Partial<Component> & { readonly name: string };

/** A package of a registry: its purl parts, and whatever else was read of it. */
export type FoundPackage = Purl & { readonly found?: Partial<Component> };

/**
 * Gathers what one file says. Entries with one ref become one component; edges to refs that never come are dropped with a
 * remark, for an SBOM may not point at nothing.
 */
export class PartBuilder {
  private readonly format: string;
  private readonly path: string;
  private readonly components = new Map<string, Component[]>();
  private readonly edges = new EdgeSet();
  private readonly tops = new Map<string, Scope>();
  private readonly levels = new Map<string, { level: CompletenessLevel; reason: string; refs: string[] }>();
  private readonly remarks = new Set<string>();

  constructor(format: string, path: string) {
    this.format = format;
    this.path = path;
  }

  /** Adds a package of a registry; its purl is its ref. */
  package({ found, ...purl }: FoundPackage): string {
    const text = formatPurl(purl);
    const { namespace: group, name, version } = purl;
    return this.add({ ref: text, purl: text, group, name, version, ...found });
  }

  /** Adds a project of the release's own. `place` tells the projects of one file apart. */
  firstParty(place: string, found: FoundComponent): string {
    return this.add({ ref: `first-party:${this.path}#${place}`, firstParty: true, ...found });
  }

  add(found: FoundComponent): string {
    const ref = found.ref ?? found.purl ?? `${this.format}:${this.path}#${found.name}@${found.version ?? ""}`;
    const component: Component = {
      kind: "library",
      group: undefined,
      version: undefined,
      purl: undefined,
      hashes: [],
      licenses: [],
      scope: "runtime",
      firstParty: false,
      origin: undefined,
      commit: undefined,
      properties: [],
      foundIn: [this.path],
      ...found,
      ref,
    };
    const known = this.components.get(ref);
    if (known === undefined && this.components.size >= MAX_PACKAGES) {
      throw new Fault("sbom-source-malformed", `the file lists more than ${MAX_PACKAGES} packages`);
    }
    if (known === undefined) this.components.set(ref, [component]);
    else known.push(component);
    return ref;
  }

  has(ref: string): boolean {
    return this.components.has(ref);
  }

  /** `from` needs `to`; said twice, the stronger scope stays. A component never needs itself. */
  edge(from: string, to: string, scope: Scope = "runtime"): void {
    if (from !== to) this.edges.add({ from, to, scope });
  }

  /** What contains this file needs `ref` directly. */
  top(ref: string, scope: Scope = "runtime"): void {
    const known = this.tops.get(ref);
    if (known === undefined || weakerScope(known, scope) === known) this.tops.set(ref, scope);
  }

  /** Says how completely the dependencies of `refs` are listed; by default, of everything not declared before. */
  declare(level: CompletenessLevel, reason: string, refs: Iterable<string> = this.undeclared()): void {
    const key = `${level}\n${reason}`;
    const entry = this.levels.get(key) ?? { level, reason, refs: [] };
    for (const ref of refs) entry.refs.push(ref);
    this.levels.set(key, entry);
  }

  remark(text: string): void {
    this.remarks.add(`${this.path}: ${text}`);
  }

  /** Gives every component the strongest scope in which `top` reaches it; what is not reached keeps its own. */
  spreadScopes(): void {
    const reached = new Map<string, Scope>();
    for (const level of SCOPES) {
      const waiting = [...this.tops].filter(([, scope]) => scope === level).map(([ref]) => ref);
      for (const [from, scope] of reached) {
        for (const edge of this.edges.from(from)) if (weakerScope(scope, edge.scope) === level) waiting.push(edge.to);
      }
      while (waiting.length > 0) {
        const ref = waiting.pop() ?? "";
        if (reached.has(ref)) continue;
        reached.set(ref, level);
        for (const edge of this.edges.from(ref)) if (weakerScope(level, edge.scope) === level) waiting.push(edge.to);
      }
    }
    for (const [ref, scope] of reached) {
      const found = this.components.get(ref);
      if (found !== undefined)
        this.components.set(
          ref,
          found.map((component) => ({ ...component, scope })),
        );
    }
  }

  build(): Part {
    const all = [...this.edges];
    const edges = all.filter((edge) => this.has(edge.from) && this.has(edge.to));
    if (edges.length < all.length) this.remark("some dependencies are named and not described");
    return {
      format: this.format,
      components: [...this.components.values()].map((found) =>
        found.length === 1 ? found[0]! : mergeComponents(found),
      ),
      edges,
      top: [...this.tops].filter(([ref]) => this.has(ref)).map(([ref, scope]) => ({ ref, scope })),
      completeness: [...this.levels.values()],
      remarks: [...this.remarks],
    };
  }

  private undeclared(): string[] {
    const declared = new Set([...this.levels.values()].flatMap((entry) => entry.refs));
    return [...this.components.keys()].filter((ref) => !declared.has(ref));
  }
}
