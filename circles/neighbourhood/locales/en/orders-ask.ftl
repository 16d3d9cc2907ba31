### What residents and visitors see of orders: asking, following, my matters.

orders-ask-nav = Ask
orders-ask-nav-matters = My matters
orders-ask-title = Ask for help
orders-ask-list-comma = {", "}
# $step is 1 to 3
orders-ask-step = Step { $step } of 3

# Step 1
orders-ask-start = What do you need help with?
orders-ask-start-lead = Pick what comes closest. If it is wrong, the community puts it right.
orders-ask-which = Which kind?
orders-ask-other-group = None of these: other groups
orders-ask-none = There is nothing to choose from yet
orders-ask-none-advice = Please call or come to the hall; it works the same.
orders-ask-emergency = Emergency numbers
orders-ask-fire = Fire
orders-ask-hurt = Injury, sudden illness
orders-ask-danger = Danger
orders-ask-electric = Live wires: leave first, then call
orders-ask-follow-link = See how far it is
orders-ask-follow-link-hint = With the number and the six-digit code

# Step 2
orders-ask-change-kind = Change
orders-ask-what-title = Tell us what it is
orders-ask-body = What happened
orders-ask-body-hint = No names or phone numbers here; they come in the next step.
orders-ask-body-missing = Please write one sentence about it
orders-ask-optional = optional
orders-ask-answers-missing = A question is still open
orders-ask-place = Where
orders-ask-place-choose = Choose compound and building
orders-ask-place-none = Nobody needs to come
orders-ask-place-missing = Please choose a place, or write below where it is
orders-ask-stairway = Stairway (optional)
orders-ask-door = Door (optional)
orders-ask-door-hint = Only who comes to help sees it
orders-ask-spot = Exact spot (optional)
orders-ask-spot-hint = For example: at the entrance, third-floor landing, river path
orders-ask-photo = Photo
orders-ask-photo-hint = Optional. Up to 6; the place stored in the picture is removed
orders-ask-photo-max = At most 6
orders-ask-photos-kept = { $count ->
    [one] { $count } photo received
   *[other] { $count } photos received
}
orders-ask-photo-drop = Remove photo { $position }
orders-ask-photo-number = Photo { $position }
orders-ask-next = Next: how to reach you
orders-ask-kept-here = Kept on this phone, also without a network.
orders-ask-clear = Clear

# Step 3
orders-ask-contact-title = How to reach you
orders-ask-contact-lead = Everything here is optional. If you leave nothing, number and code show you how far it is.
orders-ask-edit = Edit
orders-ask-for = Who is it for
orders-ask-for-me = Myself
orders-ask-called = What we may call you
orders-ask-called-hint = It need not be your real name
orders-ask-phone = Phone
orders-ask-phone-hint = Seen only by the office and the helper while they handle this; each look is on record
orders-ask-phone-hint-account = If empty, we use the phone you registered. Each look is on record
orders-ask-wishes = Any wishes (optional)
orders-ask-language = Language to speak
orders-ask-any = Any
orders-ask-part = When suits you
orders-ask-part-morning = Morning
orders-ask-part-afternoon = Afternoon
orders-ask-part-evening = Evening
orders-ask-time = Which day, what time
orders-ask-time-hint = For example: Wednesday after two
orders-ask-other = About the helper
orders-ask-other-hint = For example: a woman, if possible. We try, we cannot promise
orders-ask-without = Not this person, this time
orders-ask-without-hint = No reason needed, and they will not know
orders-ask-without-nobody = Nobody
orders-ask-next-steps = A person answers you within 48 hours at the latest.
orders-ask-send = Send to the community
orders-ask-back = One step back

# Done
orders-ask-done-title = Sent to the community
orders-ask-done-heading = The community has it
orders-ask-done-number = Number
orders-ask-done-code = Follow code
orders-ask-done-write = Write them down, or take a photo.
orders-ask-done-why = Without account and phone, only these two show you how far it is.
orders-ask-done-kin = You follow it with your own account. The follow code is only for them: the hall gives it to them, also by phone.
orders-ask-done-slip = Print a slip
orders-ask-done-next = What happens next
orders-ask-done-step-asked = You asked
orders-ask-done-48 = An answer within 48 hours
orders-ask-done-follow = See how far it is
orders-ask-done-elsewhere = On another phone: open the home page and choose “See how far it is”.
orders-ask-done-shared = This is a shared computer: clear it
orders-ask-slip-title = Receipt for a request
orders-ask-slip-what = What
orders-ask-slip-asked = Asked on
orders-ask-slip-follow = To follow it: open the community's home page, choose “See how far it is”, enter number and code.
orders-ask-slip-call = Without internet: call, or come to the hall:
orders-ask-slip-code = The code is a key; do not give it away. If you lose it, the hall gives you a new one.

# Following
orders-ask-follow-title = See how far it is
orders-ask-follow-lead = No account needed. Both numbers are on the slip.
orders-ask-follow-code-hint = Six digits
orders-ask-follow-open = Show
orders-ask-follow-lost = Lost the numbers?
orders-ask-follow-lost-advice = Come to the hall or call; after a check you get a new code.

# My matters
orders-ask-mine-empty = Nothing here yet
orders-ask-mine-empty-advice = Tell us what you need; you will get an answer.
orders-ask-mine-open = Under way
orders-ask-mine-ended = Ended
orders-ask-mine-visitor = Without signing in you see only what this phone opened today.
orders-ask-your-turn = Waiting for your word
orders-ask-number = No. { $number }
orders-ask-by = by { $time }
orders-ask-round = Round { $round }

# One matter: now
orders-ask-now-draft = Not sent yet
orders-ask-now-submitted = The community has it
orders-ask-now-asked-back = The community has a question
orders-ask-now-rejected = The community cannot do this
orders-ask-now-accepted = The community is looking for someone
orders-ask-now-dispatched = Waiting for someone to take it
orders-ask-now-in-progress = Under way
orders-ask-now-who = { $who } is on it
orders-ask-now-comes = Coming { $time }
orders-ask-now-your-word = Done. Please say whether it is solved
orders-ask-now-checking = Done; someone else is checking it
orders-ask-now-rate = Thank you. Please rate the matter
orders-ask-now-closed = This matter is closed
orders-ask-now-withdrawn = You took it back
orders-ask-by-accept = An answer by { $time }
orders-ask-by-dispatch = Someone is found by { $time }
orders-ask-by-take = Someone takes it by { $time }; if nobody does, the community looks again
orders-ask-by-resolve = By { $time }; if it takes longer, we tell you why first
orders-ask-by-verify = Checked by { $time }
orders-ask-by-call-back = We ask you by { $time } whether it is solved
orders-ask-by-late = It was due { $time }. We are late, and sorry; the person in charge has been reminded
orders-ask-todo-answer = The community accepts it and answers you
orders-ask-todo-send = Someone suitable comes
orders-ask-todo-check = Someone else checks it, then we ask you whether it is solved
orders-ask-todo-your-word = When it is done, you say whether it is solved
orders-ask-todo-rate = You rate the matter, and it is closed
orders-ask-coming-who = Who comes
orders-ask-coming-when = When
orders-ask-coming-word = Word at the door
orders-ask-coming-check = Ask for this word before you open. Whoever does not know it stays outside; call the community.
orders-ask-way-forward = What you can do
orders-ask-story = What happened so far
orders-ask-quote = “{ $text }”
orders-ask-talk = Messages
orders-ask-you = You
orders-ask-office = The community

# One matter: your word
orders-ask-asked-back = A question for you
orders-ask-your-answer = Your answer
orders-ask-send-answer = Answer
orders-ask-is-it-solved = Is it solved?
orders-ask-minutes-right = The time helped is right
orders-ask-minutes-line = { $who } helped for { $span }
orders-ask-minutes-confirm = The time is right
orders-ask-solved = Solved
orders-ask-not-solved = Not solved
orders-ask-why-not = What is missing
orders-ask-why-not-hint = One sentence is enough. It goes on at once, without queueing again.
orders-ask-do-again = Please do it again
orders-ask-rate = How was this matter handled?
orders-ask-rate-hint = You rate the matter, not a person.
orders-ask-grade-5 = Very good
orders-ask-grade-4 = Good
orders-ask-grade-3 = Fair
orders-ask-grade-2 = Poor
orders-ask-grade-1 = Very poor
orders-ask-rate-send = Rate and close
orders-ask-close-unrated = Close without rating
orders-ask-say = Add a word
orders-ask-say-label = What would you like to add
orders-ask-say-send = Send to the community
orders-ask-photos-later = Add photos
orders-ask-photos-later-lead = Only the community and those who come see them; deleted 30 days after closing.
orders-ask-photos-send = Send to the community
orders-ask-photos-added = The photos were sent to the community
orders-ask-call = Call me
orders-ask-call-lead = The community calls you in office hours.
orders-ask-call-known = If empty, we call the number you left
orders-ask-call-send = Please call me
orders-ask-asked = What you told us
orders-ask-withdraw = Take this back
orders-ask-withdraw-lead = Nobody works on it after that. You can ask again at any time.
orders-ask-withdraw-do = Take it back
orders-ask-said = Sent to the community
orders-ask-answered = Thank you, the community goes on
orders-ask-call-asked = The community will call you
orders-ask-withdrawn = Taken back
orders-ask-thanks-solved = Good to hear; thank you for telling us
orders-ask-again = Understood: the community starts again at once
orders-ask-thanks-rated = Thank you; the matter is closed
orders-ask-thanks-closed = The matter is closed
orders-ask-minutes-confirmed = Thank you; the time is noted

# The way up
orders-ask-unhappy = Not satisfied?
orders-ask-unhappy-lead = You may go higher at any time; it does not change how this is handled.
orders-ask-up-title = Ways up
orders-ask-up-lead = Open at any time, without asking the community first. Your matter goes on, and nobody counts it.
orders-ask-up-department = The department
orders-ask-up-department-how = You may go straight to the county department in charge. If you do not know which, call the community and we tell you its name and phone.
orders-ask-up-line-how = The government service line, answered day and night. Your number and what it is about are enough.
orders-ask-up-law = Legal ways
orders-ask-up-law-how = The community's legal advisers and the public legal line cost nothing; you may also go straight to the People's Court.
orders-ask-up-committee = Supervision committee
orders-ask-up-committee-how = Elected by residents, it supervises the residents' committee. Speak to it in the hall, or write a letter.

# Everything on record
orders-ask-copy-link = Everything on record
orders-ask-copy-link-hint = Staff notes too; can be printed
orders-ask-copy-title = Everything on record about one matter
orders-ask-copy-made = Printed: { $time }
orders-ask-copy-lead = All that the community wrote down about this matter, staff notes included.
orders-ask-copy-kind = Kind
orders-ask-copy-state = How far it is
orders-ask-copy-title-office = Title given by the community
orders-ask-copy-steps = Steps
orders-ask-copy-talk = Messages
orders-ask-copy-notes = Staff notes
orders-ask-copy-nothing = None
orders-ask-copy-photos = { $count ->
    [one] { $count } photo, deleted 30 days after closing.
   *[other] { $count } photos, deleted 30 days after closing.
}
orders-ask-copy-rights = Something wrong? You may have it corrected or deleted. Come to the hall, or call:
orders-ask-copy-recorded = recorded for you by { $who }
orders-ask-copy-phone = A number was left; it is kept encrypted
orders-ask-copy-looks = Who looked at the phone number, when and why
orders-ask-copy-grades = Your grades

## The side ways of a matter 移交、挂账、作废、向监委会反映

orders-ask-now-transferred = With { $who }
orders-ask-now-in-talk = Those concerned settle who does it
orders-ask-now-suspended = It rests, and is not forgotten
orders-ask-now-look-again = Taken up again on { $day }
orders-ask-now-voided = This record is void
orders-ask-by-reply = They answer by { $time }
orders-ask-todo-tell = The community tells you the answer
orders-ask-appeal = Tell the supervision committee how it was handled
orders-ask-appeal-lead = The supervision committee is elected by residents and apart from those who handle matters. It sees what happened, not your phone or door, and answers in writing within 10 days. Those who handled it do not see your words. The matter goes on as before.
orders-ask-appeal-label = What was not handled well
orders-ask-appeal-send = Send to the committee
orders-ask-appeal-sent = It is with the committee.
orders-ask-appeal-said = What you told the supervision committee
orders-ask-appeal-by = The committee answers by { $time }
orders-ask-appeal-answered = The committee answered { $time }:
