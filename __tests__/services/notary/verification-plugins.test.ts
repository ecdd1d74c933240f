import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { SigningPrograms } from "../../../src/ports/signing-program.ts";
import { verificationPlugins } from "../../../src/services/notary/verification-plugins.ts";
import { expectFault } from "../../expect-fault.ts";

const METADATA = {
  ...{ name: "acme", description: "a", version: "1.0.0", url: "https://a.example" },
  ...{ supportedContractVersions: ["1.0"], capabilities: ["SIGNATURE_VERIFIER.TRUSTED_IDENTITY"] },
};
const REQUEST = {
  signature: { criticalAttributes: {}, unprocessedAttributes: [], certificateChain: [] },
  trustPolicy: { trustedIdentities: ["*"], signatureVerification: [] },
};

function programs(answers: Readonly<Record<string, object | number>>) {
  const asked: { readonly command: string; readonly request: unknown }[] = [];
  const found: SigningPrograms = {
    async find(contract, name) {
      if (contract !== "notation" || name !== "acme") return undefined;
      return async ({ args: [command = ""], input }) => {
        asked.push({ command, request: JSON.parse(decodeUtf8(input)) });
        const answer = answers[command] ?? 1;
        if (typeof answer === "number") return { status: answer, stdout: new Uint8Array(), stderr: "canary" };
        return { status: 0, stdout: encodeUtf8(JSON.stringify(answer)), stderr: "" };
      };
    },
  };
  return { asked, find: verificationPlugins(found) };
}

test("a plugin is asked what it is, and then what contract 1.0 says", async () => {
  const answer = { verificationResults: { a: { success: true, reason: "b" } } };
  const { asked, find } = programs({ "get-plugin-metadata": METADATA, "verify-signature": answer });
  const plugin = await find("acme");
  expect(plugin).toMatchObject({ name: "acme", version: "1.0.0", capabilities: METADATA.capabilities });
  expect(await plugin?.verify(REQUEST)).toEqual({
    verificationResults: { a: { success: true } },
    processedAttributes: [],
  });
  expect(asked).toEqual([
    { command: "get-plugin-metadata", request: {} },
    { command: "verify-signature", request: { contractVersion: "1.0", ...REQUEST } },
  ]);
});

test("one that is not there, is another, or breaks its contract is refused, and nothing that it says is shown", async () => {
  await expectFault("plugin-missing", () => programs({}).find("other"));
  const of = (metadata: object) => programs({ "get-plugin-metadata": metadata }).find("acme");
  await expectFault("plugin-unfit", () => of({ ...METADATA, name: "other" }));
  await expectFault("plugin-unfit", () => of({ ...METADATA, supportedContractVersions: ["2.0"] }));
  await expectFault("plugin-malformed", () => of({ name: "acme" }));
  const verify = async (answer: object | number) =>
    (await programs({ "get-plugin-metadata": METADATA, "verify-signature": answer }).find("acme"))?.verify(REQUEST);
  const fault = await expectFault("plugin-failed", () => verify(3));
  expect(`${fault.message} ${fault.hint}`).not.toContain("canary");
  await expectFault("plugin-malformed", () => verify({ verificationResults: { a: { success: "yes" } } }));
  await expectFault("plugin-malformed", () => verify({ verificationResults: [], processedAttributes: 7 }));
});
