import { printable } from "../../../kernel/printable.ts";
import type { LayerEntries } from "../archives/layers.ts";
import type { Unread } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { STEPS, type WorkBudget } from "../model/work-budget.ts";

/** A program or archive in which nothing could be read. */
export interface Opaque {
  readonly path: string;
  readonly sha256: string | undefined;
  readonly reason: string;
}

/** What was found inside one asset. */
export class Findings {
  readonly budget: WorkBudget;
  readonly parts: Part[] = [];
  /** Lockfiles and manifests, to be read once all are here, for some need their neighbours. */
  readonly documents = new Map<string, Uint8Array>();
  /** SHA-256 of every archive within the asset, by its path: a package's own digest. */
  readonly archives = new Map<string, string>();
  /** SHA-256 of every program within the asset that says what it is made of, by its path. */
  readonly programs = new Map<string, string>();
  readonly opaque: Opaque[] = [];
  /** Of these, and of what else was met, what could not be read although it may hold packages. */
  readonly unread: Unread[] = [];
  readonly remarks: string[] = [];
  /** What each archive within the asset says of its places; some are layers of an image. */
  readonly layers = new Map<string, LayerEntries>();
  /** Members of archives that were looked at. */
  members = 0;

  constructor(budget: WorkBudget) {
    this.budget = budget;
  }

  /** Lists a file as one that keeps its contents to itself. */
  setAside(found: Opaque): void {
    this.budget.component(2 * found.path.length);
    this.opaque.push(found);
  }

  /** Says where reading ended, and why. */
  notRead(found: Unread): void {
    this.unread.push(found);
  }

  escapes(path: string): void {
    const text = `${printable(path)} would be written outside its folder`;
    this.budget.remark(text.length);
    this.remarks.push(text);
  }

  /** Keeps a document until all are here; what it takes stays taken. */
  keep(path: string, bytes: Uint8Array): void {
    this.budget.spend(STEPS.document, "reading its lockfiles and manifests");
    this.documents.set(path, bytes);
  }
}
