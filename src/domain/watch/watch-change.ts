import type { RememberedFinding, WatchState } from "./watch-state.ts";

/** A finding, and what was decided about it, why that does not hold any more, or that it is too slight to count. */
export interface ToldFinding extends RememberedFinding {
  /** Lower case, safe to print. */
  readonly why?: string | undefined;
}

/** What a watch sees of a release today. */
export interface SeenToday {
  /** Those that count, the worst first; undefined if nothing could be scanned. */
  readonly findings: readonly ToldFinding[] | undefined;
  /** What is known as well, and does not count. */
  readonly quiet: readonly ToldFinding[];
  readonly differences: readonly string[];
  /** Whether all that the audit needs could be seen. */
  readonly isAllSeen: boolean;
}

/** What became of a release since the issue about it was written. */
export interface WatchChange {
  /** What the issue states from now on: what could not be seen today stays as it was. */
  readonly findings: readonly ToldFinding[];
  readonly differences: readonly string[];
  readonly added: readonly ToldFinding[];
  /** No longer known. */
  readonly gone: readonly RememberedFinding[];
  /** Known as before, and of no account any more. */
  readonly settled: readonly ToldFinding[];
  /** There before as well, and of another severity now. */
  readonly changed: readonly { readonly before: RememberedFinding; readonly after: ToldFinding }[];
  readonly newDifferences: readonly string[];
  readonly goneDifferences: readonly string[];
}

/** Compares with what the issue states; without one all is new. Two findings are one if they are in one component and share a name. */
export function compareWatch(before: WatchState | undefined, today: SeenToday): WatchChange {
  const earlier = before?.findings ?? [];
  const known = new Map(earlier.flatMap((finding) => keysOf(finding).map((key) => [key, finding] as const)));
  const matchOf = (finding: RememberedFinding) =>
    keysOf(finding)
      .map((key) => known.get(key))
      .find((one) => one !== undefined);
  const findings = today.findings ?? earlier;
  const kept = new Set<RememberedFinding>();
  const added: ToldFinding[] = [];
  const changed: { before: RememberedFinding; after: ToldFinding }[] = [];
  for (const finding of findings) {
    const match = matchOf(finding);
    if (match === undefined) added.push(finding);
    else kept.add(match);
    if (match !== undefined && match.level !== finding.level) changed.push({ before: match, after: finding });
  }
  const settled: ToldFinding[] = [];
  for (const finding of today.quiet) {
    const match = matchOf(finding);
    if (match === undefined || kept.has(match)) continue;
    kept.add(match);
    settled.push(finding);
  }
  const stated = before?.differences ?? [];
  const unseen = today.isAllSeen ? [] : stated.filter((one) => !today.differences.includes(one));
  const differences = [...today.differences, ...unseen];
  return {
    ...{ findings, differences, changed, settled },
    // Those that the state had no room for are the last in order, and none of them is said to be new.
    added: added.slice(0, Math.max(0, added.length - (before?.left ?? 0))),
    gone: earlier.filter((finding) => !kept.has(finding)),
    newDifferences: differences.filter((one) => !stated.includes(one)),
    goneDifferences: stated.filter((one) => !differences.includes(one)),
  };
}

export function hasChanged(change: WatchChange): boolean {
  const { added, gone, changed, settled, newDifferences, goneDifferences } = change;
  return [added, gone, changed, settled, newDifferences, goneDifferences].some((list) => list.length > 0);
}

function keysOf({ ids, component }: RememberedFinding): string[] {
  return ids.map((id) => `${component}\n${id}`);
}
