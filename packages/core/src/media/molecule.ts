import { artifactFiles, type MediaPart } from './artifact-files.ts'
import { captionOf, contentOf, type FileContent, type MediaContent } from './media-content.ts'
import { extensionOf, fileOrBytes, textBytes } from './payload-of.ts'

export interface MoleculeOptions {
  readonly caption?: string
  /** Says that the data is the content of a file of this type, and not its path. */
  readonly fileType?: 'pdb' | 'pqr' | 'mmcif' | 'mcif' | 'cif' | 'sdf' | 'sd' | 'gro' | 'mol2' | 'mmtf'
}

const FILE_TYPES: readonly string[] = [
  'pdb',
  'pqr',
  'mmcif',
  'mcif',
  'cif',
  'sdf',
  'sd',
  'gro',
  'mol2',
  'mmtf',
]

/**
 * A molecule to log: the path of a pdb, pqr, mmcif, mcif, cif, sdf, sd, gro, mol2 or mmtf file, or with `fileType` the content of
 * one. Never throws: a molecule that cannot be logged is a warning when it is logged.
 *
 * @example
 * ```js
 * import { init, Molecule } from '@kymo/core'
 *
 * const run = await init({ project: 'docking' })
 * const water = 'HETATM    1  O   HOH A   1       0.000   0.000   0.000  1.00  0.00           O\nEND\n'
 * run.log({ ligand: new Molecule(water, { fileType: 'pdb', caption: 'water' }) })
 * await run.finish()
 * ```
 */
export class Molecule {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(data: string | URL | Uint8Array | ArrayBuffer, options: MoleculeOptions = {}) {
    this.kymoMedia = contentOf('molecule', () => contentOfMolecule(data, options ?? {}))
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function contentOfMolecule(
  data: unknown,
  options: MoleculeOptions,
): FileContent | { readonly problem: string } {
  const isContent = typeof data === 'string' && options.fileType !== undefined
  const payload = isContent ? textBytes(data) : fileOrBytes(data)
  if (payload === undefined) return { problem: 'it is neither a file nor the content of one' }
  if ('problem' in payload) return payload
  const fileType = payload.kind === 'file' ? extensionOf(payload.path).slice(1) : options.fileType
  if (fileType === undefined || !FILE_TYPES.includes(fileType))
    return { problem: `the file type ${fileType ?? '(none)'} is not one of ${FILE_TYPES.join(', ')}` }
  const caption = captionOf(options.caption)
  return {
    kind: 'molecule',
    payload,
    extension: `.${fileType}`,
    ...(caption === undefined ? {} : { caption }),
  }
}
