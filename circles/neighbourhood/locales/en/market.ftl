# Stock-taking, best-before dates, donations, praise, appeals, the end of points, rules.
points-rule-expiry-notice = Days of notice before points end
points-rule-leave = Days to spend after opting out
points-rule-hold = How long a reserved thing waits
points-rule-appeal = Days to appeal against a correction
points-rule-praise-least = Praise is worth at least
points-rule-praise-most = Praise is worth at most
points-rule-praise-notice = Days of notice before praise
points-unit-points = points
points-unit-minutes = minutes
points-unit-permille = thousandths; 1000 is ordinary work
points-unit-days = days
points-unit-hours = hours
points-unit-months = months
points-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
points-plain-title = In plain words
points-plain-hour =
    { $points ->
        [one] An hour of help earns { $points } point; heavy, skilled and emergency work more.
       *[other] An hour of help earns { $points } points; heavy, skilled and emergency work more.
    }
points-plain-caps = One event counts { $event } at most, one day { $day }.
points-plain-notice =
    { $days ->
        [one] Before they are booked there is { $days } day of public notice, and anyone may object.
       *[other] Before they are booked there are { $days } days of public notice, and anyone may object.
    }
points-plain-life = Points can be spent for { $months } months; you are told { $days } days before they end. Hours never end.
points-plain-leave =
    { $days ->
        [one] Leave when you like; what is left can be spent for { $days } day.
       *[other] Leave when you like; what is left can be spent for { $days } days.
    }
points-plain-appeal =
    { $days ->
        [one] Against a correction you can appeal for { $days } day; somebody else decides.
       *[other] Against a correction you can appeal for { $days } days; somebody else decides.
    }
points-plain-praise = Praise is { $least } to { $most } points once: the person is asked first, then { $days } days of public notice.
points-figures-title = Every figure
points-rules-coming = not yet in force
points-rules-same = The same as before.
points-rules-what = What changed
points-rules-was = Before
points-rules-is = Now
points-vote-title = How they were adopted
points-vote-line = { $yes } for, { $no } against, { $abstained } abstained, of { $of }.
points-vote-yes = Votes for
points-vote-no = Votes against
points-vote-abstained = Abstained
points-vote-of = Of how many
points-votes-wrong = Votes are whole numbers from 0.
points-votes-too-many = More votes than people: please check.
points-votes-not-carried = Not more than half were for it, so it was not adopted.
points-figure-order = The most cannot be less than the least.
points-text-number = This seems to hold an identity number; please take it out.
points-journal-title = The books as a journal
points-journal-hint = Points, hours and goods for hledger; people only as codes, no names.
points-journal-take = Download
points-told-title = What we want to tell you
points-ending =
    { $points ->
        [one] { $points } point can be spent until { $day }; then it ends.
       *[other] { $points } points can be spent until { $day }; then they end.
    }
points-ending-list = Points that end soon: people to tell in person
points-ending-list-none = Nobody has to be told in person now.
points-ending-list-lead = These residents have no account and get no message. Tell them when you meet: some points end soon, there is time to use them. How many is in their passbook and told to them alone.
points-ending-name = Name
points-ending-until = First ends on
points-ending-told = Told
points-ending-list-cut = Only the first { $count } to end are listed.
points-ending-hint = Spend them in the points supermarket; the oldest go first.
points-not-ended = Their last day has not passed.
points-line-praise = From praise
points-line-appeal = An appeal was upheld
points-line-ended = Ended
points-fields-appeal = Your appeal and its outcome
points-fields-ending = Which points we told you will end
points-fields-praise = Praise: for what, and how many points
appeals-nav = Appeals
appeals-title = Appeals against corrections
appeals-lead = Somebody who had no part in the correction decides, in words that the person reads.
appeals-none = Nothing to decide
appeals-none-advice = Appeals will be here.
appeals-correction = Correction
appeals-until = You can appeal until { $time }.
appeals-words = What is wrong with it
appeals-send = Appeal
appeals-received = Received. Somebody who had no part in it will decide.
appeals-yours = Your appeal
appeals-open = Waiting for a decision
appeals-upheld = Upheld; the correction was taken back.
appeals-dismissed = Not upheld.
appeals-outcome = The decision, and why (the person reads it)
appeals-uphold = Uphold, take it back
appeals-dismiss = Do not uphold
appeals-decided = Decided; the person can read it.
appeals-not-you = You had a part in it; another colleague must decide.
appeals-not-carried-out = This correction was not carried out.
appeals-too-late =
    { $days ->
        [one] More than { $days } day has passed. You can still come to the hall.
       *[other] More than { $days } days have passed. You can still come to the hall.
    }
praise-nav = Praise
praise-title = Praise with points
praise-lead = The person is asked first, then public notice, then somebody else decides. Never for talks, votes or reports.
praise-none = Nothing under way
praise-none-advice = Find the person under points, and propose it there.
praise-merit = For what
praise-merit-rescue = Help in an emergency
praise-merit-neighbours = Years of help to neighbours
praise-merit-commons = Care for what belongs to all
praise-merit-craft = A craft that served many
praise-merit-choose = Please choose one.
praise-propose = Propose praise
praise-propose-hint = The person must agree first. Everyone will read the reason: no names in it.
praise-amount-hint = { $least } to { $most } points, once
praise-reason = What they did (everyone reads it)
praise-proposed = Proposed; the person is asked.
praise-for-you = Praise for you
praise-ask = Do you agree? Only then is it made public. If not, it ends here and nobody else knows.
praise-name-hint = Otherwise it says: a resident
praise-yes = I agree
praise-no = No, thank you
praise-withdraw = Take it down, I do not want it
praise-agreed = Good: the public notice begins.
praise-declined = All right, it ends here.
praise-waits = The person has not answered yet
praise-until = In notice until { $time }
praise-public-title = Praise in public notice
praise-public-lead =
    { $days ->
        [one] In notice for { $days } day before any point is given. A name only when they wish.
       *[other] In notice for { $days } days before any point is given. A name only when they wish.
    }
praise-public-none = Nothing in notice
praise-public-none-advice = Praise will be announced here.
praise-somebody = A resident
praise-granted = Granted.
praise-refused = Not granted.
praise-object = Object
praise-object-words = What you think of this award
praise-object-hint = About this award only, not about people. Who said it is not kept.
praise-objected = Received; whoever decides will read it.
praise-objections = What was said
praise-objections-full = There is a lot to read already; please call or come to the hall.
praise-outcome = The decision, and why (everyone reads it)
praise-grant = Grant
praise-refuse = Do not grant
praise-decided = Decided; it stands in the notice.
praise-three-hands = Who proposes, who decides and who is praised must be three people.
praise-three-hands-later = When the notice is over, a colleague who did not propose it decides.
praise-too-late = That step is over.
praise-notice-open = In notice until { $time }; it can be decided then.
praise-earns-nothing = "{ $word }" earns nothing here. Please write only what was done.
praise-without-name = Everyone reads the reason; please take the name out.
praise-not-member = The person keeps no points, so none can be given.
praise-one-at-a-time = One is under way already; please wait for it.
near-nav = Best before
near-title = Near their best-before date
near-lead =
    { $days ->
        [one] Everything whose date is within { $days } day. Nothing past its date can be redeemed.
       *[other] Everything whose date is within { $days } days. Nothing past its date can be redeemed.
    }
near-none = Nothing is near its date
near-none-advice = Things will be here before their date.
near-past = Past { $day }
near-until = Best before { $day }, { $days } days left
near-pieces = Pieces of { $thing } to write off
near-write-off = Write off
near-set = Change the days
near-days = Days ahead
near-days-set = Changed.
supermarket-too-old = Past its date, so it cannot be handed over. Cancel it, and the points come back.
counts-nav = Stock-taking
counts-title = Stock-taking
counts-lead = Two people count, a third posts. The shop may stay open.
counts-begin = Begin a count
counts-begun = Begun. You can print the sheet and write on paper first.
counts-none = No counts yet
counts-none-advice = Once a month is a good habit.
counts-things =
    { $count ->
        [one] { $count } thing
       *[other] { $count } things
    }
counts-ended-by = ended by { $name }
counts-state-counting = Counting
counts-state-posted = Posted
counts-state-dropped = Given up
counts-how = Count on your own, without looking at the books. Save after each shelf.
counts-sheet = Count sheet
counts-sheet-how = Two people count and write one column each, and sign. Then each enters their own.
counts-first = First person
counts-second = Second person
counts-sign = Signature: ______
counts-enter-title = Enter what you found
counts-at = When you counted
counts-at-hint = From paper: the time on the paper. What was handed out since is taken into account.
counts-own-before = you found { $count }
counts-own = You found
counts-stands = How it stands
counts-enter = Save
counts-entered = Saved.
counts-line-open = not counted
counts-line-once = One person has counted
counts-line-unclear = You two differ: count again
counts-line-right = Right
counts-line-differs = Differs from the books
counts-differences = Differences
counts-difference = Difference
counts-reason = Why
counts-reason-waits = Whoever counted will say why
counts-explain = Save the reasons
counts-explained = Saved.
counts-all-right = Everything was right.
counts-post-title = Post
counts-post-hint = Both have counted. Read the reasons, then post.
counts-left =
    { $count ->
        [one] { $count } thing is not clear yet.
       *[other] { $count } things are not clear yet.
    }
counts-post = Post
counts-posted = Posted.
counts-drop = Give this count up
counts-dropped = Given up; the books did not change.
counts-nothing = There is nothing to count.
counts-one-at-a-time = Another count is open; please end it first.
counts-ended = This count has ended.
counts-time-wrong = The time must be after the count began, and not later than now.
counts-number-wrong = Whole numbers, please; leave out what you did not count.
counts-pieces-wrong = { $thing }: a whole number from 0 to 100,000.
counts-two-already = Two people have counted { $thing } already.
counts-not-done = { $thing } is not clear yet: two people must find the same.
counts-reason-missing = { $thing } differs from the books, and nobody has said why.
counts-held = { $held } of { $thing } are reserved. Cancel a reservation first, or count again.
counts-reason-not-yours = Whoever counted says why.
counts-not-your-own = Whoever counted cannot post; ask another colleague.
donations-nav = Donations
donations-title = Donation receipts
donations-lead = Numbered without a gap; a mistake is voided, never torn out.
donations-new = Write a receipt
donations-new-lead = A name only when the donor wishes it; else leave it empty.
donations-kind = What was given
donations-money = Money
donations-goods = Goods
donations-amount = Amount (yuan)
donations-amount-wrong = An amount, please, for example 500 or 20.50.
donations-thing = Which thing (enter it among the goods first)
donations-choose = Please choose a thing.
donations-given-on = Given on
donations-donor = Donor (only if they wish)
donations-write = Write the receipt
donations-received = Written; please print it. Goods are in stock.
donations-receipt = Donation receipt
donations-for-donor = for the donor
donations-stub = stub
donations-number = No. { $number }
donations-from = From
donations-somebody = A kind person
donations-signed = Received by
donations-thanks = Thank you. What it was used for stands in the public donation account.
donations-yuan = ¥{ $amount }
donations-none = No receipts yet
donations-none-advice = Write one when something is given.
donations-void = Void
donations-void-reason = Why it is voided
donations-void-mark = voided
donations-voided = Voided; its number stays.
donations-two-people = Whoever wrote it cannot void it; ask a colleague.
donations-used-already = This money has been used, so it cannot be voided.
donations-use-new = Write down what money was used for
donations-use-left = ¥{ $amount } are left.
donations-used-on = Used on
donations-purpose = For what (never for whom)
donations-spent = Written down; it stands in the public account.
donations-too-little = Only ¥{ $left } are left.
donations-day-wrong =
    { $days ->
        [one] A day within the last { $days } day, please.
       *[other] A day within the last { $days } days, please.
    }
donations-names-nobody = It holds a resident's name; please take it out: nobody who received is named.
donations-account-title = Donation account
donations-account-lead = What came in, what was used, and for what. Nobody who received is named.
donations-in = Received
donations-out = Used
donations-left = Left
donations-what-for = What for
donations-goods-none = No goods yet
donations-goods-none-advice = Donated goods will be listed here.
donations-others = Bought or found
donations-handed-out = Handed out
donations-written-off = Written off
donations-there = There now
donations-goods-sum = Donated and bought together are what was handed out, written off, and is there.
donations-fields-donor = A donor's name, only if they wish
