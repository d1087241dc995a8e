import { html, type Html } from '../html.ts'
import { page } from '../layout.ts'
import type { PageRequest } from '../page-request.ts'

const framed = ({ root, services }: PageRequest, title: string, body: Html): string =>
  page({
    title,
    root,
    config: services.config,
    body: html`<h1>${title}</h1>
      ${body}`,
  })

/** Asks for whom a link to a new password is wanted. */
export const askResetPage = (request: PageRequest): string =>
  framed(
    request,
    'Reset your password',
    html`<p>You get a mail with a link.</p>
      <form action="${request.root}/user/reset" method="post">
        <input
          name="user"
          required
          aria-label="Login name or e-mail address"
          placeholder="Login name or e-mail address"
          autocomplete="username"
        />
        <button>Send the link</button>
      </form>`,
  )

/** Says the same whether or not there is such a user. */
export const resetAskedPage = (request: PageRequest, sendsMail: boolean): string =>
  framed(
    request,
    'Reset your password',
    sendsMail
      ? html`<p>If there is such a user, a mail with a link is on its way. The link holds for an hour.</p>`
      : html`<p>
          This site sends no mail. Its operator can print a link for you:
          <code>ckanister user reset-link NAME</code>.
        </p>`,
  )

/** Takes a new password; `problem` says what is wrong with the last one. */
export const choosePasswordPage = (
  request: PageRequest,
  { id, key, problem }: { readonly id: string; readonly key: string; readonly problem?: string },
): string =>
  framed(
    request,
    'Choose a password',
    html`${problem !== undefined && html`<p role="alert"><strong>${problem}</strong></p>`}
      <form action="${request.root}/user/reset/${id}?key=${key}" method="post">
        <input
          type="password"
          name="password1"
          required
          aria-label="Password"
          placeholder="Password"
          autocomplete="new-password"
        />
        <input
          type="password"
          name="password2"
          required
          aria-label="Password again"
          placeholder="Password again"
          autocomplete="new-password"
        />
        <button>Set the password</button>
      </form>`,
  )

/** The password holds. */
export const passwordSetPage = (request: PageRequest): string =>
  framed(
    request,
    'Your password is set',
    html`<p>You can use it from now on. The link has done its work.</p>`,
  )
