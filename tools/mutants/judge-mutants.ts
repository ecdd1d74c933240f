/** What Stryker reports of one mutated file (mutation-testing-report-schema). Lines and columns begin at 1. */
export interface MutatedFile {
  readonly source: string;
  readonly mutants: readonly {
    readonly mutatorName: string;
    readonly replacement?: string;
    readonly status: string;
    readonly location: { readonly start: Place; readonly end: Place };
  }[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Survivors that are accepted, with the reason. A rule speaks of whole classes (`file` may end in `*`, `line` is a
 * regular expression on the line of code, trimmed); `mutator` and `replacement` narrow it.
 */
export interface AcceptedSurvivor {
  readonly file: string;
  readonly line: string;
  readonly mutator?: string;
  readonly replacement?: string;
  readonly reason: string;
}

export interface Survivor {
  readonly file: string;
  readonly lineNumber: number;
  readonly line: string;
  readonly mutator: string;
  readonly replacement: string;
}

export interface MutantVerdict {
  readonly total: number;
  readonly killed: number;
  readonly accepted: number;
  /** No rule accepts them. */
  readonly unexplained: readonly Survivor[];
  /** Accepted no survivor of a file that was mutated: the list has grown stale. */
  readonly unused: readonly AcceptedSurvivor[];
}

const ALIVE = new Set(["Survived", "NoCoverage"]);
const NOT_JUDGED = new Set(["Ignored", "CompileError", "Pending"]);

/** Compares the survivors of a run with the list of accepted ones. */
export function judgeMutants(
  files: Readonly<Record<string, MutatedFile>>,
  accepted: readonly AcceptedSurvivor[],
): MutantVerdict {
  const judged = Object.values(files).flatMap(({ mutants }) => mutants.filter(({ status }) => !NOT_JUDGED.has(status)));
  const survivors = Object.entries(files).flatMap(([file, mutated]) => survivorsOf(file, mutated));
  const used = new Set<AcceptedSurvivor>();
  const unexplained = survivors.filter((survivor) => {
    const rule = accepted.find((candidate) => covers(candidate, survivor));
    if (rule !== undefined) used.add(rule);
    return rule === undefined;
  });
  return {
    total: judged.length,
    killed: judged.length - survivors.length,
    accepted: survivors.length - unexplained.length,
    unexplained,
    unused: accepted.filter((rule) => !used.has(rule) && Object.keys(files).some((file) => isFile(rule.file, file))),
  };
}

function survivorsOf(file: string, { source, mutants }: MutatedFile): Survivor[] {
  const lines = source.split("\n");
  return mutants
    .filter(({ status }) => ALIVE.has(status))
    .map(({ mutatorName, replacement = "", location }) => ({
      file,
      lineNumber: location.start.line,
      line: (lines[location.start.line - 1] ?? "").trim(),
      mutator: mutatorName,
      replacement,
    }));
}

function covers(rule: AcceptedSurvivor, survivor: Survivor): boolean {
  return (
    isFile(rule.file, survivor.file) &&
    new RegExp(rule.line).test(survivor.line) &&
    (rule.mutator === undefined || rule.mutator === survivor.mutator) &&
    (rule.replacement === undefined || rule.replacement === survivor.replacement)
  );
}

function isFile(pattern: string, file: string): boolean {
  return pattern.endsWith("*") ? file.startsWith(pattern.slice(0, -1)) : pattern === file;
}
