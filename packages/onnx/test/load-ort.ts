import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as OnnxRuntime from 'onnxruntime-node'

/** A folder with `node_modules` in which another version of onnxruntime-node is installed. */
const FROM = process.env['KYMO_ONNX_FROM']

/** The ONNX Runtime that is tested: the one of the repository, or that of KYMO_ONNX_FROM. */
export const ORT_PATH: string = createRequire(
  FROM === undefined ? import.meta.url : join(FROM, 'package.json'),
).resolve('onnxruntime-node')

export const ort = createRequire(import.meta.url)(ORT_PATH) as typeof OnnxRuntime
