import { expect, test } from "vitest";
import { requireChecksumsName } from "../../../src/domain/capsule/require-checksums-name.ts";
import { expectFault } from "../../expect-fault.ts";

test.each([
  ...["checksums.txt", "SHA256SUMS", "SHASUMS", "checksum", "tool_1.2.3_checksums.txt", "tool-1.2.3.sha256"],
  ...[
    "0checksums",
    "Zchecksums",
    "a.local.trusted_root_checksums",
    "my-checksums.sha512.txt",
    "checksums.sha512.txt.old",
  ],
  ...["checksumsxsha512.txt", "checksums.sha512xtxt", "localxtrusted_root.sha256", "sha256.jsonl.txt", "sha256md"],
  `sha256${"a".repeat(122)}`,
])("the checksum list may be called %s", (name) => {
  expect(requireChecksumsName(name)).toBeUndefined();
});

test.each([
  ...["", "SUMS", "sha512sums", "files.txt"],
  ...["sha256/sums", "sha256 sums", "sha256sums\n", "sha256\u00e9", ".sha256", "-sha256", "_sha256", "../sha256"],
  ...["sha256.capsule", "sha256.json", "sha256.jsonl", "sha256.md", "SHA256.MD", "sha256.sig", "sha256.asc"],
  ...["sha256.pem", "sha256.attestation", "sha256-provenance.txt", "PROVENANCE.sha256", "local.trusted_root.sha256"],
  ...["checksums.sha512.txt", "Checksums.SHA512.txt", `sha256${"a".repeat(123)}`],
])(
  "the checksum list is not called %j, by which it would not be known, or be taken for something else",
  async (name) => {
    await expectFault("usage", () => requireChecksumsName(name));
  },
);
