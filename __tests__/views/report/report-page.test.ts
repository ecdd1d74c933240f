import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { CLAIM_IDS } from "../../../src/domain/verification/claim.ts";
import { asFlag } from "../../../src/doors/options/as-flag.ts";
import { policyDigest } from "../../../src/doors/results/write-report.ts";
import { spelled } from "../../../src/kernel/advice.ts";
import { capsulePage } from "../../../src/views/report/capsule-page.ts";
import { REPORT_SCRIPT } from "../../../src/views/report/report-script.ts";
import { REPORT_STYLE } from "../../../src/views/report/report-style.ts";
import { goodSentence } from "../../../src/views/verification/verification-facts.ts";
import { verificationReason } from "../../../src/views/verification/verification-headline.ts";
import { verificationJson } from "../../../src/views/verification/verification-json.ts";
import { certificate, HEX, root as sampleRoot, verification as sampleVerification } from "../sample.ts";
import {
  factsOf,
  HOSTILE,
  HOSTILE_FILE,
  htmlOf,
  LARGE,
  largeCase,
  type ReportCase,
  reportCases,
} from "./report-cases.ts";

let cases: Readonly<Record<string, ReportCase>>;
const caseOf = (name: string): ReportCase => {
  const found = cases[name];
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
};
const shown = (name: string): string => textOf(caseOf(name).html);

beforeAll(async () => {
  cases = Object.fromEntries((await reportCases()).map((one) => [one.name, one]));
}, 60_000);

/** What a person reads of a page, in one line. */
function textOf(html: string): string {
  return html
    .replace(/<(style|script|title)>[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<br>|<\/(?:p|h1|h2|h3|dt|dd|td|th|li|span|b)>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/g, " ");
}

describe("the page of a good release", () => {
  test("begins with the verdict and the sentence of the terminal", () => {
    const { html, verification, page } = caseOf("good");
    expect(verification.verdict).toBe("verified");
    expect(html).toContain(`<p class="word tone">VERIFIED</p>`);
    expect(html).toContain(`<h1>${goodSentence(verification, page)}</h1>`);
    expect(html.indexOf("VERIFIED</p>")).toBeLessThan(html.indexOf("<h2>"));
  });

  test("says who signed, and draws what was compared", () => {
    const text = shown("good");
    expect(text).toContain("Signed by .github/workflows/release.yml");
    expect(text).toContain("Built from tag v1.2.3, commit d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3");
    expect(text).toContain(
      "Trusted root and Certificate: fits. octo-org/octo-tool and octo-org/octo-tool: same. Your 6 files and Signed statement: same.",
    );
  });

  test("has the times in their order, and fills only those that others confirm", () => {
    const list = /<ol class="time">([\s\S]*?)<\/ol>/.exec(caseOf("good").html)?.[1] ?? "";
    expect([...list.matchAll(/<h3>([^<]*)</g)].map(([, title]) => title)).toEqual([
      "Commit",
      "Build run",
      "Signed and logged",
      "Published",
    ]);
    expect(list.match(/<li class="sure">/g)).toHaveLength(2);
    expect(list).toContain(
      `<a href="https://github.com/octo-org/octo-tool/actions/runs/8123456789/attempts/1" rel="noreferrer">`,
    );
  });

  test("lists each file with its whole digest, its size and its state", () => {
    const { html, verification } = caseOf("good");
    for (const { sha256 = "", sealedName = "" } of verification.assets) {
      expect(html).toContain(sealedName);
      expect(html.replaceAll(/<\/span><wbr><span>/g, "")).toContain(
        `<code class="digest"><span>${sha256}</span></code>`,
      );
    }
    expect(html.match(/<\/svg>same</g)).toHaveLength(6);
    expect(html).toContain("<h2>6 files, 22.8 MiB</h2>");
  });

  test("counts licences, lists packages, and says how many are folded", () => {
    const { html } = caseOf("good");
    expect(shown("good")).toContain("names 121 packages");
    expect(html).toContain("<summary>96 more packages</summary>");
    expect(html.match(/<b><bdi class="foreign">package-\d/g)?.length).toBeGreaterThanOrEqual(120);
    expect(shown("good")).toContain("MIT 60");
  });

  test("tells what changed since the release before, which verified", () => {
    const text = shown("good");
    expect(text).toContain("Changed since 1.2.2");
    expect(text).toContain("1 package added, 1 removed, 1 updated, 1 with another licence.");
    expect(text).toContain("left-pad removed 1.3.0 – WTFPL");
    expect(text).toContain("package-007 added");
    expect(text).toContain("package-013 licence MIT BSD-3-Clause");
  });

  test("gives what is not proven a place of its own, with what the terminal says", () => {
    const text = shown("good");
    expect(text).toContain("That the program is free of faults or malice.");
    expect(text).toContain("That this is the newest release.");
    expect(text).toContain("Log of statements. No statement log was looked at.");
  });

  test("says how to check again, and is no evidence", () => {
    const { html, verification } = caseOf("good");
    expect(shown("good")).toContain("Do not believe this page; repeat it.");
    expect(html).toContain("capsule verify --repository octo-org/octo-tool octo-tool-1.2.3.capsule");
    expect(html.replaceAll(/<\/span><wbr><span>/g, "")).toContain(verification.capsuleSha256);
  });

  test("is the same each time", async () => {
    const { html, ...facts } = caseOf("good");
    expect(await htmlOf(facts)).toBe(html);
    expect(html).not.toMatch(/\/release\//);
  });
});

test("every claim of the verification stands on the page in its own words, whatever claims there are", () => {
  for (const { html, verification } of Object.values(cases)) {
    const text = textOf(html).toLowerCase();
    expect(verification.claims).toHaveLength(CLAIM_IDS.length);
    for (const { id, status, reason, hint } of verificationJson(verification, asFlag).claims) {
      expect(text).toContain(` ${id} ${status.replaceAll("-", " ")} ${reason.toLowerCase()}`);
      if (hint !== null) expect(text).toContain(hint.toLowerCase());
    }
  }
});

test("a claim of a later version appears without a word about it here", async () => {
  const claim = { id: "moon-phase", status: "verified", reason: "the moon was full", required: false } as never;
  const html = await htmlOf(factsOf({ ...sampleVerification, claims: [...sampleVerification.claims, claim] }));
  expect(textOf(html)).toContain("Moon phase moon-phase verified The moon was full.");
});

test("GitHub's attestation of the release says when it was published, by a time that was verified", () => {
  expect(caseOf("good").html).toMatch(
    /<li class="sure"><h3>Published<\/h3><time class="quiet small">2026-11-\d\d \d\d:\d\d UTC<\/time><p class="small"><bdi class="foreign">GitHub published the release/,
  );
});

test("each file that was read has a bar beside its size, as long as its share of the largest", () => {
  const bars = [...caseOf("good").html.matchAll(/<svg class="share" aria-hidden="true"><rect width="([\d.]+)%"/g)];
  const shares = bars.map(([, width]) => Number(width));
  expect([shares.length, Math.max(...shares)]).toEqual([6, 100]);
  expect(Math.min(...shares)).toBeLessThan(25);
});

test("a publication that is verified fills its point of the timeline", async () => {
  const { verification, page, contents } = caseOf("good");
  const claim = {
    id: "published",
    status: "verified",
    reason: "GitHub names the same files",
    required: false,
  } as never;
  const claims = [...verification.claims.filter(({ id }) => String(id) !== "published"), claim];
  const html = await htmlOf({ verification: { ...verification, claims }, page, contents });
  expect(html).toContain(
    `<li class="sure"><h3>Published</h3><p class="small"><bdi class="foreign">GitHub names the same files.</bdi></p></li>`,
  );
});

describe("the page of a rejected release", () => {
  test("begins with the two values that differ and what to do, as the terminal says them", () => {
    const { html, verification, page } = caseOf("rejected");
    expect(html).toContain(`<p class="word tone">REJECTED</p>`);
    const { body } = verificationReason(verification, page);
    const words = body.replaceAll(/[0-9a-f]{64}/g, "").replaceAll(/\s+/g, " ");
    expect(
      textOf(html)
        .replaceAll(/\b[0-9a-f]{8} ?/g, "")
        .replaceAll(/\s+/g, " "),
    ).toContain(words.slice(0, 200));
    expect(html.match(/<\/svg>different</g)).toHaveLength(1);
  });

  test("leaves out what only the release says of itself", () => {
    const { html } = caseOf("rejected");
    for (const id of ["signed", "time", "inside", "changed"]) expect(html).not.toContain(`id="${id}"`);
    expect(html).not.toContain("package-000");
    expect(html).not.toContain("Is this the repository you know?");
  });

  test("of another signer names both, and the command that accepts it", () => {
    const { verification, page } = caseOf("refused-signer");
    const claim = verification.claims.find(({ id }) => id === "root");
    expect(claim?.code).toBe("identity-mismatch");
    for (const [label, value] of claim?.brief?.sides ?? [])
      expect(shown("refused-signer")).toContain(`${label} ${value}`);
    if (claim?.brief?.accept !== undefined) {
      expect(shown("refused-signer")).toContain(spelled(claim.brief.accept, page.spelling));
    }
    expect(caseOf("refused-signer").html).not.toContain(`id="signed"`);
  });
});

test("the page of an incomplete check says what is missing, and what completes it", () => {
  const { html } = caseOf("incomplete");
  expect(html).toContain(`<p class="word tone">INCOMPLETE</p>`);
  expect(shown("incomplete")).toContain("No file of this release is here.");
  expect(shown("incomplete")).toContain("Move your download beside the capsule, or name it: capsule verify");
  expect(shown("incomplete")).toContain("No file and Signed statement: not looked at.");
});

describe("hostile names", () => {
  test("are text, on every page", () => {
    const { html } = caseOf("hostile");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<iframe| on[a-z]+=["']/);
    expect(html).not.toMatch(/[\p{Cf}\p{Co}]|(?!\n)\p{Cc}/u);
    expect(html).toContain(`<span class="code-point">\\u{202e}</span>`);
    for (const name of [HOSTILE, HOSTILE_FILE]) {
      expect(shown("hostile").replaceAll(" ", "")).toContain(name.replace("\u202e", "\\u{202e}").replaceAll(" ", ""));
    }
  });

  test("that are long are cut where nothing is compared, and whole where they are", () => {
    const { html } = caseOf("hostile");
    expect(html).not.toContain("x".repeat(200));
    expect(html).toContain(`${"very-long-".repeat(22)}name.zip`);
  });

  test("of a certificate and a run are no addresses", async () => {
    const release = { ...sampleRoot.predicate.release, runUri: "javascript:alert(1)", repository: `https://x/"><b>` };
    const statement = { ...sampleRoot, predicate: { ...sampleRoot.predicate, release } };
    const bad = certificate(`"><script>alert(1)</script>`);
    const root = { ...sampleVerification.root, statement, signer: { kind: "certificate", certificate: bad } } as never;
    const html = await htmlOf(factsOf({ ...sampleVerification, root, verdict: "incomplete" }));
    expect(html).not.toContain(`href="javascript`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/ href="(?!#|data:)/g)).toBeNull();
  });
});

describe("the policy of a page", () => {
  test("allows its one style and its one script by their digests, and nothing else", () => {
    const digest = (text: string) => createHash("sha256").update(text).digest("base64");
    for (const { html } of Object.values(cases)) {
      const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
      const [style = "", script = ""] = [/<style>([\s\S]*?)<\/style>/, /<script>([\s\S]*?)<\/script>/].map(
        (one) => one.exec(html)?.[1] ?? "",
      );
      expect([style, script]).toEqual([REPORT_STYLE, REPORT_SCRIPT]);
      expect(policy.split("; ")).toEqual([
        "default-src 'none'",
        `style-src 'sha256-${digest(style)}'`,
        `script-src 'sha256-${digest(script)}'`,
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
      ]);
      expect(html).not.toMatch(/<[^>]* (?:style|src|on[a-z]+)=/);
      expect(REPORT_STYLE).not.toMatch(/@import|url\(/);
    }
  });
});

test("the page of the largest release stays below its bound, and says what it folds", async () => {
  const { html } = await largeCase();
  expect(html.length).toBeLessThan(4_000_000);
  expect(html).toContain(`<summary>${LARGE.assets - 50} more files</summary>`);
  expect(html).toContain(`<summary>${LARGE.packages - 25} more packages</summary>`);
  expect(html.match(/a-package-of-usual-length-/g)?.length).toBeGreaterThan(4_000);
}, 60_000);

test("what a capsule says of itself is marked at both ends as not checked", async () => {
  const entry = { name: "<b>", size: 3, sha256: HEX, mediaType: HOSTILE, listed: false };
  const capsule = { sha256: HEX, root: sampleRoot, rootSha256: HEX, certificate: certificate(), entries: [entry] };
  const html = await capsulePage(capsule, policyDigest(nodeCryptography));
  const text = textOf(html);
  expect(text).toContain("NOT CHECKED This is what the capsule says of itself.");
  expect(text).toContain("Do not believe this page.");
  expect(text).toContain("<b> 3 bytes not what the root lists");
  expect(html).not.toMatch(/VERIFIED|class="[^"]*good/);
});
