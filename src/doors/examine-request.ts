import { CHECKSUMS_ENTRY } from "../domain/capsule/entry-names.ts";
import type { SealOrder } from "../journeys/seal/order/seal-order.ts";
import type { Env } from "../ports/env.ts";
import type { Progress } from "../ports/progress.ts";
import type { OptionValues } from "./option-values.ts";
import { givenFacts } from "./seal-request.ts";
import type { ExamineSettings } from "./surroundings.ts";

export interface ExamineRequest {
  readonly order: SealOrder;
  readonly settings: ExamineSettings;
}

export interface ExaminePlace {
  /** Absolute: where relative paths begin. */
  readonly folder: string;
  readonly env: Env;
  readonly progress: Progress;
  /** Told the token before anything else sees it. */
  readonly mask?: (secret: string) => void;
}

/** Translates options into a look at a release that is to be sealed for the public, the same for both doors. */
export function examineRequest(
  assets: readonly string[],
  values: OptionValues,
  { folder, env, progress, mask }: ExaminePlace,
): ExamineRequest {
  const token = values.text("github-token") ?? env("GITHUB_TOKEN") ?? env("GH_TOKEN");
  const manifest = values.text("manifest");
  return {
    order: {
      assets,
      assetsFrom: values.lines("assets-from"),
      images: values.lines("images"),
      folder,
      given: givenFacts(values),
      local: false,
      sign: values.text("sign") as SealOrder["sign"],
      publish: values.text("publish") as SealOrder["publish"],
      checksumsName: values.text("checksums-name") ?? CHECKSUMS_ENTRY,
      ...(values.isOn("backfill") ? { backfill: true } : {}),
      ...(manifest === undefined ? {} : { manifest }),
    },
    settings: { token, progress, ...(mask === undefined ? {} : { mask }) },
  };
}
