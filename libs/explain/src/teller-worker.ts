import { parentPort } from 'node:worker_threads';
import { rowTeller, type RowTeller, type Told } from './row-teller.ts';
import type { TellerQuestion } from './tellers.ts';

/** The thread that puts reasons into words while another explains and writes. */
const tellers = new Map<number, RowTeller>();

parentPort!.on('message', (question: TellerQuestion) => parentPort!.postMessage(answerTo(question)));

function answerTo(question: TellerQuestion): Told | null {
  if (question.kind === 'begin') tellers.set(question.teller, rowTeller(question.telling));
  if (question.kind === 'take') tellers.get(question.teller)!.take(question.explained);
  return question.kind === 'finish' ? tellers.get(question.teller)!.finish() : null;
}
