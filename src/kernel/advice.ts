/** An option by the name that its table gives it, and the value to give it. */
export interface OptionUse {
  readonly option: string;
  readonly value?: string;
}

/** How the door that shows advice writes an option: `--release a@1` on the command line, `release: a@1` in the Action. */
export type Spelling = (use: OptionUse) => string;

/** What to do, as one sentence or command. Advice that names an option leaves its spelling to the door. */
export type Hint = string | Advice;

/** Text and options in turn; made by `advice`. */
export class Advice {
  readonly pieces: readonly (string | OptionUse)[];

  constructor(pieces: readonly (string | OptionUse)[]) {
    this.pieces = pieces;
  }

  /** For a reader without a door, for example a test: options by their plain names. */
  toString(): string {
    return spelled(this, plainly);
  }
}

/** Names an option in advice. The table of options is checked for it by a test. */
export function option(name: string, value?: string): OptionUse {
  return value === undefined ? { option: name } : { option: name, value };
}

/**
 * A hint that names options:
 *
 *     advice`add ${option("release", "tool@1.4.2")}`
 */
export function advice(texts: TemplateStringsArray, ...values: readonly (Hint | OptionUse)[]): Advice {
  return new Advice(texts.flatMap((text, index) => [text, ...values.slice(index, index + 1)].flatMap(piecesOf)));
}

/** Hints as one, with `separator` between them; a text if none of them names an option. */
export function joined(hints: readonly Hint[], separator: string): Hint {
  const pieces = hints.flatMap((hint, index) => [...(index === 0 ? [] : [separator]), ...piecesOf(hint)]);
  const texts = pieces.filter((piece) => typeof piece === "string");
  return texts.length === pieces.length ? texts.join("") : new Advice(pieces);
}

function piecesOf(hint: Hint | OptionUse): readonly (string | OptionUse)[] {
  if (hint === "") return [];
  return hint instanceof Advice ? hint.pieces : [hint];
}

/** The text of a hint, with its options as `spelling` writes them. */
export function spelled(hint: Hint, spelling: Spelling = plainly): string {
  if (typeof hint === "string") return hint;
  return hint.pieces.map((piece) => (typeof piece === "string" ? piece : spelling(piece))).join("");
}

function plainly({ option: name, value }: OptionUse): string {
  return value === undefined ? name : `${name}: ${value}`;
}
