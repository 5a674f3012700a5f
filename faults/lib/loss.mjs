/** What row `i` logs: every row another value, and none of them short. */
export function lossAt(i) {
  return Math.sqrt(i + 1) / 7
}

/** What a training of so many rows computes, with or without us. */
export function sumOf(rowCount) {
  let sum = 0
  for (let i = 0; i < rowCount; i++) sum += lossAt(i)
  return sum
}
