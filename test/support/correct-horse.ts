/** The hash of the password `correct-horse`, ready: to make one takes longer than many a test. */
export const CORRECT_HORSE =
  'scrypt$32768$8$1$zcWrLFlBS3sinX1Oo5TR4w$1EoMfonJGYGbWv3xq7U7pWgtmvLpKxPnWxXNPdkj0lA'
