/** A method of the ledger's core: synchronous, inside a transaction of its caller. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments of a method that is only named are unknown here.
export type Method = (...args: any[]) => unknown;

export type Methods = Readonly<Record<string, Method>>;

/** Calls a method of a core by name, wherever that core runs. */
export type Caller<Core extends Methods> = <Name extends keyof Core & string>(
  name: Name,
  ...args: Parameters<Core[Name]>
) => Promise<ReturnType<Core[Name]>>;

/** What became of a call: its value, or what was thrown. */
export type Outcome =
  | { readonly isDone: true; readonly value: unknown }
  | { readonly isDone: false; readonly error: unknown };

export function outcomeOf(call: () => unknown): Outcome {
  try {
    return { isDone: true, value: call() };
  } catch (error) {
    return { isDone: false, error };
  }
}
