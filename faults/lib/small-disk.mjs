import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file system of a few megabytes, with a ballast that can be thrown off. Needs the right to mount. */
export class SmallDisk {
  #path

  constructor(path, { sizeKb }) {
    mkdirSync(path, { recursive: true })
    mount(['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', path])
    this.#path = path
  }

  static canMount(path) {
    try {
      new SmallDisk(path, { sizeKb: 64 }).remove()
      return true
    } catch {
      return false
    }
  }

  fill(byteCount) {
    writeFileSync(join(this.#path, 'ballast'), Buffer.alloc(byteCount))
  }

  free() {
    rmSync(join(this.#path, 'ballast'), { force: true })
  }

  makeReadOnly() {
    mount(['-o', 'remount,ro', this.#path])
  }

  remove() {
    spawnSync('umount', ['-l', this.#path])
  }
}

function mount(args) {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`Cannot mount ${args.at(-1)}: ${stderr}`)
}
