interface NodeInit {
  readonly name: string
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly domain?: string
  readonly attributes?: readonly Uint8Array[]
}

interface ValueInit {
  readonly name: string
  readonly dims: readonly (number | string)[]
  readonly type?: number
}

interface ModelInit {
  readonly graph: readonly Uint8Array[]
  readonly opset?: number
  readonly irVersion?: number
  readonly producer?: string
  readonly more?: readonly Uint8Array[]
}

export declare const FLOAT: number
export declare function varint(number: number | bigint): Uint8Array
export declare function concat(parts: readonly Uint8Array[]): Uint8Array
export declare function int(field: number, number: number | bigint): Uint8Array
export declare function bytes(field: number, content: Uint8Array): Uint8Array
export declare function text(field: number, content: string): Uint8Array
export declare function message(field: number, ...parts: Uint8Array[]): Uint8Array
export declare function node(init: NodeInit, field?: number): Uint8Array
export declare function initializer(
  tensor: { readonly name: string; readonly dims: readonly number[]; readonly values: readonly number[] },
  field?: number,
): Uint8Array
export declare function externalInitializer(
  tensor: { readonly name: string; readonly dims: readonly number[] },
  data: { readonly location: string; readonly offset?: number; readonly length?: number },
): Uint8Array
export declare function valueInfo(field: number, value: ValueInit): Uint8Array
export declare function model(init: ModelInit): Uint8Array
export declare function denseModel(options?: {
  readonly inputs?: number
  readonly outputs?: number
  readonly layers?: number
  readonly scale?: number
}): Uint8Array
export declare function externalModel(options?: {
  readonly inputs?: number
  readonly outputs?: number
  readonly location?: string
}): { readonly model: Uint8Array; readonly weights: Uint8Array }
