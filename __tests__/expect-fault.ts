import { expect } from "vitest";
import { Fault } from "../src/kernel/fault.ts";
import type { FaultCode } from "../src/kernel/fault-codes.ts";

/** Runs `action`, sync or async, and requires a `Fault` of exactly this code; resolves to it for further looks. */
export async function expectFault(code: FaultCode, action: () => unknown): Promise<Fault> {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toBe(code);
    return error as Fault;
  }
  throw new Error(`nothing was refused, "${code}" was expected`);
}
