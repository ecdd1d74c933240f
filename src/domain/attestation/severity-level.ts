/** From the worst to the least; `unknown` if nothing says it. */
export const SEVERITIES = ["critical", "high", "medium", "low", "none", "unknown"] as const;
export type SeverityLevel = (typeof SEVERITIES)[number];

/** The words that databases and scanners use, beside our own. */
const WORDS: Readonly<Record<string, SeverityLevel>> = {
  ...{ critical: "critical", high: "high", important: "high", medium: "medium", moderate: "medium" },
  ...{ low: "low", minor: "low", negligible: "low", unimportant: "low", none: "none" },
};

/** A word of a database: GitHub says `MODERATE`, Ubuntu `negligible`, Red Hat `Important`. */
export function levelOfWord(word: string): SeverityLevel {
  const key = word.toLowerCase();
  return Object.hasOwn(WORDS, key) ? WORDS[key]! : "unknown";
}

/** The qualitative scale of CVSS 3.1 §5 and 4.0 §6; unknown for any number beyond 0 to 10. */
export function levelOfScore(score: number): SeverityLevel {
  if (!(score >= 0 && score <= 10)) return "unknown";
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  return score >= 4 ? "medium" : score > 0 ? "low" : "none";
}

/** The gravest of several; `unknown` says less than any other. */
export function gravest(levels: readonly SeverityLevel[]): SeverityLevel {
  return SEVERITIES.find((level) => levels.includes(level)) ?? "unknown";
}

/** True if it is as bad as the threshold, or worse; what nobody rated counts as bad as can be, since nobody says that it is not. */
export function reaches(level: SeverityLevel, threshold: SeverityLevel): boolean {
  return level === "unknown" || SEVERITIES.indexOf(level) <= SEVERITIES.indexOf(threshold);
}
