import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Scenario, SCENARIOS } from '../../shared/scenarios.ts'
import { Choice } from '../parts/Choice.tsx'
import { PROVIDER_NAMES } from './provider-names.ts'
import { chooseScenario, invalidate, scenarioQuery } from './scenario-query.ts'

const LABELS = Object.fromEntries(Object.entries(SCENARIOS).map(([id, { label }]) => [id, label]))

/** What the sandbox shall do when a grower connects: each state of the widget within reach. */
export function Scenarios() {
  const queryClient = useQueryClient()
  const { data } = useQuery(scenarioQuery)
  const choosing = useMutation({
    mutationFn: chooseScenario,
    onSettled: () => queryClient.invalidateQueries(scenarioQuery),
  })
  const invalidating = useMutation({ mutationFn: invalidate })
  const failure = choosing.error ?? invalidating.error
  const id = (choosing.isPending && choosing.variables) || data?.scenario || 'good_way'
  const { story, provider }: Scenario = SCENARIOS[id]
  return (
    <section className="card scenarios" aria-labelledby="scenarios-title">
      <h2 id="scenarios-title">Scenario</h2>
      <Choice
        className="choices"
        label="When a grower connects"
        options={LABELS}
        value={id}
        onChoose={(one) => choosing.mutate(one)}
      />
      <p className="small" aria-live="polite">
        {story} {provider !== undefined && `Try it with ${PROVIDER_NAMES[provider]}.`}
      </p>
      <p className="scenario-invalid small">
        For an account that stops working later:{' '}
        <button
          type="button"
          className="text-button"
          aria-disabled={invalidating.isPending}
          onClick={() => invalidating.isPending || invalidating.mutate()}
        >
          Break this farm’s connections
        </button>
      </p>
      <output className="small">
        {invalidating.isSuccess &&
          'Leaf finds them invalid. The widget shows it at its next look, within half a minute.'}
      </output>
      {failure && <p role="alert">{failure.message}</p>}
    </section>
  )
}
