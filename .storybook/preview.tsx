import type { Preview } from '@storybook/react-vite'
import '@hitch/connect/styles.css'

/** The story tests run once in each theme; the toolbar's choice counts when a person looks. */
const theme: unknown = import.meta.env.HITCH_THEME

const preview: Preview = {
  parameters: {
    layout: 'padded',
    // A violation of WCAG fails the story's test.
    a11y: { test: 'error', options: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } },
    viewport: {
      options: Object.fromEntries(
        [320, 360, 640, 1280].map((width) => [
          `w${width}`,
          { name: `${width} px`, styles: { width: `${width}px`, height: '800px' } },
        ]),
      ),
    },
    controls: { expanded: true },
    options: { storySort: { order: ['Introduction', 'Guides', 'Widget', 'Pane', 'Tile', 'All states'] } },
  },
  globalTypes: {
    theme: {
      description: 'color-scheme of the page',
      toolbar: { title: 'Theme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: theme === 'dark' ? 'dark' : 'light' },
  decorators: [
    (Story, { globals }) => {
      const dark = globals.theme === 'dark'
      document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
      document.body.style.backgroundColor = 'Canvas'
      return <Story />
    },
  ],
}

export default preview
