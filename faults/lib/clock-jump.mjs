// Preloaded: the clock of the program jumps by FAULT_JUMP_MS after a while, as when a machine wakes up or is set right.
const jumpMs = Number(process.env.FAULT_JUMP_MS)
const realNow = Date.now
let calls = 0
Date.now = () => realNow() + (++calls > 300 ? jumpMs : 0)
