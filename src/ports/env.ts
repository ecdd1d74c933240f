/** One environment variable, or undefined if it is absent or empty. */
export type Env = (name: string) => string | undefined;
