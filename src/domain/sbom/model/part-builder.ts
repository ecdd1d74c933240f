import { Fault } from "../../../kernel/fault.ts";
import { EdgeSet } from "./edge-set.ts";
import type { Completeness, CompletenessLevel, Component, Scope } from "./inventory.ts";
import { mergeComponents, SCOPES, weakerScope } from "./merge-components.ts";
import type { Part } from "./part.ts";
import { formatPurl, type Purl } from "./purl.ts";
import { STEPS, WorkBudget } from "./work-budget.ts";

/** A component as a parser finds it: what is left out has the plainest value. */
export type FoundComponent = Partial<Component> & { readonly name: string };

/** A package: its purl parts, and whatever else was read of it. */
export type FoundPackage = Purl & {
  readonly found?: Partial<Component>;
  /** Set for one of a repository, at the commit that was found, or at another revision that this names. */
  readonly ofRepository?: boolean | string;
};

/** The file that is read, and what may be spent on it. */
interface Place {
  readonly path: string;
  readonly budget?: WorkBudget;
  readonly bytes?: Uint8Array;
}

/** Remarks of one file; more say nothing new. */
const MAX_REMARKS = 1_000;

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
  /** Refs of which a need is known that is not listed. */
  private readonly lacking = new Set<string>();

  private readonly budget: WorkBudget;
  private doubt: string | undefined;

  constructor(format: string, { path, budget, bytes }: Place) {
    this.format = format;
    this.path = path;
    this.budget = budget ?? new WorkBudget(bytes?.length ?? 0);
  }

  /**
   * Adds a package of the registry that its purl means; the purl is its ref. The registry may have another one by the name of one of a
   * repository (L5), so that the purl of that says which, and without an address that can be told there is none.
   */
  package({ found, ofRepository = false, ...purl }: FoundPackage): string {
    requireShort(purl);
    const { namespace: group, name, version, qualifiers } = purl;
    if (ofRepository === false) return this.addPurl(purl, found);
    if (found?.origin === undefined) return this.add({ group, name, version, ...found });
    const revision = typeof ofRepository === "string" ? ofRepository : found.commit;
    return this.addPurl({ ...purl, qualifiers: { ...qualifiers, vcs_url: vcsUrl(found.origin, revision) } }, found);
  }

  private addPurl(purl: Purl, found: Partial<Component> = {}): string {
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
    this.budget.component(charactersOf(component));
    const known = this.components.get(ref);
    if (known === undefined) this.components.set(ref, [component]);
    else known.push(component);
    return ref;
  }

  has(ref: string): boolean {
    return this.components.has(ref);
  }

  /** `from` needs `to`; said twice, the stronger scope stays. A component never needs itself. */
  edge(from: string, to: string, scope: Scope = "runtime"): void {
    if (from === to) return;
    this.budget.edge(this.edges.add({ from, to, scope }) ? to.length : 0);
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
    if (this.remarks.size === MAX_REMARKS) this.remarks.add(`${this.path}: there is more to remark than is listed`);
    if (this.remarks.size > MAX_REMARKS) return;
    this.budget.remark(text.length);
    this.remarks.add(`${this.path}: ${text}`);
  }

  /** `from` needs something that is not listed, so what it needs is not listed in full. */
  lacks(from: string, text: string): void {
    this.lacking.add(from);
    this.remark(text);
  }

  /** Everything of one name, or on one way: each is looked at, so each counts. */
  among<T>(found: readonly T[] | undefined): readonly T[] {
    this.spend(STEPS.glance * (found?.length ?? 0));
    return found ?? [];
  }

  /** Counts work that leaves nothing behind. */
  spend(steps: number): void {
    this.budget.spend(steps, "finding out who needs whom");
  }

  /** What is read is not what the format is known to be, so nothing of it is called complete. */
  distrust(reason: string): void {
    this.doubt ??= reason;
    this.remark(reason);
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
    if (edges.length < all.length) {
      for (const { from, to } of all) if (!this.has(to)) this.lacking.add(from);
      this.remark("some dependencies are named and not described");
    }
    return {
      format: this.format,
      components: [...this.components.values()].map((found) =>
        found.length === 1 ? found[0]! : mergeComponents(found),
      ),
      edges,
      top: [...this.tops].filter(([ref]) => this.has(ref)).map(([ref, scope]) => ({ ref, scope })),
      completeness: [...this.levels.values()].map((entry) => this.doubted(entry)).flatMap((entry) => this.split(entry)),
      remarks: [...this.remarks],
      ...(this.doubt !== undefined && { doubts: [`${this.path}: ${this.doubt}`] }),
    };
  }

  private doubted(entry: Completeness): Completeness {
    if (this.doubt === undefined || entry.level !== "complete") return entry;
    return { level: "unknown", reason: this.doubt, refs: entry.refs };
  }

  /** Of what is called complete, that which lacks something is not. */
  private split(entry: Completeness): Completeness[] {
    const lacking = entry.level === "complete" ? entry.refs.filter((ref) => this.lacking.has(ref)) : [];
    if (lacking.length === 0) return [entry];
    const rest = entry.refs.filter((ref) => !this.lacking.has(ref));
    const incomplete = { level: "incomplete", reason: "it needs what is not listed", refs: lacking } as const;
    return rest.length === 0 ? [incomplete] : [{ ...entry, refs: rest }, incomplete];
  }

  private undeclared(): string[] {
    const declared = new Set([...this.levels.values()].flatMap((entry) => entry.refs));
    return [...this.components.keys()].filter((ref) => !declared.has(ref));
  }
}

/** As SPDX writes a repository: `git+https://host.example/a.git@<commit>`. */
function vcsUrl(origin: string, revision: string | undefined): string {
  const address = /^[a-z]+\+/.test(origin) ? origin : `git+${origin}`;
  return revision === undefined ? address : `${address}@${revision}`;
}

/** In characters: no registry takes longer ones, and each character may be written as nine. */
const MAX_NAMED = 1 << 19;

function requireShort({ namespace = "", name, version = "", subpath = "" }: Purl): void {
  if (namespace.length + name.length + version.length + subpath.length > MAX_NAMED) {
    throw new Fault("sbom-limit", `the name and version of a package have more than ${MAX_NAMED} characters`);
  }
}

function charactersOf({ ref, foundIn, hashes, licenses, properties }: Component): number {
  const lengths = [
    ...foundIn.map((text) => text.length),
    ...licenses.map((text) => text.length),
    ...hashes.map(({ file }) => 150 + (file?.length ?? 0)),
    ...properties.map(({ name, value }) => name.length + value.length),
  ];
  return lengths.reduce((sum, length) => sum + length, 2 * ref.length);
}
