/** Lowest and highest sample of each of `count` stretches: `[low, high, low, high, …]`, for a picture of a sound. */
export function wavePeaks(samples: Float32Array, count: number): Float32Array {
  const peaks = new Float32Array(count * 2)
  for (let index = 0; index < count; index += 1) {
    const start = Math.floor((index * samples.length) / count)
    const end = Math.max(start + 1, Math.floor(((index + 1) * samples.length) / count))
    let [low, high] = [0, 0]
    for (let at = start; at < end && at < samples.length; at += 1) {
      if (samples[at] < low) low = samples[at]
      if (samples[at] > high) high = samples[at]
    }
    peaks[index * 2] = low
    peaks[index * 2 + 1] = high
  }
  return peaks
}
