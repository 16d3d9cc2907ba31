# What went wrong, and what to do.
shell-problem-title = That did not work
shell-sign-in = Sign in
shell-go-home = Go to the home page
shell-not-found = Not found
shell-not-found-advice = The address may be wrong, or this is no longer here. To follow a request, use its number and six-digit code.
shell-sign-in-first = Please sign in first
shell-sign-in-first-advice = This page needs you to sign in. Asking for help and following a request do not.
shell-not-allowed = This step is not yours to do
shell-not-allowed-advice = Your role cannot do this step. If it is needed, please ask a community worker.
shell-changed = Someone has just changed this
shell-changed-advice = Please go back, look at how it is now, and decide again. What you wrote is not lost.
shell-refused = This cannot be done that way
shell-too-many = Too many tries
shell-too-many-advice = { $minutes ->
    [one] Please wait one minute and try again. If it is urgent, call us or come to the hall.
   *[other] Please wait { $minutes } minutes and try again. If it is urgent, call us or come to the hall.
}
shell-busy = We are a little busy
shell-busy-advice = Please wait a few seconds and try again. Nothing was saved.
shell-fault = Something went wrong
shell-fault-advice = It is not your fault. Please try again later; if it is urgent, call the community.
shell-form-mend = A few things need mending. What you wrote is still here.
shell-form-too-large = That is too large. Photos may have 10 MB each, at most 6.
shell-words-too-many = That is too much text to take. Please go back, make it shorter, and send it again.
shell-form-broken = It did not arrive whole. Please go back and send it again.
shell-form-stale = This page was open for too long. Please go back, reload it, and send it again.
