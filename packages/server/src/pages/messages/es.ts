import type { Words } from './en.ts'
import type { Messages } from './messages.ts'

const NOT_WORKING: Words = {
  title: 'No funciona en este momento',
  text: 'El problema está en nuestra configuración, no en usted. Por favor, avise a {brand}.',
}
const BROKE: Words = { title: 'Algo salió mal de nuestro lado', text: 'Inténtelo de nuevo, por favor.' }
const NOT_ANSWERING: Words = {
  title: '{provider} no responde',
  text: 'Su cuenta está bien. Inténtelo de nuevo en unos minutos.',
}
const TOO_LONG: Words = {
  title: 'El inicio de sesión tardó demasiado',
  text: 'No se compartió nada. Por favor, inicie sesión de nuevo.',
}
const PAGE_CLOSED: Words = {
  title: 'Esta página estuvo abierta demasiado tiempo',
  text: 'Para su seguridad, la cerramos. Sus cuentas conectadas siguen funcionando.',
}
const ELSEWHERE: Words = {
  title: 'Este inicio de sesión empezó en otro lugar',
  text: 'Por su seguridad, lo detuvimos. No se compartió nada. Vuelva e inténtelo de nuevo.',
}

/** Spanish for Latin America and Spain alike: "usted", and words that are at home on both sides. */
export const es: Messages = {
  lang: 'es',
  dir: 'ltr',
  name: 'Español',
  language: 'Idioma',
  closeWindow: 'Cerrar la ventana',
  stillOpen: 'Su navegador mantiene abierta esta ventana. Puede cerrarla usted.',
  goBack: 'Volver a {brand}',
  reference: 'Referencia',
  noScript: 'Esta página necesita JavaScript para terminar. Actívelo para este sitio y vuelva a cargar la página.',
  forSubject: 'Para {subject}',
  opening: {
    title: 'Abriendo {provider}…',
    text: 'Usted inicia sesión en la propia página de {provider}. {brand} no ve su contraseña.',
    action: 'Ir a {provider}',
  },
  working: {
    title: 'Casi listo…',
    text: 'Deje esta ventana abierta unos segundos.',
    status: 'Comprobando el acceso con {provider}',
  },
  offline: {
    title: 'Sin conexión',
    text: 'Deje esta ventana abierta. Continuamos cuando vuelva la conexión.',
  },
  busy: {
    title: 'Un momento…',
    text: 'Ahora hay mucha actividad. Deje esta página abierta. Continúa sola en menos de un minuto.',
  },
  organizations: {
    title: 'Falta un paso',
    text: 'Ahora elija qué organizaciones compartir con {brand}. La página de {provider} se abre sola.',
    action: 'Elegir organizaciones',
  },
  done: {
    title: 'Listo. Puede cerrar esta ventana.',
    text: 'Vuelva a {brand} para ver llegar sus campos.',
  },
  returned: {
    title: 'Puede cerrar esta ventana',
    text: 'Vuelva a {brand}. Allí verá cuándo llegan sus organizaciones.',
  },
  nothingToDo: {
    title: 'Puede cerrar esta ventana',
    text: 'Vuelva a {brand} para ver cómo fue.',
  },
  cancelled: {
    title: 'Este inicio de sesión se canceló',
    text: 'Vuelva a {brand} para empezar de nuevo.',
  },
  failed: {
    title: 'No funcionó',
    text: 'Vuelva a {brand} para ver qué hacer ahora.',
  },
  links: {
    asks: {
      title: '{brand} pide conectar los datos de su explotación',
      text: 'Conecte las cuentas que ya usa. Sus datos van a {brand}.',
    },
    pick: 'Usted elige las cuentas que usa.',
    signIn: 'Inicia sesión en la página de cada empresa.',
    stop: 'Puede dejar de compartir cuando quiera.',
    goOn: 'Continuar',
    notYou: '¿No es para usted? Cierre esta página. No se comparte nada.',
    used: {
      title: 'Este enlace ya se usó',
      text: 'Sus cuentas siguen conectadas. Para cambiar algo, pida un enlace nuevo a {brand}.',
    },
    expired: { title: 'El plazo de este enlace terminó', text: 'Funcionó hasta el {date}. Pida uno nuevo a {brand}.' },
    revoked: {
      title: 'Este enlace se desactivó',
      text: '{brand} lo desactivó. Si todavía lo necesita, pida uno nuevo.',
    },
    unknown: {
      title: 'No conocemos este enlace',
      text: 'Puede que falte una parte. Ábralo otra vez desde el mensaje o cópielo entero.',
    },
    mailSubject: '{brand}: conecte los datos de {subject}',
    mailText:
      'Hola:\n\n{brand} le pide que conecte los datos de {subject}. Usted inicia sesión en la página de cada empresa y puede dejar de compartir cuando quiera.\n\n{url}\n\nEl enlace funciona hasta el {date}. Quien lo tenga puede conectar cuentas para {subject}; por favor, no lo reenvíe.',
    smsText: '{brand}: conecte los datos de {subject}: {url}',
  },
  problems: {
    access_denied: {
      title: 'Usted no permitió el acceso',
      text: 'No se compartió nada. Cierre esta ventana para intentarlo de nuevo.',
    },
    grower_not_authorized: {
      title: '{provider} no le permitió entrar',
      text: 'Pida el rol Farm Manager en FieldOps. Inicie sesión en FieldOps una vez. Luego vuelva e inténtelo de nuevo.',
    },
    environment_mismatch: {
      title: 'Esta cuenta no sirve aquí',
      text: 'Esta página solo acepta cuentas {environment}. Use otra cuenta o pregunte a {brand}.',
    },
    organizations_not_granted: {
      title: 'Falta un paso',
      text: 'Elija qué organizaciones compartir. Hasta entonces no se comparte nada.',
    },
    credential_rejected: {
      title: '{provider} no aceptó este inicio de sesión',
      text: 'Vuelva a iniciar sesión.',
    },
    attempt_expired: TOO_LONG,
    code_rejected: TOO_LONG,
    attempt_superseded: {
      title: 'Usted empezó de nuevo en otra ventana',
      text: 'Continúe allí. No se perdió nada.',
    },
    attempt_not_yours: {
      title: 'Termine en el navegador donde empezó',
      text: 'Este es otro. No se compartió nada.',
    },
    state_mismatch: ELSEWHERE,
    ticket_invalid: ELSEWHERE,
    exchange_interrupted: {
      title: 'Perdimos el último paso',
      text: 'Algo salió mal de nuestro lado. Por favor, inicie sesión una vez más.',
    },
    provider_unavailable: NOT_ANSWERING,
    provider_timeout: NOT_ANSWERING,
    leaf_unavailable: {
      title: 'No funciona en este momento',
      text: 'No se perdió nada. Inténtelo de nuevo en unos minutos.',
    },
    provider_not_configured: NOT_WORKING,
    subscription_key_rejected: NOT_WORKING,
    leaf_unauthorized: NOT_WORKING,
    leaf_user_not_found: NOT_WORKING,
    not_allowed: NOT_WORKING,
    origin_not_allowed: {
      title: 'Esta página no tiene permiso para conectar',
      text: 'El problema está en nuestra configuración, no en usted. Por favor, avise a {brand}.',
    },
    rate_limited: {
      title: 'Demasiados intentos',
      text: 'Espere un minuto e inténtelo de nuevo.',
    },
    session_expired: PAGE_CLOSED,
    session_invalid: PAGE_CLOSED,
    not_found: {
      title: 'Aquí no hay nada',
      text: 'Vuelva a {brand} e inténtelo de nuevo.',
    },
    internal: BROKE,
    invalid_request: BROKE,
    conflict: BROKE,
    payload_too_large: BROKE,
    unsupported_media_type: BROKE,
  },
  environments: { STAGE: 'de prueba', PRODUCTION: 'reales' },
}
