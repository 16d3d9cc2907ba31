# The points supermarket and its counter.
supermarket-title = Points supermarket
supermarket-nav-counter = Counter
supermarket-nav-goods = Points supermarket
supermarket-lead = Donated by people or bought by the community, for points.
supermarket-own =
    { $points ->
        [one] You have { $points } point to spend.
       *[other] You have { $points } points to spend.
    }
supermarket-none = The shelf is empty
supermarket-none-advice = New things will be here.
supermarket-donated = Donated
supermarket-donated-by = Donated by { $donor }
supermarket-bought = Bought by the community
supermarket-out = None left for now
supermarket-out-advice = None left for now; look again in a few days.
supermarket-price = Points
supermarket-free = To be had
supermarket-held = Reserved
supermarket-origin = Origin
supermarket-best-before = Best before
supermarket-count = How many
supermarket-reserve = Keep it for me
supermarket-reserve-hint =
    { $hours ->
        [one] Kept for { $hours } hour; say the code at the counter.
       *[other] Kept for { $hours } hours; say the code at the counter.
    }
supermarket-counter-too = No phone needed: come to the counter, with or without your passbook.
supermarket-redemption-title = Reserved
supermarket-code = Code to fetch it
supermarket-fetch = Please fetch it by { $time }.
supermarket-fetch-where = At the supermarket counter, open { $hours }. Family may fetch it with the code.
supermarket-cancel = I no longer want it
supermarket-cancelled = Back on the shelf, and the points are free again.
supermarket-state-collected = It has been fetched.
supermarket-state-cancelled = Cancelled; the points are back.
supermarket-state-timed-out = Its time ran out; it is back on the shelf and the points are back.
supermarket-still-waiting = Its time is not over yet.
supermarket-already-ended = This one has ended already.
supermarket-goods-title = Goods
supermarket-goods-none = Nothing here yet
supermarket-goods-none-advice = Enter a thing first, then take a delivery in.
supermarket-good-new = Enter a thing
supermarket-good-entered = Entered. Take a delivery in when it comes.
supermarket-good-changed = Saved.
supermarket-name = Name
supermarket-name-zh = Name in Chinese
supermarket-name-bo = Name in Tibetan (optional)
supermarket-name-en = Name in English (optional)
supermarket-name-empty = Please write the Chinese name.
supermarket-donor = Donor (only if they agree to be named)
supermarket-origin-wrong = Choose the origin.
supermarket-price-wrong = A whole number from 1 to { $most }.
supermarket-count-wrong = From 1 to { $most } pieces.
supermarket-shown = Offer it on the shelf
supermarket-hidden = not offered
supermarket-photo = Photo
supermarket-save = Save
supermarket-open = Open
supermarket-open-thing = Open { $thing }
supermarket-deliver = Take a delivery in
supermarket-deliver-do = Take in
supermarket-delivered = Taken in.
supermarket-loss = Write off
supermarket-loss-do = Write off
supermarket-loss-why = Why
supermarket-loss-choose = Choose why.
supermarket-loss-expired = Past its date
supermarket-loss-damaged = Broken or spoilt
supermarket-loss-missing = Missing when counted
supermarket-loss-returned = Given back
supermarket-written-off = Written off.
supermarket-counter-title = Counter
supermarket-counter-lead = A code, a passbook or a name: any of the three.
supermarket-counter-q = Code, passbook no. or name
supermarket-counter-thing = Which thing
supermarket-counter-more = There are many things; these are { $count } of them by name. Type a few letters to find one.
supermarket-counter-no-thing = No such thing
supermarket-counter-no-thing-advice = Try other letters, or clear the field to see everything.
supermarket-counter-none = Nobody found
supermarket-counter-none-advice = Ask again, or ask whether they take part.
supermarket-look = Look whether it is them; if two share a name, ask where they live.
supermarket-look-first = First make sure who it is, then tick how.
supermarket-known = How you know them
supermarket-known-code = They said the code
supermarket-known-passbook = They showed the passbook
supermarket-known-eye = By a look
supermarket-known-eye-hint = Only “checked” is kept, no papers
supermarket-person-free =
    { $points ->
        [one] { $points } point to spend
       *[other] { $points } points to spend
    }
supermarket-waiting = Waiting to be fetched
supermarket-redeem-now = Redeem now
supermarket-choose = What they choose
supermarket-hand-over = Hand over
supermarket-collected = Handed over, and the points are booked.
supermarket-back-to-shelf = Put back on the shelf
supermarket-nothing-affordable = Nothing to redeem now
supermarket-nothing-affordable-advice = Wait for more points or the next delivery.
supermarket-not-offered = This is not offered now.
supermarket-not-yourself = You cannot serve yourself; ask a colleague.
supermarket-too-few = Only { $free } left.
