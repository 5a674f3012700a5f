// Logs N rows offline and dies: `node kill-child.mjs <SIGKILL|SIGTERM|SIGSEGV|abort> <N>`.
import { init } from '@kymo/core'

const [death, rowCount] = process.argv.slice(2)
const run = await init({ project: 'kill', silent: true })
for (let i = 0; i < Number(rowCount); i++) run.log({ i, loss: 1 / (i + 1) })
if (death === 'abort') process.abort()
process.kill(process.pid, death)
