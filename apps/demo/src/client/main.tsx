import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/index.css'
import { Site } from './Site.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('index.html lost its #root')

// The site's own client. The widget has one of its own and needs none from its host.
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 30_000 } } })

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Site path={location.pathname} />
    </QueryClientProvider>
  </StrictMode>,
)
