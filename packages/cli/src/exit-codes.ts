/**
 * What a script can learn from how `kymo` ended. Stable: a code never changes its meaning.
 *
 * | code | name         | meaning                                                                                                 |
 * |-----:|--------------|---------------------------------------------------------------------------------------------------------|
 * |    0 | ok           | everything that was asked for was done                                                                  |
 * |    1 | failure      | something else went wrong: the disk, a port that is taken, a defect                                     |
 * |    2 | usage        | the command line or a setting makes no sense                                                            |
 * |    3 | not found    | no such folder or run                                                                                   |
 * |    4 | auth         | the server refuses the API key, or wants one                                                            |
 * |    5 | network      | no Kymo server answers at that address                                                                  |
 * |    6 | incomplete   | `sync`: some runs were not sent completely; run it again. `verify --server`: the server lacks something |
 * |    7 | damaged      | `show`, `verify`, `artifact verify`: something is damaged, missing or changed                           |
 * |  130 | interrupted  | Ctrl-C during `sync`; run it again to continue                                                          |
 * |  143 | terminated   | the same by SIGTERM                                                                                     |
 */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  auth: 4,
  network: 5,
  incomplete: 6,
  damaged: 7,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
