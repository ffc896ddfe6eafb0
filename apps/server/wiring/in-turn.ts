/** Runs tasks one after the other, in the order they came. One that fails keeps no other from running. */
export type InTurn = <Result>(task: () => Promise<Result>) => Promise<Result>;

export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task, task);
    last = run;
    return run;
  };
}
