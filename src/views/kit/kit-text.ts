import { counted } from "../../kernel/counted.ts";
import { labelled, type Page } from "../layout.ts";
import { sizeText } from "../size-text.ts";
import { visible } from "../visible.ts";
import type { ShownKit } from "./kit-json.ts";

const HEADLINES: Readonly<Record<ShownKit["result"], string>> = {
  made: "The kit was made, and verifies",
  verified: "The kit is sound",
  imported: "The kit is in place",
  "in-place": "The kit was in place already",
  "would-import": "The kit would be imported",
  "in-order": "The kit in place is in order",
  stale: "STALE: the kit in place needs a newer one",
  "rolled-back": "The kit before is in place again",
};

/** What was done with a kit, or how it stands. */
export function kitText(shown: ShownKit, page: Page): string {
  const { kit, sha256, signer, paths, before, overruled, removed, recovered } = shown;
  const lines = (label: string, texts: readonly string[]) => texts.flatMap((text) => labelled(label, text, page));
  return [
    HEADLINES[shown.result],
    "",
    ...lines("Kit", [`${visible(kit.name)}, number ${kit.sequence}`]),
    ...lines("Digest", [sha256]),
    ...lines("Signed by", signer === null ? [] : [visible(signer)]),
    ...lines("Made", [`${kit.made}, good until ${kit.expires}`]),
    ...lines("Files", [contentsText(shown)]),
    ...lines("Vulnerabilities", kit.feed === null ? [] : [feedText(kit.feed)]),
    ...lines("Before", before === null ? [] : [`number ${before}`]),
    ...lines("Overruled", overruled),
    ...lines("Removed", removed.map(visible)),
    ...lines("Cut-off run", recovered === "nothing" ? [] : [RECOVERED[recovered]]),
    ...lines("Written to", paths.map(visible)),
    ...lines("Registry", shown.names.map(visible)),
    ...(shown.status === null ? [] : statusLines(shown.status, page)),
    "",
  ].join("\n");
}

const RECOVERED: Readonly<Record<Exclude<ShownKit["recovered"], "nothing">, string>> = {
  finished: "an earlier import was finished",
  "taken-back": "what an earlier import had left was taken back",
};

function contentsText({ kit }: ShownKit): string {
  const { contents, carried, base } = kit;
  const all = `${counted(contents.files, "file")}, ${sizeText(contents.bytes)}`;
  if (base === null) return all;
  return `${all}; ${carried.files} of them, ${sizeText(carried.bytes)}, new since number ${base.sequence}`;
}

function feedText({ newest, sources }: NonNullable<ShownKit["kit"]["feed"]>): string {
  return `newest record of ${visible(newest)}, from ${sources.map(({ name }) => visible(name)).join(", ")}`;
}

function statusLines(status: NonNullable<ShownKit["status"]>, page: Page): string[] {
  const { daysLeft, feedDays, stale, audit, retention, quarantined, interrupted, everyFile, kits } = status;
  const line = (label: string, text: string) => labelled(label, text, page);
  return [
    ...line(
      "Expires",
      stale.includes("kit") ? `EXPIRED ${counted(-daysLeft, "day")} ago` : `in ${counted(daysLeft, "day")}`,
    ),
    ...(feedDays === null
      ? []
      : line("Feed", `${counted(feedDays, "day")} old${stale.includes("feed") ? ", which is too old" : ""}`)),
    ...line("Disk", everyFile ? "every file is what was imported" : "not read again"),
    ...line("Kits kept", kits.join(", ")),
    ...line("Log", `${counted(audit.lines, "line")}, unbroken; last line ${audit.head ?? "none"}`),
    ...audit.last.flatMap((entry) => line("", entryText(entry))),
    ...(quarantined === 0 ? [] : line("Quarantine", `${counted(quarantined, "report")} to look at`)),
    ...(interrupted ? line("Cut off", "a run was killed; the next import or rollback ends what it began") : []),
    ...retention.flatMap((note) => line("Keep", retentionText(note))),
  ];
}

function entryText(entry: NonNullable<ShownKit["status"]>["audit"]["last"][number]): string {
  const { time, action, sequence, codes, reason } = entry;
  const words = [time, action, sequence === null ? "a file" : `number ${sequence}`, ...codes];
  return `${words.join(" ")}${reason === null ? "" : `: ${visible(reason)}`}`;
}

function retentionText(note: NonNullable<ShownKit["status"]>["retention"][number]): string {
  const { kind, path, until, reason, folders } = note;
  const why = `until ${until}: ${visible(reason)}`;
  if (kind === "ends-soon") return `${visible(path)} only ${why}`;
  return `${visible(path)} is not in the kit in place, and has to be kept ${why}; it is in ${folders.join(", ")}`;
}
