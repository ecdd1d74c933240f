import { counted } from "../../kernel/counted.ts";
import { type Html, html } from "./html.ts";

/** What a fold may hold, in UTF-16 units of markup; names can be long. */
const MOST_MARKUP = 1_500_000;
/** As many are written at once until that is full. */
const PIECE = 250;

/** What is too long to be read at once, and yet there; what is not written even there is counted. */
export function folded<T>(
  items: readonly T[],
  { singular, plural }: { readonly singular: string; readonly plural: string },
  write: (items: readonly T[]) => Html,
): Html | undefined {
  if (items.length === 0) return undefined;
  const pieces: Html[] = [];
  let [at, size] = [0, 0];
  while (at < items.length && size < MOST_MARKUP) {
    const piece = write(items.slice(at, at + PIECE));
    pieces.push(piece);
    size += piece.text.length;
    at += PIECE;
  }
  const left = items.length - at;
  const rest =
    left > 0 ? html`<p class="after">And ${counted(left, singular, plural)}, too many for a page.</p>` : undefined;
  return html`<details><summary>${counted(items.length, singular, plural)}</summary>
${pieces}${rest}</details>`;
}
