# 点单 orders: the side ways of a matter 移交、说事、挂账、延期、督办、作废、向监委会反映

## States 状态

orders-state-transferred = Handed over
orders-state-in-talk = Being talked over
orders-state-suspended = Resting
orders-state-voided = Void

## What is told at each step 每一步怎么说

orders-told-transfer = The community handed it to { $who }, who answer by { $when }:
orders-told-pass-up = The community passed it up to { $who }, who answer by { $when }:
orders-told-reply = { $who } answered:
orders-told-return-again = { $who } give it back a second time; a talk will settle who does it:
orders-told-rule-department = The talk settled it: { $who } do it and answer by { $when }.
orders-told-rule-office = The talk settled it: the community does it.
orders-told-ask-suspend = { $who } asks to let it rest until { $when }; someone else decides:
orders-told-suspend = It rests until { $when }, because:
orders-told-refuse-suspend = It does not rest; work goes on:
orders-told-resume = It is taken up again; the community arranges it.
orders-told-wake = The day has come; the community takes it up again.
orders-told-extend = It will be done by { $when } instead, because:
orders-told-supervise = The community secretary keeps an eye on it:
orders-told-lift-supervision = The secretary no longer needs to keep an eye on it:
orders-told-ask-void = { $who } thinks this record is an error; someone else checks:
orders-told-void = This record was an error and is void. If you still need help, please tell us. The reason:
orders-told-refuse-void = Someone else checked: the record is right:

## Refusals 不能办时怎么说

orders-refused-own-wish = You asked for this yourself; someone else decides.
orders-refused-already-asked = Someone already asked; it waits for a decision.
orders-refused-day-passed = That day has come. Please name another.
orders-refused-extended-once = It was put off once in this round; not a second time.
orders-refused-expired = The time has passed and cannot be moved. Please hurry, and tell the resident.
orders-refused-ruled = The talk settled that you do it. If you cannot, please phone the community.
orders-refused-appeal-waiting = What you said before still waits for its answer. You can say more after it.
orders-refused-appeal-answered = Another member has answered it.
orders-refused-had-a-hand = You had a hand in this matter; another member answers.
orders-refused-day = Please choose a day after today and within half a year.
orders-refused-day-sooner = That day is no later than the first. Please choose again.
orders-refused-choose-department = Please choose a department.
orders-refused-who-does-it = Please choose who does it.

## The desk 办公页面

orders-desk-nav-approvals = For me to decide
orders-desk-asides = Hand over, put off, let rest, void
orders-desk-supervised = Watched
orders-desk-clock-reply = Answer
orders-desk-waits-reply = It was handed over and waits for an answer.
orders-desk-waits-talk = A department gave it back twice; a talk settles who does it.
orders-desk-waits-day = It rests and comes back by itself on its day.
orders-desk-department = To which department
orders-desk-transferred = Handed to
orders-desk-transferred-line = { $who }, answer by { $when }
orders-desk-look-again = Taken up again
orders-desk-asked = Waits for someone else
orders-desk-asked-suspend = { $who } asks to let it rest until { $day }
orders-desk-asked-void = { $who } asks to void it
orders-desk-reply-by = They answer by
orders-desk-reply-by-hint = The resident sees this day.
orders-desk-transfer = Hand to a department
orders-desk-transfer-button = Hand over
orders-desk-transfer-reason = What the department is to do, and why it is theirs
orders-desk-transfer-done = Handed over; the resident can see it.
orders-desk-pass-up = Pass up
orders-desk-pass-up-lead = Also for offices without an account here. The community records their answer. Passing up is never counted and harms nobody.
orders-desk-pass-up-to = To whom
orders-desk-pass-up-button = Pass up
orders-desk-pass-up-reason = What they are to do, and why the community cannot
orders-desk-reply = Record their answer
orders-desk-reply-text = What they answered
orders-desk-reply-button = Record the answer
orders-desk-reply-done = The answer is recorded. Please go on.
orders-desk-ruling-lead = A department gave it back twice. After the talk, write here what it settled.
orders-desk-ruling-who = Who does it
orders-desk-ruling-community = The community does it
orders-desk-ruling-text = What the talk settled
orders-desk-ruling-text-hint = When it was, who was there, and why. The resident can read it.
orders-desk-ruling-day-hint = Only when a department does it.
orders-desk-ruling-button = Write it down
orders-desk-ruling-done = Written down; the resident can see it.
orders-desk-extend = Put off once
orders-desk-extend-day = Done by instead
orders-desk-extend-hint = Once in a round, and before the time has passed.
orders-desk-extend-reason = Why it takes longer, as the resident will read it
orders-desk-extend-button = Put off and tell the resident
orders-desk-extend-done = Put off; the resident can read why.
orders-desk-suspend = Let it rest
orders-desk-suspend-day = Taken up again on
orders-desk-suspend-hint = On that day it comes back by itself.
orders-desk-suspend-reason = Why it cannot be done now, as the resident will read it
orders-desk-suspend-button = Ask to let it rest
orders-desk-second-person = It counts once someone else agrees.
orders-desk-asked-done = Asked; someone else decides.
orders-desk-resume-lead = If it can be done now, take it up again.
orders-desk-resume = Take it up again
orders-desk-resume-done = Taken up again. Please ask someone suitable.
orders-desk-supervise = Keep an eye on it
orders-desk-supervise-reason = Why
orders-desk-supervise-button = Keep an eye on it
orders-desk-supervise-done = Noted.
orders-desk-lift = No longer keep an eye on it
orders-desk-lift-reason = Why no longer
orders-desk-lift-button = Stop
orders-desk-void = Void (an error)
orders-desk-void-lead = Only for records made in error. It counts once someone else has checked, and stays in the register.
orders-desk-void-reason = What the error is
orders-desk-void-button = Ask to void it

## What waits for the secretary 待我定的

orders-desk-approvals-lead = One asks, another decides. Nobody decides about their own wish.
orders-desk-approvals-none = Nothing to decide
orders-desk-approvals-none-advice = When someone asks to let a matter rest or to void it, or a department gives one back twice, it stands here.
orders-desk-approvals-own = You asked for this yourself; someone else decides.
orders-desk-approve = Agree
orders-desk-approved = Agreed; the resident can read why.
orders-desk-not-approve = Do not agree
orders-desk-not-approve-reason = Why not
orders-desk-not-approve-button = Do not agree; work goes on
orders-desk-not-approved = Not agreed; the reason is written down.
orders-desk-talks = Waiting for a talk
orders-desk-talks-lead = A department gave these back twice. Bring everyone concerned together, then write down who does it.

## The department's page 部门的页面

orders-take-reply = Answer the community
orders-take-reply-by = Please answer by { $time }
orders-take-reply-text = What was done, or what to tell the resident
orders-take-reply-hint = The resident reads these words as they are. Say how far it is and what comes next, and when.
orders-take-reply-send = Hand back to the community
orders-take-replied = Your answer is with the community. Thank you.
orders-take-to-reply = To be answered

## The supervision committee's page 监委会的页面

orders-appeals-nav = From residents
orders-appeals-title = How matters were handled
orders-appeals-lead = You answer in words and change nothing of the matter. Who had a hand in it does not answer.
orders-appeals-waiting = Waiting for an answer
orders-appeals-none = Nothing waits
orders-appeals-none-advice = When a resident is not content with how a matter was handled, it stands here.
orders-appeals-answered = Answered
orders-appeals-by = Answer by { $time }
orders-appeals-said = The resident says
orders-appeals-answer = The committee's answer
orders-appeals-answer-hint = What you looked at, what you think, what you advise. The resident reads it as it is.
orders-appeals-send = Answer the resident
orders-appeals-done = Answered; the resident can see it.
orders-appeals-story = What happened
orders-appeals-story-lead = There are no phone numbers and no doors here.

## The field catalogue 字段目录

orders-fields-appeal = What someone was not content with, for the supervision committee
orders-fields-viewers-committee = The person, the supervision committee
