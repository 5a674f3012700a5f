// Loaded before a program (`node --import`): says on the last line of standard error what it took of memory, at most, and of the processor.
import { writeSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  writeSync(2, `\n{"peakBytes":${maxRSS * 1024},"cpuMs":${(userCPUTime + systemCPUTime) / 1000}}\n`)
})
