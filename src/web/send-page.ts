import type { Request, Response } from 'express'
import { PAGE_TYPE, sendAnswer } from '../http/send-answer.ts'
import type { Services } from '../kernel/context.ts'

/** Nothing runs in these pages but their own style, wherever a description tries to. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; form-action 'self'; base-uri 'none'"

/** Sends a page; `isPublic`: everybody gets the same. Addresses may hold keys: no other site is told of them. */
export async function sendPage(
  req: Request,
  res: Response,
  { config }: Services,
  text: string,
  isPublic = false,
): Promise<void> {
  res.setHeader('Content-Security-Policy', POLICY)
  res.setHeader('Referrer-Policy', 'same-origin')
  await sendAnswer(req, res, { status: 200, type: PAGE_TYPE, isPersonal: !isPublic, config }, text)
}
