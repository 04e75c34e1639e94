import type { Words } from './en.ts'
import type { Messages } from './messages.ts'

const NOT_WORKING: Words = {
  title: 'Funktioniert gerade nicht',
  text: 'Das Problem liegt in unserer Einrichtung, nicht bei Ihnen. Bitte informieren Sie {brand}.',
}
const BROKE: Words = { title: 'Bei uns ist etwas schiefgegangen', text: 'Bitte versuchen Sie es erneut.' }
const NOT_ANSWERING: Words = {
  title: '{provider} antwortet nicht',
  text: 'Ihr Konto ist in Ordnung. Versuchen Sie es in ein paar Minuten erneut.',
}
const TOO_LONG: Words = {
  title: 'Die Anmeldung hat zu lange gedauert',
  text: 'Nichts wurde freigegeben. Bitte melden Sie sich erneut an.',
}
const PAGE_CLOSED: Words = {
  title: 'Diese Seite war zu lange offen',
  text: 'Zu Ihrer Sicherheit haben wir sie geschlossen. Ihre verbundenen Konten funktionieren weiter.',
}
const ELSEWHERE: Words = {
  title: 'Diese Anmeldung wurde anderswo begonnen',
  text: 'Zu Ihrer Sicherheit haben wir sie beendet. Nichts wurde freigegeben. Gehen Sie zurück und versuchen Sie es erneut.',
}

/** German. `{environment}` brings its noun: "Testkonten", "echte Konten". */
export const de: Messages = {
  lang: 'de',
  dir: 'ltr',
  name: 'Deutsch',
  language: 'Sprache',
  closeWindow: 'Fenster schließen',
  stillOpen: 'Ihr Browser hält dieses Fenster offen. Sie können es selbst schließen.',
  goBack: 'Zurück zu {brand}',
  reference: 'Referenz',
  noScript:
    'Diese Seite braucht JavaScript, um fertig zu werden. Erlauben Sie es für diese Website und laden Sie die Seite neu.',
  forSubject: 'Für {subject}',
  opening: {
    title: '{provider} wird geöffnet…',
    text: 'Sie melden sich auf der eigenen Seite von {provider} an. {brand} sieht Ihr Passwort nicht.',
    action: 'Weiter zu {provider}',
  },
  working: {
    title: 'Gleich fertig…',
    text: 'Lassen Sie dieses Fenster noch ein paar Sekunden offen.',
    status: 'Zugriff bei {provider} wird geprüft',
  },
  offline: {
    title: 'Keine Verbindung',
    text: 'Lassen Sie dieses Fenster offen. Wir machen weiter, sobald Sie wieder online sind.',
  },
  busy: {
    title: 'Einen Moment…',
    text: 'Gerade ist viel los. Lassen Sie diese Seite offen. Es geht innerhalb einer Minute von selbst weiter.',
  },
  organizations: {
    title: 'Noch ein Schritt',
    text: 'Wählen Sie nun, welche Organisationen Sie für {brand} freigeben. {provider} öffnet sich von selbst.',
    action: 'Organisationen auswählen',
  },
  done: {
    title: 'Fertig. Sie können dieses Fenster schließen.',
    text: 'Gehen Sie zurück zu {brand} und sehen Sie, wie Ihre Felder ankommen.',
  },
  returned: {
    title: 'Sie können dieses Fenster schließen',
    text: 'Gehen Sie zurück zu {brand}. Dort sehen Sie, wann Ihre Organisationen ankommen.',
  },
  nothingToDo: {
    title: 'Sie können dieses Fenster schließen',
    text: 'Gehen Sie zurück zu {brand} und sehen Sie, wie es ausging.',
  },
  cancelled: {
    title: 'Diese Anmeldung wurde abgebrochen',
    text: 'Gehen Sie zurück zu {brand}, um neu zu beginnen.',
  },
  failed: {
    title: 'Das hat nicht geklappt',
    text: 'Gehen Sie zurück zu {brand} und sehen Sie, was zu tun ist.',
  },
  links: {
    asks: {
      title: '{brand} möchte Ihre Betriebsdaten verbinden',
      text: 'Verbinden Sie die Konten, die Sie schon nutzen. Ihre Daten gehen an {brand}.',
    },
    pick: 'Sie wählen die Konten, die Sie nutzen.',
    signIn: 'Sie melden sich auf der eigenen Seite jedes Unternehmens an.',
    stop: 'Sie können die Freigabe jederzeit beenden.',
    goOn: 'Weiter',
    notYou: 'Nicht für Sie? Schließen Sie diese Seite. Nichts wird freigegeben.',
    used: {
      title: 'Dieser Link wurde schon benutzt',
      text: 'Ihre Konten bleiben verbunden. Möchten Sie etwas ändern, bitten Sie {brand} um einen neuen Link.',
    },
    expired: { title: 'Dieser Link ist abgelaufen', text: 'Er galt bis {date}. Bitten Sie {brand} um einen neuen.' },
    revoked: {
      title: 'Dieser Link wurde abgeschaltet',
      text: '{brand} hat ihn abgeschaltet. Brauchen Sie ihn noch, bitten Sie dort um einen neuen.',
    },
    unknown: {
      title: 'Diesen Link kennen wir nicht',
      text: 'Vielleicht fehlt ein Teil. Öffnen Sie ihn noch einmal aus der Nachricht oder kopieren Sie ihn ganz.',
    },
    mailSubject: '{brand}: Betriebsdaten für {subject} verbinden',
    mailText:
      'Guten Tag,\n\n{brand} bittet Sie, die Betriebsdaten für {subject} zu verbinden. Sie melden sich auf der eigenen Seite jedes Unternehmens an und können die Freigabe jederzeit beenden.\n\n{url}\n\nDer Link gilt bis {date}. Wer ihn hat, kann Konten für {subject} verbinden; geben Sie ihn bitte nicht weiter.',
    smsText: '{brand}: Betriebsdaten für {subject} verbinden: {url}',
  },
  problems: {
    access_denied: {
      title: 'Sie haben den Zugriff nicht erlaubt',
      text: 'Nichts wurde freigegeben. Schließen Sie dieses Fenster, um es neu zu versuchen.',
    },
    grower_not_authorized: {
      title: '{provider} hat Sie nicht hineingelassen',
      text: 'Bitten Sie in FieldOps um die Rolle Farm Manager. Melden Sie sich einmal bei FieldOps an. Kommen Sie dann zurück und versuchen Sie es erneut.',
    },
    environment_mismatch: {
      title: 'Dieses Konto passt hier nicht',
      text: 'Diese Seite nimmt nur {environment} an. Nutzen Sie ein anderes Konto oder fragen Sie {brand}.',
    },
    organizations_not_granted: {
      title: 'Noch ein Schritt',
      text: 'Wählen Sie, welche Organisationen Sie freigeben. Bis dahin wird nichts freigegeben.',
    },
    credential_rejected: {
      title: '{provider} hat diese Anmeldung nicht angenommen',
      text: 'Bitte melden Sie sich erneut an.',
    },
    attempt_expired: TOO_LONG,
    code_rejected: TOO_LONG,
    attempt_superseded: {
      title: 'Sie haben in einem anderen Fenster neu begonnen',
      text: 'Machen Sie dort weiter. Nichts ist verloren.',
    },
    attempt_not_yours: {
      title: 'Im Browser abschließen, in dem Sie begonnen haben',
      text: 'Dies ist ein anderer. Nichts wurde freigegeben.',
    },
    state_mismatch: ELSEWHERE,
    ticket_invalid: ELSEWHERE,
    exchange_interrupted: {
      title: 'Der letzte Schritt ging verloren',
      text: 'Bei uns ist etwas schiefgegangen. Bitte melden Sie sich noch einmal an.',
    },
    provider_unavailable: NOT_ANSWERING,
    provider_timeout: NOT_ANSWERING,
    leaf_unavailable: {
      title: 'Funktioniert gerade nicht',
      text: 'Nichts ging verloren. Versuchen Sie es in ein paar Minuten erneut.',
    },
    provider_not_configured: NOT_WORKING,
    subscription_key_rejected: NOT_WORKING,
    leaf_unauthorized: NOT_WORKING,
    leaf_user_not_found: NOT_WORKING,
    not_allowed: NOT_WORKING,
    origin_not_allowed: {
      title: 'Diese Seite darf keine Konten verbinden',
      text: 'Das Problem liegt in unserer Einrichtung, nicht bei Ihnen. Bitte informieren Sie {brand}.',
    },
    rate_limited: {
      title: 'Zu viele Versuche',
      text: 'Bitte versuchen Sie es in einer Minute erneut.',
    },
    session_expired: PAGE_CLOSED,
    session_invalid: PAGE_CLOSED,
    not_found: {
      title: 'Hier ist nichts',
      text: 'Gehen Sie zurück zu {brand} und versuchen Sie es erneut.',
    },
    internal: BROKE,
    invalid_request: BROKE,
    conflict: BROKE,
    payload_too_large: BROKE,
    unsupported_media_type: BROKE,
  },
  environments: { STAGE: 'Testkonten', PRODUCTION: 'echte Konten' },
}
