// Anyone opens the front door, and finds the way in.

export default async function home({ open, visit, check }) {
  const guest = await open();
  await visit(guest, '/');
  await check(guest, 'home');
  await visit(guest, '/sign-in');
  await check(guest, 'sign-in');
}
