import { advice, type Hint, joined, type OptionUse, option } from "../../../kernel/advice.ts";
import { type Brief, Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { GITHUB_WEB } from "../../source/github-issuer.ts";

interface Told {
  /** The options that would accept what was found. */
  readonly said?: readonly OptionUse[];
  readonly words: string;
  readonly sides: Brief["sides"];
  /** What would accept it, with the value that was found. */
  readonly accept?: Hint;
}

/** How a signer is refused: with both sides, and the option by which the user would say that this one is right. */
export function identityMismatch(problem: string, { said = [], words, sides, accept }: Told): Fault {
  if (said.length === 0) return new Fault("identity-mismatch", problem, { brief: { words, sides } });
  // With their values they can be typed as they are.
  const isTyped = said.every(({ value }) => value !== undefined);
  const options = joined(
    said.map((one) => advice`${one}`),
    isTyped ? " " : " and ",
  );
  const accepting = accept ?? (isTyped ? options : undefined);
  return new Fault("identity-mismatch", problem, {
    hint: advice`only if you know that this is right, say so with ${options}`,
    brief: { words, sides, ...(accepting === undefined ? {} : { accept: accepting }) },
  });
}

export interface WantedValue {
  readonly expected: string;
  /** The option that accepts the value, if it is right. */
  readonly say?: string;
  /** In a headline. */
  readonly words: string;
  /** Of the value that was found. */
  readonly label?: string;
}

/** One value of a certificate, as a whole. Fault: `identity-mismatch`. */
export function requireValue(what: string, actual: string | undefined, wanted: WantedValue): void {
  const { expected, say, words, label = "Signed by" } = wanted;
  if (actual === expected) return;
  throw identityMismatch(`the ${what} is ${shownValue(actual)}, expected is ${printable(expected)}`, {
    ...(say === undefined ? {} : { said: [option(say)] }),
    ...(say === "repository" && actual !== undefined
      ? { accept: advice`${option(say, typedRepository(actual))}` }
      : {}),
    words,
    sides: [
      ["Expected", typedRepository(expected)],
      [label, actual === undefined ? "nobody who is stated" : typedRepository(actual)],
    ],
  });
}

/** As people type it: without the address of github.com. */
export function typedRepository(repository: string): string {
  return repository.startsWith(`${GITHUB_WEB}/`) && repository.split("/").length === 5
    ? repository.slice(GITHUB_WEB.length + 1)
    : repository;
}

export function shownValue(text: string | undefined): string {
  return text === undefined ? "not stated" : printable(text);
}
