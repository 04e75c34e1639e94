import { FolderInUseError, lockFolder } from '../database/folder-lock.ts'

/** A process that wants a folder: it tells whether it has it, and then lives on until it is killed. */
const want = async (folder: string): Promise<void> => {
  try {
    await lockFolder(folder, { port: 4310 })
    process.send?.({ reached: 'held' })
  } catch (error) {
    process.send?.({ reached: error instanceof FolderInUseError ? 'refused' : String(error) })
  }
}

process.on('message', ({ folder }: { folder: string }) => void want(folder))
