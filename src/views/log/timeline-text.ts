import type { ToldTimeline } from "../../domain/statements/told-timeline.ts";
import { counted } from "../../kernel/counted.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { columns } from "../columns.ts";
import { visible } from "../visible.ts";
import { whyOf } from "./timeline-json.ts";

/** Statements line by line, and what follows from them. */
export function timelineText(shown: ToldTimeline): string {
  const { origin, size, seconds, standing, release } = shown;
  const head = `head ${size}${seconds === undefined ? "" : ` (${formatEpoch(seconds)})`}`;
  return [
    `log ${visible(origin)}  ${head}  all ${counted(size, "leaf", "leaves")} read`,
    "",
    ...(shown.rows.length === 0 ? ["  nothing was said"] : columns(rowCells(shown))),
    ...(standing === undefined
      ? []
      : [
          "",
          `state of ${release?.slice(0, 12) ?? ""}: ${standing.effective.toUpperCase()}`,
          `  owner ${standing.owner}, registry ${standing.registry}, observed ${standing.observed}`,
        ]),
    ...shown.silent.map(({ role, says }) => `not said: ${visible(says)} by ${visible(role)}`),
    ...shown.equivocations.map(
      (one) =>
        `EQUIVOCATION: ${visible(one.signer)} published ${one.subjects.length} releases as ${visible(one.release)}`,
    ),
    ...(shown.isStale ? ["the head is older than you allow, or its time is not known"] : []),
    "",
  ].join("\n");
}

function rowCells({ rows, origin }: ToldTimeline): string[][] {
  const places = new Map(
    rows.flatMap(({ payload, receipts }) => receipts.slice(0, 1).map(({ index }) => [payload, index])),
  );
  return rows.map((row) => {
    const own = row.receipts.find((one) => one.origin === origin);
    const elsewhere = row.receipts.find((one) => one.origin !== origin);
    const refers = row.refersTo.map((payload) => String(places.get(payload) ?? payload.slice(0, 12)));
    const why = whyOf(row);
    return [
      own === undefined ? "-" : String(own.index).padStart(3),
      row.notLaterThan === undefined ? "" : `<=${formatEpoch(row.notLaterThan)}`,
      row.roles.map(visible).join("+") || "-",
      [row.says, row.use, row.reason === undefined ? undefined : `(${row.reason})`]
        .filter((word) => word !== undefined)
        .join(" "),
      [
        row.standing.kind === "in-effect"
          ? "in effect"
          : row.standing.kind === "recorded"
            ? "recorded"
            : `no effect: ${visible(why ?? "")}`,
        ...(row.knownSince === undefined ? [] : [`known since ${formatEpoch(row.knownSince)}`]),
        ...(refers.length === 0 ? [] : [`-> ${refers.join(", ")}`]),
        ...(elsewhere === undefined ? [] : [`${visible(elsewhere.origin)}#${elsewhere.index}`]),
      ].join("  "),
    ];
  });
}
