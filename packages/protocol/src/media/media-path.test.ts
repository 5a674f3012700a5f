import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediaPath, safeKey } from './media-path.ts'

const sha256 = 'be2b62d300c97e186b4a32dd48c60e021e4b4f9d57c51c16083ba1e678d6bf21'

// As wandb 0.30.0 names the files of these keys.
test.each([
  ['image', 'media/images/image_2_be2b62d300c97e186b4a.png'],
  ['deep/er', 'media/images/deep/er_2_be2b62d300c97e186b4a.png'],
  ['../up', 'media/images/__/up_2_be2b62d300c97e186b4a.png'],
  ['/abs/x', 'media/images/abs/x_2_be2b62d300c97e186b4a.png'],
  ['my table/x y', 'media/images/my table/x y_2_be2b62d300c97e186b4a.png'],
])('mediaPath() of the key %j is %s', (key, path) => {
  expect(mediaPath({ folder: 'images', key, step: 2, sha256, extension: '.png' })).toBe(path)
})

test('safeKey() replaces what some operating system refuses', () => {
  expect(safeKey('a\\b:c*d?e"f<g>h|i\u0000j')).toBe('a_b_c_d_e_f_g_h_i_j')
})

test('safeKey() of any key stays below the folder that it is put into, and is short enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (key) => {
      const segments = safeKey(key).split('/')

      expect(segments.every((segment) => segment !== '.' && segment !== '..')).toBe(true)
      expect(safeKey(key).startsWith('/')).toBe(false)
      expect(Buffer.from(safeKey(key)).toString()).toBe(safeKey(key))
      expect(Math.max(...segments.map((segment) => Buffer.byteLength(segment)))).toBeLessThanOrEqual(190)
      expect(Buffer.byteLength(safeKey(key))).toBeLessThanOrEqual(760)
    }),
    { examples: [['../'.repeat(500)], ['/'.repeat(9)], ['😀'.repeat(400)], [`${'x'.repeat(400)}/y`]] },
  )
})
