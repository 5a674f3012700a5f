type AnyFunction = (this: never, ...args: never[]) => unknown

/** Methods that were put over those of an object, and what was there before. */
export class OwnProperties {
  readonly #target: object
  readonly #installed = new Map<PropertyKey, { ours: unknown; before: PropertyDescriptor | undefined }>()

  constructor(target: object) {
    this.#target = target
  }

  /** An own property hides the method of the prototype: the object stays the same, and `instanceof` too. */
  install(name: PropertyKey, value: AnyFunction | object): void {
    const before = Object.getOwnPropertyDescriptor(this.#target, name)
    // Not enumerable: whoever prints or copies the session sees what was there before.
    Object.defineProperty(this.#target, name, {
      value,
      configurable: true,
      writable: true,
      enumerable: before?.enumerable ?? false,
    })
    this.#installed.set(name, { ours: value, before })
  }

  /** Leaves alone what somebody else has put over ours meanwhile: they call ours, which then only calls on. */
  restore(): void {
    for (const [name, { ours, before }] of this.#installed) {
      const now = Object.getOwnPropertyDescriptor(this.#target, name)
      if (now?.value !== ours || now?.configurable !== true) continue
      if (before === undefined) Reflect.deleteProperty(this.#target, name)
      else Object.defineProperty(this.#target, name, before)
    }
    this.#installed.clear()
  }
}
