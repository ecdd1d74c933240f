/** One block of commands of a VERIFY.md, and what it says about its output. */
export interface GuideBlock {
  /** Heading of its section, or the title of the fold that it is in. */
  readonly section: string;
  readonly shell: "sh" | "powershell";
  readonly text: string;
  /** Lines that the output must have; empty where nothing is said. */
  readonly expected: readonly string[];
}

const BLOCK = /^(?:## |<details><summary>)(.+)$|^(`{3,})(\w*)\n([\s\S]*?)^\2$/gm;

/** Every block of commands, in the order of the page; the output of both shells is stated once, after the last of them. */
export function guideBlocks(markdown: string): GuideBlock[] {
  const blocks: (Omit<GuideBlock, "expected"> & { expected: string[] })[] = [];
  let section = "";
  let waiting: typeof blocks = [];
  for (const [, heading, , language, body = ""] of markdown.matchAll(BLOCK)) {
    if (heading !== undefined) section = heading.replace(/<[^>]*>/g, "");
    else if (language === "text") {
      for (const block of waiting) block.expected = body.trimEnd().split("\n");
      waiting = [];
    } else if (language === "sh" || language === "powershell") {
      const block = { section, shell: language, text: body, expected: [] } as (typeof blocks)[number];
      blocks.push(block);
      waiting = language === "sh" ? [block] : [...waiting, block];
    }
  }
  return blocks;
}
