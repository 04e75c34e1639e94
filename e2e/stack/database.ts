import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

/** A fresh, empty database on a throw-away PostgreSQL, with which it goes. */
export const createDatabase = async (serverUrl: string): Promise<string> => {
  const name = `hitch_${randomUUID().replaceAll('-', '')}`
  const client = await connected(serverUrl)
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** One that has just been started takes connections a moment before it lets anybody in. */
const connected = async (connectionString: string): Promise<Client> => {
  for (;;) {
    const client = new Client({ connectionString })
    try {
      await client.connect()
      return client
    } catch (error) {
      if ((error as { code?: string }).code !== CANNOT_CONNECT_NOW) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

const CANNOT_CONNECT_NOW = '57P03'
