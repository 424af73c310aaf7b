/** Says what is being done before it is done, and how long it took: installs are slow and silent. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  console.log(`${what} …`);
  const result = await work();
  console.log(`${what}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
