/** Why there is no answer. `code` is listed in docs/faults.md with its causes and fixes, and never changes its meaning. */
export interface Problem {
	readonly code: string;
	/** One sentence; what was read from files in it is quoted, and safe to print. */
	readonly message: string;
	/** What would help, if that is known. */
	readonly hint: string | null;
	/** What a program would exit with: 1 refused, 2 usage, 3 incomplete, 4 the surroundings failed. */
	readonly exitCode: 1 | 2 | 3 | 4;
}
/** The answer, or why it was refused. Only a defect of this library is thrown. */
export type Answer<T> = ({
	readonly ok: true;
} & T) | {
	readonly ok: false;
	readonly problem: Problem;
};
