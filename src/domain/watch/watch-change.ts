import type { RememberedFinding, WatchState } from "./watch-state.ts";

/** What a watch sees of a release today. */
export interface SeenToday {
  /** The worst first; undefined if nothing could be scanned. */
  readonly findings: readonly RememberedFinding[] | undefined;
  readonly differences: readonly string[];
  /** Whether all that the audit needs could be seen. */
  readonly isAllSeen: boolean;
}

/** What became of a release since the issue about it was written. */
export interface WatchChange {
  /** What the issue states from now on: what could not be seen today stays as it was. */
  readonly findings: readonly RememberedFinding[];
  readonly differences: readonly string[];
  readonly added: readonly RememberedFinding[];
  readonly gone: readonly RememberedFinding[];
  /** There before as well, and of another severity now. */
  readonly changed: readonly { readonly before: RememberedFinding; readonly after: RememberedFinding }[];
  readonly newDifferences: readonly string[];
  readonly goneDifferences: readonly string[];
}

/** Compares with what the issue states; without one all is new. Two findings are one if they are in one component and share a name. */
export function compareWatch(before: WatchState | undefined, today: SeenToday): WatchChange {
  const earlier = before?.findings ?? [];
  const known = new Map(earlier.flatMap((finding) => keysOf(finding).map((key) => [key, finding] as const)));
  const findings = today.findings ?? earlier;
  const kept = new Set<RememberedFinding>();
  const added: RememberedFinding[] = [];
  const changed: { before: RememberedFinding; after: RememberedFinding }[] = [];
  for (const finding of findings) {
    const match = keysOf(finding)
      .map((key) => known.get(key))
      .find((one) => one !== undefined);
    if (match === undefined) added.push(finding);
    else kept.add(match);
    if (match !== undefined && match.level !== finding.level) changed.push({ before: match, after: finding });
  }
  const stated = before?.differences ?? [];
  const unseen = today.isAllSeen ? [] : stated.filter((one) => !today.differences.includes(one));
  const differences = [...today.differences, ...unseen];
  return {
    ...{ findings, differences, changed },
    // Those that the state had no room for are the last in order, and none of them is said to be new.
    added: (before?.left ?? 0) === 0 ? added : added.slice(0, Math.max(0, added.length - (before?.left ?? 0))),
    gone: earlier.filter((finding) => !kept.has(finding)),
    newDifferences: differences.filter((one) => !stated.includes(one)),
    goneDifferences: stated.filter((one) => !differences.includes(one)),
  };
}

export function hasChanged({ added, gone, changed, newDifferences, goneDifferences }: WatchChange): boolean {
  return [added, gone, changed, newDifferences, goneDifferences].some((list) => list.length > 0);
}

function keysOf({ ids, component }: RememberedFinding): string[] {
  return ids.map((id) => `${component}\n${id}`);
}
