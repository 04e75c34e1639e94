import { useEffect, useRef } from 'react'
import type { Texts, Values } from '../messages/text.ts'
import { tileNews, type TileMoment, type TileNews as News } from './announcement.ts'
import type { TileView } from './tile-view.ts'
import type { Announcement } from './use-announcer.ts'

/** Has the news between two renders of a tile read out, once. What is over before its delay has passed is not told. */
export const TileNews = ({
  moment,
  view,
  values,
  texts,
  announce,
}: {
  moment: TileMoment
  view: TileView
  values: Values
  texts: Texts
  announce: (announcement: Announcement) => void
}): null => {
  const before = useRef<TileMoment>(moment)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const tell = ({ key, urgent, n }: News): void => {
      const [text] = view.text ?? []
      announce({
        urgent: !!urgent,
        text: texts.plain({
          ...values,
          key,
          n,
          status: texts.plain({ ...values, key: view.status }),
          text: text && texts.plain({ ...values, key: text }),
        }),
      })
    }
    const news = tileNews(before.current, moment)
    if (before.current.model.state !== moment.model.state) clearTimeout(timer.current)
    before.current = moment
    if (news?.delay) timer.current = setTimeout(tell, news.delay, news)
    else if (news) tell(news)
  })
  return null
}
