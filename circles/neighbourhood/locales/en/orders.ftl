# 点单 orders: words that every page of orders shares

## States 状态

orders-state-draft = Draft
orders-state-submitted = Waiting for an answer
orders-state-awaiting-info = Waiting for your word
orders-state-rejected = Not accepted
orders-state-accepted = Accepted, looking for someone
orders-state-dispatched = Waiting for someone to take it
orders-state-in-progress = Under way
orders-state-return-requested = Return asked for
orders-state-resolved = Done, to be checked
orders-state-verified = Checked, your word is next
orders-state-closed = Closed
orders-state-withdrawn = Taken back

## Outcomes 结果

orders-outcome-solved = Solved
orders-outcome-partly = Partly solved
orders-outcome-explained = Explained
orders-outcome-handed-over = Handed over
orders-outcome-cannot = Cannot be done

## What is told at each step 每一步怎么说

orders-told-submit = You asked for this.
orders-told-submit-for = { $who } recorded this for you.
orders-told-discard = The draft was thrown away.
orders-told-accept = The community accepted it; { $who } answered:
orders-told-reject = The community could not accept it; { $who } explained:
orders-told-ask-back = { $who } asks once more:
orders-told-supply = You added:
orders-told-withdraw = It was taken back.
orders-told-dispatch = The community is asking people to do it.
orders-told-lapse = Nobody could take it yet; the community looks on.
orders-told-recall = The community arranges it anew, because:
orders-told-take = { $who } took it.
orders-told-take-unnamed = Someone took it.
orders-told-arrange = { $who } comes { $when }.
orders-told-nobody-home = { $who } came; nobody was home.
orders-told-nobody-home-again = { $who } came; nobody was home. They come again { $when }.
orders-told-hand-back = Someone else will do it; the community is looking.
orders-told-request-return = Those who hold it ask to give it back:
orders-told-approve-return = The community agrees and asks others.
orders-told-refuse-return = The community did not agree to the return:
orders-told-done = It is done:
orders-told-settle = { $who } settled it:
orders-told-verify = Someone else checked it: it is done.
orders-told-fail-check = Someone else checked it: not done yet:
orders-told-solved = You say: solved.
orders-told-reopen = You say: not solved. The community starts again.
orders-told-call-unanswered = We called; nobody answered.
orders-told-rate = You rated the matter. Closed.
orders-told-close = Closed.
orders-told-close-unrated = We could not reach you and closed it; say within 30 days that it is not solved, and we start again.
orders-message-call-me = Please call me.
orders-message-photos = { $count ->
    [one] Sent { $count } more photo.
   *[other] Sent { $count } more photos.
}
orders-message-photos-for = { $count ->
    [one] Put in { $count } photo for the resident.
   *[other] Put in { $count } photos for the resident.
}
orders-place-whole = { $compound }, no special building
orders-photos-left = { $count ->
    [one] { $count } more is possible; the place stored in it is removed
   *[other] { $count } more are possible; the place stored in them is removed
}
orders-photos-staged = { $count ->
    [one] { $count } photo received, sent together once the rest is mended
   *[other] { $count } photos received, sent together once the rest is mended
}
orders-photos-max = Too many: at most 6 for one matter

## Reasons of suggestions 推荐理由

orders-fit-skill = Can do this
orders-fit-place = Nearby
orders-fit-language = Speaks the language
orders-fit-time = Has time then

## Words to check at the door 对门口的词

orders-door-word-1 = snow mountain
orders-door-word-2 = barley
orders-door-word-3 = kelsang flower
orders-door-word-4 = butter tea
orders-door-word-5 = yak
orders-door-word-6 = rainbow
orders-door-word-7 = stone bridge
orders-door-word-8 = star
orders-door-word-9 = brook
orders-door-word-10 = pine
orders-door-word-11 = moon
orders-door-word-12 = cloud

## Emergency notices 紧急提示

orders-notice-fire = Fire: leave first, then call 119.
orders-notice-gas = Smell of gas: close the valve, open windows, touch no switch, call the gas company from outside.
orders-notice-electricity = Live wires: keep away, then call 95598.
orders-notice-water = Leaking water: turn off the main valve first.
orders-notice-injury = Someone is hurt: call 120.

## Refusals 不能办时怎么说

orders-refused-not-now = This cannot be done now; someone may have done it already. Please look again.
orders-refused-reason = Please give a reason.
orders-refused-taken = Someone else has taken it already. Thank you.
orders-refused-own-work = What one did oneself is checked by someone else.
orders-refused-resident-answers = This was a service at home; the resident says whether it is solved.
orders-refused-licence = This work needs someone with a licence.
orders-refused-department = Only a department or unit may do this.
orders-refused-not-wished = The resident wishes for another helper.
orders-refused-code = Number and code do not belong together. Please look at the slip again.
orders-refused-too-late = Too much time has passed. Please ask anew, or come to the hall.
orders-refused-not-solved-yet = First say whether it is solved.
orders-refused-nothing-to-confirm = There are no minutes to confirm.
orders-refused-own-minutes = Someone else confirms one's minutes.
orders-refused-settled = The office answered this itself. If it is not done, start it again.
orders-refused-no-photos-of-homes = No photos are taken of homes.
orders-refused-ask-to-return = Units and departments ask to give it back, with a reason.
orders-refused-no-phone = No number was left.
orders-refused-empty = Please write a few words here.
orders-refused-category = Please choose a kind.
orders-refused-answer = Please answer question { $number }.
orders-refused-phone = This does not look like a phone number.
orders-refused-photos = At most { $limit } photos.
orders-refused-no-photos = Please choose a photo first.
orders-refused-place = Please choose the place again.
orders-refused-targets = Please choose whom to ask, at most 20.
orders-refused-minutes = Please give the minutes it took, 1 to 960.
orders-refused-companion = Those who helped along belong to the same team or unit.
orders-refused-grade = Please choose from one to five.

## Categories 分类

categories-name-missing = Please give a name.
categories-too-many-questions = At most { $limit } questions.
categories-question-empty = A question cannot be empty.
categories-choose = Please choose from the list.
categories-minutes = Please give { $least } to { $most } minutes.

## The field catalogue 字段目录

orders-fields-asker = Whose matter it is
orders-fields-call = How to call and reach the asker
orders-fields-find = Finding the matter by the caller's phone
orders-fields-what = What is asked
orders-fields-where = Where to go
orders-fields-wish = Who is wished for, and when
orders-fields-holder = Who does it
orders-fields-minutes = Minutes of those who helped
orders-fields-pass = Whom not to ask again about this; gone when it ends
orders-fields-viewers-hand = The asker, the office, and who holds it while they hold it
orders-fields-viewers-office = The asker and the office
orders-fields-viewers-helper = Who helped and who confirms
orders-fields-retention = With the matter; photos leave 30 days after closing
