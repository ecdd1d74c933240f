import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { Announcement } from "../../../src/domain/announcement/announcement.ts";
import { policyDigest } from "../../../src/doors/results/write-report.ts";
import { announcementPage } from "../../../src/views/report/announcement-page.ts";
import { exampleAnnouncement } from "../../domain/announcement/announcement-example.ts";

/** Without a place to break a line at. */
const LONG = "a".repeat(300);
const MARKUP = `</title><script>alert(1)</script><img src=x onerror=alert(1)>\u202e${LONG}`;

/** The page of an announcement, and one of which every text that people write is hostile. */
export async function announcementCases(): Promise<readonly (readonly [name: string, html: string])[]> {
  const hostile = exampleAnnouncement({
    ...{
      title: MARKUP,
      action: MARKUP,
      impact: `\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 ${MARKUP}\n\n${LONG}`,
    },
    ...{ publisher: { name: MARKUP, web: "https://acme.example" }, cwe: [{ id: "CWE-22", name: MARKUP }] },
    ...{ timeline: [{ day: "2026-11-10", what: MARKUP }], references: [`https://acme.example/${LONG}`] },
    ...{ credits: [{ name: MARKUP, consent: "yes" }], detection: MARKUP, workaround: { do: MARKUP, undo: MARKUP } },
  });
  return [
    ["announcement", await pageOf(exampleAnnouncement(), "tool")],
    ["announcement-hostile", await pageOf(hostile, LONG)],
  ];
}

function pageOf(announcement: Announcement, name: string): Promise<string> {
  const facts = {
    affectedCommand: `capsule affected --advisory ${name}.osv.json FILE`,
    verifyCommands: [`node ../verify.js verify ${name}-1.4.3.capsule --repository acme/tool`],
  };
  return announcementPage(announcement, facts, policyDigest(nodeCryptography));
}
