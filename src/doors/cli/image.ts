import { resolve } from "node:path";
import { PROVENANCE_PREDICATE_TYPE } from "../../domain/attestation/slsa-provenance.ts";
import { OPEN_VEX_TYPE } from "../../domain/attestation/vex-decisions.ts";
import { VULNERABILITIES_TYPE } from "../../domain/attestation/vulnerability-scan.ts";
import { CYCLONEDX_TYPE } from "../../domain/evidence/cyclonedx-vulnerabilities.ts";
import { type ImageName, parseImageName } from "../../domain/image/image-name.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../domain/image/signature-type.ts";
import { type AttachOrder, attachStatement } from "../../journeys/image/attach-statement.ts";
import { signByNotary } from "../../journeys/image/sign-by-notary.ts";
import { verifyImage } from "../../journeys/image/verify-image.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { attachedJson } from "../../views/image/attached-json.ts";
import { attachedText } from "../../views/image/attached-text.ts";
import { notaryAttachedJson, notaryAttachedText } from "../../views/image/notary-attached.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { readKeys } from "../requests/read-keys.ts";
import { readPolicy } from "../requests/read-policy.ts";
import { sigstoreNamed } from "../requests/seal-request.ts";
import { namesSigner, noIdentity, verifyRequest } from "../requests/verify-request.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import { keySettings } from "../settings/key-settings.ts";
import { type NotarySigning, notarySettings } from "../settings/notary-settings.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import { notationFolder } from "../wire/read/read.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";
import { showVerification } from "./show-verification.ts";

type ImageValues = OptionValues<OptionsOf<"image">>;

const MAX_PREDICATE_BYTES = 16 << 20;

/** `capsule image verify | sign | attest <image>`. */
export const imageCommand: RunCommand<"image"> = async ([action = "", image = ""], values, io) => {
  if (!["verify", "sign", "attest"].includes(action)) {
    throw new Fault("usage", `image has no action ${printable(action)}`, {
      hint: "write capsule image verify IMAGE, capsule image sign IMAGE, or capsule image attest IMAGE",
    });
  }
  const named = parseImageName(image);
  if (action !== "attest") refuse(values, ["type", "predicate"], "attest");
  if (action === "verify") {
    refuse(
      values,
      ["index-only", "image-format", "sign-with", "unsafe-public-log", ...KEY_OPTIONS, ...NOTARY_KEY],
      "sign",
    );
    return verify(named, values, io);
  }
  refuse(values, SIGNERS, "verify");
  const notary = notarySettings(values, { folder: io.folder });
  if (notary !== undefined) {
    if (action !== "sign") refuse(values, ["notary-key"], "sign");
    refuse(values, ["index-only", "sign-with", "unsafe-public-log"], "sign without a Notary key");
    return signAsNotary(notary, { image: named, values, io });
  }
  return attach(action === "sign" ? SIGNATURE : await statementOf(values, io), { image: named, values, io });
};

const NOTARY_KEY = [
  ...(["notary-key", "notary-chain", "notary-passphrase-file", "notary-format"] as const),
  ...(["notary-expiry", "notary-timestamp", "notary-config"] as const),
] as const;
const SIGNATURE = { predicateType: IMAGE_SIGNATURE_TYPE, predicate: {} };
const KEY_OPTIONS = ["key-passphrase-file", "key-chain", "key-config", "key-log"] as const;
const SIGNERS = [
  ...(["repository", "policy", "identity", "issuer", "source-ref", "signer-workflow"] as const),
  ...(["unsafe-trigger", "effective-time", "notary", "notary-crl", "notary-plugin"] as const),
] as const;

const SPDX_TYPE = "https://spdx.dev/Document";

/** The short words are cosign's. */
const TYPES: Readonly<Record<string, string>> = {
  cyclonedx: CYCLONEDX_TYPE,
  spdx: SPDX_TYPE,
  spdxjson: SPDX_TYPE,
  slsaprovenance1: PROVENANCE_PREDICATE_TYPE,
  vuln: VULNERABILITIES_TYPE,
  openvex: OPEN_VEX_TYPE,
};

function refuse(values: ImageValues, names: readonly (keyof OptionsOf<"image">)[], action: string): void {
  const given = names.find(values.isGiven);
  if (given === undefined) return;
  throw new Fault("usage", `${values.spelling(given)} belongs to image ${action}`, {
    hint: `leave it out, or write capsule image ${action}`,
  });
}

async function verify(image: ImageName, values: ImageValues, io: Console): Promise<number> {
  const asked = verifyingValues(values.given);
  if (!namesSigner(asked) && !asked.isGiven("notary")) throw noIdentity(asked.spelling);
  const policy = await readPolicy(asked, io);
  const keys = await readKeys(asked, io);
  const files = { capsule: { path: "" }, assets: [] };
  const place = {
    ...{ folder: io.folder, policy: policy?.parsed, keys, now: new Date() },
    notationFolder: notationFolder(io.env),
  };
  const { capsule: _none, assets: _neither, ...request } = verifyRequest(files, asked, place);
  const progress = io.progress(values.isOn("quiet"));
  const ports = await io.verifyPorts({ ...trustSettings(asked, io.folder), progress });
  const registry = await io.registryOf(image, "pull");
  const { verification, image: shown } = await verifyImage({ image, verify: request }, { ...ports, registry });
  progress.done();
  const repository = request.identity.kind === "repository" ? request.identity.repository : undefined;
  const [verbose, online, isJson] = [values.isOn("verbose"), values.isOn("online"), values.isOn("json")];
  return showVerification(verification, { evidence: shown, repository, verbose, online, isJson }, io);
}

interface Asked {
  readonly image: ImageName;
  readonly values: ImageValues;
  readonly io: Console;
}

async function signAsNotary(settings: NotarySigning, { image, values, io }: Asked): Promise<number> {
  const signer = await io.notarySigner(settings);
  const progress = io.progress(values.isOn("quiet"));
  const attached = await signByNotary(image, { registry: await io.registryOf(image, "push"), signer, progress });
  progress.done();
  const { paint, width = 80 } = io;
  io.out(values.isOn("json") ? jsonText(notaryAttachedJson(attached)) : notaryAttachedText(attached, { paint, width }));
  return 0;
}

async function attach(
  statement: Pick<AttachOrder, "predicateType" | "predicate">,
  { image, values, io }: Asked,
): Promise<number> {
  const sigstore = sigstoreNamed(values.text("sign-with"), io.folder);
  if (sigstore.kind === "local") {
    throw new Fault("usage", "what the local instance signs is trusted by nobody", { hint: "name another instance" });
  }
  const progress = io.progress(values.isOn("quiet"));
  const trust = trustSettings(verifyingValues(values.given), io.folder);
  const ports = await io.vouchPorts({
    sigstore,
    key: keySettings(values.text("key"), values, { folder: io.folder, shown: values.spelling("key") }),
    progress,
    unsafePublicLog: values.isOn("unsafe-public-log"),
    ...trust,
  });
  const order = {
    ...statement,
    image,
    indexOnly: values.isOn("index-only"),
    format: values.choice("image-format"),
    now: new Date(),
  };
  const storageRecords = await io.storageRecords({ token: io.env("GITHUB_TOKEN") ?? io.env("GH_TOKEN") });
  const registry = await io.registryOf(image, "push");
  const attached = await attachStatement(order, { ...ports, registry, storageRecords });
  progress.done();
  const { paint, width = 80 } = io;
  io.out(values.isOn("json") ? jsonText(attachedJson(attached)) : attachedText(attached, { paint, width }));
  return 0;
}

async function statementOf(
  values: ImageValues,
  io: Console,
): Promise<Pick<AttachOrder, "predicateType" | "predicate">> {
  const [type, file] = [values.text("type"), values.text("predicate")];
  if (type === undefined || file === undefined) {
    const missing = values.spelling(type === undefined ? "type" : "predicate");
    throw new Fault("usage", `${missing} is needed to attach a statement`);
  }
  const predicateType = Object.hasOwn(TYPES, type) ? TYPES[type]! : type;
  if (!/^https?:\/\/\S+$/.test(predicateType)) {
    throw new Fault("usage", `${printable(type)} is not a predicate type`, {
      hint: `write its address, or ${Object.keys(TYPES).join(", ")}`,
    });
  }
  const bytes = await io.files.read(resolve(io.folder, file), MAX_PREDICATE_BYTES);
  return { predicateType, predicate: parseJsonObject(bytes, { what: "the predicate" }) };
}
