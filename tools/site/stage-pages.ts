import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { REPOSITORY } from "../../src/domain/home.ts";
import { OUTLINE } from "./outline.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where the site has a document: `docs/decisions/README.md` is the first page of its folder. */
function placeOf(document: string): string {
  return document.replace(/(^|\/)README\.md$/, "$1index.md");
}

/** Markdown files of docs/, relative to it; its own README is the map for those who read the repository. */
export function siteDocuments(): string[] {
  return readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && path !== "README.md" && !path.startsWith("vectors/"))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** What the generator reads: the documents, and a first page. What they link beside themselves is in the repository. */
export function stagedPages(): Map<string, string> {
  const documents = siteDocuments();
  const known = new Set(documents);
  const pages = documents.map((path) => [placeOf(path), withLinks(read(path), path, known)] as const);
  return new Map([["index.md", firstPage()], ...pages]);
}

/** https://llmstxt.org: the documents and what each is about, for programs that read. */
export function llmsText(address: string): string {
  const parts = OUTLINE.map(({ title, pages }) => [
    `## ${title}`,
    "",
    ...pages.map((page) => `- [${titleOf(page)}](${address}/${placeOf(`${page}.md`)}): ${firstSentence(page)}`),
    "",
  ]);
  return [
    "# Release Capsule",
    "",
    "> Signs the files of a GitHub release without keys to manage; anyone can check them offline. A GitHub Action, a command line, a page and a library.",
    "",
    ...parts.flat(),
  ].join("\n");
}

export function titleOf(page: string): string {
  return /^# (.+)$/m.exec(read(`${page}.md`))?.[1] ?? page;
}

function read(path: string): string {
  return readFileSync(join(ROOT, "docs", path), "utf8");
}

/** The first sentence after the title, without its marks. */
function firstSentence(page: string): string {
  const text = read(`${page}.md`)
    .replace(/^# .+$/m, "")
    .replaceAll(/<!--[\s\S]*?-->|^```[\s\S]*?^```$/gm, "");
  const paragraph = text.split(/\n\s*\n/).find((one) => /^[A-Z`*[]/.test(one.trim())) ?? "";
  const plain = paragraph
    .trim()
    .replaceAll("\n", " ")
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replaceAll("**", "");
  return /^.+?[.:](?=\s|$)/.exec(plain)?.[0] ?? plain;
}

/** Links to other documents stay; those to files, folders and what is above docs/ lead into the repository. */
function withLinks(text: string, path: string, known: ReadonlySet<string>): string {
  return outsideOfCode(text, (part) =>
    part.replaceAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)/g, (_, target: string, anchor = "") => {
      const found = posix.normalize(posix.join("docs", posix.dirname(path), target));
      const document = found.startsWith("docs/") ? found.slice("docs/".length) : "";
      if (known.has(document)) return `](/${placeOf(document)}${anchor})`;
      if (document === "README.md") return "](/)";
      if (document.startsWith("pictures/")) return `](./${posix.relative(posix.dirname(path), document)})`;
      return `](${REPOSITORY}/${/\.[a-z0-9]+$/i.test(target) ? "blob" : "tree"}/main/${found.replace(/\/$/, "")}${anchor})`;
    }),
  );
}

function outsideOfCode(text: string, change: (part: string) => string): string {
  return text
    .split(/(^```[\s\S]*?^```$|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}

/** What the site begins with: three ways in. */
function firstPage(): string {
  return `---
title: Release Capsule
titleTemplate: sign a release, let anyone check it
---

# Release Capsule

**Sign the files of a GitHub release, without keys to manage.** Anyone can check them offline with one command, or with the tools they already
have. Everything that proves it is in one file beside the release: the *capsule*.

<picture>
  <source media="(max-width: 640px)" srcset="./pictures/release-narrow.svg" width="482" height="690">
  <img src="./pictures/release-wide.svg" width="930" height="356" alt="The page of a release with its capsule, and a terminal in which it is verified">
</picture>

| You | Begin with | Then |
| --- | --- | --- |
| publish a release | [five minutes](/start.md#to-publish) | [publish](/publish.md), [guides](/guides/index.md) for each way to build, [coming from another tool](/migration.md) |
| received a file | [five minutes](/start.md#to-check-a-download) | [check](/verify.md), [policies](/policy.md) |
| audit a project | [five minutes](/start.md#to-audit) | [what is checked](/verification.md), [threat model](/threat-model.md), [EU Cyber Resilience Act](/cra.md) |

[Questions that people ask](/questions.md) · [What signs what](/concepts.md) · [Reference](/reference.md) · [Sources](${REPOSITORY})
`;
}
