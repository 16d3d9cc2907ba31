# Merging, splitting, caring about one too

orders-state-merged = Merged
orders-told-merge = The community found that it is the same matter, and does both together.
orders-told-unmerge = It was taken out of the other matter and goes on by itself:
orders-told-close-merged = The matter it was merged into is closed, and this one with it.
orders-told-split = The community does a part of it as a matter of its own.
orders-merge-other-ended = The matter it was merged into does not go on.
orders-fields-care = Who cares about this public matter too; deleted 30 days after it ends

## What everyone may know

orders-merge-all-submit = Someone asked for it.
orders-merge-all-accept = The community accepted it.
orders-merge-all-dispatch = The community is asking people to do it.
orders-merge-all-take = Someone took it.
orders-merge-all-again = Someone else will do it; the community is looking.
orders-merge-all-done = It is done and will be checked.
orders-merge-all-verify = Someone else checked it: it is done.
orders-merge-all-fail-check = It was checked: not done yet.
orders-merge-all-reopen = Not solved; it starts again.
orders-merge-all-close = Closed.
orders-merge-all-ended = It does not go on.
orders-merge-all-merge = It is done together with another matter.

## Refusals

orders-refused-no-such-order = There is no such number, or it has ended. Please look at the number again.
orders-refused-same-order = That is this very order.
orders-refused-into-merged = That one was merged itself. Please merge into the last of them.
orders-refused-leads-others = Others were merged into this one. Merge the other way round, or take them out first.
orders-refused-other-class = Public and private matters, services and places stay apart. Only a public place has a title for neighbours.
orders-refused-other-person = A private matter is merged only with one of the same person, so that nobody else sees it.
orders-refused-own-matter = You asked for this yourself; it is in My matters.
orders-refused-title-names = Everyone can read the title: no name, phone or door number.

## The asker's page

orders-merge-now = Done together with another matter
orders-merge-goes-on = Goes on under No. { $number }
orders-merge-went-with = Closed together with No. { $number }
orders-merge-goes-on-lead = There is nothing you have to do. You see its progress here, and it closes when that one does; if it is not solved, you can still say so.
orders-merge-not-same = Not the same matter? Say so below, and the community takes it out.
orders-merge-parts = Parts done as matters of their own
orders-merge-origin = This is a part of your matter

## Caring

orders-care-offered = Neighbours asked for these. Is yours one of them?
orders-care-offered-lead = If so, one tap lets you follow it; you need not write it again.
orders-care-none-of-these = None of these: go on below
orders-care-do = I care about this too
orders-care-title = I care too
orders-care-done = Noted. You see here how it goes on.
orders-care-keep = Without an account, please write down number and code; they show you how it goes on.
orders-care-stop = No longer
orders-care-stop-lead = It is deleted at once, and nothing stays. You can do it again later.
orders-care-stopped = It is deleted.
orders-care-ended = You no longer care about this one, or it ended long ago.
orders-care-untitled = A public matter
orders-care-progress = How it goes
orders-care-other = Is yours different?
orders-care-ask-own = Ask for it yourself
orders-care-since = Asked { $when }
orders-care-counter = Perhaps someone asked already
orders-care-counter-lead = Read the title to the resident first. If it is the same, note that they care too; nothing has to be recorded again.
orders-care-counter-do = Note that they care
orders-care-counter-done = Noted for the resident
orders-care-counter-account = The resident has an account and sees it in My matters.

## The office's page

orders-merge-kin = Related orders
orders-merge-cares = { $count ->
    [one] { $count } neighbour cares too
   *[other] { $count } neighbours care too
}
orders-merge-into = Merged into
orders-merge-merged = Merged into this one
orders-merge-merged-lead = What they said since stands here, too; open the order to answer.
orders-merge-linked-origin = Split off
orders-merge-linked-parts = Split off this one
orders-merge-merge = The same matter? Merge into another
orders-merge-near = Open ones of this category in this compound
orders-merge-near-none = Nothing similar was found. If you know the number, write it.
orders-merge-number = Or write its number
orders-merge-words = A word to the resident (optional)
orders-merge-words-hint = Do not mention the other resident or what they wrote.
orders-merge-lead = It leaves every list then, and its clocks stop. A mistake can be taken back exactly.
orders-merge-do = Merge
orders-merge-merged-done = Merged
orders-merge-choose = Please choose one, or write its number.
orders-merge-unmerge = Not the same? Take it out again
orders-merge-unmerge-lead = It stands where it stood then: at the same step, in the same hands, with all the time it had left.
orders-merge-unmerge-reason = Why (the resident is told)
orders-merge-unmerge-do = Take it out
orders-merge-unmerged-done = Taken out
orders-merge-public-title = Title for neighbours
orders-merge-public-title-hint = Only with it can neighbours say that they care too. Everyone reads it: your own words, no names, phones or doors, and not what the resident wrote.
orders-merge-public-title-none = Not written yet; neighbours do not see this one
orders-merge-public-title-saved = The title is saved
orders-merge-save = Save
orders-merge-split = Several matters in one? Split one off
orders-merge-split-title = Split one off No. { $number }
orders-merge-split-lead = The old number stays and goes on. The new one has its own number, belongs to the same resident and counts as accepted now; its clocks start now. Do it again for more.
orders-merge-split-body = What the new one is about
orders-merge-split-body-hint = In your words, only this one.
orders-merge-split-photos = Which photos belong to it? None unless chosen
orders-merge-split-photo = Photo { $count }
orders-merge-split-do = Split it off
orders-merge-split-done = Split off; this is the new one
orders-merge-waits = Done together with another one; nothing to do here
