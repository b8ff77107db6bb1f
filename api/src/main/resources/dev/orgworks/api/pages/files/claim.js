import { element, inWords, onSecret, post, say, until } from './pages.js';

const ROUTE = '/api/organizations/claim-license';

const WORDS = {
  TOKEN_UNKNOWN: 'This code is not known here. Please scan it again, or ask whoever gave it to you for a new one.',
  TOKEN_REVOKED: 'This code was withdrawn. Please ask whoever gave it to you for a new one.',
  TOKEN_EXPIRED: 'This code has expired. Please ask whoever gave it to you for a new one.',
  TOKEN_USED_UP: 'This code was used as often as it may be. Please ask whoever gave it to you for a new one.',
  OFFER_EXPIRED: 'This offer has expired, and the seat went to the next in line. Please ask your administrator.',
  OFFER_DECLINED: 'You declined this offer. Please ask your administrator if you want a seat after all.',
  OFFER_WITHDRAWN: 'This offer does not stand any more. Please ask your administrator.',
  SEAT_ENDED: 'You took this seat, and it was taken back. Please ask your administrator.',
  WRONG_DOMAIN: 'This code is not for e-mail addresses like yours. Please use the address that your organization gave you.',
  NO_SEAT_LEFT: 'No seat is left. Please ask your administrator.',
  POOL_EXPIRED: 'The licences of your organization have expired. Please ask your administrator.',
  POOL_IN_GRACE: 'The licences of your organization have expired. Please ask your administrator.',
  LEARNER_SUSPENDED: 'Your account is suspended. Please ask your administrator.',
  LEARNER_REMOVED: 'Your account was removed. Please ask your administrator.',
  SEVERAL_LEARNERS: 'More than one person has this e-mail address. Please ask your administrator.',
};

const STATES = {
  GIVEN: claim => 'Done: you have your seat in ' + claim.product + '.',
  WAITING: claim => 'All seats are taken. You are number ' + claim.place + ' in line, and you get a seat when one becomes free.',
  OFFERED: () => 'A seat is kept free for you. Please open the link in the e-mail that we sent you.',
  ENDED: () => 'You had a seat, and it was taken back. Please ask your administrator.',
};

let secret = '';
let offer = false;
// Of several links opened one after the other, only the last one counts.
let round = 0;

async function begin(taken) {
  const mine = ++round;
  secret = taken;
  element('form').hidden = true;
  say('', '');
  if (!secret) {
    element('about').textContent = 'Please open your link or scan your code again: this page keeps nothing of it.';
    return;
  }
  element('about').textContent = 'One moment …';
  const answer = await post(ROUTE + '/preview', { token: secret });
  if (mine !== round) {
    return;
  }
  if (answer.status !== 200) {
    element('about').textContent = '';
    say('bad', inWords(answer, WORDS));
    return;
  }
  show(answer.data);
}

function show(preview) {
  offer = preview.kind === 'OFFER';
  element('about').textContent = preview.organization + (offer ? ' keeps a seat free for you in ' : ' offers you a seat in ') + preview.product
    + ', until ' + until(preview.expiresAt) + '.';
  const hints = [];
  if (preview.domains.length > 0) {
    hints.push('For addresses at ' + preview.domains.join(', ') + ' only.');
  }
  if (!offer && !preview.seatsLeft) {
    hints.push(preview.waitlist ? 'All seats are taken just now; you get in line.' : 'All seats are taken just now.');
  }
  element('hint').textContent = hints.join(' ');
  element('hint').hidden = hints.length === 0;
  element('person').hidden = offer;
  element('email').disabled = offer;
  element('send').textContent = offer ? 'Take my seat' : 'Get my seat';
  element('form').hidden = false;
}

async function send(event) {
  event.preventDefault();
  const body = { token: secret };
  if (!offer) {
    for (const name of ['email', 'firstName', 'lastName']) {
      const value = element(name).value.trim();
      if (value) {
        body[name] = value;
      }
    }
  }
  const mine = round;
  element('send').disabled = true;
  element('email').removeAttribute('aria-invalid');
  say('', 'One moment …');
  const answer = await post(ROUTE, body);
  element('send').disabled = false;
  if (mine !== round) {
    return;
  }
  if (answer.status === 200 || answer.status === 201) {
    element('form').reset();
    element('form').hidden = true;
    secret = '';
    say(answer.data.state === 'ENDED' ? 'bad' : 'good', STATES[answer.data.state](answer.data));
    return;
  }
  say('bad', inWords(answer, WORDS));
  if (answer.code === 'WRONG_DOMAIN' || answer.details.some(detail => detail.field === 'email')) {
    element('email').setAttribute('aria-invalid', 'true');
    element('email').focus();
  }
}

element('form').addEventListener('submit', send);
onSecret(begin);
