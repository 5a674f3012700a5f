type AnyFunction = (this: never, ...args: never[]) => unknown

/** Methods that were put over those of an object, and what was there before. */
export class OwnProperties {
  /** Not more: a session that nobody uses any more is freed, and its native memory with it. */
  readonly #target: WeakRef<object>
  readonly #installed = new Map<PropertyKey, { ours: unknown; before: PropertyDescriptor | undefined }>()

  constructor(target: object) {
    this.#target = new WeakRef(target)
  }

  /** An own property hides the method of the prototype: the object stays the same, and `instanceof` too. */
  install(name: PropertyKey, value: AnyFunction | object): void {
    const target = this.#target.deref()
    if (target === undefined) return
    const before = Object.getOwnPropertyDescriptor(target, name)
    // Not enumerable: whoever prints or copies the session sees what was there before.
    Object.defineProperty(target, name, {
      value,
      configurable: true,
      writable: true,
      enumerable: before?.enumerable ?? false,
    })
    this.#installed.set(name, { ours: value, before })
  }

  /** Leaves alone what somebody else has put over ours meanwhile: they call ours, which then only calls on. */
  restore(): void {
    const target = this.#target.deref()
    if (target === undefined) return
    for (const [name, { ours, before }] of this.#installed) {
      const now = Object.getOwnPropertyDescriptor(target, name)
      if (now?.value !== ours || now?.configurable !== true) continue
      if (before === undefined) Reflect.deleteProperty(target, name)
      else Object.defineProperty(target, name, before)
    }
    this.#installed.clear()
  }
}
