/** Time. */
export interface Clock {
  now(): Date;
  /** Milliseconds on a clock that never goes back. */
  elapsed(): number;
  sleep(milliseconds: number): Promise<void>;
}
