import { describe, expect, test } from "vitest";
import { compareWatch } from "../../src/domain/watch/watch-change.ts";
import { parseWatchState } from "../../src/domain/watch/watch-state.ts";
import { type ReleaseOfNight, watchComment, watchIssue, watchSummary } from "../../src/views/audit/watch-issue.ts";

const HOSTILE = "`@octocat|<img src=x onerror=alert(1)>\n#1 owner/repo#2 https://evil.example -->\u202e";

function release(text: string, findings = 1): ReleaseOfNight {
  const stated = Array.from({ length: findings }, (_, n) => ({ ids: [`${text}${n}`], component: text, level: "high" }));
  const component = { ref: text, name: text, version: text, purl: undefined, path: undefined };
  const found = stated.map(({ ids: [id = ""] }) => ({
    ...{ id, ids: [id], component, summary: text, fixed: [text], modified: "" },
    severity: { level: "high" as const, score: undefined, vector: undefined },
  }));
  const row = { id: "asset", subject: text, status: "differs", code: "asset-added", reason: text, required: true };
  const release = { id: "1", tag: text, page: `https://github.com/o/r/releases/tag/${text}` };
  return {
    tag: text,
    audit: { outcome: "differs", rows: [row as never], repository: "o/r", release, root: undefined, requests: 1 },
    scan: {
      ...{ time: new Date(0), finished: new Date(0), subject: { name: text, sha256: undefined }, unknown: text },
      scan: { packages: 1, findings: found, unjudged: [] },
      judged: { findings: found.map((finding) => ({ finding, state: "open" as const, why: text })) },
      sources: [{ name: text, ecosystems: [], sha256: "", records: 1, newest: text }],
    },
    change: compareWatch(undefined, {
      findings: stated.map((one) => ({ ...one, why: text })),
      quiet: [],
      differences: [`asset ${text}`],
      isAllSeen: true,
    }),
  };
}

const NOTHING = { findings: [], quiet: [], differences: [] };
const decision = (text: string) => ({
  ...{ id: text, aliases: [], component: text, status: "fixed" as const, owner: "SECRET", reason: "SECRET" },
  ...{ reviewed: "2026-11-01", expires: "2026-11-20" },
});
const night = (text: string) => ({
  releases: [release(text)],
  decisions: { expired: [decision(text)], unmatched: [decision(text)] },
});

/** What is left of Markdown without its code and its comment. */
function outsideOfCode(markdown: string): string {
  return markdown
    .replace(/<!-- capsule-watch:[A-Za-z0-9+/=]+ -->/g, "")
    .replace(/<code>[^<]*<\/code>/g, "")
    .replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, "");
}

describe("an issue", () => {
  test("has every word of others in code, where GitHub makes nothing of it", () => {
    const seen = release(HOSTILE);
    for (const text of [watchIssue(seen).body, watchComment(seen), watchSummary(night(HOSTILE))]) {
      const rest = outsideOfCode(text);
      expect(rest).not.toMatch(/@|#\d|evil|<img|\u202e|onerror/);
    }
    const { title, body } = watchIssue(seen);
    expect(title).not.toMatch(/\n|\u202e/);
    expect(body).not.toContain("](https");
    expect(parseWatchState(body)?.tag).toBe(HOSTILE);
  });

  test("tells in the summary which decisions do not hold or are about nothing, and not who owns them", () => {
    const summary = watchSummary(night("CVE-1"));
    expect(summary).toContain("- The decision about `CVE-1` in `CVE-1` does not hold: 2026-11-01 to 2026-11-20.\n");
    expect(summary).toContain("- The decision about `CVE-1` in `CVE-1` is about nothing that was found.\n");
    expect(summary).not.toContain("SECRET");
  });

  test("links the page of the release where its address is nothing but one", () => {
    expect(watchIssue(release("v1.2.3")).body).toContain("[The release](https://github.com/o/r/releases/tag/v1.2.3)");
  });

  test("does not say that nothing is known of what was not scanned", () => {
    const quiet = { ...release("v1", 0), change: compareWatch(undefined, { ...NOTHING, isAllSeen: false }) };
    const first = (scan: ReleaseOfNight["scan"]) => watchIssue({ ...quiet, scan }).body.split("\n")[0];
    expect(first(quiet.scan)).toMatch(/^\*\*No vulnerability is known, and nothing differs\.\*\*/);
    expect(first("its capsule did not verify")).toMatch(/^\*\*Nothing was scanned, and nothing differs\.\*\*/);
    expect(first(undefined)).toMatch(/^\*\*Nothing differs\.\*\*/);
  });

  test("fits into what GitHub takes, however much is known", () => {
    const { title, body } = watchIssue(release("x".repeat(300), 2000));
    expect([title.length < 256, body.length < 65_536]).toEqual([true, true]);
    expect(body).toMatch(/\nAnd \d+ more\.\n/);
    expect(watchComment(release("x".repeat(300), 2000)).length).toBeLessThan(65_536);
  });
});
