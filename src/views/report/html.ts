import { Fault } from "../../kernel/fault.ts";
import { escapeInvisible } from "../../kernel/printable.ts";

/** Markup that only `html` makes: what is foreign in it was escaped. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Html = Markup;

/** What may stand in a page: a text is escaped, a list is joined, undefined is nothing. */
export type Piece = string | number | Html | readonly Html[] | undefined;

/**
 * A piece of a page. Texts between tags are escaped, and what a person could not see in them is written out, in a look of its
 * own. Into a tag go only numbers and words of ours, between quotes: anything else there is a fault of this program, `internal`.
 */
export function html(literals: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const inTag = placesOf(literals);
  let text = literals[0] ?? "";
  for (const [index, value] of values.entries()) {
    text += (inTag[index] === true ? attribute(value) : content(value)) + (literals[index + 1] ?? "");
  }
  return new Markup(text);
}

/** A foreign text: in a direction of its own, and in letters that stand for nothing but themselves. */
export function foreign(text: string): Html {
  return html`<bdi class="foreign">${text}</bdi>`;
}

/** A text of several lines, which are ours. */
export function brokenLines(text: string): Html {
  return html`${text.split("\n").map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))}`;
}

const PLACES = new WeakMap<TemplateStringsArray, readonly boolean[]>();

/** Of each value, whether it stands in a tag. Fault: `internal` for one that stands there without quotes. */
function placesOf(literals: TemplateStringsArray): readonly boolean[] {
  const known = PLACES.get(literals);
  if (known !== undefined) return known;
  let [inTag, inQuotes] = [false, false];
  const places = literals.slice(0, -1).map((literal) => {
    for (const character of literal) {
      if (character === '"' && inTag) inQuotes = !inQuotes;
      else if (!inQuotes && (character === "<" || character === ">")) inTag = character === "<";
    }
    if (inTag && !inQuotes) throw new Fault("internal", "a value stands in a tag without quotes");
    return inTag;
  });
  PLACES.set(literals, places);
  return places;
}

/** Words, numbers, addresses of ours. */
const PLAIN = /^[A-Za-z0-9 .,:/@_%+#~-]*$/;

function attribute(value: Piece): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && PLAIN.test(value)) return value;
  throw new Fault("internal", "foreign text does not stand in a tag");
}

function content(value: Piece): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escaped(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join("");
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&#38;",
  "<": "&#60;",
  ">": "&#62;",
  '"': "&#34;",
  "'": "&#39;",
};

/** Most texts are of these. */
const HARMLESS = /^[A-Za-z0-9 .,:;/@_%+#~()-]*$/;

function escaped(text: string): string {
  return HARMLESS.test(text) ? text : Array.from(text, escapedCharacter).join("");
}

function escapedCharacter(character: string): string {
  const reference = REFERENCES[character];
  if (reference !== undefined) return reference;
  const shown = escapeInvisible(character);
  return shown === character ? character : `<span class="code-point">${shown}</span>`;
}
