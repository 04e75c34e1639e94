import type { Messages } from '../../messages/text.ts'

/** Some of the words in Portuguese: up to 60 % longer than English. For stories about room. */
export const portuguese: Partial<Messages> = {
  title: 'Conecte os dados da sua fazenda',
  lead: 'Escolha as contas que você usa.',
  leadBrand: 'Seus dados vão para *{b}*.',
  password: 'Você entra na página de cada empresa. A sua senha nunca passa por aqui.',
  connect: 'Conectar',
  connectName: 'Conectar {name}',
  cancel: 'Cancelar',
  cancelName: 'Cancelar {name}',
  detailsName: '{name}, {status}, detalhes',
  test: 'Teste',
  testOnly: 'Só contas de teste funcionam aqui',
  waiting: '*Termine na {p}*',
  waitingText: 'Entre e permita o acesso na outra janela. Esta página continua sozinha.',
  reopen: 'Reabrir a janela',
  sameTab: 'Continuar nesta aba',
  ended: '*O acesso terminou*',
  endedText: 'A {p} não nos deixa mais entrar. Entre de novo para continuar.',
  reconnect: 'Reconectar',
  details: 'Detalhes',
  syncing: { one: '*Conectado.* {n} talhão até agora', other: '*Conectado.* {n} talhões até agora' },
}

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
