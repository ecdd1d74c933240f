import { digestHex } from "../../crypto/digest-hex.ts";
import type { AnnouncedRoot } from "../../domain/announcement/announced-release.ts";
import { type Announcement, announcementOf } from "../../domain/announcement/announcement.ts";
import { MAX_ANNOUNCEMENT_BYTES, parseAnnouncementFile } from "../../domain/announcement/announcement-file.ts";
import type { CsafVersion } from "../../domain/announcement/csaf-products.ts";
import { lateDays } from "../../domain/announcement/late-days.ts";
import { requireAgreement } from "../../domain/announcement/require-agreement.ts";
import { lifecycle } from "../../domain/announcement/write-cle.ts";
import { csafAdvisory, csafFileName } from "../../domain/announcement/write-csaf.ts";
import { gitHubAdvisory } from "../../domain/announcement/write-ghsa.ts";
import { announcementVex } from "../../domain/announcement/write-open-vex.ts";
import { announcementOsv } from "../../domain/announcement/write-osv.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { verifyCapsule } from "../verify/verify.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";

type CapsuleOrder = VerifyOrder & { readonly capsule: { readonly path: string } };

/** Paths are absolute. */
export interface AnnounceOrder {
  /** The human part. */
  readonly announcement: string;
  readonly affected: readonly CapsuleOrder[];
  /** One for each line of versions that gets a fix. */
  readonly fixed: readonly CapsuleOrder[];
  readonly csaf: CsafVersion;
  /** Folder that the files are written to; by default one beside the announcement, named by its id. */
  readonly out: string | undefined;
}

/** The texts for people, which views make. */
export interface AnnouncementTexts {
  readonly markdown: string;
  readonly html: string;
  /** The beginning of a look back, which is not for the public. */
  readonly retrospective: string;
}

/** What the owner says in the log of statements about an affected release, with `capsule vouch`. */
export interface StateToSay {
  readonly effect: "yanked";
  readonly reason: "vulnerability";
  /** Path of the capsule of the release. */
  readonly capsule: string;
  /** Hex SHA-256 of the OSV record. */
  readonly restsOn: string;
}

export interface Announced {
  readonly announcement: Announcement;
  readonly folder: string;
  /** File names, in the order in which they were written. */
  readonly files: readonly string[];
  /** What the policy of the response says of its days. */
  readonly late: readonly string[];
  readonly states: readonly StateToSay[];
}

/** A capsule that does not verify is announced by nobody. */
export type AnnounceResult =
  | { readonly announced: Announced; readonly refused: undefined }
  | {
      readonly announced: undefined;
      readonly refused: { readonly capsule: string; readonly verification: Verification };
    };

/**
 * Writes what is published on the day of a security release.
 *
 *   1. read     the human part
 *   2. verify   the capsule of every affected release and of every fix, as consumers would; no file is needed to know what they are
 *   3. model    one announcement, which the human part and the capsules agree on
 *   4. write    each format from it, in memory
 *   5. compare  each with the announcement, read again as anybody reads it
 *   6. put      the files into their folder, or none
 *
 * Faults: `announcement-malformed`, `announcement-contradicts`, `self-verification`, those of verifying.
 */
export async function announce(
  order: AnnounceOrder,
  ports: VerifyPorts,
  texts: (
    announcement: Announcement,
    more: {
      readonly documents: readonly string[];
      readonly late: readonly string[];
      /** The capsules of the fixes. */
      readonly fixes: readonly { readonly capsule: string; readonly version: string }[];
    },
  ) => Promise<AnnouncementTexts>,
): Promise<AnnounceResult> {
  const { files } = ports;
  /* 1 */ const bytes = await files.read(order.announcement, MAX_ANNOUNCEMENT_BYTES);
  const file = parseAnnouncementFile(bytes, files.nameOf(order.announcement));
  const roots: AnnouncedRoot[] = [];
  for (const capsule of [...order.affected, ...order.fixed]) {
    /* 2 */ const verification = await verifyCapsule({ ...capsule, evidenceOnly: true }, ports);
    const { root, verdict } = verification;
    if (verdict !== "verified" || root === undefined) {
      return { announced: undefined, refused: { capsule: files.nameOf(capsule.capsule.path), verification } };
    }
    roots.push(root);
  }
  const [affected, fixed] = [roots.slice(0, order.affected.length), roots.slice(order.affected.length)];
  /* 3 */ const announcement = announcementOf(file, affected, fixed);
  const stem = file.id;
  const effects: [name: string, document: JsonObject][] = [
    [`${stem}.osv.json`, announcementOsv(announcement)],
    [csafFileName(announcement), csafAdvisory(announcement, order.csaf)],
    [`${stem}.openvex.json`, announcementVex(announcement)],
  ];
  const late = lateDays(file);
  /* 4 */ const { markdown, html, retrospective } = await texts(announcement, {
    documents: effects.map(([name]) => name),
    late,
    fixes: fixed.map(({ statement }, index) => ({
      capsule: order.fixed[index]?.capsule.path ?? "",
      version: statement.predicate.release.version,
    })),
  });
  const documents = [
    ...effects,
    [`${stem}.ghsa.json`, gitHubAdvisory(announcement, markdown)] as const,
    [`${stem}.cle.json`, lifecycle(announcement)] as const,
  ].map(([name, document]) => ({ name, bytes: encodeUtf8(jsonText(document)) }));
  /* 5 */ requireAgreement(announcement, documents.slice(0, effects.length));
  const folder = order.out ?? files.join(files.folderOf(order.announcement), `${stem}.announcement`);
  const all = [
    { name: `${stem}.md`, bytes: encodeUtf8(markdown) },
    { name: `${stem}.html`, bytes: encodeUtf8(html) },
    ...documents,
    { name: `${stem}.retrospective.md`, bytes: encodeUtf8(retrospective) },
  ];
  const restsOn = await digestHex("sha256", documents[0]?.bytes ?? new Uint8Array(), ports.crypto);
  /* 6 */ await files.makeFolder(folder);
  for (const { name, bytes: content } of all) await files.write(files.join(folder, name), content);
  return {
    announced: {
      announcement,
      folder,
      files: all.map(({ name }) => name),
      late,
      states: order.affected.map(({ capsule: { path } }) => ({
        effect: "yanked",
        reason: "vulnerability",
        capsule: path,
        restsOn,
      })),
    },
    refused: undefined,
  };
}
