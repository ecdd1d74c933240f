/** One box of a picture: a name, and a few words on what happens or is there. */
interface Box {
  readonly name: string;
  readonly words: string;
  /** What stands beside the arrow that leads to it. */
  readonly by?: string;
}

interface Part {
  /** Stands above the boxes. */
  readonly title: string;
  readonly tone: "plain" | "quiet" | "marked";
  /** One below the other, or each a branch of the last box before. */
  readonly form: "chain" | "branches";
  /** What is drawn as a line above the part. */
  readonly line?: string;
  readonly boxes: readonly Box[];
}

interface Concept {
  readonly title: string;
  readonly parts: readonly Part[];
}

/** The three pictures of docs/concepts.md. */
export const CONCEPTS = {
  "point-of-no-return": {
    title: "The point of no return",
    parts: [
      {
        ...{ title: "Refused here: nothing has happened", tone: "quiet", form: "chain" },
        boxes: [
          { name: "build", words: "your files" },
          { name: "examine", words: "names, tag, version, permissions, draft" },
          { name: "describe", words: "contents (SBOMs) and checksums" },
        ],
      },
      {
        ...{
          title: "From here on a public log may know",
          tone: "marked",
          form: "chain",
          line: "the point of no return",
        },
        boxes: [
          { name: "sign", words: "checksums, provenance, last the root" },
          { name: "verify", words: "all of it, as a user would" },
          { name: "upload", words: "into a draft, read back and compared" },
          { name: "publish", words: "the last call" },
        ],
      },
    ],
  },
  "what-signs-what": {
    title: "What signs what",
    parts: [
      {
        ...{ title: "One identity", tone: "quiet", form: "chain" },
        boxes: [{ name: "certificate", words: "a workflow, at a tag and commit" }],
      },
      {
        ...{ title: "signs one statement", tone: "marked", form: "chain" },
        boxes: [{ name: "root", words: "the release statement of the capsule" }],
      },
      {
        ...{ title: "which lists by digest", tone: "plain", form: "branches" },
        boxes: [
          { name: "your files and images", words: "what people download" },
          { name: "evidence", words: "provenance, checksums, SBOMs, tests" },
          { name: "the root before", words: "that of the release before this one" },
        ],
      },
    ],
  },
  "where-trust-comes-from": {
    title: "Where trust comes from",
    parts: [
      {
        ...{ title: "From outside the release", tone: "marked", form: "chain" },
        boxes: [
          { name: "you", words: "say which repository must have signed" },
          { name: "your program", words: "brings the keys that count (trusted root)", by: "and" },
        ],
      },
      {
        ...{ title: "Checked, each by the one before it", tone: "plain", form: "chain" },
        boxes: [
          { name: "certificate", words: "issued to a workflow of that repository" },
          { name: "signature", words: "made with its key, at a confirmed time" },
          { name: "root", words: "therefore signed by that workflow" },
          { name: "file", words: "its digest is in the root" },
        ],
      },
    ],
  },
} as const satisfies Record<string, Concept>;

export type ConceptName = keyof typeof CONCEPTS;

const WIDTH = 360;
const BOX_HEIGHT = 48;
const ARROW_HEIGHT = 22;

/** A ground of its own, because the page may be light where the system is dark. */
const STYLE = `text{font:400 13.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
.b{font-weight:650}.s{font-size:13px}.paper{fill:#fff;stroke:#d0d4d9}.ink{fill:#1d2125}.q{fill:#555c64}
.quiet{fill:#f2f0e9}.plain{fill:#eaf0f8}.marked{fill:#e7f3ec}.box{fill:#fff;stroke:#b9bfc6}.line{fill:none;stroke:#555c64;stroke-width:1.6}
.end{stroke:#a61e17;stroke-width:2.5}.endText{fill:#a61e17}
@media (prefers-color-scheme:dark){.paper{fill:#14171a;stroke:#3a424b}.ink{fill:#e9e7e2}.q{fill:#a7aeb6}.quiet{fill:#1f2226}.plain{fill:#1a2534}
.marked{fill:#16291f}.box{fill:#14171a;stroke:#4a535d}.line{stroke:#a7aeb6}.end{stroke:#ffa097}.endText{fill:#ffa097}}`;

/** The picture as SVG that loads nothing: narrow enough for a phone, light or dark as the reader's system is. */
export function conceptPicture(name: ConceptName): string {
  const concept: Concept = CONCEPTS[name];
  const drawn: string[] = [];
  let y = 12;
  for (const [index, part] of concept.parts.entries()) {
    if (part.line !== undefined) {
      drawn.push(dividingLine(y + 18, part.line));
      y += 36;
    } else if (index > 0) {
      drawn.push(arrow(WIDTH / 2, y, y + ARROW_HEIGHT - 2));
      y += ARROW_HEIGHT;
    }
    const height = partHeight(part);
    drawn.push(`<rect class="${part.tone}" x="12" y="${y}" width="${WIDTH - 24}" height="${height}" rx="8"/>`);
    drawn.push(text(24, y + 23, "ink b", part.title), ...boxesOf(part, y + 34));
    y += height;
  }
  const height = y + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d">
<title id="t">${concept.title}</title>
<desc id="d">${escapeMarkup(conceptInWords(name))}</desc>
<style>
${STYLE}
</style>
<rect class="paper" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="10"/>
${drawn.join("\n")}
</svg>
`;
}

/** For those who do not see it; also the alternative text of docs/concepts.md. */
export function conceptInWords(name: ConceptName): string {
  const { parts }: Concept = CONCEPTS[name];
  return parts
    .map(({ title, boxes }) => `${title}: ${boxes.map((box) => `${box.name} (${box.words})`).join(", ")}.`)
    .join(" ");
}

function partHeight({ boxes, form }: Part): number {
  const between = form === "chain" ? ARROW_HEIGHT : 10;
  return 34 + boxes.length * BOX_HEIGHT + (boxes.length - 1) * between + 12;
}

function boxesOf({ boxes, form }: Part, top: number): string[] {
  const isChain = form === "chain";
  const x = isChain ? 24 : 52;
  const step = BOX_HEIGHT + (isChain ? ARROW_HEIGHT : 10);
  return boxes.flatMap(({ name, words, by }, index) => {
    const y = top + index * step;
    const box = [
      `<rect class="box" x="${x}" y="${y}" width="${WIDTH - 24 - x}" height="${BOX_HEIGHT}" rx="6"/>`,
      text(x + 12, y + 20, "ink b", name),
      text(x + 12, y + 38, "q s", words),
    ];
    if (!isChain) {
      const from = index === 0 ? top : y - step + BOX_HEIGHT / 2;
      return [`<path class="line" d="M36 ${from}V${y + BOX_HEIGHT / 2}H${x - 2}"/>`, ...box];
    }
    if (index === 0) return box;
    if (by !== undefined) return [text(WIDTH / 2 - 12, y - 6, "q s", by), ...box];
    return [arrow(WIDTH / 2, y - ARROW_HEIGHT + 2, y - 2), ...box];
  });
}

function arrow(x: number, from: number, to: number): string {
  return `<path class="line" d="M${x} ${from}V${to}M${x - 5} ${to - 6}L${x} ${to}L${x + 5} ${to - 6}"/>`;
}

/** Across the whole picture, with its words in the middle. */
function dividingLine(y: number, words: string): string {
  const half = words.length * 4 + 8;
  const [left, right] = [WIDTH / 2 - half, WIDTH / 2 + half];
  const lines = `<path class="end" d="M12 ${y}H${left}M${right} ${y}H${WIDTH - 12}"/>`;
  return `${lines}\n<text class="endText b" x="${WIDTH / 2}" y="${y + 5}" text-anchor="middle">${escapeMarkup(words)}</text>`;
}

function text(x: number, y: number, style: string, content: string): string {
  return `<text class="${style}" x="${x}" y="${y}">${escapeMarkup(content)}</text>`;
}

function escapeMarkup(content: string): string {
  return content.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
