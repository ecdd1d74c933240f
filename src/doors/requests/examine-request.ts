import type { SealOrder } from "../../journeys/seal/order/seal-order.ts";
import type { Env } from "../../ports/env.ts";
import type { Progress } from "../../ports/progress.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { ExamineSettings } from "../surroundings.ts";
import { givenFacts } from "./seal-request.ts";

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
  values: OptionValues<OptionsOf<"check">>,
  { folder, env, progress, mask }: ExaminePlace,
): ExamineRequest {
  const token = values.text("github-token") ?? env("GITHUB_TOKEN") ?? env("GH_TOKEN");
  const manifest = values.text("manifest");
  return {
    order: {
      assets,
      assetsFrom: values.lines("assets-from"),
      images: values.lines("images"),
      imageFormat: values.choice("image-format"),
      evidence: values.lines("evidence"),
      ...(values.text("risk") === undefined ? {} : { risk: values.text("risk") ?? "" }),
      folder,
      given: givenFacts(values),
      local: false,
      sign: values.choice("sign"),
      publish: values.choice("publish"),
      uploads: true,
      unsafeTriggers: values.lines("unsafe-trigger"),
      checksumsName: values.text("checksums-name"),
      ...(values.isOn("backfill") ? { backfill: true } : {}),
      ...(values.isOn("installer") ? { installer: true as const } : {}),
      ...(manifest === undefined ? {} : { manifest }),
    },
    settings: { token, progress, ...(mask === undefined ? {} : { mask }) },
  };
}
