import '@hitch/connect/styles.css'
import './hosted.css'
import { hydrateRoot } from 'react-dom/client'
import { loadPage, type PageData } from './page.tsx'

const place = document.querySelector<HTMLElement>('[data-page]')
if (place?.dataset['page']) {
  hydrateRoot(place, await loadPage(JSON.parse(place.dataset['page']) as PageData))
  const { pressed } = document.documentElement.dataset
  const button = [...place.querySelectorAll('button')].find(({ ariaLabel }) => ariaLabel === pressed)
  if (pressed) button?.click()
}
