import {
  ColumnNode,
  type CommonTableExpressionNode,
  IdentifierNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode,
  type KyselyPlugin,
  type PluginTransformResultArgs,
  type Selectable,
} from 'kysely'
import type { AttemptsTable } from '../database/tables.ts'
import type { Meter } from './meter.ts'

type SettledRow = Selectable<AttemptsTable>

/**
 * Counts attempts where their outcome is written, whoever writes it: twelve places do, most of them within a transaction
 * and with nothing but the database at hand. A row that a transaction then rolls back is counted all the same, which is
 * rare and does no harm.
 */
export const countSettled = (meter: Meter): KyselyPlugin => {
  const settling = new WeakSet<PluginTransformResultArgs['queryId']>()
  return {
    transformQuery({ node, queryId }) {
      if (SelectQueryNode.is(node) && node.with?.expressions.some(isSettling) === true) settling.add(queryId)
      return node
    },
    transformResult({ queryId, result }) {
      if (settling.has(queryId))
        for (const row of result.rows as SettledRow[])
          // One that was only prefetched, or the operator's own (`hitch rotate-provider`), is no grower's.
          if (row.started_at !== null) meter.attemptSettled(toSettled(row))
      return Promise.resolve(result)
    },
  }
}

/** `settle` changes the row in a common table expression and selects it from there. */
const isSettling = ({ expression }: CommonTableExpressionNode): boolean =>
  UpdateQueryNode.is(expression) &&
  expression.table !== undefined &&
  TableNode.is(expression.table) &&
  expression.table.table.identifier.name === 'attempts' &&
  (expression.updates ?? []).some(({ column }) => ColumnNode.is(column) && nameOf(column) === 'settled_at')

const nameOf = ({ column }: ColumnNode): string => (IdentifierNode.is(column) ? column.name : '')

const toSettled = (row: SettledRow) => ({
  provider: row.provider,
  status: row.status,
  code: row.error_code,
  startedAt: row.started_at,
  codeConsumedAt: row.code_consumed_at,
  sealedAt: row.sealed_at,
  attachedAt: row.attached_at,
  settledAt: row.settled_at,
})
