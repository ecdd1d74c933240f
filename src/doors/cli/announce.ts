import { relative, resolve } from "node:path";
import type { Announcement } from "../../domain/announcement/announcement.ts";
import { isSecurityFile, MAX_SECURITY_BYTES } from "../../domain/announcement/security-file.ts";
import { readersCommand } from "../../domain/guide/own-command.ts";
import { announce } from "../../journeys/announce/announce.ts";
import { announceSecurity } from "../../journeys/announce/announce-security.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { printable } from "../../kernel/printable.ts";
import { quoteSh } from "../../kernel/shell.ts";
import { announcedJson } from "../../views/announcement/announced-json.ts";
import { announcedSecurityJson, announcedSecurityText } from "../../views/announcement/announced-security.ts";
import { announcedText } from "../../views/announcement/announced-text.ts";
import { announcementMarkdown } from "../../views/announcement/announcement-markdown.ts";
import { retrospectiveMarkdown } from "../../views/announcement/retrospective-markdown.ts";
import { reviewLedger, securityMarkdown } from "../../views/announcement/security-markdown.ts";
import { announcementPage } from "../../views/report/announcement-page.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import { releaseToVerify } from "../requests/release-to-verify.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import { policyDigest } from "../results/write-report.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";
import { showVerification } from "./show-verification.ts";

/** `capsule announce <announcement> --affected CAPSULE --fixed CAPSULE`. */
export const announceCommand: RunCommand<"announce"> = async ([announcement = ""], values, io) => {
  const path = resolve(io.folder, announcement);
  const bytes = await io.files.read(path, MAX_SECURITY_BYTES);
  if (isSecurityFile(bytes)) return announceAll({ path, bytes }, values, io);
  if (values.isGiven("advisory")) {
    throw new Fault("usage", `${values.spelling("advisory")} goes with a file about a project's security`);
  }
  const fixed = values.lines("fixed");
  const affected = values.lines("affected");
  if (fixed.length === 0 || affected.length === 0) {
    const names = `${values.spelling("affected")} and ${values.spelling("fixed")}`;
    throw new Fault("usage", "an announcement is about two releases", { hint: `name their capsules with ${names}` });
  }
  const ordersOf = async (words: readonly string[]) => {
    const orders = [];
    for (const word of words) {
      orders.push((await releaseToVerify([word], { given: values.given, now: new Date() }, io)).verify);
    }
    return orders;
  };
  const orders = { affected: await ordersOf(affected), fixed: await ordersOf(fixed) };
  const asked = verifyingValues(values.given);
  const progress = io.progress(values.isOn("quiet"));
  const ports = await io.verifyPorts({ ...trustSettings(asked, io.folder), progress });
  const out = values.text("out");
  const order = {
    announcement: resolve(io.folder, announcement),
    ...orders,
    csaf: values.choice("csaf-version"),
    out: out === undefined ? undefined : resolve(io.folder, out),
  };
  const { crypto } = io;
  const texts: Parameters<typeof announce>[2] = async (model, { documents, late, fixes }) => {
    const facts = {
      affectedCommand: `capsule affected --advisory ${documents[0] ?? ""} FILE`,
      verifyCommands: fixes.map((fix) => verifyCommandOf(model, fix)),
    };
    return {
      markdown: announcementMarkdown(model, facts),
      html: await announcementPage(model, facts, policyDigest(crypto)),
      retrospective: retrospectiveMarkdown(model, late),
    };
  };
  const { announced, refused } = await announce(order, ports, texts);
  progress.done();
  const { paint, width = 80 } = io;
  if (announced === undefined) {
    const { verification, capsule } = refused;
    io.err(`${printable(capsule)} does not verify, so nothing was written\n`);
    const [repository, isJson] = [asked.text("repository"), values.isOn("json")];
    return showVerification(
      verification,
      { evidence: capsule, repository, verbose: false, online: values.isOn("online"), isJson },
      io,
    );
  }
  const states = announced.states.map((state) => ({ ...state, capsule: relative(io.folder, state.capsule) }));
  const commands = states.map(
    ({ effect, reason, capsule, restsOn }) =>
      `capsule vouch ${effect} --reason ${reason} --rests-on ${restsOn} ${quoteSh(capsule)}`,
  );
  const shown = { ...announced, states, commands, folder: relative(io.folder, announced.folder) || "." };
  io.out(values.isOn("json") ? jsonText(announcedJson(shown)) : announcedText(shown, { paint, width }));
  return 0;
};

/** What a project says of its security, from one file. */
async function announceAll(
  file: { readonly path: string; readonly bytes: Uint8Array },
  values: OptionValues<OptionsOf<"announce">>,
  io: Console,
): Promise<number> {
  const stray = (["affected", "fixed", "csaf-version"] as const).find(values.isGiven);
  if (stray !== undefined) {
    throw new Fault("usage", `${values.spelling(stray)} means nothing for a file about a project's security`);
  }
  const out = values.text("out");
  const order = {
    ...{ ...file, out: out === undefined ? undefined : resolve(io.folder, out), now: new Date() },
    advisories: values.lines("advisory").map((path) => resolve(io.folder, path)),
  };
  const texts = { security: securityMarkdown, reviews: reviewLedger };
  const announced = await announceSecurity(order, { files: io.files, crypto: io.crypto }, texts);
  const folder = relative(io.folder, announced.folder) || ".";
  const unsigned = announced.provider?.unsigned ?? [];
  const commands = unsigned.map((path) => `gpg --armor --detach-sign ${quoteSh(`${folder}/csaf/${path}`)}`);
  const shown = { ...announced, folder, commands };
  const { paint, width = 80 } = io;
  io.out(values.isOn("json") ? jsonText(announcedSecurityJson(shown)) : announcedSecurityText(shown, { paint, width }));
  return 0;
}

/** As VERIFY.md of the release has it, by the repository that its certificate names. */
function verifyCommandOf(
  { product, repository }: Announcement,
  { capsule, version }: { readonly capsule: string; readonly version: string },
): string {
  const identity = repository === null ? [] : ["--repository", repository.replace(/^https:\/\/github\.com\//, "")];
  return readersCommand({
    ...{ instance: "public-good", identityFlags: identity, trustedRoot: undefined },
    ...{ release: { name: product, version }, capsule: capsule.split(/[\\/]/).at(-1) ?? capsule },
  }).sh;
}
