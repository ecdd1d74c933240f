import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { printable } from "../../kernel/printable.ts";
import type { Clock } from "../../ports/clock.ts";
import type { IdentityToken } from "../../ports/identity-token.ts";

/** The token itself where it is for `audience` (O05) and not yet expired (F14); `identity-token-unfit` otherwise. */
export function refuseUnfitToken(token: IdentityToken, audience: string, clock: Clock): IdentityToken {
  const { claims } = token;
  if (!claims.audience.includes(audience)) {
    const found = claims.audience.map((item) => printable(item, 60)).join(", ");
    throw new Fault("identity-token-unfit", `the identity token is for ${found}, not for ${printable(audience)}`, {
      hint: `ask for a token with the audience ${audience}, and put it into SIGSTORE_ID_TOKEN`,
    });
  }
  const now = Math.floor(clock.now().getTime() / 1000);
  if (claims.expires > now) return token;
  const times = `expired at ${time(claims.expires)}, and the clock of this machine says ${time(now)}`;
  throw new Fault("identity-token-unfit", `the identity token ${times}`, {
    hint: "correct the clock if it is wrong; otherwise ask for a new token just before sealing",
  });
}

function time(seconds: number): string {
  return seconds < 253_402_300_800 ? formatEpoch(seconds) : "a time beyond the year 9999";
}
