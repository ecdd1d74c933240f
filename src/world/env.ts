import type { Env } from "../ports/env.ts";

/** The environment of this process. */
export const processEnv: Env = (name) => {
  const value = process.env[name];
  return value === "" ? undefined : value;
};
