import type { SecurityFile } from "./security-file.ts";

/**
 * `/.well-known/security.txt` (RFC 9116). "Expires" stands once, the contacts in the order of preference (2.5.3), and `CSAF` is of the IANA
 * registry of its fields.
 *
 *     Contact: https://example.com/report
 *     Expires: 2027-01-01T00:00:00Z
 */
export function securityTxt(file: SecurityFile): string {
  const fields: readonly (readonly [string, readonly string[]])[] = [
    ["Contact", file.contact],
    ["Expires", [file.expires]],
    ["Encryption", file.encryption],
    ["Acknowledgments", file.acknowledgments],
    // "If this field is absent, researchers may assume that English is the language to be used" (2.5.8); one field for all.
    ["Preferred-Languages", file.languages.length === 0 ? [] : [file.languages.join(", ")]],
    ["Canonical", file.canonical],
    ["Policy", file.policy],
    ["CSAF", file.csaf],
  ];
  return fields.flatMap(([name, values]) => values.map((value) => `${name}: ${value}\n`)).join("");
}
