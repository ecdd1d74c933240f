/** `valid-before="20270101"`, or with hours, minutes and seconds, and `Z` for UTC (ssh-keygen(1), ALLOWED SIGNERS). */
const ENDS = /valid-before="?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z?"?/i;

/**
 * An allowed signers file of OpenSSH without the keys whose time has ended, read as UTC. ssh-keygen judges a signature by the
 * time that the tag states, which whoever holds an old key may choose.
 */
export function withoutEndedKeys(file: string, now: Date): string {
  return file
    .split("\n")
    .filter((line) => line.trimStart().startsWith("#") || !hasEnded(line, now))
    .join("\n");
}

function hasEnded(line: string, now: Date): boolean {
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = ENDS.exec(line) ?? [];
  if (year === undefined) return false;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) <= now.getTime();
}
