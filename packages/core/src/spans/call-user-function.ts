/**
 * Calls a function that the user gave to judge or to shorten a value. It has to answer at once: a promise is no answer, and its
 * rejection must not end the program.
 * @throws what the function throws; a {@link TypeError} for a promise
 */
export function callUserFunction<Args extends readonly unknown[]>(
  action: (...args: Args) => unknown,
  ...args: Args
): unknown {
  const answer = action(...args)
  // A promise that was handed in is the user's own: whether it is handled is theirs to say.
  if (!(answer instanceof Promise) || args.includes(answer)) return answer
  answer.catch(() => undefined)
  throw new TypeError('the function is asynchronous')
}
