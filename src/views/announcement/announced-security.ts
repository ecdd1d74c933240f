import * as v from "valibot";
import type { LaidOutProvider } from "../../domain/announcement/csaf-provider.ts";
import type { SecurityExpiry } from "../../domain/announcement/security-expiry.ts";
import { schemaId } from "../../domain/home.ts";
import { counted } from "../../kernel/counted.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";

/** What `capsule announce --json` prints for a file about a project's security. */
export const announcedSecuritySchema = v.strictObject({
  schema: v.literal(schemaId("announced-security")),
  project: v.string(),
  /** Path of the folder, and the names of its files. */
  folder: v.string(),
  files: v.array(v.string()),
  expiry: v.array(
    v.strictObject({ what: v.string(), until: v.string(), state: v.picklist(["good", "ends-soon", "ended"]) }),
  ),
  /** The CSAF provider in the folder `csaf`; absent if no advisory lies there. */
  provider: v.optional(
    v.strictObject({
      role: v.picklist(["csaf_provider", "csaf_trusted_provider"]),
      advisories: v.number(),
      /** Below that folder. */
      files: v.array(v.string()),
      unsigned: v.array(v.string()),
    }),
  ),
});

export interface ShownSecurity {
  readonly project: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly expiry: readonly SecurityExpiry[];
  readonly provider: LaidOutProvider | undefined;
  /** How each advisory without a signature is signed on a command line. */
  readonly commands: readonly string[];
}

export function announcedSecurityJson(shown: ShownSecurity): v.InferOutput<typeof announcedSecuritySchema> {
  const { project, folder, files, expiry, provider } = shown;
  return {
    ...{ schema: schemaId("announced-security"), project, folder, files: [...files], expiry: [...expiry] },
    ...(provider === undefined
      ? {}
      : { provider: { ...provider, files: [...provider.files], unsigned: [...provider.unsigned] } }),
  };
}

/** What was written, and until when it holds. */
export function announcedSecurityText(
  { project, folder, files, expiry, provider, commands }: ShownSecurity,
  page: Page,
): string {
  return [
    `WRITTEN  the security of ${visible(project)}`,
    "",
    ...labelled("Folder", visible(folder), page),
    ...files.flatMap((name) => labelled("", visible(name), page)),
    ...expiry.flatMap(({ what, until, state }) =>
      labelled("Good until", `${until}: ${visible(what)}${state === "ends-soon" ? ", which is SOON" : ""}`, page),
    ),
    ...(provider === undefined ? [] : providerLines(provider, commands, page)),
    "",
  ].join("\n");
}

function providerLines({ role, advisories }: LaidOutProvider, commands: readonly string[], page: Page): string[] {
  return [
    ...labelled("CSAF", `${counted(advisories, "advisory", "advisories")}, as a ${role}`, page),
    ...(commands.length === 0
      ? []
      : [
          "",
          "Sign what has no signature, name the key in the file, and announce again:",
          ...commands.map((command) => `  ${visible(command)}`),
        ]),
  ];
}
