import { ERASURE_REASONS } from "../../domain/statements/leaf.ts";
import { eraseEnvelope } from "../../journeys/log/erase-envelope.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { logJson, shownLog } from "../../views/log/log-json.ts";
import { logText } from "../../views/log/log-text.ts";
import { headSigningOf } from "../requests/head-signing.ts";
import { logRequest } from "../requests/log-request.ts";
import { statementDigest } from "../requests/statement-request.ts";
import { wordAmong } from "../requests/word-among.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule erase <log> <statement>`. */
export const eraseCommand: RunCommand<"erase"> = async ([log = "", text = ""], values, io) => {
  const digest = await statementDigest(text, io);
  const { own, ...signing } = await headSigningOf(values, io);
  const { places, trusts } = await logRequest([log], values, io, own);
  const [place, trust] = [places[0], trusts[0]];
  if (place === undefined || trust === undefined) throw new Fault("usage", "no log is named");
  const ports = { ...signing, ...place, trust, crypto: io.crypto };
  const erased = await eraseEnvelope(
    { digest, reason: wordAmong(values.text("reason"), ERASURE_REASONS, values.spelling("reason")) },
    ports,
  );
  const [origin = ""] = erased.note.split("\n");
  const shown = shownLog({ action: "erase", origin, size: erased.size, indices: erased.indices.map(Number) });
  io.out(values.isOn("json") ? jsonText(logJson(shown)) : logText(shown, { paint: io.paint, width: io.width ?? 80 }));
  return 0;
};
