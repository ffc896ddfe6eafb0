// The answers of a sale's report as rows: most frequent first, with their share of all answers.

export type AnswerRow = { readonly outcome: string; readonly count: number; readonly share: number };

export function answerRows(answers: Readonly<Record<string, number>>): readonly AnswerRow[] {
  const all = Object.values(answers).reduce((sum, count) => sum + count, 0);
  return Object.entries(answers)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => ({ outcome, count, share: count / all }))
    .toSorted((a, b) => b.count - a.count);
}
