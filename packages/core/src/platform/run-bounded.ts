/**
 * Runs tasks, so many at a time. After a failure no new ones are begun; those under way are waited for.
 * @throws what the first task that failed threw
 */
export async function runBounded(tasks: readonly (() => Promise<void>)[], limit: number): Promise<void> {
  let next = 0
  let failure: { readonly error: unknown } | undefined
  const work = async (): Promise<void> => {
    while (failure === undefined && next < tasks.length) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- that is the bound
        await tasks[next++]?.()
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, work))
  if (failure !== undefined) throw (failure as { error: unknown }).error
}
