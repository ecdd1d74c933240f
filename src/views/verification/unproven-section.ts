import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { claimsTable } from "./claims-table.ts";

/** What a consumer does not learn, in Markdown: what no signature shows and open claims. */
export function unprovenSection({ claims, identity, readBack }: SealedRelease): string {
  const limits = [
    ...(identity.instance === "local" ? ["Who sealed it: the local test instance proves nothing about that."] : []),
    "That the program is free of faults or malice, that its build had no secret input, or that nobody took the build over while it ran.",
    "That this is the newest release.",
    ...(readBack.some(({ by }) => by === "stated")
      ? ["That GitHub gives back the bytes of the assets that were not downloaded again."]
      : []),
  ];
  return [
    limits.map((text) => `- ${text}`).join("\n"),
    "Every claim, as a consumer would compute it:",
    claimsTable(claims),
  ].join("\n\n");
}
