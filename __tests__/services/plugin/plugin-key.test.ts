import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { ProgramAnswer, SigningProgram } from "../../../src/ports/signing-program.ts";
import { kmsKey } from "../../../src/services/plugin/kms-key.ts";
import { notationKey } from "../../../src/services/plugin/notation-key.ts";
import { pluginKey } from "../../../src/services/plugin/plugin-key.ts";
import { parsePluginKey } from "../../../src/services/plugin/plugin-name.ts";
import { signingPrograms } from "../../../src/world/signing-programs.ts";
import { expectFault } from "../../expect-fault.ts";
import { hasSoftHsm, makeToken, PIN, writePlugin } from "../../keys/softhsm.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const SECRET = "s3cret-of-the-service";
const MESSAGE = Buffer.from("a message");

const answers = (answer: (args: readonly string[], input: string) => unknown): SigningProgram => {
  return async ({ args, input }) => {
    const said = answer(args, Buffer.from(input).toString());
    const isRaw = typeof said === "object" && said !== null && "status" in said;
    return isRaw ? (said as ProgramAnswer) : { status: 0, stdout: encodeUtf8(JSON.stringify(said)), stderr: "" };
  };
};
const raw = (status: number, stdout: string, stderr = ""): ProgramAnswer => ({
  status,
  stdout: encodeUtf8(stdout),
  stderr,
});

const METADATA = { name: "x", supportedContractVersions: ["1.0"], capabilities: ["SIGNATURE_GENERATOR.RAW"] };
const notation = (change: (command: string) => unknown) =>
  notationKey({
    ...{ name: "x", keyId: "k", config: {} },
    program: answers(
      ([command = ""]) =>
        change(command) ?? (command === "get-plugin-metadata" ? METADATA : { keyId: "k", keySpec: "EC-256" }),
    ),
  });
const kms = (answer: (request: { methodName: string }) => unknown) =>
  kmsKey({ name: "x", keyId: "k", program: answers(([, json = "{}"]) => answer(JSON.parse(json))) });

describe("a Notary plugin", () => {
  test.each([
    ["another name than its own", "get-plugin-metadata", { ...METADATA, name: "y" }, "plugin-unfit"],
    ["another contract", "get-plugin-metadata", { ...METADATA, supportedContractVersions: ["2.0"] }, "plugin-unfit"],
    [
      "envelopes alone",
      "get-plugin-metadata",
      { ...METADATA, capabilities: ["SIGNATURE_GENERATOR.ENVELOPE"] },
      "plugin-unfit",
    ],
    ["another key", "describe-key", { keyId: "other", keySpec: "EC-256" }, "signature-unexpected"],
    ["a kind of key that is not in the contract", "describe-key", { keyId: "k", keySpec: "ED25519" }, "plugin-unfit"],
    ["JSON of another shape", "describe-key", { keyId: 1 }, "plugin-malformed"],
    ["text", "describe-key", raw(0, `hello ${SECRET}`), "plugin-malformed"],
    ["nothing", "describe-key", raw(0, ""), "plugin-malformed"],
    ["a list", "describe-key", raw(0, "[]"), "plugin-malformed"],
    ["a key twice", "describe-key", raw(0, '{"keyId":"k","keyId":"k","keySpec":"EC-256"}'), "plugin-malformed"],
    ["no signature", "generate-signature", { keyId: "k" }, "plugin-malformed"],
    [
      "something that is not a certificate",
      "generate-signature",
      { keyId: "k", signature: "AAAA", signingAlgorithm: "ECDSA-SHA-256", certificateChain: ["AAAA"] },
      "plugin-malformed",
    ],
    [
      "another algorithm",
      "generate-signature",
      { keyId: "k", signature: "AAAA", signingAlgorithm: "ECDSA-SHA-512", certificateChain: ["AAAA"] },
      "plugin-unfit",
    ],
    [
      "another key once it signs",
      "generate-signature",
      { keyId: "other", signature: "AAAA", signingAlgorithm: "ECDSA-SHA-256", certificateChain: ["AAAA"] },
      "signature-unexpected",
    ],
  ] as const)("that answers with %s is refused", async (_what, at, answer, code) => {
    const fault = await expectFault(code, () => notation((command) => (command === at ? answer : undefined)));
    expect(`${fault.message} ${fault.hint}`).not.toContain(SECRET);
  });

  test("that refuses is told by the word of the contract, and nothing else that it says", async () => {
    const error = JSON.stringify({ errorCode: "ACCESS_DENIED", errorMessage: `the PIN ${SECRET} is wrong` });
    const fault = await expectFault("plugin-failed", () => notation(() => raw(1, SECRET, error)));
    expect(fault.message).toContain("ACCESS_DENIED");
    expect(`${fault.message} ${fault.hint} ${fault.stack}`).not.toContain(SECRET);
    const other = await expectFault("plugin-failed", () =>
      notation(() => raw(7, "", `{"errorCode":"${SECRET.toUpperCase()}"}`)),
    );
    expect(other.message).toContain("exit code 7");
  });
});

describe("a plugin of sigstore-kms", () => {
  const P256 =
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGxP3sRaFJ5WRMVtq+zvSFZdS4AWtB2m7f2vYQ9YgxXfwVcQh0AFAHhNdr3ZQwHXQxLk1DfR0VyaGl5kZm0hMnw==\n-----END PUBLIC KEY-----\n";
  const shown = { publicKey: { publicKeyPEM: Buffer.from(P256).toString("base64") } };

  test.each([
    ["an error", { errorMessage: `wrong PIN ${SECRET}` }, "plugin-failed"],
    ["text", raw(0, SECRET), "plugin-malformed"],
    ["no key", { publicKey: {} }, "plugin-malformed"],
    ["a key that is not one", { publicKey: { publicKeyPEM: "AAAA" } }, "plugin-unfit"],
  ] as const)("that answers with %s is refused, whatever its exit code", async (_what, answer, code) => {
    const fault = await expectFault(code, () => kms(() => answer));
    expect(`${fault.message} ${fault.hint} ${fault.stack}`).not.toContain(SECRET);
  });

  test.each([
    ["garbage", "AAAA"],
    ["r and s side by side", Buffer.alloc(64, 7).toString("base64")],
  ])("that signs with %s is refused", async (_what, signature) => {
    const key = await kms(({ methodName }) => (methodName === "publicKey" ? shown : { signMessage: { signature } }));
    await expectFault("signature-unexpected", () => key.sign(MESSAGE, "ecdsa-sha256"));
    await expectFault("signature-unexpected", () => key.signDigest!(Buffer.alloc(32, 1), "ecdsa-sha256"));
  });
});

describe("a program", () => {
  const find = async (script: string, timeoutMs = 20_000) => {
    const folder = temporaryFolder();
    writePlugin(folder, "sigstore-kms-x", script);
    const env = {
      PATH: `${folder}:relative`,
      GITHUB_TOKEN: SECRET,
      INPUT_KEY: SECRET,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: SECRET,
      P11_PIN: "kept",
    };
    return {
      programs: signingPrograms({ env, timeoutMs }),
      run: (await signingPrograms({ env, timeoutMs }).find("sigstore-kms", "x"))!,
    };
  };
  const call = { args: ["v1", "{}"], input: new Uint8Array() };

  test("that hangs is ended", async () => {
    const { run } = await find("setInterval(() => {}, 1000)", 500);
    await expectFault("plugin-failed", () => run(call));
  });

  test("that floods is ended", async () => {
    const { run } = await find("const more = () => process.stdout.write('x'.repeat(65536), more); more();");
    await expectFault("plugin-failed", () => run(call));
  });

  test("gets the environment of the user without our tokens", async () => {
    const { run } = await find("process.stdout.write(JSON.stringify(process.env))");
    const { stdout } = await run(call);
    const text = Buffer.from(stdout).toString();
    expect(text).toContain("kept");
    expect(text).not.toContain(SECRET);
  });

  test("runs one at a time, and a run that fails lets the next one begin", async () => {
    const { run } = await find(
      `const { mkdirSync, rmdirSync } = require("node:fs");
       mkdirSync(process.argv[2]); // fails while another run has it
       setTimeout(() => { rmdirSync(process.argv[2]); process.exit(Number(process.argv[3])); }, 200);`,
    );
    const lock = join(temporaryFolder(), "lock");
    const runs = ["0", "7", "0"].map((status) => run({ args: [lock, status], input: new Uint8Array() }));
    expect((await Promise.all(runs)).map(({ status }) => status)).toEqual([0, 7, 0]);
  });

  test("that is not there is named", async () => {
    const programs = signingPrograms({ env: { PATH: "", XDG_CONFIG_HOME: temporaryFolder() } });
    const fault = await expectFault("plugin-missing", () =>
      pluginKey(parsePluginKey("plugin:x:01")!, { programs, config: {} }),
    );
    expect(fault.message).toContain("notation-x or sigstore-kms-x");
  });
});

test("a key behind a plugin is named in three ways, and a path is none", async () => {
  expect(parsePluginKey("plugin:softhsm:01")).toEqual({ contract: undefined, name: "softhsm", keyId: "01" });
  expect(parsePluginKey("plugin:notation-softhsm:a:b")).toEqual({
    contract: "notation",
    name: "softhsm",
    keyId: "a:b",
  });
  expect(parsePluginKey("plugin:sigstore-kms-x:arn:aws:kms")).toMatchObject({ contract: "sigstore-kms", name: "x" });
  expect(parsePluginKey("softhsm://01")).toEqual({ contract: "sigstore-kms", name: "softhsm", keyId: "01" });
  expect(parsePluginKey("release.key")).toBeUndefined();
  expect(parsePluginKey("C:\\keys\\release.key")).toBeUndefined();
  for (const bad of ["plugin:", "plugin:x", "plugin:../x:1", "plugin::1", "plugin:x:"]) {
    await expectFault("usage", () => parsePluginKey(bad));
  }
});

describe.skipIf(!hasSoftHsm())("a token of SoftHSM", () => {
  const token = () => {
    const folder = temporaryFolder();
    const { env, publicKey, config } = makeToken(folder);
    return { programs: signingPrograms({ env }), publicKey, config };
  };
  const spki = (key: { export(o: { format: "der"; type: "spki" }): Buffer }) =>
    Uint8Array.from(key.export({ format: "der", type: "spki" }));

  test("signs through a Notary plugin, raw and whole messages alone", async () => {
    const { programs, publicKey, config } = token();
    const key = await pluginKey(parsePluginKey("plugin:notation-softhsm:01")!, { programs, config });
    expect(key.publicKey).toEqual(spki(publicKey));
    expect(key.certificates).toHaveLength(2);
    expect(key.signDigest).toBeUndefined();
    await expect(key.sign(MESSAGE, "ecdsa-sha256")).resolves.toBeDefined();
    const der = { ...config, form: "openssl" };
    await expectFault("signature-unexpected", () =>
      pluginKey(parsePluginKey("plugin:notation-softhsm:01")!, { programs, config: der }),
    );
  });

  test("signs through a plugin of sigstore-kms, digests as well", async () => {
    const { programs, publicKey } = token();
    const key = await pluginKey(parsePluginKey("softhsm://01")!, { programs, config: {} });
    expect(key.publicKey).toEqual(spki(publicKey));
    await expect(key.sign(MESSAGE, "ecdsa-sha256")).resolves.toBeDefined();
    await expect(key.signDigest!(Buffer.alloc(32, 1), "ecdsa-sha256")).resolves.toBeDefined();
    const fault = await expectFault("plugin-failed", () =>
      pluginKey(parsePluginKey("softhsm://02")!, { programs, config: {} }),
    );
    expect(`${fault.message} ${fault.stack}`).not.toContain(PIN);
  });

  test("behind two plugins of one name is asked for by which", async () => {
    const { programs, config } = token();
    const fault = await expectFault("usage", () =>
      pluginKey(parsePluginKey("plugin:softhsm:01")!, { programs, config }),
    );
    expect(fault.hint).toContain("plugin:notation-softhsm:ID");
  });
});

test("the folder of a plugin is that of the contract", async () => {
  const folder = temporaryFolder();
  writePlugin(join(folder, "notation", "plugins", "x"), "notation-x", "");
  const programs = signingPrograms({ env: { PATH: folder, XDG_CONFIG_HOME: folder } });
  expect(await programs.find("notation", "x")).toBeDefined();
  expect(await programs.find("notation", "y")).toBeUndefined();
});
