import { expect, test } from "vitest";
import { bundlesInFile } from "../../../src/domain/sigstore/bundles-in-file.ts";
import { expectFault } from "../../expect-fault.ts";

const parse = (document: unknown) => bundlesInFile(Buffer.from(JSON.stringify(document)));
const bundle_url = "https://tmaproduction.blob.core.windows.net/attestations/74/sha256:00/1.json.sn?sig=canary";

test.each([
  ["null", { bundle: null, bundle_url, repository_id: 74, initiator: "user" }],
  ["not there", { bundle_url }],
])(
  "an answer of GitHub's API whose bundle is %s is no false evidence, and says what to do (W9)",
  async (_what, one) => {
    const fault = await expectFault("bundle-elsewhere", () => parse({ attestations: [one] }));
    expect(fault.hint).toContain("gh attestation download");
    expect(`${fault.message} ${fault.hint}`).not.toContain("canary");
  },
);

test.each([
  ["null, with no address", { bundle: null }],
  ["null, with an address that is no text", { bundle: null, bundle_url: 7 }],
  ["something else beside an address", { bundle: 7, bundle_url }],
])("a list whose bundle is %s is refused", async (_what, one) => {
  await expectFault("json-malformed", () => parse({ attestations: [one] }));
});
