import * as P from './plan';
import { threads, setWord, thread, word } from './state';

/** Looks this often before a thread sleeps: rounds are short, and waking costs more than most of them. */
const SPINS = 20000;
const SLEEP_NS: i64 = 100_000_000;

/** Waits until all threads have come here; one alone walks through. Traps when another thread has failed. */
export function barrier(): void {
  if (threads == 1) return;
  const generation = atomic.load<u32>(P.PLAN + P.GENERATION);
  if (atomic.add<u32>(P.PLAN + P.ARRIVED, 1) + 1 == threads) {
    atomic.store<u32>(P.PLAN + P.ARRIVED, 0);
    atomic.store<u32>(P.PLAN + P.GENERATION, generation + 1);
    atomic.notify(P.PLAN + P.GENERATION, -1);
    return;
  }
  for (let spin = 0; spin < SPINS; spin++)
    if (atomic.load<u32>(P.PLAN + P.GENERATION) != generation) return;
  while (atomic.load<u32>(P.PLAN + P.GENERATION) == generation) {
    if (atomic.load<u32>(P.PLAN + P.FAILED) != 0) unreachable();
    atomic.wait<u32>(P.PLAN + P.GENERATION, generation, SLEEP_NS);
  }
}

/** Starts a queue of tasks anew; all threads meet before and behind it. */
export function beginTasks(): void {
  barrier();
  if (thread == 0) setWord(P.TASK, 0);
  barrier();
}

/** Takes the next number of the queue. */
export function nextTask(): u32 {
  if (threads > 1) return atomic.add<u32>(P.PLAN + P.TASK, 1);
  const task = word(P.TASK);
  setWord(P.TASK, task + 1);
  return task;
}
