import type { Words } from './en.ts'
import type { Messages } from './messages.ts'

const NOT_WORKING: Words = {
  title: 'Não está funcionando agora',
  text: 'O problema está na nossa configuração, não com você. Avise {brand}, por favor.',
}
const BROKE: Words = { title: 'Algo deu errado do nosso lado', text: 'Tente de novo, por favor.' }
const NOT_ANSWERING: Words = {
  title: '{provider} não está respondendo',
  text: 'Sua conta está bem. Tente de novo em alguns minutos.',
}
const TOO_LONG: Words = {
  title: 'O login demorou demais',
  text: 'Nada foi compartilhado. Faça login de novo, por favor.',
}
const PAGE_CLOSED: Words = {
  title: 'Esta página ficou aberta por muito tempo',
  text: 'Para a sua segurança, nós a fechamos. As contas conectadas continuam funcionando.',
}
const ELSEWHERE: Words = {
  title: 'Este login começou em outro lugar',
  text: 'Para sua segurança, nós o interrompemos. Nada foi compartilhado. Volte e tente de novo.',
}

/**
 * Portuguese as in Brazil. Companies stand without an article, so that nobody has to know their gender. `{environment}`
 * brings its preposition: "contas de teste", "contas reais".
 */
export const ptBR: Messages = {
  lang: 'pt-BR',
  dir: 'ltr',
  name: 'Português',
  language: 'Idioma',
  closeWindow: 'Fechar a janela',
  stillOpen: 'Seu navegador mantém esta janela aberta. Você pode fechá-la.',
  goBack: 'Voltar para {brand}',
  reference: 'Referência',
  noScript: 'Esta página precisa de JavaScript para terminar. Ative-o para este site e recarregue a página.',
  forSubject: 'Para {subject}',
  opening: {
    title: 'Abrindo {provider}…',
    text: 'Você faz login na própria página de {provider}. {brand} não vê sua senha.',
    action: 'Ir para {provider}',
  },
  working: {
    title: 'Quase pronto…',
    text: 'Deixe esta janela aberta por alguns segundos.',
    status: 'Verificando o acesso com {provider}',
  },
  offline: {
    title: 'Sem conexão',
    text: 'Deixe esta janela aberta. Continuamos quando sua internet voltar.',
  },
  busy: {
    title: 'Um momento…',
    text: 'Há muitos acessos agora. Deixe esta página aberta. Ela continua sozinha em menos de um minuto.',
  },
  organizations: {
    title: 'Falta um passo',
    text: 'Agora escolha quais organizações compartilhar com {brand}. A página de {provider} abre sozinha.',
    action: 'Escolher organizações',
  },
  done: {
    title: 'Pronto. Você pode fechar esta janela.',
    text: 'Volte para {brand} e veja seus talhões chegarem.',
  },
  returned: {
    title: 'Você pode fechar esta janela',
    text: 'Volte para {brand}. Lá você vê quando suas organizações chegarem.',
  },
  nothingToDo: {
    title: 'Você pode fechar esta janela',
    text: 'Volte para {brand} e veja como foi.',
  },
  cancelled: {
    title: 'Este login foi cancelado',
    text: 'Volte para {brand} para começar de novo.',
  },
  failed: {
    title: 'Isso não deu certo',
    text: 'Volte para {brand} e veja o que fazer agora.',
  },
  links: {
    asks: {
      title: '{brand} pede para conectar os dados da sua fazenda',
      text: 'Conecte as contas que você já usa. Os seus dados vão para {brand}.',
    },
    pick: 'Você escolhe as contas que usa.',
    signIn: 'Você entra na página de cada empresa.',
    stop: 'Você pode parar de compartilhar quando quiser.',
    goOn: 'Continuar',
    notYou: 'Não é para você? Feche esta página. Nada é compartilhado.',
    used: {
      title: 'Este link já foi usado',
      text: 'As suas contas continuam conectadas. Para mudar algo, peça um novo link para {brand}.',
    },
    expired: { title: 'O prazo deste link acabou', text: 'Ele funcionou até {date}. Peça um novo para {brand}.' },
    revoked: {
      title: 'Este link foi desativado',
      text: '{brand} desativou o link. Se ainda precisar dele, peça um novo.',
    },
    unknown: {
      title: 'Não conhecemos este link',
      text: 'Pode faltar uma parte. Abra de novo a partir da mensagem ou copie o link inteiro.',
    },
    mailSubject: '{brand}: conecte os dados de {subject}',
    mailText:
      'Olá,\n\n{brand} pede que você conecte os dados de {subject}. Você entra na página de cada empresa e pode parar de compartilhar quando quiser.\n\n{url}\n\nO link funciona até {date}. Quem tem o link pode conectar contas para {subject}; por favor, não o repasse.',
    smsText: '{brand}: conecte os dados de {subject}: {url}',
  },
  problems: {
    access_denied: {
      title: 'Você não permitiu o acesso',
      text: 'Nada foi compartilhado. Feche esta janela para tentar de novo.',
    },
    grower_not_authorized: {
      title: '{provider} não liberou sua entrada',
      text: 'Peça a função Farm Manager no FieldOps. Faça login no FieldOps uma vez. Depois volte e tente de novo.',
    },
    environment_mismatch: {
      title: 'Esta conta não serve aqui',
      text: 'Esta página só aceita contas {environment}. Use outra conta ou fale com {brand}.',
    },
    organizations_not_granted: {
      title: 'Falta um passo',
      text: 'Escolha quais organizações compartilhar. Até lá, nada é compartilhado.',
    },
    credential_rejected: {
      title: '{provider} não aceitou este login',
      text: 'Faça login de novo, por favor.',
    },
    attempt_expired: TOO_LONG,
    code_rejected: TOO_LONG,
    attempt_superseded: {
      title: 'Você recomeçou em outra janela',
      text: 'Continue por lá. Nada se perdeu.',
    },
    attempt_not_yours: {
      title: 'Termine no navegador em que começou',
      text: 'Este é outro. Nada foi compartilhado.',
    },
    state_mismatch: ELSEWHERE,
    ticket_invalid: ELSEWHERE,
    exchange_interrupted: {
      title: 'Perdemos o último passo',
      text: 'Algo deu errado do nosso lado. Faça login mais uma vez, por favor.',
    },
    provider_unavailable: NOT_ANSWERING,
    provider_timeout: NOT_ANSWERING,
    leaf_unavailable: {
      title: 'Não está funcionando agora',
      text: 'Nada se perdeu. Tente de novo em alguns minutos.',
    },
    provider_not_configured: NOT_WORKING,
    subscription_key_rejected: NOT_WORKING,
    leaf_unauthorized: NOT_WORKING,
    leaf_user_not_found: NOT_WORKING,
    not_allowed: NOT_WORKING,
    origin_not_allowed: {
      title: 'Esta página não tem permissão para conectar',
      text: 'O problema está na nossa configuração, não com você. Avise {brand}, por favor.',
    },
    rate_limited: {
      title: 'Tentativas demais',
      text: 'Espere um minuto e tente de novo.',
    },
    session_expired: PAGE_CLOSED,
    session_invalid: PAGE_CLOSED,
    not_found: {
      title: 'Não há nada aqui',
      text: 'Volte para {brand} e tente de novo.',
    },
    internal: BROKE,
    invalid_request: BROKE,
    conflict: BROKE,
    payload_too_large: BROKE,
    unsupported_media_type: BROKE,
  },
  environments: { STAGE: 'de teste', PRODUCTION: 'reais' },
}
