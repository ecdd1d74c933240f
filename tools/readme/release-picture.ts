/**
 * The picture at the top of README.md: what a release page looks like afterwards, and what people type and see. Its texts are
 * those of a real run: `__tests__/docs/release-picture.test.ts` seals that release, verifies it, and compares.
 */
export const PICTURED = {
  name: "tool",
  version: "1.4.2",
  repository: "acme/tool",
  commit: "c39a67bdab73a4f1e8d02b6c5f7a9e3d1b4c8f60",
  /** In bytes. */
  assets: {
    "tool-linux-x64.tar.gz": 13_107_200,
    "tool-macos-arm64.tar.gz": 12_582_912,
    "tool-windows-x64.zip": 14_155_776,
  },
  /** Which of them lies beside the capsule when people check. */
  downloaded: "tool-linux-x64.tar.gz",
  command: ["node verify.js verify tool-1.4.2.capsule \\", "    --repository acme/tool"],
  /** What the program prints then, but for the line `Checked`; each line is one of the terminal. */
  printed: [
    "VERIFIED  tool 1.4.2",
    "",
    "  The file is one that acme/tool released.",
    "",
    "  Repository  acme/tool",
    "  Built from  tag v1.4.2, commit c39a67bdab73",
    "  Signed by   .github/workflows/release.yml",
    "  Signed at   2026-11-20 09:36 UTC, in the public log",
    "",
    "  ok  tool-linux-x64.tar.gz   12.5 MiB",
    "      2 other files of the release were not looked at",
  ],
} as const;

/** The files that sealing adds, in the order of the page, with a few words for each. */
export const ADDED: readonly (readonly [name: string, words: string])[] = [
  ["tool-1.4.2.capsule", "all evidence in one file"],
  ["VERIFY.md", "how people check"],
  ["checksums.txt", "and its signature"],
  ["tool-1.4.2.cdx.json", "what is inside; SPDX, too"],
  ["tool-1.4.2.intoto.jsonl", "which run built it"],
];

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly page: { readonly width: number; readonly height: number };
  readonly terminal: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** From the page to the terminal. */
  readonly arrow: string;
}

const LAYOUTS: Readonly<Record<"wide" | "narrow", Layout>> = {
  wide: {
    ...{ width: 930, height: 356, page: { width: 392, height: 328 } },
    terminal: { x: 448, y: 0, width: 481, height: 328 },
    arrow: "M403 190H437M430 183L437 190L430 197",
  },
  narrow: {
    ...{ width: 482, height: 690, page: { width: 481, height: 328 } },
    terminal: { x: 0, y: 372, width: 481, height: 290 },
    arrow: "M241 364V388M234 381L241 388L248 381",
  },
};

const STYLE = `text{font:400 13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
.m{font:400 12.5px ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
.h{font-size:21px}.b,.h{font-weight:650}.s{font-size:12px}
.page{fill:#fff;stroke:#d0d4d9}.ink{fill:#1d2125}.q{fill:#59636e}.link{fill:#0b5bb5}.rule{stroke:#d8dce1}.new{fill:#e7f3ec}.bar{fill:#0f6440}
.tag{fill:none;stroke:#0f6440}.tagged{fill:#0f6440}.arrow{fill:none;stroke:#59636e;stroke-width:1.6}
.terminal{fill:#15191d;stroke:#15191d}.t{fill:#e9e7e2}.tq{fill:#9aa3ac}.good{fill:#79d6a5}
@media (prefers-color-scheme:dark){.page{fill:#14181d;stroke:#3a424b}.ink{fill:#e9e7e2}.q{fill:#a3abb4}.link{fill:#7db4f5}.rule{stroke:#333b44}
.new{fill:#16291f}.bar,.tagged{fill:#79d6a5}.tag{stroke:#79d6a5}.arrow{stroke:#a3abb4}.terminal{fill:#0b0e11;stroke:#3a424b}}`;

/** The picture as SVG that loads nothing, light or dark as the reader's system is: for wide pages, or for a phone. */
export function releasePicture(form: keyof typeof LAYOUTS): string {
  const { width, height, page, terminal, arrow } = LAYOUTS[form];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">
<title id="t">What sealing adds to a release, and how people check it</title>
<desc id="d">${escapeMarkup(inWords())}</desc>
<style>
${STYLE}
</style>
<g>
${releasePage(page)}
</g>
<path class="arrow" d="${arrow}"/>
<g transform="translate(${terminal.x} ${terminal.y})">
${session(terminal)}
</g>
</svg>
`;
}

/** For those who do not see it; also the alternative text of README.md. */
export function inWords(): string {
  const added = ADDED.map(([name]) => name).join(", ");
  return `The page of release ${PICTURED.name} ${PICTURED.version}: beside its downloads lie ${added}. A terminal: ${PICTURED.command.join(" ").replace(/\\ +/, "")} prints ${PICTURED.printed.join(" ").replace(/ +/g, " ")}.`;
}

function releasePage({ width, height }: Layout["page"]): string {
  const right = width - 24;
  const rows = ADDED.length * 26;
  const assets = Object.entries(PICTURED.assets);
  return [
    text({ x: 2, y: 14, style: "q s" }, "The page of your release afterwards"),
    `<rect class="page" x=".5" y="26.5" width="${width - 1}" height="${height}" rx="10"/>`,
    text({ x: 24, y: 64, style: "ink h" }, `${PICTURED.name} ${PICTURED.version}`),
    `<rect class="tag" x="148.5" y="48.5" width="56" height="21" rx="10.5"/>`,
    text({ x: 159, y: 63, style: "tagged s b" }, "Latest"),
    text({ x: 24, y: 98, style: "ink b" }, "Assets"),
    `<path class="rule" d="M24 109.5H${right}"/>`,
    `<rect class="new" x="12" y="114" width="${width - 24}" height="${rows + 6}" rx="6"/>`,
    `<rect class="bar" x="12" y="114" width="3" height="${rows + 6}" rx="1.5"/>`,
    ...[...ADDED, ...assets.map(([name, size]) => [name, `${(size / 2 ** 20).toFixed(1)} MiB`] as const)].flatMap(
      ([name, words], index) => {
        const y = 135 + index * 26 + (index < ADDED.length ? 0 : 10);
        return [text({ x: 24, y, style: "link b" }, name), text({ x: right, y, style: "q s", end: true }, words)];
      },
    ),
  ].join("\n");
}

function session({ width, height }: Layout["terminal"]): string {
  const lines = [
    ...PICTURED.command.map((line, index) => `${index === 0 ? "$ " : ""}${line}`),
    "",
    ...PICTURED.printed,
  ];
  let y = 42;
  const shown = lines.map((line) => {
    y += line === "" ? 12 : 20;
    return line === "" ? "" : `<text class="m" x="20" y="${y}">${coloured(line)}</text>`;
  });
  return [
    text({ x: 2, y: 14, style: "q s" }, "What people type and see"),
    `<rect class="terminal" x=".5" y="26.5" width="${width - 1}" height="${height}" rx="10"/>`,
    ...shown.filter((line) => line !== ""),
  ].join("\n");
}

/** As a terminal colours it: the verdict and `ok` in green, labels and what is said beside quietly. */
function coloured(line: string): string {
  const parts = /^(\$ |VERIFIED| {2}ok| {2}[A-Z][a-z]+ (?:by|at|from) +| {2}Repository +| {6}.*)?(.*)$/.exec(line);
  const [, label = "", rest = ""] = parts ?? [];
  const style = /^(VERIFIED| {2}ok)/.test(label) ? "good b" : "tq";
  return span(style, label) + span("t", rest);
}

function span(style: string, content: string): string {
  return content === "" ? "" : `<tspan class="${style}">${escapeMarkup(content)}</tspan>`;
}

function text({ x, y, style, end }: { x: number; y: number; style: string; end?: boolean }, content: string): string {
  return `<text class="${style}" x="${x}" y="${y}"${end === true ? ' text-anchor="end"' : ""}>${escapeMarkup(content)}</text>`;
}

function escapeMarkup(content: string): string {
  return content.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
