import type { Leaf } from '../leaf/leaf.ts'

type DeepPartial<T> = {
  [Key in keyof T]?: T[Key] extends (...parameters: never[]) => unknown ? T[Key] : DeepPartial<T[Key]>
}

const unasked = (name: string) => (): Promise<never> => Promise.reject(new Error(`Leaf was asked for ${name}`))

/** A Leaf that nobody is expected to ask; a test gives what it expects. */
export const fakeLeaf = (answers: DeepPartial<Leaf> = {}): Leaf => ({
  users: {
    findByExternalId: unasked('users'),
    exists: unasked('a user'),
    create: unasked('a new user'),
    ...answers.users,
  },
  credentials: {
    get: unasked('a credential'),
    post: unasked('an attach'),
    delete: unasked('a detach'),
    requestUrl: unasked('a URL'),
    events: unasked('events'),
    ...answers.credentials,
  },
  organizations: answers.organizations ?? unasked('organizations'),
  syncOrganizations: answers.syncOrganizations ?? unasked('a sync'),
  progress: answers.progress ?? unasked('progress'),
  alerts: { register: unasked('alerts'), ...answers.alerts },
})
