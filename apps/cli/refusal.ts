import type { Problem } from '@penstock/contract';

/** The server refused, and said why: the answer to the command is no. */
export class Refusal extends Error {
  readonly problem: Problem;
  /** The server that refused: its pages explain the code. */
  readonly baseUrl: string;

  constructor(problem: Problem, baseUrl: string) {
    super(`${problem.title} ${problem.detail}`);
    this.name = 'Refusal';
    this.problem = problem;
    this.baseUrl = baseUrl;
  }
}
