import type { Words } from './en.ts'
import type { Messages } from './messages.ts'

const NOT_WORKING: Words = {
  title: 'Indisponible pour le moment',
  text: 'Le problème vient de notre configuration, pas de vous. Veuillez prévenir {brand}.',
}
const BROKE: Words = { title: 'Un problème est survenu chez nous', text: 'Veuillez réessayer.' }
const NOT_ANSWERING: Words = {
  title: '{provider} ne répond pas',
  text: 'Votre compte n’est pas en cause. Réessayez dans quelques minutes.',
}
const TOO_LONG: Words = {
  title: 'L’identification a pris trop de temps',
  text: 'Rien n’a été partagé. Veuillez vous identifier à nouveau.',
}
const PAGE_CLOSED: Words = {
  title: 'Cette page est restée ouverte trop longtemps',
  text: 'Pour votre sécurité, nous l’avons fermée. Vos comptes connectés continuent de fonctionner.',
}
const ELSEWHERE: Words = {
  title: 'Cette identification a commencé ailleurs',
  text: 'Pour votre sécurité, nous l’avons arrêtée. Rien n’a été partagé. Revenez en arrière et réessayez.',
}

/** French. No "de" or "que" stands before a name: one with a vowel in front would need "d'". */
export const fr: Messages = {
  lang: 'fr',
  dir: 'ltr',
  name: 'Français',
  language: 'Langue',
  closeWindow: 'Fermer la fenêtre',
  stillOpen: 'Votre navigateur garde cette fenêtre ouverte. Vous pouvez la fermer vous-même.',
  goBack: 'Revenir à {brand}',
  reference: 'Référence',
  noScript: 'Cette page a besoin de JavaScript pour terminer. Activez-le pour ce site, puis rechargez la page.',
  forSubject: 'Pour {subject}',
  opening: {
    title: 'Nous ouvrons {provider}…',
    text: 'Vous vous identifiez directement sur la page {provider}. {brand} ne voit pas votre mot de passe.',
    action: 'Aller sur {provider}',
  },
  working: {
    title: 'Presque terminé…',
    text: 'Laissez cette fenêtre ouverte quelques secondes.',
    status: 'Vérification de l’accès avec {provider}',
  },
  offline: {
    title: 'Pas de connexion',
    text: 'Laissez cette fenêtre ouverte. Nous reprenons à votre retour en ligne.',
  },
  busy: {
    title: 'Un instant…',
    text: 'Il y a beaucoup de demandes en ce moment. Laissez cette page ouverte. Elle reprend seule en moins d’une minute.',
  },
  organizations: {
    title: 'Encore une étape',
    text: 'Choisissez maintenant les organisations à partager avec {brand}. La page {provider} s’ouvre toute seule.',
    action: 'Choisir des organisations',
  },
  done: {
    title: 'C’est fait. Vous pouvez fermer cette fenêtre.',
    text: 'Revenez à {brand} pour voir arriver vos parcelles.',
  },
  returned: {
    title: 'Vous pouvez fermer cette fenêtre',
    text: 'Revenez à {brand}. Vous y verrez quand vos organisations arrivent.',
  },
  nothingToDo: {
    title: 'Vous pouvez fermer cette fenêtre',
    text: 'Revenez à {brand} pour voir le résultat.',
  },
  cancelled: {
    title: 'Cette identification a été annulée',
    text: 'Revenez à {brand} pour recommencer.',
  },
  failed: {
    title: 'Cela n’a pas fonctionné',
    text: 'Revenez à {brand} pour voir la suite.',
  },
  links: {
    asks: {
      title: '{brand} demande à connecter les données de votre exploitation',
      text: 'Connectez les comptes que vous utilisez déjà. Vos données vont vers {brand}.',
    },
    pick: 'Vous choisissez les comptes que vous utilisez.',
    signIn: 'Vous vous connectez sur la page de chaque entreprise.',
    stop: 'Vous pouvez arrêter le partage à tout moment.',
    goOn: 'Continuer',
    notYou: 'Ce n’est pas pour vous ? Fermez cette page. Rien n’est partagé.',
    used: {
      title: 'Ce lien a déjà servi',
      text: 'Vos comptes restent connectés. Pour changer quelque chose, demandez un nouveau lien à {brand}.',
    },
    expired: {
      title: 'Ce lien n’est plus valable',
      text: 'Il a fonctionné jusqu’au {date}. Demandez-en un nouveau à {brand}.',
    },
    revoked: {
      title: 'Ce lien a été désactivé',
      text: '{brand} l’a désactivé. Si vous en avez encore besoin, demandez-en un nouveau.',
    },
    unknown: {
      title: 'Nous ne connaissons pas ce lien',
      text: 'Il en manque peut-être une partie. Ouvrez-le de nouveau depuis le message, ou copiez-le en entier.',
    },
    mailSubject: '{brand} : connectez les données pour {subject}',
    mailText:
      'Bonjour,\n\n{brand} vous demande de connecter les données pour {subject}. Vous vous connectez sur la page de chaque entreprise, et vous pouvez arrêter le partage à tout moment.\n\n{url}\n\nLe lien fonctionne jusqu’au {date}. Avec ce lien, on peut connecter des comptes pour {subject} ; merci de ne pas le transmettre.',
    smsText: '{brand} : connectez les données pour {subject} : {url}',
  },
  problems: {
    access_denied: {
      title: 'Vous n’avez pas autorisé l’accès',
      text: 'Rien n’a été partagé. Fermez cette fenêtre pour réessayer.',
    },
    grower_not_authorized: {
      title: '{provider} ne vous a pas laissé entrer',
      text: 'Demandez le rôle Farm Manager dans FieldOps. Identifiez-vous une fois sur FieldOps. Puis revenez et réessayez.',
    },
    environment_mismatch: {
      title: 'Ce compte ne convient pas ici',
      text: 'Cette page n’accepte que les comptes {environment}. Utilisez un autre compte ou demandez à {brand}.',
    },
    organizations_not_granted: {
      title: 'Encore une étape',
      text: 'Choisissez les organisations à partager. D’ici là, rien n’est partagé.',
    },
    credential_rejected: {
      title: '{provider} n’a pas accepté cette identification',
      text: 'Identifiez-vous à nouveau.',
    },
    attempt_expired: TOO_LONG,
    code_rejected: TOO_LONG,
    attempt_superseded: {
      title: 'Vous avez recommencé dans une autre fenêtre',
      text: 'Continuez là-bas. Rien n’est perdu.',
    },
    attempt_not_yours: {
      title: 'Terminez dans le navigateur où vous avez commencé',
      text: 'Celui-ci en est un autre. Rien n’a été partagé.',
    },
    state_mismatch: ELSEWHERE,
    ticket_invalid: ELSEWHERE,
    exchange_interrupted: {
      title: 'Nous avons perdu la dernière étape',
      text: 'Un problème est survenu chez nous. Veuillez vous identifier encore une fois.',
    },
    provider_unavailable: NOT_ANSWERING,
    provider_timeout: NOT_ANSWERING,
    leaf_unavailable: {
      title: 'Indisponible pour le moment',
      text: 'Rien n’a été perdu. Réessayez dans quelques minutes.',
    },
    provider_not_configured: NOT_WORKING,
    subscription_key_rejected: NOT_WORKING,
    leaf_unauthorized: NOT_WORKING,
    leaf_user_not_found: NOT_WORKING,
    not_allowed: NOT_WORKING,
    origin_not_allowed: {
      title: 'Cette page n’est pas autorisée à connecter des comptes',
      text: 'Le problème vient de notre configuration, pas de vous. Veuillez prévenir {brand}.',
    },
    rate_limited: {
      title: 'Trop de tentatives',
      text: 'Attendez une minute, puis réessayez.',
    },
    session_expired: PAGE_CLOSED,
    session_invalid: PAGE_CLOSED,
    not_found: {
      title: 'Il n’y a rien ici',
      text: 'Revenez à {brand} et réessayez.',
    },
    internal: BROKE,
    invalid_request: BROKE,
    conflict: BROKE,
    payload_too_large: BROKE,
    unsupported_media_type: BROKE,
  },
  environments: { STAGE: 'de test', PRODUCTION: 'réels' },
}
