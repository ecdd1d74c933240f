/**
 * One line for the log of a GitHub Actions job, in which the runner must find no command: it takes `::` at the begin of a
 * line and `##[` anywhere for one, whichever program printed it (N24).
 */
export function withoutWorkflowCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, "$1\\u{3a}").replaceAll("##[", "\\u{23}#[");
}
