/**
 * A list of texts in one text: separated by commas, with `~` as the escape for commas, tildes, a leading `!` and the empty
 * text. Plain names stay readable in the address bar, every text survives.
 */
export function joinFields(fields: readonly string[]): string {
  return fields.map(escapeField).join(',')
}

/** The inverse of {@link joinFields}. */
export function splitFields(text: string): string[] {
  return text === '' ? [] : text.split(',').map(unescapeField)
}

function escapeField(field: string): string {
  if (field === '') return '~e'
  return field.replaceAll('~', '~t').replaceAll(',', '~c').replace(/^!/, '~x')
}

function unescapeField(field: string): string {
  if (field === '~e') return ''
  return field.replace(/~([tcx])/g, (_match, code: string) => (code === 't' ? '~' : code === 'c' ? ',' : '!'))
}
