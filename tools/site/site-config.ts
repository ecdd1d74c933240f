import { HOME, REPOSITORY } from "../../src/domain/home.ts";
import { OUTLINE } from "./outline.ts";
import { titleOf } from "./stage-pages.ts";

/** What axe-core finds in the theme: labels too pale to read, and keys that the name of the search button leaves out. */
const STYLE = `.vp-doc picture img{height:auto}.vp-doc [class*=language-]>span.lang{color:var(--vp-c-text-1)}.DocSearch-Button-Keys{display:none!important}`;

/**
 * https://vitepress.dev/reference/site-config. The search is part of the site, and nothing is loaded from elsewhere. A dead link stops
 * the build.
 */
export const siteConfig = {
  title: "Release Capsule",
  description: "Sign the files of a GitHub release, without keys to manage. Anyone can check them offline.",
  lang: "en",
  base: `${new URL(HOME).pathname}/`,
  cleanUrls: true,
  srcDir: "staged",
  cacheDir: "node_modules/.cache/vitepress",
  lastUpdated: false,
  metaChunk: true,
  markdown: {
    config: withPlainCode,
    anchor: { slugify: headingAnchor },
    // The usual light colours of YAML are too pale to read.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  head: [
    ["style", {}, STYLE],
    ["link", { rel: "icon", href: "data:," }],
  ],
  themeConfig: {
    search: { provider: "local", options: { _render: searchedText } },
    nav: OUTLINE.map(({ title, pages }) => ({ text: title, link: linkOf(pages[0] ?? "") })),
    sidebar: OUTLINE.map(({ title, pages }) => ({
      text: title,
      items: pages.map((page) => ({ text: titleOf(page).replaceAll("`", ""), link: linkOf(page) })),
    })),
    outline: { level: [2, 3] },
    socialLinks: [{ icon: "github", link: REPOSITORY, ariaLabel: "Sources on GitHub" }],
    footer: { message: "Apache-2.0" },
  },
};

/** As GitHub makes it of a heading, so that a link leads to the same place in the repository and on the site. */
export function headingAnchor(heading: string): string {
  const kept = heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
  return kept.replaceAll(/\s/g, "-");
}

type Render = (source: string, env: { readonly relativePath: string }) => string;

/** Records say why something was decided, and stand in the way of who asks how it is. */
function searchedText(source: string, env: { readonly relativePath: string }, { render }: { readonly render: Render }) {
  return env.relativePath.startsWith("decisions/") ? "" : render(source, env);
}

interface Renderer {
  readonly renderer: {
    readonly rules: { code_inline?: (tokens: readonly { readonly content: string }[], at: number) => string };
  };
}

/** Pages become templates, in which two braces would be evaluated; expressions of workflows have them. */
function withPlainCode({ renderer }: Renderer): void {
  renderer.rules.code_inline = (tokens, at) => `<code v-pre>${escapeHtml(tokens[at]?.content ?? "")}</code>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function linkOf(page: string): string {
  return `/${page.replace(/(^|\/)README$/, "$1")}`;
}
