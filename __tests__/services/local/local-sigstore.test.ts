import { describe, expect, test } from "vitest";
import { createLocalSigstore, LOCAL_IDENTITY, LOCAL_ISSUER } from "../../../src/services/local/local-sigstore.ts";
import { signMessage, signStatement } from "./sign-with.ts";
import { systemClock } from "./system-clock.ts";
import { verifyWithUpstream } from "./verify-with-upstream.ts";

const policy = { subjectAlternativeName: LOCAL_IDENTITY, extensions: { issuer: LOCAL_ISSUER } };

test("upstream verifies a message signature, with certificate transparency, log and timestamp", async () => {
  const local = createLocalSigstore({ clock: systemClock });
  const artifact = Buffer.from("an asset");
  const bundle = await signMessage(local, artifact);
  const { trustedRoot } = local;
  expect(verifyWithUpstream(bundle, { trustedRoot, artifact, policy }).identity).toMatchObject({
    subjectAlternativeName: LOCAL_IDENTITY,
  });
});

test("upstream verifies statements, whatever the size of the log", async () => {
  const local = createLocalSigstore({ clock: systemClock });
  for (let index = 0; index < 9; index += 1) {
    const bundle = await signStatement(local, Buffer.from(`{"statement":${index}}`));
    verifyWithUpstream(bundle, { ...local, policy });
  }
});
