#!/usr/bin/env node
// Nothing is imported statically: on an old Node even loading the program would end in a syntax error or a missing
// function instead of this message.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22

if (isSupported) {
  const { runProcess } = await import('./main.ts')
  await runProcess()
} else {
  process.stderr.write(
    `error: Cannot run kymo: it needs Node 20.19 or 22.12 or later, this is Node ${process.versions.node}\n` +
      `remedy: Install a current Node from https://nodejs.org\n`,
  )
  process.exitCode = 1
}
