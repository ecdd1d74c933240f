import type { Spelling } from "../../kernel/advice.ts";

/** On the command line: `--release tool@1.4.2`. */
export const asFlag: Spelling = ({ option, value }) => (value === undefined ? `--${option}` : `--${option} ${value}`);
