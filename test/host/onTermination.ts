const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `react` once, at the first signal to end. The returned function stops listening. */
export function onTermination(react: (signal: NodeJS.Signals) => void): () => void {
  const stopListening = (): void => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
  const listener = (signal: NodeJS.Signals): void => {
    stopListening();
    react(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return stopListening;
}
