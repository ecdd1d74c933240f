/** The cases of bad input that this project answers for: what each is, by its id. */
export type CaseList = Readonly<Record<string, string>>;

/** One test as the test runner reports it. */
export interface TestOutcome {
  readonly fullName: string;
  readonly status: string;
}

export interface CaseVerdict {
  readonly id: string;
  readonly name: string;
  /** `unknown`: a title carries an id that the list lacks. */
  readonly result: "passed" | "failed" | "missing" | "unknown";
  readonly titles: readonly string[];
}

/** Titles carry ids in parentheses, before advisories if any: `refuses a link (A04)`, `(N01, W2)`, `(B09, CVE-2026-48816)`. */
const CARRIED = /\(([A-Z]\d\d?(?:, [A-Z]\d\d?)*)(?:, (?:CVE|GHSA)-[\w-]+)*\)/g;

/** One verdict for each listed case, in order of the list, then one for each id that only a title knows. */
export function judgeCases(list: CaseList, tests: readonly TestOutcome[]): CaseVerdict[] {
  const carried = new Map<string, TestOutcome[]>();
  for (const test of tests) for (const id of idsOf(test.fullName)) carried.set(id, [...(carried.get(id) ?? []), test]);
  const unknown = [...carried.keys()].filter((id) => !Object.hasOwn(list, id)).sort();
  return [
    ...Object.entries(list).map(([id, name]) => {
      const found = carried.get(id) ?? [];
      return { id, name, result: resultOf(found), titles: found.map(titleOf) };
    }),
    ...unknown.map((id) => ({
      id,
      name: "no such case",
      result: "unknown" as const,
      titles: (carried.get(id) ?? []).map(titleOf),
    })),
  ];
}

function idsOf(title: string): Set<string> {
  return new Set([...title.matchAll(CARRIED)].flatMap(([, ids = ""]) => ids.split(", ")));
}

function resultOf(tests: readonly TestOutcome[]): "passed" | "failed" | "missing" {
  if (tests.some(({ status }) => status === "failed")) return "failed";
  return tests.some(({ status }) => status === "passed") ? "passed" : "missing";
}

function titleOf({ fullName, status }: TestOutcome): string {
  return status === "passed" ? fullName : `${fullName} [${status}]`;
}
