/** Why a part of the run was left out. */
export interface Missing {
  readonly missing: string;
  /** Whether that is a failure: a program of the machine lacks. What was not built in time is named, and counts for nothing. */
  readonly fails: boolean;
}

/** What lacks among programs by name, whose path is empty then; `ofMachine` are those that are not built but installed. */
export function missingAmong(
  programs: Readonly<Record<string, string>>,
  ofMachine: readonly string[] = [],
): Missing | undefined {
  const lacking = Object.entries(programs).flatMap(([name, path]) => (path === "" ? [name] : []));
  if (lacking.length === 0) return undefined;
  return { missing: `without ${lacking.join(", ")}`, fails: lacking.some((name) => ofMachine.includes(name)) };
}
