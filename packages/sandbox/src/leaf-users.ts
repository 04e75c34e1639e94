import type { LeafUser } from './state.ts'

/** Leaf users by id, and found by externalId without a look at all of them: a load test makes tens of thousands. */
export class LeafUsers extends Map<string, LeafUser> {
  readonly #named = new Map<string, Set<string>>()

  /** Those with exactly this externalId, oldest first. */
  named(externalId: string): LeafUser[] {
    return [...(this.#named.get(externalId) ?? [])].flatMap((id) => this.get(id) ?? [])
  }

  override set(id: string, user: LeafUser): this {
    const before = this.get(id)?.externalId
    if (before !== user.externalId) {
      this.#forget(id, before)
      if (user.externalId !== undefined) {
        const ids = this.#named.get(user.externalId) ?? new Set()
        this.#named.set(user.externalId, ids.add(id))
      }
    }
    return super.set(id, user)
  }

  override delete(id: string): boolean {
    this.#forget(id, this.get(id)?.externalId)
    return super.delete(id)
  }

  #forget(id: string, externalId: string | undefined): void {
    if (externalId === undefined) return
    const ids = this.#named.get(externalId)
    ids?.delete(id)
    if (ids?.size === 0) this.#named.delete(externalId)
  }
}
