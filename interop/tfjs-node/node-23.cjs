// tfjs-node 4.22 calls a function that Node 23 has removed: the remedy that the adapter names.
const util = require('node:util')
util.isNullOrUndefined ??= (value) => value == null
