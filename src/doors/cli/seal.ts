import { isAbsolute, relative, sep } from "node:path";
import { carryLog } from "../../journeys/log/carry-log.ts";
import { noAssetNamed } from "../../journeys/seal/assets/collect-assets.ts";
import { isRehearsal } from "../../journeys/seal/order/seal-order.ts";
import { seal } from "../../journeys/seal/seal.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { releaseCheckText } from "../../views/release/release-check-text.ts";
import { sealedReleaseJson } from "../../views/release/sealed-release-json.ts";
import { sealedReleaseText } from "../../views/release/sealed-release-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { logToCarry } from "../requests/asked-log.ts";
import { sealRequest } from "../requests/seal-request.ts";
import { notarySettings } from "../settings/notary-settings.ts";
import { commandText } from "./command-text.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule seal <asset…>`: the result goes to standard output, as text or as one JSON object. */
export const sealCommand: RunCommand<"seal"> = async (assets, values, io) => {
  const progress = io.progress(values.isOn("quiet"));
  const { order, settings } = sealRequest(assets, values, { folder: io.folder, outParent: io.folder, progress });
  // Checked first: somebody who only tries the command should read this, and not that an account is missing.
  const { assets: files, assetsFrom = [], images = [] } = order;
  if (files.length + assetsFrom.length + images.length === 0) throw noAssetNamed();
  const notary = notarySettings(values, { folder: io.folder });
  if (notary === undefined && values.isOn("notary-beside")) {
    throw new Fault(
      "usage",
      `${values.spelling("notary-beside")} means nothing without ${values.spelling("notary-key")}`,
    );
  }
  const ports = await io.sealPorts({ ...settings, ...(notary === undefined ? {} : { notary }) });
  const log = await logToCarry(
    values,
    { trustedRoot: settings.trustedRoot, instances: ["public-good", "github"], progress },
    io,
  );
  const sealed = await seal(order, { ...ports, ...(log && { carriedLog: () => carryLog(log, log) }) });
  if (values.isOn("json")) {
    io.out(jsonText(sealedReleaseJson(sealed, asFlag)));
  } else if (isRehearsal(order)) {
    const { paint, width = 80 } = io;
    io.out(
      releaseCheckText(sealed.examined, {
        paint,
        width,
        spelling: asFlag,
        verbose: values.isOn("verbose"),
        ending: DRY_RUN,
      }),
    );
  } else {
    const words = [...io.program, ...(sealed.written?.verifyArguments ?? []).map((word) => nearer(word, io.folder))];
    const { paint, width = 80 } = io;
    const folder = sealed.written && `${nearer(sealed.written.folder, io.folder)}${sep}`;
    io.out(sealedReleaseText(sealed, { paint, width, spelling: asFlag, command: commandText(words), folder }));
  }
  return 0;
};

const DRY_RUN = "All of it was signed in memory, packed, and verified as a consumer would. Nothing was written.";

/** A path below the folder as a person there would write it. Every path comes after `--`, so none can be taken for a flag. */
function nearer(word: string, folder: string): string {
  if (!isAbsolute(word)) return word;
  const near = relative(folder, word);
  return near === "" || near.startsWith("..") || isAbsolute(near) ? word : near;
}
