/** What an execution sees of its call context when there is none, or one that just began and brings no cycles. */
export const NO_CALL_CONTEXT = {
  cyclesAvailable: 0n,
  cyclesRefunded: 0n,
  deadlineNs: 0n,
  answered: false,
  contextInstructions: 0n,
} as const;
