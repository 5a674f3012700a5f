import type { JSX } from 'react'
import { classColour, cssColour } from '../../media/class-layers.ts'
import { Popover, Switch } from '../ui/controls.tsx'
import { classKey } from './layer-settings.ts'
import type { FoundLayer, LayerSettings } from './layer-settings.ts'

const MAX_CLASSES = 100

export interface LayerMenuProps {
  readonly layers: readonly FoundLayer[]
  readonly settings: LayerSettings
  readonly onChange: (settings: LayerSettings) => void
}

/** What is drawn over images: classes of masks and boxes, opacity, least score, and how pixels look. */
export function LayerMenu({ layers, settings, onChange }: LayerMenuProps): JSX.Element {
  const set = (change: Partial<LayerSettings>): void => onChange({ ...settings, ...change })
  const hasMasks = layers.some(({ kind }) => kind === 'mask')
  const hasBoxes = layers.some(({ kind }) => kind === 'box')
  return (
    <Popover
      icon="layers"
      label="Layers and pixels"
      isActive={settings.hidden.size > 0 || settings.minScore > 0}
    >
      <div className="settings layer-menu">
        <Switch
          label="Show single pixels"
          isOn={settings.isPixelated}
          onChange={(isPixelated) => set({ isPixelated })}
        />
        {hasMasks ? (
          <Slider
            label="Opacity of masks"
            value={settings.opacity}
            onChange={(opacity) => set({ opacity })}
          />
        ) : null}
        {hasBoxes ? (
          <Slider
            label="Least score of boxes"
            value={settings.minScore}
            onChange={(minScore) => set({ minScore })}
          />
        ) : null}
        {layers.map((layer) => (
          <Classes key={`${layer.kind} ${layer.layer}`} layer={layer} settings={settings} set={set} />
        ))}
      </div>
    </Popover>
  )
}

function Slider({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}): JSX.Element {
  return (
    // The value is no <output>: of two that can be labelled the label would mean the first.
    <label className="slider">
      <span>
        {label} <span className="numeric">{value.toFixed(2)}</span>
      </span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </label>
  )
}

interface ClassesProps {
  readonly layer: FoundLayer
  readonly settings: LayerSettings
  readonly set: (change: Partial<LayerSettings>) => void
}

function Classes({ layer: { kind, layer, ids, labels }, settings, set }: ClassesProps): JSX.Element {
  const keys = ids.map((id) => classKey(kind, layer, id))
  const isAllOn = keys.every((key) => !settings.hidden.has(key))
  const toggle = (changed: readonly string[], isOn: boolean): void => {
    const hidden = new Set(settings.hidden)
    for (const key of changed) {
      if (isOn) hidden.delete(key)
      else hidden.add(key)
    }
    set({ hidden })
  }
  return (
    <fieldset className="class-list">
      <legend>
        <label>
          <input type="checkbox" checked={isAllOn} onChange={(event) => toggle(keys, event.target.checked)} />
          <span>
            {kind === 'mask' ? 'Mask' : 'Boxes'}: {layer}
          </span>
        </label>
      </legend>
      {ids.slice(0, MAX_CLASSES).map((id, index) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={!settings.hidden.has(keys[index])}
            onChange={(event) => toggle([keys[index]], event.target.checked)}
          />
          <span className="swatch" style={{ background: cssColour(classColour(id)) }} />
          <span>{labels.get(id) ?? `class ${id}`}</span>
        </label>
      ))}
      {ids.length > MAX_CLASSES ? <p className="soft">and {ids.length - MAX_CLASSES} more</p> : null}
    </fieldset>
  )
}
