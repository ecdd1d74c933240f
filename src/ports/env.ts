/** One environment variable, or undefined where it is absent or empty. */
export type Env = (name: string) => string | undefined;
