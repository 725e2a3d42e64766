/** The longest time (ms, some 24.8 days) that Node's timers can wait: they take a longer one for 1 ms. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;
