import { AUDIT_ROWS } from "../../domain/audit/audit-row.ts";
import { EXPECTATIONS } from "../../domain/audit/judge-release.ts";
import { parsePackage } from "../../domain/audit/packages.ts";
import { GITHUB_WEB } from "../../domain/source/github-issuer.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import type { AuditOrder } from "../../journeys/audit/audit-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import { readKeys } from "../requests/read-keys.ts";
import { readPolicy } from "../requests/read-policy.ts";
import { namesSigner, verifyRequest } from "../requests/verify-request.ts";
import { verifyingValues } from "../requests/verifying-values.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { VerifySettings } from "../surroundings.ts";
import type { Console } from "./console.ts";

export interface AuditRequest {
  readonly order: Omit<AuditOrder, "tag" | "kept" | "record">;
  readonly trust: Pick<VerifySettings, "trustedRoot" | "instances" | "online">;
  /** Web address. */
  readonly repository: string;
}

type Asked = "expect" | "optional" | "package" | "download";
type AuditValues = OptionValues<Reworded<Pick<OptionsOf<"audit">, Asked>>>;

/** What an audit of releases of a repository compares with what, as the options say it. Fault: `usage`. */
export async function auditRequest(written: string, values: AuditValues, io: Console): Promise<AuditRequest> {
  const { url: repository } = parseRepository(written, io.env("GITHUB_SERVER_URL") ?? GITHUB_WEB);
  const named = verifyingValues(values.given);
  const asked = namesSigner(named) ? named : verifyingValues(values.given, { repository });
  const now = new Date();
  const policy = await readPolicy(asked, io);
  const keys = await readKeys(asked, io);
  const { identity } = verifyRequest(NO_FILES, asked, { folder: io.folder, policy: policy?.parsed, keys, now });
  const order = {
    ...{ identity, now, download: values.isOn("download") },
    ...(policy === undefined ? {} : { policy: policy.parsed }),
    expected: chosen(values, "expect", EXPECTATIONS),
    optional: chosen(values, "optional", AUDIT_ROWS),
    packages: values.lines("package").map(parsePackage),
  };
  return { order, trust: trustSettings(asked, io.folder), repository };
}

/** The capsule is the one of the release, which is downloaded. */
const NO_FILES = { capsule: { path: "" }, assets: [] };

function chosen<T extends string>(values: AuditValues, name: "expect" | "optional", known: readonly T[]): T[] {
  return values.lines(name).map((word) => {
    const found = known.find((one) => one === word);
    if (found !== undefined) return found;
    throw new Fault("usage", `${values.spelling(name)} is ${printable(word)}`, { hint: `use ${known.join(", ")}` });
  });
}

const MAX_SUMMARY_BYTES = 1 << 20;

/** After what other steps of the job wrote there. */
export async function addTo(path: string, text: string, { files }: Pick<Console, "files">): Promise<void> {
  const before = (await files.facts(path)) === undefined ? new Uint8Array() : await files.read(path, MAX_SUMMARY_BYTES);
  const added = encodeUtf8(text);
  const all = new Uint8Array(before.length + added.length);
  all.set(before);
  all.set(added, before.length);
  await files.write(path, all);
}
