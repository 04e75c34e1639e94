import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

/** A fresh, empty database on a throw-away PostgreSQL, with which it goes. */
export const createDatabase = async (serverUrl: string): Promise<string> => {
  const name = `hitch_${randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
