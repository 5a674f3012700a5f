import { VertexList, sceneOf } from './scene3d.ts'
import type { Scene3d } from './scene3d.ts'

interface Atom {
  readonly element: string
  readonly at: readonly [number, number, number]
}

/** Customary colours (Corey, Pauling, Koltun); others are pink. */
const COLOURS: ReadonlyMap<string, readonly number[]> = new Map([
  ['H', [0.85, 0.85, 0.85]],
  ['C', [0.38, 0.4, 0.42]],
  ['N', [0.2, 0.35, 0.95]],
  ['O', [0.9, 0.15, 0.12]],
  ['S', [0.88, 0.75, 0.15]],
  ['P', [0.95, 0.55, 0.1]],
  ['F', [0.3, 0.8, 0.3]],
  ['CL', [0.2, 0.75, 0.2]],
  ['FE', [0.8, 0.4, 0.1]],
])
const OTHER = [0.85, 0.45, 0.7]
/** Ångström; two atoms nearer than this are bound. Hydrogen binds closer. */
const BOND = 1.95
const HYDROGEN_BOND = 1.25
const MAX_ATOMS = 50_000

/** Formats that {@link parseMolecule} reads. */
export function isMoleculeReadable(path: string): boolean {
  return /\.(?:pdb|pqr|sdf?|mol)$/i.test(path)
}

/** Reads atoms of PDB, PQR, SDF and MOL files and joins those that stand near each other. The first model only. */
export function parseMolecule(text: string, path: string): Scene3d {
  const atoms = /\.(?:pdb|pqr)$/i.test(path) ? readPdb(text) : readMol(text)
  const [points, lines] = [new VertexList(), new VertexList()]
  for (const { at, element } of atoms) points.add(at, COLOURS.get(element) ?? OTHER)
  for (const [from, to] of bondsOf(atoms)) {
    const middle = from.at.map((value, axis) => (value + to.at[axis]) / 2)
    for (const atom of [from, to]) {
      lines.add(atom.at, COLOURS.get(atom.element) ?? OTHER)
      lines.add(middle, COLOURS.get(atom.element) ?? OTHER)
    }
  }
  return sceneOf({
    points: points.toVertices(),
    lines: lines.toVertices(),
    omitted: ['surfaces, ribbons and kinds of bonds'],
  })
}

function readPdb(text: string): Atom[] {
  const atoms: Atom[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('ENDMDL') || atoms.length >= MAX_ATOMS) break
    if (!line.startsWith('ATOM') && !line.startsWith('HETATM')) continue
    const [x, y, z] = [30, 38, 46].map((start) => Number(line.slice(start, start + 8)))
    const element =
      line.slice(76, 78).trim() ||
      line
        .slice(12, 16)
        .replaceAll(/[^A-Za-z]/g, '')
        .slice(0, 1)
    if ([x, y, z].every(Number.isFinite)) atoms.push({ element: element.toUpperCase(), at: [x, y, z] })
  }
  return atoms
}

function readMol(text: string): Atom[] {
  const lines = text.split('\n')
  const count = Math.min(MAX_ATOMS, Number.parseInt(lines[3]?.slice(0, 3) ?? '0', 10) || 0)
  return lines.slice(4, 4 + count).flatMap((line): Atom[] => {
    const [x, y, z, element = ''] = line.trim().split(/\s+/)
    const at = [Number(x), Number(y), Number(z)] as const
    return at.every(Number.isFinite) ? [{ element: element.toUpperCase(), at }] : []
  })
}

/** Atoms are sorted into cells of the size of a bond, so that each is compared with its neighbours only. */
function* bondsOf(atoms: readonly Atom[]): Generator<readonly [Atom, Atom]> {
  const cells = new Map<string, Atom[]>()
  for (const atom of atoms) {
    const cell = atom.at.map((value) => Math.floor(value / BOND))
    for (const [dx, dy, dz] of NEIGHBOURS) {
      for (const other of cells.get(`${cell[0] + dx},${cell[1] + dy},${cell[2] + dz}`) ?? []) {
        const limit = atom.element === 'H' || other.element === 'H' ? HYDROGEN_BOND : BOND
        const distance = Math.hypot(...atom.at.map((value, axis) => value - other.at[axis]))
        if (distance < limit) yield [other, atom]
      }
    }
    const own = cells.get(cell.join(','))
    if (own === undefined) cells.set(cell.join(','), [atom])
    else own.push(atom)
  }
}

const NEIGHBOURS = Array.from({ length: 27 }, (_each, index) => [
  (index % 3) - 1,
  (Math.floor(index / 3) % 3) - 1,
  Math.floor(index / 9) - 1,
])
