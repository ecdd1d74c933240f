import { expect, test } from "vitest";
import { isPlainName } from "../../../src/domain/asset/plain-name.ts";
import { formatsOf } from "../../../src/domain/sbom/describe/lockfiles.ts";

const PLAIN = [
  ...["README", "README.md", "LICENSE", "LICENSE-MIT", "LICENCE", "NOTICE", "CHANGELOG.md", "notes.txt", "guide.rst"],
  ...["SHA256SUMS", "tool.tar.gz.sha256", "checksums.txt", "tool.tar.gz.asc", "tool.minisig", "cosign.pub"],
  ...["tool.tar.gz.sigstore.json", "multiple.intoto.jsonl"],
];

test.each(PLAIN)("%s is a name of text that people read, and of nothing that is read for packages", (name) => {
  expect(isPlainName(name)).toBe(true);
  expect(formatsOf(name)).toEqual([]);
});

test.each([
  ...[
    "tool",
    "tool.exe",
    "tool.txt.exe",
    "README.exe",
    "LICENSE.tar.gz",
    "install.sh",
    "bundle.js",
    "logo.png",
    "x.svg",
  ],
  ...["data.json", "sbom.cdx.json", ".txt", "txt", "requirements.txt", "dev-requirements.txt", "constraints.txt"],
  ...["conanfile.txt", "CMakeLists.txt", "page.html", "readmefirst", "README-tool-1.0.exe"],
])("%s is not", (name) => {
  expect(isPlainName(name)).toBe(false);
});
