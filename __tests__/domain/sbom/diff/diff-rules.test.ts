import { expect, test } from "vitest";
import { licenseClass } from "../../../../src/domain/sbom/diff/diff-rules.ts";

test.each([
  ["MIT", "permissive"],
  ["GPL-2.0-only", "copyleft"],
  ["GPL-2.0+", "copyleft"],
  ["LGPL-2.1-or-later", "weak-copyleft"],
  ["AGPL-3.0-only", "network-copyleft"],
  ["MIT OR GPL-2.0-only", "permissive"],
  ["MIT AND GPL-2.0-only", "copyleft"],
  ["(AGPL-3.0-only OR LGPL-3.0-only) AND Apache-2.0", "weak-copyleft"],
  ["(MIT AND AGPL-3.0-only) OR MPL-2.0", "weak-copyleft"],
  ["LicenseRef-MIT-like", "other"],
  ["LicenseRef-scancode-GPL-ish AND MIT", "other"],
  ["see the licence of GPL fame", "other"],
  ["Classpath-exception-2.0", "other"],
])("%s is %s, whichever choice is taken", (text, expected) => {
  expect(licenseClass(text)).toBe(expected);
});
