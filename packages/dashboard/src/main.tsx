import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, warmUp } from './app.tsx'
import 'uplot/dist/uPlot.min.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/layout.css'
import './styles/runs.css'
import './styles/charts.css'
import './styles/run.css'

warmUp()
const root = document.querySelector('#root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
