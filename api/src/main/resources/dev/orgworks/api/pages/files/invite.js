import { element, inWords, onSecret, post, say, until } from './pages.js';

const ROUTE = '/api/organizations/invites/accept';

const WORDS = {
  INVITE_ACCEPTED: 'This invitation was accepted already. You can sign in.',
  INVITE_REVOKED: 'This invitation was withdrawn. Please ask whoever sent it to you.',
  INVITE_EXPIRED: 'This invitation has expired. Please ask whoever sent it to you for a new one.',
  INVITE_BOUNCED: 'This invitation came back to its sender. Please ask for a new one.',
  INVITE_USED_UP: 'This link was used as often as it may be. Please ask for a new one.',
  ORGANIZATION_DELETED: 'The organization that invited you does not exist any more.',
  USER_INACTIVE: 'Your account is inactive. Please ask an administrator.',
  ACCOUNT_EXISTS: 'You have an account already, with its own ways to sign in. Leave the password empty, please.',
  WRONG_DOMAIN: 'This link is not for e-mail addresses like yours. Please use the address that your organization gave you.',
};

const UNKNOWN = 'This link is not known here. A later letter may have taken its place: please open the link in the last one.';

const ROLES = { VIEWER: 'a viewer', MANAGER: 'a manager', ADMIN: 'an administrator', OWNER: 'an owner' };

const SEATS = {
  GIVEN: ' You have your licence, too.',
  WAITING: ' All licences are taken; you are on the waiting list and get one when it becomes free.',
};

let secret = '';
let forMany = false;
// Of several links opened one after the other, only the last one counts.
let round = 0;

async function begin(taken) {
  const mine = ++round;
  secret = taken;
  element('form').hidden = true;
  element('form').reset();
  ask(false);
  element('message').hidden = true;
  say('', '');
  if (!secret) {
    element('about').textContent = 'Please open your link again: this page keeps nothing of it.';
    return;
  }
  element('about').textContent = 'One moment …';
  const answer = await post(ROUTE + '/preview', { token: secret });
  if (mine !== round) {
    return;
  }
  if (answer.status !== 200) {
    element('about').textContent = '';
    refused(answer);
    return;
  }
  show(answer.data);
}

function show(preview) {
  forMany = preview.kind === 'LINK';
  element('about').textContent = (preview.inviter ? preview.inviter + ' invites you' : 'You are invited') + ' to join '
    + preview.organization + ' as ' + ROLES[preview.role] + (preview.seat ? ', with a licence' : '')
    + (preview.email ? '. The invitation is for ' + preview.email : '') + ', until ' + until(preview.expiresAt) + '.';
  element('message').textContent = preview.message || '';
  element('message').hidden = !preview.message;
  element('mailbox').hidden = !forMany;
  element('email').required = forMany;
  element('hint').textContent = preview.domains.length > 0 ? 'For addresses at ' + preview.domains.join(', ') + ' only.' : '';
  element('hint').hidden = preview.domains.length === 0;
  element('send').textContent = forMany ? 'Send me my invitation' : 'Accept';
  element('form').hidden = false;
}

// Only who has no account yet is asked for more than his consent.
function ask(more) {
  element('person').hidden = !more;
  element('firstName').required = more;
  element('lastName').required = more;
}

function refused(answer) {
  say('bad', answer.status === 404 ? UNKNOWN : inWords(answer, WORDS));
}

function said() {
  const body = { token: secret };
  const names = forMany ? ['email'] : element('person').hidden ? [] : ['firstName', 'lastName', 'password'];
  for (const name of names) {
    const value = name === 'password' ? element(name).value : element(name).value.trim();
    if (value) {
      body[name] = value;
    }
  }
  return body;
}

async function send(event) {
  event.preventDefault();
  const mine = round;
  element('send').disabled = true;
  for (const name of ['email', 'firstName', 'lastName', 'password']) {
    element(name).removeAttribute('aria-invalid');
  }
  say('', 'One moment …');
  const answer = await post(ROUTE, said());
  element('send').disabled = false;
  if (mine !== round) {
    return;
  }
  if (answer.status === 200 || answer.status === 202) {
    done(answer);
  } else if (answer.details.some(detail => detail.code === 'NEEDS_NAME') && element('person').hidden) {
    ask(true);
    say('', 'You are new here: please say your name. With a password you can sign in.');
    element('firstName').focus();
  } else {
    refused(answer);
    mark(answer);
  }
}

function done(answer) {
  const withPassword = element('password').value !== '';
  element('form').reset();
  element('form').hidden = true;
  element('message').hidden = true;
  element('about').textContent = '';
  if (answer.status === 202) {
    say('good', 'Look into your mail: the link in the letter is yours alone.');
    return;
  }
  secret = '';
  const joined = answer.data;
  say('good', 'Welcome! You belong to ' + joined.organization.name + ' now, as ' + ROLES[joined.role] + '.'
    + (joined.seat ? SEATS[joined.seat] || ' There is no licence for you yet; please ask an administrator.' : '')
    + (withPassword ? ' You can sign in with your e-mail address and your password.' : ''));
}

function mark(answer) {
  const wrong = answer.code === 'WRONG_DOMAIN' ? ['email'] : answer.code === 'ACCOUNT_EXISTS' ? ['password']
    : answer.details.map(detail => detail.field);
  const field = wrong.map(name => name && element(name)).find(found => found);
  if (field) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }
}

element('form').addEventListener('submit', send);
onSecret(begin);
