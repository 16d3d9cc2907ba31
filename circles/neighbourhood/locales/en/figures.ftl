# Figures: sums only, nobody in person.
figures-nav = Figures
figures-nav-checks = Proof of figures
figures-title = Figures of requests
figures-lead = They tell whether the community kept its word to residents. They tell nothing about any one person.
figures-report = Monthly report
figures-when = When
figures-along = Divided by
figures-along-category = By category
figures-along-place = By grid and compound
figures-pictures = Figure in the pictures
figures-free = Choose months yourself
figures-from = From month
figures-until = To month
figures-free-hint = Fill in both, like 2026-01. Whole months are counted.
figures-look = Look
figures-running = The last month has not ended; its numbers will still change.
figures-empty = No requests in this time
figures-empty-advice = Try another time. Once there are requests, numbers stand here within ten minutes.
figures-numbers = The numbers
figures-what = What
figures-total = All together
figures-up = Back to all
figures-meanings = What each figure counts
figures-rounds = A case is one round: a matter that was not solved and is done again is a new case of its own, and the earlier round stays as it was. A case belongs to the month in which its round began.
figures-left-out = Drafts and void matters do not count. What was withdrawn or merged counts as received; a time limit that was still running then does not count, one already kept or missed does. Going up, to a department, 12345 or the law, is never counted.
figures-hidden = Numbers of fewer than 10 matters or 10 people are not shown, nor is anything from which they could be worked out.
figures-few = under 10
figures-nothing = none
figures-percent = { $percent }%
figures-of = { $count ->
    [one] of { $count } case
   *[other] of { $count } cases
}
figures-column-of = { $figure }: out of
figures-trend = { $figure }, month by month
figures-by-category = { $figure }, by category
figures-by-place = { $figure }, by grid and compound
figures-by-month = The numbers of each month
figures-month-name = Month
figures-number = Number
figures-chart-none = “–” is none, or under 10 and not shown.
figures-month = { $month } { $year }
figures-quarter = Quarter { $quarter } of { $year }
figures-year = { $year }
figures-range = { $from } to { $until }
figures-no-place = No place given
figures-no-category = No category
figures-counted-at = Counted up to { $time }
figures-printed = printed { $when }
figures-sign = Checked by
figures-name-received = Received
figures-name-accepted = Accepted in time
figures-name-responded = Answered in 48 h
figures-name-dispatched = Dispatched right
figures-name-done = Done in time
figures-name-closed = Closed in time
figures-name-reworked = Came back
figures-name-solved = Solved
figures-name-satisfied = Satisfied
figures-help-received = How many came in; each round is one.
figures-help-accepted = Of the answers that were owed, those given within the time promised for that kind. First rounds only.
figures-help-responded = Of the answers that were owed, those that a human gave within 48 hours. First rounds only.
figures-help-dispatched = Of what was sent out and came to an end, what the first to take it saw through, neither given back nor left lying.
figures-help-done = Of the work that was owed, what was done by its day. Waiting for the resident does not count.
figures-help-closed = Of what was closed or ran out of time, what kept the times of doing, checking and calling back. A call that nobody answered is a call.
figures-help-reworked = Of what was said to be done and is over, what failed the check or was not solved for the resident.
figures-help-solved = Of the residents who said whether it is solved, those who said yes. No answer does not count.
figures-help-satisfied = Of the matters that were rated, those with four or five. The matter is rated, never a person.
figures-checks-title = Proof of figures
figures-checks-lead = Every day all figures are derived once more and compared with what was kept. What differs is mended and stands here.
figures-checks-empty = No proof yet
figures-checks-empty-advice = The house proves its figures once a day; it will stand here.
figures-checks-right = The last proof found everything alike.
figures-checks-wrong = The last proof found differences and mended them. Look into the log for the cause.
figures-checks-at = When
figures-checks-cases = Cases compared
figures-checks-figures = Figures compared
figures-checks-found = Found
figures-checks-none = alike
figures-checks-mended = { $count ->
    [one] { $count } mended
   *[other] { $count } mended
}

# The register as a file.
export-title = The register as a file
export-lead = Save this register as a table
export-rows = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
export-written = { $count ->
    [one] { $count } line is written
   *[other] { $count } lines are written
}
export-wait = It is long and takes a moment. Do something else and come back.
export-look-again = Look again
export-done = The file is ready. It is kept for a day.
export-contents = The columns of the printed register: no name, no phone, no door.
export-take = Save the file
export-back = Back to the register
export-gone = The file is gone
export-gone-advice = An export is kept for a day. Go back to the register and make a new one.
