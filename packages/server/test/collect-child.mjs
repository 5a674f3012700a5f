// Collects what nothing names in the data folder of its first argument, and says how much it was.
import { collectDataDir } from '../dist/index.js'

console.log(JSON.stringify(await collectDataDir({ dir: process.argv[2] })))
