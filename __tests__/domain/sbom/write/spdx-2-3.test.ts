import { expect, test } from "vitest";
import { formatSpdx23 } from "../../../../src/domain/sbom/write/spdx-2-3.ts";
import { look } from "../look.ts";
import { spdx23Errors } from "../sbom-schemas.ts";

const DOCUMENT = { epoch: 0, tool: { name: "release-capsule", version: "0.1.0" }, producer: undefined };

test("every licence is an expression over what SPDX lists or the document explains (aquasecurity/trivy#3267)", async () => {
  const licences: readonly (readonly [string, RegExp])[] = [
    ["MIT", /^MIT$/],
    ["MIT OR LicenseRef-own", /^MIT OR LicenseRef-own$/],
    ["DocumentRef-other:LicenseRef-own", /^LicenseRef-DocumentRef-other-LicenseRef-own-[0-9a-f]{8}$/],
    ["LicenseRef-GNU LGPL", /^LicenseRef-LicenseRef-GNU-LGPL-[0-9a-f]{8}$/],
    ["MIT, Apache-2.0", /^LicenseRef-MIT-Apache-2\.0-[0-9a-f]{8}$/],
    ["GPL-3+ with Autoconf exception", /^LicenseRef-GPL-3-with-Autoconf-exception-[0-9a-f]{8}$/],
  ];
  const packages = Object.fromEntries(
    licences.map(([license], index) => [`node_modules/p${index}`, { version: "1.0.0", license }]),
  );
  const lock = JSON.stringify({ lockfileVersion: 3, packages: { "": {}, ...packages } });
  const bytes = formatSpdx23(await look("package-lock.json", lock), DOCUMENT);
  expect(spdx23Errors(bytes) ?? null).toBeNull();
  const document = JSON.parse(new TextDecoder().decode(bytes));
  const explained = document.hasExtractedLicensingInfos.map(({ licenseId }: { licenseId: string }) => licenseId);
  for (const [index, [, expected]] of licences.entries()) {
    const { licenseDeclared } = document.packages.find(({ name }: { name: string }) => name === `p${index}`);
    expect(licenseDeclared).toMatch(expected);
    for (const reference of licenseDeclared.match(/LicenseRef-[\w.-]+/g) ?? []) expect(explained).toContain(reference);
  }
});
