// What the public pages share: the secret of the link, asking the API, and telling people what came of it.

// The secret stands in the fragment, which no server sees. It leaves the address bar, so that it is not copied or kept from there.
export function takeSecret() {
  const secret = decodeURIComponent(window.location.hash.slice(1));
  window.history.replaceState(null, '', window.location.pathname);
  return secret;
}

// Another link of the same page, opened where this one is, loads nothing: only its fragment is new.
export function onSecret(begin) {
  window.addEventListener('hashchange', () => {
    if (window.location.hash.length > 1) {
      begin(takeSecret());
    }
  });
  begin(takeSecret());
}

// Without cookies: whoever has the link acts for himself and not for who is signed in here.
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Api-Contract': 'learning' },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  } catch {
    return { status: 0, code: 'UNREACHABLE', data: null, details: [], retryAfter: 0 };
  }
  const answer = await response.json().catch(() => ({}));
  return {
    status: response.status,
    code: answer.code || (response.status === 429 ? 'RATE_LIMITED' : ''),
    data: answer.data || null,
    details: answer.details || [],
    retryAfter: Number(response.headers.get('Retry-After')) || 0,
  };
}

export const element = id => document.getElementById(id);

// What holds for every page; a page's own words for a code come first.
const USUAL = {
  UNREACHABLE: 'You seem to be offline, or we are. Nothing was done; please try again.',
  RATE_LIMITED: 'Too many people are trying from your network just now. Please wait a minute and try again.',
};

export function inWords(answer, words) {
  return words[answer.code] || USUAL[answer.code]
    || (answer.status >= 500 ? 'Something went wrong on our side. Nothing was done; please try again.'
      : answer.details.length > 0 ? answer.details[0].message
      : 'This did not work. Please ask whoever gave you the link.');
}

// Read out by screen readers, since #says is a live region.
export function say(kind, text) {
  const says = element('says');
  says.className = kind;
  says.textContent = text;
}

export function until(instant) {
  return new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
