import type { JSX, SVGProps } from 'react'

const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  stop: 'M5 5h6v6H5z',
  bolt: 'M9 2L4 9h4l-1 5 5-7H8z',
  play: 'M5.5 3.5l7 4.5-7 4.5z',
  search: 'M7 12A5 5 0 107 2a5 5 0 000 10zM10.6 10.6L14 14',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  expand: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5l-4.5 4.5M2.5 13.5L7 9',
  download: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.5h10',
  reset: 'M3 8a5 5 0 105-5H4M6 1L4 3l2 2',
  settings:
    'M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 6.2a1.7 1.7 0 100-3.4 1.7 1.7 0 000 3.4zM5.8 13.2a1.7 1.7 0 100-3.4 1.7 1.7 0 000 3.4z',
  chevron: 'M6 4l4 4-4 4',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 100-4 2 2 0 000 4z',
  sun: 'M8 11a3 3 0 100-6 3 3 0 000 6zM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1',
  moon: 'M13 9.6A5.5 5.5 0 016.4 3a5.5 5.5 0 106.6 6.6z',
  system: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3',
  split: 'M2.5 3h11v10h-11zM6.5 3v10',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11',
  chart: 'M2.5 2.5v11h11M5 10l2.5-3.5L9.5 8.5 13 4',
  smooth: 'M1.5 11c2.5 0 2.5-6 5-6s2.5 5 4.5 5 1.5-2 3.5-2',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  warning: 'M8 2.2L14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2',
  bell: 'M8 2a3.8 3.8 0 013.8 3.8c0 3.4 1.4 4.4 1.4 4.4H2.8s1.4-1 1.4-4.4A3.8 3.8 0 018 2zM6.6 12.6a1.5 1.5 0 002.8 0',
  trash: 'M2.8 4.5h10.4M6 4.5v-2h4v2M4.2 4.5l.6 9h6.4l.6-9M6.7 7v4M9.3 7v4',
  pencil: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7l2.3 2.3',
  tag: 'M2.5 2.5h5L13.5 8.5l-5 5-6-6zM5.3 5.3v.1',
  more: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  wrap: 'M2.5 4h11M2.5 8h8.7a2.2 2.2 0 010 4.4H8.5M10 10.8l-1.6 1.6L10 14M2.5 12.4H5',
  clock: 'M8 14A6 6 0 108 2a6 6 0 000 12zM8 5v3.2l2.2 1.3',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  end: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3.5 13.5h9',
  external: 'M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.5 2.5L7.5 8.5',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  image: 'M2.5 3h11v10h-11zM2.5 11l3.2-3.4 2.4 2.4 2.6-3 2.8 3.2M5.7 6.2a.6.6 0 100-1.2.6.6 0 000 1.2z',
  layers: 'M8 2.2l5.8 3.1L8 8.4 2.2 5.3zM2.2 8L8 11.1 13.8 8M2.2 10.7L8 13.8l5.8-3.1',
  filter: 'M2.5 3.5h11l-4.3 5v4.2l-2.4 1.2V8.5z',
  link: 'M6.7 9.3l2.6-2.6M7.3 4.7l1.5-1.5a2.9 2.9 0 014.1 4.1l-1.5 1.5M8.7 11.3l-1.5 1.5a2.9 2.9 0 01-4.1-4.1l1.5-1.5',
  file: 'M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2',
  folder: 'M1.8 3.5h4.4l1.4 1.7h6.6v7.6H1.8z',
  box: 'M8 1.8l5.6 2.9v6.6L8 14.2l-5.6-2.9V4.7zM2.4 4.7L8 7.6l5.6-2.9M8 7.6v6.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  spark: 'M8 1.8l1.5 4.7 4.7 1.5-4.7 1.5L8 14.2l-1.5-4.7L1.8 8l4.7-1.5z',
  wrench:
    'M13.6 4.7l-2.3 2.3-2.3-.6-.6-2.3 2.3-2.3a3.6 3.6 0 00-4.6 4.6l-4.3 4.3 2.3 2.3 4.3-4.3a3.6 3.6 0 004.7-4z',
  book: 'M8 4.2C6.5 3 4.5 2.7 2 2.8v9.4c2.5-.1 4.5.2 6 1.4 1.5-1.2 3.5-1.5 6-1.4V2.8c-2.5-.1-4.5.2-6 1.4zM8 4.2v9.4',
  agent: 'M3 5.5h10v7.5H3zM8 5.5V2.5M6 8.5v1M10 8.5v1M1.5 8v2.5M14.5 8v2.5',
  node: 'M8 2.2L13.8 8 8 13.8 2.2 8z',
  dots: 'M4 4v.1M8 4v.1M12 4v.1M4 8v.1M8 8v.1M12 8v.1M4 12v.1M8 12v.1M12 12v.1',
  gauge: 'M3.5 12.5a6 6 0 119 0M8 9.5l2.5-3',
  person: 'M8 8a3 3 0 100-6 3 3 0 000 6zM2.5 14c.4-3 2.6-4.4 5.5-4.4s5.1 1.4 5.5 4.4',
  circle: 'M8 12.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9z',
  unfold: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  fold: 'M5 2.5l3 3 3-3M5 13.5l3-3 3 3',
  tree: 'M2.5 3h5M5 6.5h5M5 10h5M7.5 13.5h5M3 3v7M3 6.5h2M3 10h2',
  log: 'M2.5 13.5v-11M2.5 13.5h11M4.5 13c.5-6 3-9 9-9.5',
} as const

export type IconName = keyof typeof PATHS

export interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'name'> {
  readonly name: IconName
}

/** A line icon of 16 px. Decoration: the control around it has the label. */
export function Icon({ name, ...rest }: IconProps): JSX.Element {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="icon" {...rest}>
      <path d={PATHS[name]} />
    </svg>
  )
}

/** The mark of Kymo: one trace on a drum. */
export function KymoMark(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="8" />
      <path d="M5 18.5h4.2l2.6-9 4.2 15 4-19 2.8 13H27" />
    </svg>
  )
}
