import { encodeUtf8 } from "../../kernel/utf8.ts";
import { visible } from "../visible.ts";
import { type Html, html } from "./html.ts";
import { REPORT_SCRIPT } from "./report-script.ts";
import { REPORT_STYLE } from "./report-style.ts";

/** The SHA-256 of bytes in base64, as a content security policy names a style or script. */
export type PolicyDigest = (bytes: Uint8Array) => Promise<string>;

export interface PageParts {
  /** Of the window. */
  readonly title: string;
  readonly body: Html;
  /** What this page has beside the one style of all. */
  readonly style?: string;
}

/** What stands in the head of every page of ours, so that a page is not taken for another file. */
export const PAGE_MARK = '<meta name="generator" content="release-capsule">';

/** The beginning of a page, up to its body. The policy allows the styles by their digests. */
export function pageHead(policy: string, title: Html, styles: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${PAGE_MARK}
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${title.text}
${styles.map((style) => `<style>${style}</style>`).join("\n")}
</head>`;
}

/**
 * A whole page, which loads nothing: its policy allows its styles and the one script by their digests, and nothing else. So
 * no tag may have a style or an event of its own.
 */
export async function pageDocument({ title, body, style: own }: PageParts, digest: PolicyDigest): Promise<string> {
  const styles = own === undefined ? [REPORT_STYLE] : [REPORT_STYLE, own];
  const [script, ...known] = await Promise.all([REPORT_SCRIPT, ...styles].map((text) => digest(encodeUtf8(text))));
  const policy = `default-src 'none'; style-src ${known.map((one) => `'sha256-${one}'`).join(" ")}; script-src 'sha256-${script}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `${pageHead(policy, html`<title>${visible(title)}</title>`, styles)}
<body>
${body.text}
<script>${REPORT_SCRIPT}</script>
</body>
</html>
`;
}
