# Taking a step back, who else is here

orders-undo-heading = { $number }: this step can be taken back
orders-undo-lead = For 10 seconds nobody is told. Taken back, it is as if it had not been done.
orders-undo-button = Undo
orders-undo-over = Time is up, the step stands.
orders-undo-done = Taken back. All is as before, and nobody was told.
orders-undo-told = { $who } did a step and took it back at once.

orders-undo-too-late = More than 10 seconds have passed. Please use the other ways on the page.
orders-undo-others = A colleague did this step, and only they can take it back.
orders-undo-not-latest = Something else has happened since. It cannot be taken back any more.
orders-undo-left = Somebody has seen it or was told. It cannot be taken back any more.

orders-undo-here-reads = { $name } is looking at this too
orders-undo-here-writes = { $name } is writing an answer
orders-undo-here-advice = Either of you may act. A word beforehand saves doing it twice.
orders-undo-kept = What you wrote just now, to copy and use again

orders-undo-fields-before = To restore it when a step is taken back
orders-undo-fields-here = Which colleague has the same matter open, so that two do not write the same answer
orders-undo-fields-viewers = Colleagues who have the same matter open
orders-undo-fields-retention = 10 seconds
orders-undo-fields-minute = A minute after leaving the page
