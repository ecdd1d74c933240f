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
 * A place whose survivors are accepted, with the reason: `line` is a regular expression on the line of code, trimmed; `mutator` and
 * `replacement` narrow it.
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
  /** In the words of messages, which are not tried. */
  readonly words: number;
  /** Accepted no survivor, for tests kill what they speak of. */
  readonly unused: readonly AcceptedSurvivor[];
  /** Speak of nothing that a file which was mutated has. */
  readonly stale: readonly AcceptedSurvivor[];
}

const ALIVE = new Set(["Survived", "NoCoverage"]);
const NOT_JUDGED = new Set(["Ignored", "CompileError", "Pending"]);

/** Compares the survivors of a run with the list of accepted ones. */
export function judgeMutants(
  files: Readonly<Record<string, MutatedFile>>,
  accepted: readonly AcceptedSurvivor[],
): MutantVerdict {
  const all = Object.entries(files).flatMap(([file, mutated]) => mutantsOf(file, mutated));
  const judged = all.filter(({ status }) => !NOT_JUDGED.has(status));
  const survivors = judged.filter(({ status }) => ALIVE.has(status)).map(({ status: _, ...survivor }) => survivor);
  const used = new Set<AcceptedSurvivor>();
  const unexplained = survivors.filter((survivor) => {
    const rule = accepted.find((candidate) => covers(candidate, survivor));
    if (rule !== undefined) used.add(rule);
    return rule === undefined;
  });
  const about = accepted.filter(({ file }) => files[file] !== undefined);
  const stale = about.filter((rule) => !all.some((mutant) => mutant.status !== "Ignored" && covers(rule, mutant)));
  return {
    total: judged.length,
    killed: judged.length - survivors.length,
    accepted: survivors.length - unexplained.length,
    unexplained,
    words: all.filter(({ status }) => status === "Ignored").length,
    unused: about.filter((rule) => !used.has(rule) && !stale.includes(rule)),
    stale,
  };
}

function mutantsOf(file: string, { source, mutants }: MutatedFile): (Survivor & { readonly status: string })[] {
  const lines = source.split("\n");
  return mutants.map(({ mutatorName, replacement = "", status, location }) => ({
    file,
    lineNumber: location.start.line,
    line: (lines[location.start.line - 1] ?? "").trim(),
    mutator: mutatorName,
    replacement,
    status,
  }));
}

function covers(rule: AcceptedSurvivor, survivor: Survivor): boolean {
  return (
    rule.file === survivor.file &&
    new RegExp(rule.line).test(survivor.line) &&
    (rule.mutator === undefined || rule.mutator === survivor.mutator) &&
    (rule.replacement === undefined || rule.replacement === survivor.replacement)
  );
}
