import type { Messages } from '../../messages/text.ts'

/** Some of the words in Arabic, for the mirrored layout. */
export const arabic: Partial<Messages> = {
  title: 'اربط بيانات مزرعتك',
  lead: 'اختر الحسابات التي تستخدمها.',
  leadBrand: 'تذهب بياناتك إلى *{b}*.',
  password: 'تسجّل الدخول في صفحة كل شركة.',
  connect: 'ربط',
  connected: '*متصل*',
  ended: '*انتهى الوصول*',
  endedText: 'سجّل الدخول مرة أخرى للمتابعة.',
  reconnect: 'إعادة الربط',
  details: 'التفاصيل',
}
