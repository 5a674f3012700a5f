// Projects the folder of its first argument into the index of its second, and says when it begins and when it is done.
import { openDataPlane } from '../dist/index.js'

const [runsDir, indexPath] = process.argv.slice(2)
const plane = openDataPlane({ runsDir, indexPath, layout: 'plain' })
console.log('begins')
await plane.settle()
console.log('done')
await plane.close()
